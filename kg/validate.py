"""quads → Report: the only user of pySHACL. Shapes are core SHACL, loaded once; nothing is inferred."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache, lru_cache

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib.namespace import SH

from kg.model import Report, Violation
from kg.resources import resource
from kg.sieve import Shape, compile_shapes, run

Node = rdflib.URIRef | rdflib.BNode | rdflib.Literal
_NO_SHAPES = rdflib.Graph()
logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it prints a traceback for each ill-formed date; we report it


def validate(quads: Iterable[Quad | Triple]) -> Report:
    """Check the quads of one article. Warnings leave `conforms` true; results come in a stable order.

    The compiled shapes sift; whatever they find broken, pySHACL judges, so that no article is set aside without it.
    """
    made = tuple(quads)
    found = list(run(_compiled(), made))
    if any(violation.severity == "Violation" for violation in found):
        found = judge(made)
    found.sort(key=_order)
    return Report(conforms=all(v.severity != "Violation" for v in found), violations=tuple(found))


def sift(quads: Iterable[Quad | Triple]) -> list[Violation]:
    """What the compiled shapes find, in a hundredth of pySHACL's time; only `validate` asks that for its word."""
    return list(run(_compiled(), tuple(quads)))


@cache
def shape_terms() -> frozenset[object]:
    """Every term that a shape names: what is said by other properties concerns none."""
    files = sorted(resource("shapes").glob("*.ttl"))
    return frozenset(quad.object for path in files for quad in parse(path=path, format=RdfFormat.TURTLE))


def judge(quads: Iterable[Quad | Triple]) -> list[Violation]:
    """The results of pySHACL on the quads of one article."""
    graph = report_graph(quads)
    return [_violation(graph, node) for node in graph.objects(None, SH.result)]


def report_graph(quads: Iterable[Quad | Triple]) -> rdflib.Graph:
    """The `sh:ValidationReport` of the quads of one article."""
    data = rdflib.Graph()
    data.addN((_node(q.subject), _node(q.predicate), _node(q.object), data) for q in quads)
    validator = Validator(DataGraph.from_rdflib_graph(data), shacl_graph=_NO_SHAPES, options={"allow_warnings": True})
    validator.shacl_graph = _shapes()  # built once: reading it again for every article costs more than validating
    graph: rdflib.Graph = validator.run()[1]  # type: ignore[no-untyped-call] # pySHACL's own signature has no types
    return graph


@cache
def _compiled() -> tuple[Shape, ...]:
    files = sorted(resource("shapes").glob("*.ttl"))
    return compile_shapes(quad.triple for path in files for quad in parse(path=path, format=RdfFormat.TURTLE))


@cache
def _shapes() -> ShapesGraph:
    graph = rdflib.Graph()
    for path in sorted(resource("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return ShapesGraph(graph)


@lru_cache(maxsize=65536)
def _node(term: object) -> Node:
    """A pyoxigraph term as rdflib has it. Strings stay plain: rdflib holds a typed xsd:string unequal to them."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        plain = term.language or term.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(
            term.value, lang=term.language, datatype=None if plain else rdflib.URIRef(term.datatype.value)
        )
    return rdflib.BNode(str(term).removeprefix("_:"))


def _violation(graph: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    value = graph.value(result, SH.value)
    path = graph.value(result, SH.resultPath)
    return Violation(
        focus=str(graph.value(result, SH.focusNode)),
        path=_path(graph, path) if path is not None else None,
        message=_message(graph, result),
        severity=_local(graph.value(result, SH.resultSeverity)),
        value=None if value is None else str(value),
        component=_local(graph.value(result, SH.sourceConstraintComponent)),
    )


def _message(graph: rdflib.Graph, result: rdflib.term.Node) -> str:
    """The English message, else the first one."""
    messages = [m for m in graph.objects(result, SH.resultMessage) if isinstance(m, rdflib.Literal)]
    messages.sort(key=lambda m: (m.language != "en", str(m)))
    return str(messages[0]) if messages else "This breaks a constraint of the shapes."


def _path(graph: rdflib.Graph, path: rdflib.term.Node) -> str:
    """A path in the syntax of SPARQL, with full IRIs."""
    if isinstance(path, rdflib.URIRef):
        return str(path)
    inverse = graph.value(path, SH.inversePath)
    return f"^{inverse}" if inverse is not None else "/".join(str(step) for step in graph.items(path))


def _local(term: rdflib.term.Node | None) -> str:
    return str(term).removeprefix(str(SH))


def _order(violation: Violation) -> tuple[bool, str, str, str]:
    return violation.severity != "Violation", violation.focus, violation.path or "", violation.component or ""
