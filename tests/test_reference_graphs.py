"""The reference data as graphs: states, posts, who held what when."""

from __future__ import annotations

from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kg.identifiers import BASE
from kg.resources import resource
from kg.sieve import compile_shapes, run
from kg.triples import reference_quads
from kg.vocab import DCTERMS, ENT, ORG, RDFS, SKOS


def _id(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def _objects(quads: tuple[Quad, ...], prop: NamedNode, subject: NamedNode | None = None) -> set[Any]:
    return {q.object for q in quads if q.predicate == prop and subject in (None, q.subject)}


def test_the_reference_graphs_name_states_and_who_held_what_when() -> None:
    """Each table has its graph; states have three names and an item, tenures an interval, partnerships a history."""
    quads = tuple(reference_quads())
    vietnam, post = _id("country/VN"), _id("post/US/foreign-minister")
    assert {name.language for name in _objects(quads, RDFS.label, vietnam)} == {"fr", "en", "vi"}
    assert _objects(quads, SKOS.exactMatch, vietnam) == {NamedNode("http://www.wikidata.org/entity/Q881")}
    held = {q.subject for q in quads if q.predicate == ENT.post and q.object == post}
    assert len(held) >= 5
    assert all(_objects(quads, ORG.memberDuring, tenure) for tenure in held)  # type: ignore[arg-type] # no literal
    levels = {q.subject: q.object for q in quads if q.predicate == ENT.upgradedFrom}
    assert levels[_id("partnership/us-vn/comprehensive-strategic")] == _id("partnership/us-vn/comprehensive")
    graphs = {q.graph_name.value.rpartition("/")[2] for q in quads if isinstance(q.graph_name, NamedNode)}
    assert graphs == {"ont", "states", "cities", "organisations", "posts", "tenures", "partnerships"}
    assert not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object))
    assert _objects(quads, DCTERMS.source)


def test_the_reference_graphs_break_no_shape_but_evidence() -> None:
    """Reference data follows the same shapes; its source stands in for a sentence."""
    shapes = [quad for path in resource("shapes").glob("*.ttl") for quad in parse(path=path, format=RdfFormat.TURTLE)]
    found = [v for v in run(compile_shapes(shapes), reference_quads()) if "hasBody" not in (v.path or "")]
    assert [v for v in found if v.severity == "Violation"] == []
