"""A saved HTML page: its main content, title, publication date and address, by trafilatura."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from kg.decoding import decode, read_bytes
from kg.errors import BadInput
from kg.model import Article, Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SENTENCE = re.compile(r"^.{40,}[.!?…»”\")]\s*$")  # menus and notices have none
_HEAD = 2048  # where HTML wants the declaration of its encoding (HTML standard, 4.2.5.4: the first 1024 bytes)


def accepts(path: Path) -> bool:
    """Whether this is an HTML page by its name."""
    return path.suffix.lower() in (".html", ".htm", ".xhtml")


def read(path: Path) -> Iterator[Article]:
    """The article of a page; its text is the title and one line per paragraph. Raises `BadInput`."""
    from trafilatura import bare_extraction  # takes a third of a second to load
    from trafilatura.settings import Document

    page = _decode(read_bytes(path), str(path))
    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},  # no guess from a copyright line
    )
    body = (found.text or "").strip() if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not any(map(_SENTENCE.search, body.splitlines())):
        raise BadInput(f"{path} is a page with no article: give the saved page of one article.")
    title = (found.title or "").strip() or None
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    yield Article(
        id=path.stem, text=text, source=str(path), published=found.date or None, url=found.url or None, title=title
    )


def _decode(data: bytes, where: str) -> str:
    """The page as text, in the encoding it declares where it is no UTF-8."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared:
        try:
            return decode(codecs.decode(data, declared[1].decode()).encode(), where)
        except (LookupError, UnicodeError):
            pass  # a wrong declaration: judge by the bytes
    return decode(data, where)


PLUGIN = Source(name="html", accepts=accepts, read=read)
