"""JSON-LD 1.1 that reads like ordinary JSON: the merged view, with the keys of `ontology/context.jsonld`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.model import Export
from kg.resources import resource
from kg.store import Store
from kg.vocab import PREFIXES, RDF, XSD

_SET = "@set"


def write(store: Store, out: BinaryIO) -> None:
    """Each triple of the default graph once, a line for each node."""
    document(store.oxigraph.quads_for_pattern(None, None, None, DefaultGraph()), out)


def document(triples: Iterable[Quad | Triple], out: BinaryIO) -> None:
    """A document with its context. Triples of a subject that stand together become one node."""
    out.write(f'{{"@context": {json.dumps(_context(), ensure_ascii=False)},\n"@graph": ['.encode())
    for number, node in enumerate(_nodes(triples)):
        out.write(f"{',' if number else ''}\n{json.dumps(node, ensure_ascii=False)}".encode())
    out.write(b"\n]}\n")


@cache
def _context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("ontology", "context.jsonld").read_text("utf-8"))["@context"]
    return found


@cache
def _terms() -> dict[str, tuple[str, str | None, bool]]:
    """IRI → its key, the IRI of the type that the context gives its values, and whether they are always a list."""
    found = {}
    for key, said in _context().items():
        told = said if isinstance(said, dict) else {"@id": said}
        iri = str(told.get("@id", ""))
        if ":" in iri and not iri.startswith("http"):
            kind = told.get("@type")
            found[_expanded(iri)] = (key, kind and _expanded(kind), told.get("@container") == _SET)
    return found


def _expanded(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else curie


def _nodes(triples: Iterable[Quad | Triple]) -> Iterator[dict[str, Any]]:
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"id": _name(subject)}
        for triple in group:
            _add(node, triple.predicate, triple.object)
        yield node


def _add(node: dict[str, Any], predicate: NamedNode, value: object) -> None:
    given: str | dict[str, str]
    if predicate == RDF.type and isinstance(value, NamedNode):
        key, given, many = "type", _terms().get(value.value, (value.value,))[0], False
    else:
        key, kind, many = _terms().get(predicate.value, (predicate.value, None, False))
        given = _value(value, kind)
    if key in node:
        node[key] = [*node[key], given] if isinstance(node[key], list) else [node[key], given]
    else:
        node[key] = [given] if many else given


def _value(value: object, kind: str | None) -> str | dict[str, str]:
    """A value as the context's type for its property has it: bare where it is of that type."""
    if not isinstance(value, Literal):
        return _name(value) if kind == "@id" else {"id": _name(value)}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype.value == (kind or XSD.string.value):
        return value.value
    return {"@type": value.datatype.value, "@value": value.value}


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


PLUGIN = Export(name="jsonld", media_type="application/ld+json", extension=".jsonld", write=write)
