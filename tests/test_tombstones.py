"""What the store remembers of things that are no more."""

from __future__ import annotations

import pyoxigraph as ox

from kg.identifiers import BASE
from kg.store import RECORDS, Store
from kg.tombstones import GONE

GRAPHS = [ox.NamedNode(f"urn:article:{number}") for number in (1, 2)]


def test_a_thing_that_left_is_remembered_unless_others_speak_of_it() -> None:
    """By its IRI below the base of things, until it comes back; parts of an article go with the article."""
    store = Store(ox.Store())
    thing, part = (ox.NamedNode(f"{BASE}{path}") for path in ("person/x/y", "article/1/evidence/2"))
    for graph in GRAPHS:
        made = [ox.Quad(node, ox.NamedNode("urn:p"), ox.Literal("a"), graph) for node in (thing, part)]
        store.replace(graph, made)
    gone = ox.Quad(thing, GONE, ox.Literal(True), RECORDS)
    store.remove(GRAPHS[0])
    assert gone not in store.oxigraph
    store.remove(GRAPHS[1])
    assert list(store.oxigraph.quads_for_pattern(None, GONE, None, None)) == [gone]
