"""The default graph of a query that names several: their merge, each triple once (SPARQL 1.1, 13.2).

The engine gives a triple once for each graph that states it (oxigraph issue 1919). So the graphs are copied into a
store in memory, for this one query: about 100,000 triples a second, within the deadline and memory of every query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from endpoint.protocol.guard import iri_of, prefixes, tokens


class Asked(NamedTuple):
    """A store, and a query's dataset in it, as the engine takes it; None leaves that to the query's own clauses."""

    store: Store
    default: Any
    named: Any


def asked(
    store: Store, query: str, base: str | None, default: Collection[str] | None, named: Iterable[str] | None
) -> Asked:
    """The dataset of a query, by the protocol (`default`, `named`: None where it names none) or by its FROM clauses."""
    if default is None and query.casefold().count("from") > 1:
        graphs, others = _clauses(query, base or "")
        if graphs:
            default, named = graphs, others
    if default is not None and len(set(default)) > 1:
        return _merged(store, default, named or ())
    return Asked(store, _nodes(default), _nodes(named))


def _nodes(names: Iterable[str] | None) -> list[NamedNode] | None:
    return None if names is None else [NamedNode(name) for name in names]


def _clauses(query: str, base: str) -> tuple[list[str], list[str]]:
    """The graphs of FROM and of FROM NAMED, each once; none where one cannot be told."""
    pieces = [token for token in tokens(query) if token.depth == 0]
    known = prefixes(query, pieces)
    graphs: dict[str, None] = {}
    others: dict[str, None] = {}
    for word, one, two in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if (word.kind, word.text) == ("word", "base"):
            base = iri_of(query, one, known, base) or base
        elif (word.kind, word.text) == ("word", "from"):
            is_named = one.text == "named"
            iri = iri_of(query, two if is_named else one, known, base)
            if iri is None:
                return [], []
            (others if is_named else graphs)[iri] = None
    return list(graphs), list(others)


def _merged(store: Store, graphs: Iterable[str], others: Iterable[str]) -> Asked:
    made = Store()
    for name in graphs:
        quads = store.quads_for_pattern(None, None, None, NamedNode(name))
        made.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    named = [NamedNode(name) for name in others]
    for node in named:
        if store.contains_named_graph(node):
            made.add_graph(node)
            made.extend(store.quads_for_pattern(None, None, None, node))
    return Asked(made, [DefaultGraph()], named)
