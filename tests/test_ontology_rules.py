"""The ontology meets its own SHACL in two engines; every rule of it can fail."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pyrudof
import pyshacl
import pytest
from pyoxigraph import Dataset, Quad, RdfFormat, parse

from kg import vocab
from kg.exports.jsonld import document
from kg.resources import resource
from kg.vocab import ENT, ONTOLOGY, PREFIXES, SCHEME

RULES = (Path(__file__).parent / "ontology" / "terms.ttl").read_text("utf-8")
TRIPLES = tuple(dict.fromkeys(vocab.triples()))
LINES = [f"{triple} ." for triple in TRIPLES]
MEETING, TALKS = ENT.Meeting.value, f"{SCHEME}meeting-format/talks"
OWL = PREFIXES["owl"]


def _rudof(data: str) -> bool:
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(RULES)
    engine.read_data(data)
    return bool(engine.validate_shacl().conforms)


def _pyshacl(data: str) -> bool:
    return bool(pyshacl.validate(data, shacl_graph=RULES, data_graph_format="turtle", shacl_graph_format="turtle")[0])


def _without(subject: str, predicate: str, part: str = "") -> str:
    """The ontology without the lines of a subject and predicate that hold a part."""
    start = f"<{subject}> <{predicate}> "
    kept = [line for line in LINES if not (line.startswith(start) and part in line)]
    assert len(kept) < len(LINES)
    return "\n".join(kept)


def _with(*lines: str) -> str:
    return "\n".join([*LINES, *lines])


def test_the_ontology_meets_its_own_rules() -> None:
    """Both engines find nothing."""
    assert _pyshacl("\n".join(LINES))
    assert _rudof("\n".join(LINES))


_SKOS, _RDFS, _DCT = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["dcterms"]
BROKEN = {
    "a French label is gone": _without(MEETING, f"{_RDFS}label", "@fr"),
    "an English definition is gone": _without(MEETING, f"{_SKOS}definition", "@en"),
    "an example is gone": _without(ENT.party.value, f"{_SKOS}scopeNote", "@fr"),
    "a term belongs to no ontology": _without(ENT.party.value, f"{_RDFS}isDefinedBy"),
    "a second English label": _with(f'<{MEETING}> <{_RDFS}label> "encounter"@en .'),
    "a label in a third language": _with(f'<{MEETING}> <{_RDFS}label> "Treffen"@de .'),
    "a superclass of ours that is none": _with(f"<{MEETING}> <{_RDFS}subClassOf> <{ENT.Meeting.value}s> ."),
    "a domain that is no class": _with(f"<{ENT.story.value}> <{_RDFS}domain> <urn:nowhere> ."),
    "a deprecated term without another": _with(f"<{MEETING}> <{OWL}deprecated> true ."),
    "a class in lower case": "\n".join(LINES).replace(f"<{MEETING}>", f"<{PREFIXES['ent']}meeting>"),
    "a property with hyphens": "\n".join(LINES).replace(f"<{ENT.dateBasis.value}>", f"<{PREFIXES['ent']}date-basis>"),
    "a concept without its scheme": _without(TALKS, f"{_SKOS}inScheme"),
    "a concept without a notation": _without(TALKS, f"{_SKOS}notation"),
    "a concept that its scheme does not list": _without(f"{SCHEME}meeting-format", f"{_SKOS}hasTopConcept", "talks"),
    "a scheme that lists what is no concept": _with(f"<{SCHEME}office> <{_SKOS}hasTopConcept> <urn:nowhere> ."),
    "no version": _without(ONTOLOGY.value, f"{OWL}versionIRI"),
    "no licence": _without(ONTOLOGY.value, f"{_DCT}license"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_every_rule_can_fail(data: str) -> None:
    """An ontology that breaks one rule does not conform."""
    assert not _rudof(data)


def test_a_deprecated_term_that_names_another_conforms() -> None:
    """The way of the README: deprecated, replaced, kept."""
    lines = (f"<{MEETING}> <{OWL}deprecated> true .", f"<{MEETING}> <{_DCT}isReplacedBy> <{ENT.Visit.value}> .")
    assert _rudof(_with(*lines))


@pytest.mark.parametrize("path", sorted(resource("ontology", "examples").glob("*.ttl")), ids=lambda path: path.stem)
def test_the_context_brings_every_example_there_and_back(path: Path) -> None:
    """An example written as plain JSON with the keys of the context is the same graph again."""
    triples = [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
    out = BytesIO()
    document(triples, out)
    plain = json.loads(out.getvalue())
    again = parse(out.getvalue(), format=RdfFormat.JSON_LD)
    assert Dataset(again) == Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    keys = {key for node in plain["@graph"] for key in node} | {str(node["type"]) for node in plain["@graph"]}
    assert [key for key in keys if ":" in key] == []
