"""Plain text: one article a file, named by its base name. A `--metadata` table tells what the text does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.decoding import decode, read_bytes
from kg.model import Article, Source


def accepts(path: Path) -> bool:
    """Whether this is a plain text file by its name."""
    return path.suffix.lower() in (".txt", ".text")


def read(path: Path) -> Iterator[Article]:
    """The article of a file, its text exactly as in the file. Raises `BadInput`."""
    yield Article(id=path.stem, text=decode(read_bytes(path), str(path)), source=str(path))


PLUGIN = Source(name="text", accepts=accepts, read=read)
