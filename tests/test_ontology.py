"""The ontology is complete: labelled, defined, in two languages, aligned with what exists, and nothing dangles."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg import vocab
from kg.resources import resource
from kg.validate import validate
from kg.vocab import CONCEPTS, ENT, ONTOLOGY, PREFIXES, SCHEME

TRIPLES = tuple(vocab.triples())
SAID: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
for _triple in TRIPLES:
    _name = _triple.predicate.value.replace("#", "/").rpartition("/")[2]
    SAID[_triple.subject.value][_name].append(_triple.object)  # type: ignore[union-attr, arg-type] # no blank nodes: below

OURS = sorted(getattr(ENT, name).value for name in ENT)
CONCEPT_IRIS = sorted(node.value for scheme in CONCEPTS.values() for node in scheme.values())


def _languages(iri: str, prop: str) -> set[str | None]:
    return {value.language for value in SAID[iri][prop] if isinstance(value, Literal)}


def _kinds(iri: str) -> set[str]:
    return {value.value.rpartition("#")[2] for value in SAID[iri]["type"]}


@pytest.mark.parametrize("iri", OURS)
def test_a_term_is_labelled_defined_and_shown(iri: str) -> None:
    """French and English label, definition and example; the ontology it belongs to; a class or a property."""
    assert all(_languages(iri, prop) == {"fr", "en"} for prop in ("label", "definition", "scopeNote"))
    assert SAID[iri]["isDefinedBy"] == [ONTOLOGY]
    assert len(_kinds(iri) & {"Class", "ObjectProperty", "DatatypeProperty"}) == 1


@pytest.mark.parametrize("iri", [iri for iri in OURS if "Class" not in _kinds(iri)])
def test_a_property_says_whom_it_joins(iri: str) -> None:
    """A domain and a range, or a scope note that says why there is none."""
    notes = " ".join(value.value for value in SAID[iri]["scopeNote"]).lower()
    assert SAID[iri]["domain"] or "no domain" in notes
    assert SAID[iri]["range"] or "no range" in notes


@pytest.mark.parametrize("iri", CONCEPT_IRIS)
def test_a_concept_has_a_notation_and_names(iri: str) -> None:
    """Its notation ends its IRI; French and English names and definitions; its scheme knows it."""
    scheme, _, notation = iri.rpartition("/")
    assert [value.value for value in SAID[iri]["notation"]] == [notation]
    assert {"fr", "en"} <= _languages(iri, "prefLabel")
    assert _languages(iri, "definition") == {"fr", "en"}
    assert SAID[iri]["inScheme"] == [NamedNode(scheme)]
    assert NamedNode(iri) in SAID[scheme]["hasTopConcept"]


def test_the_levels_of_partnership_form_a_ladder() -> None:
    """Comprehensive, strategic, comprehensive strategic, in this order; the others stand beside it."""
    ranks = {key: int(SAID[node.value]["rank"][0].value) for key, node in CONCEPTS["partnership-level"].items()
             if SAID[node.value]["rank"]}  # fmt: skip
    assert sorted(ranks, key=ranks.__getitem__) == ["comprehensive", "strategic", "comprehensive-strategic"]


def test_the_ontology_says_what_it_is() -> None:
    """Version, licence, title, creator and the namespace it prefers."""
    said = SAID[ONTOLOGY.value]
    assert said["versionIRI"][0].value.startswith(ONTOLOGY.value + "/")
    assert said["license"] == [NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")]
    assert all(said[prop] for prop in ("title", "creator", "versionInfo", "preferredNamespacePrefix"))


def test_nothing_dangles() -> None:
    """Every class, property and concept of ours that is named is defined, and no node is blank."""
    named = {t.object.value for t in TRIPLES if isinstance(t.object, NamedNode)}
    ours = {iri for iri in named if iri.startswith((PREFIXES["ent"], SCHEME)) and not iri.endswith("/ladder")}
    assert sorted(iri for iri in ours if not SAID[iri]["type"]) == []
    assert not any(isinstance(term, BlankNode) for t in TRIPLES for term in (t.subject, t.object))


def test_the_ontology_stays_within_owl_2_rl() -> None:
    """Only classes, properties, subclasses, domains and ranges: any rule engine can reason with it."""
    used = {
        t.predicate.value.removeprefix(PREFIXES["owl"])
        for t in TRIPLES
        if t.predicate.value.startswith(PREFIXES["owl"])
    }
    assert used == {"versionIRI", "versionInfo"}


def test_alignments_name_only_wikidata_ids_that_were_checked() -> None:
    """No item or property of Wikidata enters but those whose meaning was looked up."""
    checked = {"P17", "P39", "P276", "P530", "P580", "P582", "P585", "P710", "P1001", "P1891"}
    checked |= {"Q5", "Q121998", "Q131569", "Q3624078", "Q7330070"}
    found = {t.object.value.rpartition("/")[2] for t in TRIPLES
             if isinstance(t.object, NamedNode) and "wikidata.org" in t.object.value}  # fmt: skip
    assert found == checked


def test_every_class_has_an_example_that_conforms() -> None:
    """ontology/examples/ shows each class as the builder writes it, and breaks no shape."""
    shown = set()
    for path in sorted(resource("ontology", "examples").glob("*.ttl")):
        quads = list(parse(path=path, format=RdfFormat.TURTLE))
        assert validate(quads).violations == ()
        shown |= {quad.object.value for quad in quads if quad.predicate.value.endswith("#type")}
    classes = {iri for iri in OURS if "Class" in _kinds(iri)}
    assert classes - shown == {ENT.DiplomaticEvent.value}


def test_the_context_reads_plain_json() -> None:
    """A meeting in ordinary JSON becomes the triples that the builder writes; every term of ours has a key."""
    context = json.loads(resource("ontology", "context.jsonld").read_text("utf-8"))["@context"]
    base = "https://w3id.org/entente/id/"
    plain = {
        "@context": context,
        "id": base + "meeting/2020-05-29/ru-vn-x",
        "type": "Meeting",
        "date": "2020-05-29",
        "earliest": "2020-05-29",
        "format": SCHEME + "meeting-format/phone-call",
        "party": [base + "country/RU", base + "country/VN"],
    }
    found = {str(quad.triple) for quad in parse(json.dumps(plain), format=RdfFormat.JSON_LD)}
    meeting = f"<{base}meeting/2020-05-29/ru-vn-x>"
    assert f'{meeting} {ENT.date} "2020-05-29"^^<{PREFIXES["edtf"]}EDTF>' in found
    assert f"{meeting} {ENT.party} <{base}country/VN>" in found
    assert len(found) == 6
    known = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    assert sorted(name for name in ENT if f"ent:{name}" not in known) == []
