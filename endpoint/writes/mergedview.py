"""What a write over HTTP to an article's graph changes besides: the merged view and the store's book-keeping.

An article's graph is one that `kg build` made, or one whose name says so (`…/id/article/…`). All other graphs, and the
default graph, are written as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from pyoxigraph import NamedNode, Quad, Triple
from pyoxigraph import Store as Engine

from kg.errors import StoreError
from kg.settings import Settings
from kg.store import Store
from kg.transaction import RECORDS, Update

_DELETED = re.compile(r"^<([^<>\s]+)> ", re.MULTILINE)


def follow(before: Engine, after: Engine, graphs: Iterable[NamedNode]) -> tuple[str, set[str]]:
    """Brings the merged view of `after` in step with what was written to these graphs since `before`.

    Gives the SPARQL Update that does so, and the things of which it takes something away. Raises `StoreError` for a
    write that cannot be followed.
    """
    graphs = set(graphs)
    if RECORDS in graphs and _emptied(before, after):
        return "", set()
    articles = list(_articles(Store(before, writable=False), graphs))
    written = {graph: _triples(after, graph) for graph in articles}
    kept = {graph for graph in articles if after.contains_named_graph(graph)}
    for graph in articles:  # back to what it was: the view follows from there
        for triple in written[graph]:
            after.remove(_quad(triple, graph))
        after.extend(_quad(triple, graph) for triple in _triples(before, graph))
    log = _Log(after)
    store = Store(cast(Engine, log))
    for graph in articles:
        if graph in kept:
            store.replace(graph, [_quad(triple, graph) for triple in written[graph]], store.digest(graph) or "")
        else:
            store.remove(graph)
    return "".join(log.updates), {iri for update in log.updates for iri in _DELETED.findall(update)}


class _Log:
    """The engine, and the updates that it is given."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.updates: list[str] = []

    def update(self, text: str) -> None:
        """Does an update and notes it."""
        self._engine.update(text)
        self.updates.append(text)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Adds quads, which is noted as an update."""
        self.update(Update(insert=list(quads)).sparql())

    def __getattr__(self, name: str) -> Any:
        """All else is the engine's."""
        return getattr(self._engine, name)

    def __contains__(self, quad: Quad) -> bool:
        """Whether the engine holds a quad."""
        return quad in self._engine


def _emptied(before: Engine, after: Engine) -> bool:
    """Whether the book-keeping is gone with all that it was of. Raises `StoreError` where it was changed otherwise."""
    was, now = _triples(before, RECORDS), _triples(after, RECORDS)
    if was == now:
        return False
    if now or any(_triples(after, graph) for graph in Store(after, writable=False).graphs()):
        raise StoreError(f"the graph {RECORDS.value} is the store's own book-keeping: write to other graphs only")
    return True


def _articles(store: Store, graphs: Iterable[NamedNode]) -> Iterator[NamedNode]:
    named = f"{Settings.from_env().base}article/"
    for graph in graphs:
        if graph.value.startswith(named) or store.digest(graph) is not None:
            yield graph


def _triples(store: Engine, graph: NamedNode) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
