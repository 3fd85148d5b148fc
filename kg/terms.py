"""The ontology as objects, for those who describe it: its terms, schemes, alignments and examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.resources import resource
from kg.vocab import CONCEPTS, ONTOLOGY, PREFIXES, RDF, RDFS, SCHEME, triples

_KINDS = {PREFIXES["owl"] + kind: kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
_RDFS, _SKOS, _OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["owl"]
_ALIGNING = frozenset(
    [_RDFS + name for name in ("subClassOf", "subPropertyOf", "seeAlso")]
    + [_SKOS + name for name in ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")]
)

Words = Mapping[str, str]
"""Language tag → text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or concept: its words by language, what it joins, and (predicate, other IRI) alignments."""

    iri: str
    kind: str
    labels: Words
    definitions: Words
    notes: Words
    domain: str | None = None
    range: str | None = None
    alignments: tuple[tuple[str, str], ...] = ()
    replaced_by: str | None = None
    deprecated: bool = False

    @property
    def name(self) -> str:
        """The end of the IRI: `Meeting`, `phone-call`."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]

    @property
    def parents(self) -> tuple[str, ...]:
        """The superclasses in `ent:`."""
        ours = (other for how, other in self.alignments if how == _RDFS + "subClassOf")
        return tuple(other for other in ours if other.startswith(PREFIXES["ent"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A concept scheme with its concepts in order."""

    term: Term
    concepts: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The whole: `about` by local name of the property, values in both languages where they have one."""

    about: Mapping[str, Words]
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    borrowed: tuple[Term, ...]
    examples: Mapping[str, tuple[Triple, ...]]


_Said = Mapping[str, Mapping[str, list[NamedNode | Literal]]]


@cache
def ontology() -> Ontology:
    """The ontology of this version."""
    said: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples():
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            said[triple.subject.value][triple.predicate.value].append(triple.object)
    terms = [_term(iri, said) for iri in said if _kind(iri, said) in _KINDS.values()]
    own = [term for term in terms if term.iri.startswith(PREFIXES["ent"])]
    return Ontology(
        about={_local(name): _words(values) for name, values in said[ONTOLOGY.value].items()},
        classes=tuple(sorted((t for t in own if t.kind == "Class"), key=lambda t: (bool(t.parents), t.name))),
        properties=tuple(sorted((t for t in own if t.kind != "Class"), key=lambda t: t.name)),
        schemes=tuple(_scheme(key, said) for key in sorted(CONCEPTS)),
        borrowed=tuple(term for term in terms if term not in own),
        examples={term.iri: tuple(_example(term.iri)) for term in own if term.kind == "Class"},
    )


def _scheme(key: str, said: _Said) -> Scheme:
    members = said[SCHEME + key][_SKOS + "hasTopConcept"]
    return Scheme(term=_term(SCHEME + key, said), concepts=tuple(_term(node.value, said) for node in members))


def _term(iri: str, said: _Said) -> Term:
    own = said[iri]
    replaced = own.get(PREFIXES["dcterms"] + "isReplacedBy")
    return Term(
        iri=iri,
        kind=_kind(iri, said),
        labels=_words(own.get(_SKOS + "prefLabel") or own.get(_RDFS + "label", [])),
        definitions=_words(own.get(_SKOS + "definition", [])),
        notes=_words(own.get(_SKOS + "scopeNote", [])),
        domain=_first(own.get(_RDFS + "domain")),
        range=_first(own.get(_RDFS + "range")),
        alignments=tuple(dict.fromkeys((p, v.value) for p, values in own.items() if p in _ALIGNING for v in values)),
        replaced_by=_first(replaced),
        deprecated=_OWL + "deprecated" in own,
    )


def _kind(iri: str, said: _Said) -> str:
    types = [node.value for node in said[iri].get(RDF.type.value, ())]
    return next((_KINDS[kind] for kind in types if kind in _KINDS), "Concept")


def _first(values: list[NamedNode | Literal] | None) -> str | None:
    return values[0].value if values else None


def _words(values: list[NamedNode | Literal]) -> Words:
    return {(value.language or "") if isinstance(value, Literal) else "": value.value for value in values}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _example(kind: str) -> Iterator[Triple]:
    """The triples of the first thing of a class in `ontology/examples/`."""
    for path in sorted(resource("ontology", "examples").glob("*.ttl")):
        found = [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
        node = next((t.subject for t in found if t.predicate == RDF.type and t.object == NamedNode(kind)), None)
        if node is not None:
            mine = [triple for triple in found if triple.subject == node]
            yield from sorted(mine, key=lambda t: (t.predicate != RDF.type, t.predicate != RDFS.label, str(t)))
            return
