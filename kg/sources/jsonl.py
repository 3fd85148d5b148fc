"""JSON lines: one article a line, an object with `id` and `text`, and optionally `published language url title`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.decoding import decode, why_unreadable
from kg.errors import BadInput
from kg.metadata import edtf_day
from kg.model import Article, Source
from kg.settings import Settings

_OPTIONAL = ("published", "language", "url", "title")


def accepts(path: Path) -> bool:
    """Whether this is a file of JSON lines by its name."""
    return path.suffix.lower() in (".jsonl", ".ndjson")


def read(path: Path) -> Iterator[Article | BadInput]:
    """The articles of a file, line by line in constant memory; a bad line is a `BadInput` among them."""
    limit, number = Settings.from_env().max_bytes, 0
    try:
        with path.open("rb") as file:
            while line := file.readline(limit + 1):
                number += 1
                if len(line) > limit:
                    _skip_line(file)
                    yield BadInput(
                        f"{path}, line {number}, is longer than {limit:,} bytes: split it or raise ENTENTE_MAX_BYTES.",
                        source=f"{path}#{number}",
                    )
                elif line.strip():
                    yield _article(line, path, number)
    except OSError as error:
        raise BadInput(why_unreadable(path, error)) from error
    if not number:
        raise BadInput(f"{path} is empty: give one article a line.")


def _skip_line(file: Any) -> None:
    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _article(line: bytes, path: Path, number: int) -> Article | BadInput:
    where, source = f"{path}, line {number},", f"{path}#{number}"
    try:
        item = json.loads(decode(line, where))
    except BadInput as error:
        return BadInput(str(error), source=source)
    except (ValueError, RecursionError) as error:
        return BadInput(f"{where} is not JSON ({error}): write one object a line.", source=source)
    fault = _fault(item)
    if fault:
        return BadInput(f"{where} {fault}", source=source)
    given = {name: item[name].strip() or None for name in _OPTIONAL if item.get(name)}
    if published := given.get("published"):
        given["published"] = edtf_day(published)
    return Article(id=str(item["id"]), text=item["text"], source=source, **given)


def _fault(item: Any) -> str | None:
    """What is wrong with the object of a line, as the end of a sentence."""
    if not isinstance(item, dict):
        return "is not a JSON object: write one object a line."
    if not isinstance(item.get("id"), str | int) or not str(item["id"]).strip():
        return "has no 'id': give each article an identifier."
    if not isinstance(item.get("text"), str) or not item["text"].strip():
        return "has no 'text': give the article's text as a string."
    wrong = next((name for name in _OPTIONAL if not isinstance(item.get(name), str | None)), None)
    if wrong:
        return f"has a '{wrong}' that is not a string: correct it."
    if any("\ud800" <= char <= "\udfff" for char in item["text"]):
        return "has half a character in its 'text' (a lone surrogate): correct its \\u escapes."
    published = (item.get("published") or "").strip()
    if published and not edtf_day(published):
        return f"has a 'published' that is not a date ({published!r}): write it as 2020-05-29, 2020-05 or 2020."
    return None


PLUGIN = Source(name="jsonl", accepts=accepts, read=read)
