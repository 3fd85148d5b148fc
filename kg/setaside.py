"""What was set aside: one readable JSON file per article that could not be read or that breaks a shape."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import BadData
from kg.model import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An article that did not come through: where it is, why in one sentence, and what the shapes said.

    `read`: its text was read, but no graph can be made of it, so that an older graph of this article is out of date.
    """

    source: str
    reason: str
    article: str | None = None
    read: bool = False
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """The folder of reports beside a store; one file per source, replaced or removed when the source is read again."""

    folder: Path

    def put(self, rejected: Rejected) -> Path:
        """Keep a report; gives its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(rejected.source)
        partial = path.with_suffix(".partial")
        partial.write_text(
            json.dumps(asdict(rejected), ensure_ascii=False, indent=2) + "\n", encoding="utf-8", errors="replace"
        )
        partial.replace(path)
        return path

    def drop(self, source: str) -> None:
        """Forget the report of a source that has since been read."""
        self._path(source).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[Rejected]:
        """Every report, by file name; raises `BadData` for a file that is not one of ours."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                yield _from_json(json.loads(path.read_text(encoding="utf-8")))
            except (ValueError, TypeError, KeyError) as error:
                raise BadData(f"{path} is not a report of an article set aside: remove it.") from error

    def _path(self, source: str) -> Path:
        stem = re.sub(r"[^\w.-]+", "-", Path(source).name).strip("-.")[:60] or "article"
        return self.folder / f"{stem}-{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.json"


def _from_json(item: dict[str, Any]) -> Rejected:
    violations = tuple(Violation(**violation) for violation in item["violations"])
    return Rejected(**{**item, "violations": violations})
