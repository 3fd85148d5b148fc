"""Small answers from the server's own process: no reader, no queue, a fifth of the time.

Only for queries that `endpoint.small.bounded` calls small. Should one be larger than it looks, its answer is thrown
away at `_LARGEST` bytes and a reader is asked; so it is when anything fails here.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, Store

from endpoint.readers import reader
from endpoint.small.bounded import Bounded, Triple, bounded
from endpoint.web.negotiate import Offer

_LOG = logging.getLogger("entente.endpoint")
_LARGEST = 1 << 14  # bytes of an answer
_FEW = 32  # matches of a first pattern
_DEFAULT = DefaultGraph()


class Near:
    """The newest snapshot, open in this process."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._snapshot = ""
        self._next = ""
        self.answers = 0

    @property
    def used(self) -> set[str]:
        """The snapshots that must not be removed yet."""
        return {self._snapshot, self._next}

    async def open(self, snapshot: str) -> None:
        """Moves to another snapshot; nothing is answered here meanwhile."""
        self._store, self._next = None, snapshot
        try:
            store = await asyncio.to_thread(Store.read_only, snapshot)
        except OSError:
            _LOG.exception("a snapshot could not be opened: readers answer everything")
            return
        if snapshot == self._next:
            self.take(store, snapshot)

    def take(self, store: Store, snapshot: str) -> None:
        """Answers from a snapshot that is open."""
        self._store, self._snapshot = store, snapshot

    def answer(self, task: dict[str, Any], snapshot: str) -> tuple[dict[str, Any], bytes] | None:
        """Head and body of what a reader would answer to a task; None where a reader must be asked."""
        if self._store is None or snapshot != self._snapshot or task["do"] != "query" or task["head"]:
            return None
        if task["default"] is not None or task["named"] is not None:
            return None
        found = bounded(task["query"])
        try:
            if found is None or not _is_small(self._store, found):
                return None
            answer = _rows(self._store, task) if found.facts is None else _truth(self._store, task, found.facts)
        except BaseException as error:  # also the engine's panics; a reader will say why
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            return None
        self.answers += answer is not None
        return answer


def _rows(store: Store, task: dict[str, Any]) -> tuple[dict[str, Any], bytes] | None:
    results = store.query(task["query"], base_iri=task["base"])
    offer = reader.chosen(results, task)
    if offer is None:
        return None
    sink = _Sink()
    reader.write(results, sink, offer)
    return reader.packed({"type": offer.content_type}, bytes(sink.data), gzip=task["gzip"])


def _truth(store: Store, task: dict[str, Any], facts: tuple[Triple, ...]) -> tuple[dict[str, Any], bytes] | None:
    """The answer to an ASK, looked up in half of the time that the engine takes to read it."""
    offer = reader.chosen(_said(true=True), task)
    if offer is None:
        return None
    quads = (Quad(NamedNode(subject), NamedNode(verb), NamedNode(value), _DEFAULT) for subject, verb, value in facts)
    return {"type": offer.content_type, "gzip": False}, _written(offer, true=all(quad in store for quad in quads))


@lru_cache(maxsize=16)
def _written(offer: Offer, *, true: bool) -> bytes:
    """A truth in a format."""
    sink = _Sink()
    reader.write(_said(true=true), sink, offer)
    return bytes(sink.data)


@lru_cache(maxsize=2)
def _said(*, true: bool) -> QueryBoolean:
    """A truth as the engine says it."""
    said = Store().query("ASK {}" if true else "ASK { <a:a> <a:a> <a:a> }")
    assert isinstance(said, QueryBoolean)
    return said


def _is_small(store: Store, query: Bounded) -> bool:
    if query.anchor is None:
        return True
    subject, verb, value = query.anchor
    matches = store.quads_for_pattern(
        None if subject is None else NamedNode(subject),
        NamedNode(verb),
        None if value is None else NamedNode(value),
        _DEFAULT,
    )
    return sum(1 for _ in islice(matches, _FEW + 1)) <= _FEW


class _Sink:
    """The file that the engine writes a small answer to."""

    __slots__ = ("data",)

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        """Takes a piece from the engine, which ends where this raises."""
        self.data += data
        if len(self.data) > _LARGEST:
            raise reader.StopWriting
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""
