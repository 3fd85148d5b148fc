"""What is known about articles beside their text: a CSV table `article,published,language[,url,title]` by base name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.edtf import is_valid
from kg.errors import BadData
from kg.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a table says of one article; `published` is an EDTF date."""

    published: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None


_COLUMNS = ("published", "language", "url", "title")


def read_metadata(path: Path) -> dict[str, Metadata]:
    """A table by article. Raises `BadData` with the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if "article" not in (reader.fieldnames or ()):
                raise BadData(f"{path}, line 1: there is no column 'article'; begin with 'article,published,language'.")
            table: dict[str, Metadata] = {}
            for row in reader:
                article = Path((row.get("article") or "").strip()).name.removesuffix(".txt")
                if article in table or not article:
                    fault = f"'{article}' is there twice; keep one" if article else "there is no article; name one"
                    raise BadData(f"{path}, line {reader.line_num}: {fault}.")
                table[article] = _row(row, f"{path}, line {reader.line_num}")
            return table
    except FileNotFoundError as error:
        raise BadData(f"{path} does not exist: check the path of the metadata.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadData(f"{path} cannot be read as a CSV table in UTF-8 ({error}): correct it.") from error


def _row(row: Mapping[str, str | None], where: str) -> Metadata:
    given = {name: (row.get(name) or "").strip() or None for name in _COLUMNS}
    if given["published"]:
        given["published"] = edtf_day(given["published"])
        if given["published"] is None:
            raise BadData(f"{where}: '{row['published']}' is not a date; write it as 2020-05-29, 2020-05 or 2020.")
    return Metadata(**given)


def edtf_day(text: str) -> str | None:
    """A date, or a date with a time, as an EDTF day, month or year; None where it is neither."""
    date = text.strip()[:10].rstrip("T ")
    return date if date[:4].isdigit() and is_valid(date) else None


def with_metadata(article: Article, table: Mapping[str, Metadata]) -> Article:
    """The article with what the table says of it; the table wins over the article's own."""
    row = table.get(article.id)
    if row is None:
        return article
    return replace(article, **{name: value for name in _COLUMNS if (value := getattr(row, name))})
