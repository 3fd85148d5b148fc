"""Paths → articles: folders are walked, each file goes to the source that accepts it, bad ones are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import BadInput
from kg.metadata import Metadata, with_metadata
from kg.model import Article, Source
from kg.plugins import sources
from kg.setaside import Rejected


def files(paths: Iterable[Path]) -> list[Path]:
    """The files that these paths name, each once, in order of name; of a folder, those that a source accepts.

    Order and form of the paths do not matter to a build. Hidden files and folders are left out. Raises `BadInput` where
    there is nothing to read.
    """
    found: dict[Path, Path] = {}
    named = list(paths)
    for path in named:
        inside = _walk(path) if path.is_dir() else [path]
        for file in inside:
            found.setdefault(file.resolve(), file)
    if not found:
        raise BadInput(
            f"there is no article in {', '.join(map(str, named))}: give files ending in .txt, .html or .jsonl."
        )
    return [found[key] for key in sorted(found)]


def articles(paths: Iterable[Path], metadata: Mapping[str, Metadata] | None = None) -> Iterator[Article | Rejected]:
    """Every article of the files and folders, with its metadata, and a `Rejected` for each that has none.

    The same article twice is given once; another text under an identifier already given is rejected.
    """
    given: dict[str, tuple[str, str]] = {}
    for path in files(paths):
        for item in _read(path):
            if isinstance(item, Rejected):
                yield item
                continue
            article = with_metadata(item, metadata or {})
            digest, source = given.setdefault(article.id, (article.digest, article.source))
            if source == article.source:
                yield article
            elif digest != article.digest:
                reason = f"{article.source} has the identifier '{article.id}' of {source}: rename one."
                yield Rejected(source=article.source, article=article.id, reason=reason)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and _source(path):
            yield path


def _source(path: Path) -> Source | None:
    return next((source for source in sources() if source.accepts(path)), None)


def _read(path: Path) -> Iterator[Article | Rejected]:
    try:
        if not path.exists():
            raise BadInput(f"{path} does not exist: check the path.")
        source = _source(path)
        if source is None:
            kinds = ", ".join(plugin.name for plugin in sources())
            raise BadInput(f"{path} is of no kind that can be read ({kinds}): give it a fitting file name.")
        for item in source.read(path):
            if isinstance(item, BadInput):
                yield Rejected(source=item.source or str(path), reason=str(item))
            else:
                yield item
    except BadInput as error:
        yield Rejected(source=error.source or str(path), reason=str(error))
    except OSError as error:
        yield Rejected(source=str(path), reason=f"{path} cannot be read ({error.strerror}): check the file.")
