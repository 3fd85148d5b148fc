"""A changed article → what changes in the merged view: of the groups that it touches, and of no others.

The view of a store is a function of the articles in it: `events_of` computes it from them all, `Change` brings it from
one state to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pyoxigraph as ox

from kg.merging import counts
from kg.merging.book import Book
from kg.merging.claims import HAPPENING, Claim, Graph
from kg.merging.clusters import Group, groups
from kg.merging.compare import score
from kg.merging.keys import kept, sought
from kg.merging.resolve import Names, names, resolve
from kg.transaction import Triples, Update, quad_of
from kg.vocab import ENT, OA, RDF

_DEFAULT = ox.DefaultGraph()


def events_of(graphs: Iterable[tuple[ox.NamedNode, Triples]]) -> set[ox.Triple]:
    """The events of the merged view of these articles' graphs, and the counters of its meetings."""
    triples: dict[Claim, list[ox.Triple]] = {}
    index: dict[str, list[Claim]] = {}
    for name, found in graphs:
        graph = Graph(name, found)
        for claim in graph.claims():
            triples[claim] = graph.events[ox.NamedNode(claim.node)]
            for key in kept(claim):
                index.setdefault(key, []).append(claim)
    canonical: dict[tuple[str, str], ox.NamedNode] = {}
    named: dict[Group, ox.NamedNode] = {}
    for claim in triples:
        if (claim.graph, claim.node) not in canonical:
            near = names(groups(_reach([claim], lambda key: index.get(key, ()))))
            named |= near
            canonical |= _by_claim(near)
    view: set[ox.Triple] = set()
    for group, node in named.items():
        visits = {claim: _names(claim, triples[claim], lambda g, n: canonical[g, n]) for claim in group}
        view |= resolve(group, node, triples, visits)
    return view | counts.counters(counts.counted(view))


def events_in(store: ox.Store) -> set[ox.Triple]:
    """The triples of the events and counters of the default graph."""
    book = Book(store)
    nodes = {quad.subject for kind in HAPPENING for quad in store.quads_for_pattern(None, RDF.type, kind, _DEFAULT)}
    events = {triple for node in nodes if isinstance(node, ox.NamedNode) for triple in book.about(node, _DEFAULT)}
    return events | counts.said(store)


def is_of_event(
    store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal
) -> bool:
    """Whether a triple of the default graph is one of an event: of its node, of a participation, or its evidence; or of
    a counter."""
    node = value if predicate == OA.hasBody and isinstance(value, ox.NamedNode) else subject
    if any(ox.Quad(node, RDF.type, kind, _DEFAULT) in store for kind in (*HAPPENING, *counts.KINDS)):
        return True
    return any(True for _ in store.quads_for_pattern(None, ENT.participation, node, _DEFAULT))


def _reach(start: Iterable[Claim], under: Callable[[str], Iterable[Claim]]) -> set[Claim]:
    """All claims that these lead to, from one agreeing claim to the next."""
    waiting = list(start)
    seen = set(waiting)
    while waiting:
        claim = waiting.pop()
        near = {other for key in sought(claim) for other in under(key)} - seen
        found = [other for other in near if other.node == claim.node or score(claim, other)]
        seen.update(found)
        waiting += found
    return seen


def _by_claim(named: Mapping[Group, ox.NamedNode]) -> dict[tuple[str, str], ox.NamedNode]:
    return {(claim.graph, claim.node): node for group, node in named.items() for claim in group}


def _names(claim: Claim, triples: Iterable[ox.Triple], canonical: Callable[[str, str], ox.NamedNode]) -> Names:
    """The canonical nodes of the visits that a claim is a step of."""
    visits = {t.object for t in triples if t.predicate == ENT.partOf and isinstance(t.object, ox.NamedNode)}
    return {visit: canonical(claim.graph, visit.value) for visit in visits}


class Change:
    """The change of one named graph, and all that follows from it in the view and the book-keeping."""

    def __init__(self, store: ox.Store, graph: ox.NamedNode, old: Triples, new: Triples) -> None:
        self.book, self.graph = Book(store), graph
        self.before, self.after = Graph(graph, old), Graph(graph, new)
        self.recorded = self.book.of_graph(graph, self.before.events)
        self.claims = list(self.after.claims())

    def others(self) -> tuple[Triples, Triples]:
        """The triples that belong to no event, before and after: they stand in the view as they are."""
        return frozenset(self.before.others), frozenset(self.after.others)

    def write(self, update: Update) -> None:
        """Add to an update what changes of the events."""
        if self.before.events == self.after.events and set(self.recorded) == set(self.claims):
            return
        named = names(groups(self._affected()))
        self.canonical = _by_claim(named)
        renamed = self._enter(named, update)
        named |= self._steps(renamed)
        old, new = self._old_view(named), self._new_view(named)
        update.delete.extend(quad_of(triple, _DEFAULT) for triple in old - new)
        update.insert.extend(quad_of(triple, _DEFAULT) for triple in new - old)
        counts.follow(self.book.store, old, new, update)

    def _affected(self) -> set[Claim]:
        """Every claim whose group may be another one now, the new claims of this graph among them."""
        here = {*self.recorded, *self.claims}
        own: dict[str, list[Claim]] = {}
        for claim in here:
            for key in kept(claim):
                own.setdefault(key, []).append(claim)

        @cache
        def under(key: str) -> tuple[Claim, ...]:
            others = (claim for claim in self.book.under(key) if claim.graph != self.graph.value)
            return (*others, *own.get(key, ()))

        return {claim for claim in _reach(here, under) if claim.graph != self.graph.value} | set(self.claims)

    def _enter(self, named: Mapping[Group, ox.NamedNode], update: Update) -> list[Claim]:
        """Bring the book up to date; gives the claims of other graphs that have another canonical node now."""
        for claim in self.recorded:
            self.book.forget(claim, update)
        renamed = []
        for group, node in named.items():
            for claim in group:
                if claim.graph == self.graph.value:
                    self.book.enter(claim, node, update)
                    continue
                known = self.book.canonical(claim.graph, claim.node)
                if known != node:
                    self.book.rename(claim, known, node, update)
                    renamed.append(claim)
        return renamed

    def _steps(self, renamed: Iterable[Claim]) -> dict[Group, ox.NamedNode]:
        """Groups that stay as they are, of meetings that are steps of a visit with another canonical node."""
        found: dict[Group, ox.NamedNode] = {}
        for visit in renamed:
            for meeting in self.book.steps_of(visit):
                if (visit.graph, meeting) not in self.canonical:
                    node = self.book.canonical(visit.graph, meeting)
                    group = sorted(self.book.merged_in(node), key=lambda claim: claim.order)
                    found[tuple(group)] = node
        return found

    def _old_view(self, named: Mapping[Group, ox.NamedNode]) -> set[ox.Triple]:
        old = {self.book.canonical(claim.graph, claim.node) for group in named for claim in group}
        old |= {self.book.canonical(self.graph.value, node.value) for node in self.before.events}
        return {triple for node in old for triple in self.book.about(node, _DEFAULT)}

    def _new_view(self, named: Mapping[Group, ox.NamedNode]) -> set[ox.Triple]:
        view: set[ox.Triple] = set()
        for group, node in named.items():
            triples = {claim: self._triples(claim) for claim in group}
            view |= resolve(group, node, triples, {c: _names(c, triples[c], self._canonical) for c in group})
        return view

    def _triples(self, claim: Claim) -> list[ox.Triple]:
        if claim.graph == self.graph.value:
            return self.after.events[ox.NamedNode(claim.node)]
        return self.book.triples(claim)

    def _canonical(self, graph: str, node: str) -> ox.NamedNode:
        return self.canonical.get((graph, node)) or self.book.canonical(graph, node)
