"""The book-keeping of merging, in the store's graph of records: each claim, its keys, and its canonical node."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.merging.claims import Claim, from_json, to_json
from kg.merging.keys import kept
from kg.transaction import RECORDS, Update
from kg.vocab import ENT, OA, SKOS

_CLAIM = ox.NamedNode("urn:x-entente:claim")
_KEY = ox.NamedNode("urn:x-entente:key")
_CANONICAL = ox.NamedNode("urn:x-entente:canonical")


def _entry(graph: str, node: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:x-entente:claim:{hashlib.sha256(f'{graph} {node}'.encode()).hexdigest()[:32]}")


class Book:
    """What the store remembers of the claims of all articles."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def of_graph(self, graph: ox.NamedNode, nodes: Iterable[ox.NamedNode]) -> list[Claim]:
        """The recorded claims of these nodes of a graph."""
        entries = (_entry(graph.value, node.value) for node in nodes)
        return [claim for entry in entries for claim in self._claims(entry)]

    def under(self, key: str) -> Iterator[Claim]:
        """The claims that are kept under a key."""
        for quad in self.store.quads_for_pattern(None, _KEY, ox.Literal(key), RECORDS):
            yield from self._claims(quad.subject)

    def merged_in(self, canonical: ox.NamedNode) -> Iterator[Claim]:
        """The claims that a canonical node stands for."""
        for quad in self.store.quads_for_pattern(None, _CANONICAL, canonical, RECORDS):
            yield from self._claims(quad.subject)

    def canonical(self, graph: str, node: str) -> ox.NamedNode:
        """The canonical node of a claim; the claim's own where there is no record."""
        for quad in self.store.quads_for_pattern(_entry(graph, node), _CANONICAL, None, RECORDS):
            if isinstance(quad.object, ox.NamedNode):
                return quad.object
        return ox.NamedNode(node)

    def triples(self, claim: Claim) -> list[ox.Triple]:
        """What a claim's article says of it: the node, its participations, and the annotations that evidence it."""
        return self.about(ox.NamedNode(claim.node), ox.NamedNode(claim.graph))

    def about(self, node: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Triple]:
        """The triples of an event in a graph; not the item of Wikidata that a person gave it."""
        quads = [q for q in self.store.quads_for_pattern(node, None, None, graph) if q.predicate != SKOS.exactMatch]
        parts = [quad.object for quad in quads if quad.predicate == ENT.participation]
        for part in parts:
            if isinstance(part, ox.NamedNode):
                quads += self.store.quads_for_pattern(part, None, None, graph)
        quads += self.store.quads_for_pattern(None, OA.hasBody, node, graph)
        return [quad.triple for quad in quads]

    def steps_of(self, visit: Claim) -> Iterator[str]:
        """The meetings that the article of a visit calls its steps."""
        visited = ox.NamedNode(visit.node)
        for quad in self.store.quads_for_pattern(None, ENT.partOf, visited, ox.NamedNode(visit.graph)):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def forget(self, claim: Claim, update: Update) -> None:
        """Take a claim's entry out."""
        update.delete.extend(self.store.quads_for_pattern(_entry(claim.graph, claim.node), None, None, RECORDS))

    def enter(self, claim: Claim, canonical: ox.NamedNode, update: Update) -> None:
        """Write a claim's entry."""
        entry = _entry(claim.graph, claim.node)
        update.insert.append(ox.Quad(entry, _CLAIM, ox.Literal(to_json(claim)), RECORDS))
        update.insert.append(ox.Quad(entry, _CANONICAL, canonical, RECORDS))
        update.insert.extend(ox.Quad(entry, _KEY, ox.Literal(key), RECORDS) for key in sorted(kept(claim)))

    def rename(self, claim: Claim, old: ox.NamedNode, new: ox.NamedNode, update: Update) -> None:
        """Change the canonical node of a claim's entry."""
        entry = _entry(claim.graph, claim.node)
        update.delete.append(ox.Quad(entry, _CANONICAL, old, RECORDS))
        update.insert.append(ox.Quad(entry, _CANONICAL, new, RECORDS))

    def _claims(self, entry: object) -> Iterator[Claim]:
        if isinstance(entry, ox.NamedNode):
            for quad in self.store.quads_for_pattern(entry, _CLAIM, None, RECORDS):
                if isinstance(quad.object, ox.Literal):
                    yield from_json(quad.object.value)
