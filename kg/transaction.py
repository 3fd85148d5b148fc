"""A change of a store as one SPARQL Update: pyoxigraph's only transaction that can also delete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import StoreError

Triples = frozenset[ox.Triple]

# The store's book-keeping: which input each article graph was read from. Not data: never exported, never merged.
RECORDS = ox.NamedNode("urn:x-entente:records")


@dataclass(frozen=True, slots=True)
class Update:
    """Quads to delete and to insert; none is in both."""

    delete: list[ox.Quad] = field(default_factory=list)
    insert: list[ox.Quad] = field(default_factory=list)

    def record(self, subject: ox.NamedNode, predicate: ox.NamedNode, old: str | None, new: str | None) -> None:
        """Change a record of the store's book-keeping; None is no record."""
        for value, quads in ((old, self.delete), (new, self.insert)):
            if value is not None and old != new:
                quads.append(ox.Quad(subject, predicate, ox.Literal(value), RECORDS))

    def sparql(self) -> str:
        """The update; empty where there is nothing to do."""
        return "".join(
            f"{verb} DATA {{\n{_data(quads)}}} ;\n"
            for verb, quads in (("DELETE", self.delete), ("INSERT", self.insert))
            if quads
        )


def _data(quads: Iterable[ox.Quad]) -> str:
    """Quads in the syntax of SPARQL's `DATA`, those of one graph together."""
    graphs: dict[object, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(f"{quad.triple} .\n")
    return "".join(
        "".join(lines) if graph == ox.DefaultGraph() else f"GRAPH {graph} {{\n{''.join(lines)}}}\n"
        for graph, lines in graphs.items()
    )


def quad_of(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """The triple in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def triples_of(graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Triples:
    """The triples of quads as the store gives them back, which keeps numbers and times by value (`1.00` as `1.0`).

    Raises `StoreError` for a quad of another graph, or with a blank node, which no difference can name.
    """
    made = tuple(quads)
    for quad in made:
        if quad.graph_name != graph:
            raise StoreError(f"a quad for the graph {graph} names another, {quad.graph_name}.")
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise StoreError(f"a quad for the graph {graph} has a blank node: give it an IRI ({quad.triple}).")
    kept = ox.Store()
    kept.extend(made)
    return frozenset(quad.triple for quad in kept)
