"""Every IRI of a vocabulary, fed by `ontology/`: closed namespaces, in which a misspelt term is an error.

`tests/test_vocab.py` looks up every term that `kg/` names, so that none waits for its line to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import BadData
from kg.resources import resource

PREFIXES = {
    "ent": "https://w3id.org/entente/ont#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "time": "http://www.w3.org/2006/time#",
    "m8g": "http://data.europa.eu/m8g/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "sh": "http://www.w3.org/ns/shacl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}
"""The prefixes that the project writes."""

HOME = "https://w3id.org/entente/"
ONTOLOGY = NamedNode(HOME + "ont")
SCHEME = HOME + "scheme/"
QUERIES = HOME + "queries/"
WIKIDATA = PREFIXES["wd"]

# Namespaces that the ontology uses but does not describe: a term counts where it occurs. All others label theirs.
_USED_FREELY = ("rdf", "rdfs", "owl", "xsd", "skos", "edtf")
_LABEL = PREFIXES["rdfs"] + "label"


def triples() -> Iterator[Triple]:
    """The whole ontology: its terms, schemes and alignments."""
    folder = resource("ontology")
    for path in sorted(folder.rglob("*.ttl")):
        if path.parent != folder / "examples":
            yield from (quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))


def _read() -> tuple[dict[tuple[str, str], str], set[str]]:
    """Labels by (IRI, language), and every IRI that occurs as a predicate, class or datatype."""
    labels: dict[tuple[str, str], str] = {}
    occurring: set[NamedNode] = set()
    for triple in triples():
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        occurring.add(predicate)
        if isinstance(value, NamedNode):
            occurring.add(value)
        elif isinstance(value, Literal):
            occurring.add(value.datatype)
            if predicate.value == _LABEL and isinstance(subject, NamedNode):
                labels[subject.value, value.language or ""] = value.value
    return labels, {node.value for node in occurring}


LABELS, _OCCURRING = _read()
"""(IRI, language) → label, of everything that the ontology labels."""
_LABELLED = {iri for iri, _ in LABELS}


class Vocabulary:
    """The terms of one namespace as attributes: `ENT.Meeting`. An unknown name is an `AttributeError`."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        base = PREFIXES[prefix]
        known = _OCCURRING | _LABELLED if prefix in _USED_FREELY else _LABELLED
        self._terms = {iri.removeprefix(base): NamedNode(iri) for iri in known if iri.startswith(base)}
        self.__dict__.update(self._terms)

    def __getattr__(self, name: str) -> NamedNode:
        """A term that is no attribute: there is none of this name."""
        raise AttributeError(f"{self._prefix}:{name} is not in ontology/; define it there or correct it.")

    def __contains__(self, name: str) -> bool:
        """Whether the ontology knows this local name."""
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        """Local names in order."""
        return iter(sorted(self._terms))


ENT = Vocabulary("ent")
ORG = Vocabulary("org")
SCHEMA = Vocabulary("schema")
OA = Vocabulary("oa")
SKOS = Vocabulary("skos")
DCTERMS = Vocabulary("dcterms")
TIME = Vocabulary("time")
EDTF = Vocabulary("edtf")
RDF = Vocabulary("rdf")
RDFS = Vocabulary("rdfs")
XSD = Vocabulary("xsd")

_BY_PREFIX = {
    "ent": ENT, "org": ORG, "schema": SCHEMA, "oa": OA, "skos": SKOS, "dcterms": DCTERMS, "time": TIME, "edtf": EDTF,
    "rdf": RDF, "rdfs": RDFS, "xsd": XSD,
}  # fmt: skip


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """The IRI of a CURIE (`org:member`) or of a local name in `ent:` (`format`). Raises `BadData` where unknown."""
    prefix, _, local = name.rpartition(":")
    vocabulary = _BY_PREFIX.get(prefix or "ent")
    if vocabulary is None or local not in vocabulary:
        raise BadData(f"the term {name!r} is not in ontology/; define it there or correct the slot that names it.")
    found: NamedNode = getattr(vocabulary, local)
    return found


def _concepts() -> dict[str, dict[str, NamedNode]]:
    found: dict[str, dict[str, NamedNode]] = {}
    for iri, _ in LABELS:
        key, _, notation = iri.removeprefix(SCHEME).partition("/")
        if iri.startswith(SCHEME) and notation:
            found.setdefault(key, {})[notation] = NamedNode(iri)
    return found


CONCEPTS = _concepts()
"""Scheme key → notation → concept."""


@lru_cache(maxsize=1024)
def concept(scheme: str, notation: str) -> NamedNode:
    """The concept of a scheme. A notation that the scheme lacks still gets an IRI: it is the shapes that refuse it."""
    if scheme not in CONCEPTS:
        raise BadData(f"there is no scheme {scheme!r} in ontology/schemes/; add it or correct the slot that names it.")
    return CONCEPTS[scheme].get(notation) or NamedNode(f"{SCHEME}{scheme}/{quote(notation, safe='')}")
