"""Answers kept for as long as the data stays the same, and the entity tags that say so."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

_LARGEST = 1 << 18  # bytes of an answer that is worth keeping
_BITS = (1 << 64) - 1
VARY = (("vary", "Accept, Accept-Encoding"),)


class Stored(NamedTuple):
    """A whole answer."""

    headers: list[tuple[str, str]]
    body: bytes


class Cache:
    """The most recently used answers, up to `capacity` bytes, all of one version of the data."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._version = ""
        self._size = 0
        self._answers: OrderedDict[Hashable, Stored] = OrderedDict()
        self.hits = 0
        self.misses = 0

    def get(self, version: str, key: Hashable) -> Stored | None:
        """The answer kept under `key`, if it is of this version."""
        found = self._answers.get(key) if version == self._version else None
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._answers.move_to_end(key)
        return found

    def put(self, version: str, key: Hashable, answer: Stored) -> None:
        """Keeps an answer; the first of a new version drops all of the old one."""
        if version != self._version:
            self._answers.clear()
            self._version, self._size = version, 0
        if len(answer.body) > min(_LARGEST, self._capacity) or key in self._answers:
            return
        self._answers[key] = answer
        self._size += len(answer.body) + 1024
        while self._size > self._capacity:
            _, oldest = self._answers.popitem(last=False)
            self._size -= len(oldest.body) + 1024


def etag_of(version: str, key: Hashable) -> str:
    """The weak entity tag of what `key` asks of this version; `version` and the hash both are of this process."""
    return f'W/"{version}-{hash(key) & _BITS:x}"'


def matches(if_none_match: str | None, etag: str) -> bool:
    """Whether the client already has what `etag` names (weak comparison, RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    given = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in given or etag.removeprefix("W/") in given
