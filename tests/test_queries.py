"""The named queries answer what their titles ask, on a small graph; each check finds the fault it is for."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store, parse

from kg.errors import BadQuery
from kg.merging import counts
from kg.queries import Query, bind, find, metadata, queries
from kg.transaction import Update
from kg.triples import reference_quads, to_quads
from kg.vocab import PREFIXES
from tests.readings import reading

HERE = Path(__file__).parent / "queries"
ASKED = [query for query in queries() if "SERVICE" not in query.text]
ARGUMENTS = {"article-facts": {"identifier": "note-2"}, "counterparts": {"person": "person/vn/to-lam"}}


@cache
def _store() -> Store:
    """The notes and the reference data, each triple in its graph and once in the default graph; the counters."""
    store = Store()
    quads = list(reference_quads())
    for note in json.loads((HERE / "notes.json").read_text("utf-8")):
        quads += to_quads(reading(note.pop("text"), **note))
    store.extend(quads)
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    counts.follow(store, (), (q.triple for q in quads), Update(insert=(more := [])))
    store.extend(more)
    return store


def _ask(query: Query, **values: str) -> list[tuple[str, ...]]:
    """The rows of an answer as strings, IRIs of things without their base."""
    answer = _store().query(bind(query, values or ARGUMENTS.get(query.name, {})))
    rows: list[tuple[str, ...]] = []
    if isinstance(answer, QueryTriples):
        rows = sorted((str(t.subject), str(t.predicate), str(t.object)) for t in answer)
    elif isinstance(answer, QuerySolutions):
        rows = [tuple("" if term is None else term.value for term in row) for row in answer]  # type: ignore[union-attr] # no quoted triples
    return [tuple(cell.replace("https://w3id.org/entente/", "") for cell in row) for row in rows]


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.name)
def test_a_query_answers_as_expected(query: Query) -> None:
    """The first rows on the notes are those of tests/queries/<name>.csv, which people have read."""
    with (HERE / f"{query.name}.csv").open(encoding="utf-8", newline="") as file:
        expected = [tuple(row) for row in csv.reader(file)]
    assert expected
    assert _ask(query)[: len(expected)] == expected


@pytest.mark.parametrize("query", [*queries(), *queries("checks")], ids=lambda query: f"{query.folder}/{query.name}")
def test_a_query_describes_itself(query: Query) -> None:
    """Titles and descriptions in both languages; each parameter stands in the body with the default of the header."""
    assert set(query.titles) == {"fr", "en"}
    assert set(query.descriptions) == {"fr", "en"}
    for parameter in query.parameters:
        assert parameter.description
        assert f"VALUES ?{parameter.name} {{ {_short(str(parameter.default))} }}" in query.text
    assert query.text.count("VALUES ?") >= len(query.parameters)
    assert bind(query, {parameter.name: parameter.default.value for parameter in query.parameters})


def _short(term: str) -> str:
    """A term as the body writes it: with the prefix xsd, and integers bare."""
    value, _, datatype = term.partition(f"^^<{PREFIXES['xsd']}")
    return f"{value}^^xsd:{datatype.removesuffix('>')}" if datatype else term


@pytest.mark.parametrize("query", queries("checks"), ids=lambda query: query.name)
def test_a_check_finds_its_fault(query: Query) -> None:
    """A check says its problem and solution, and has a row where the fault is planted."""
    assert query.problem
    assert query.solution
    store = Store()
    (fault,) = (HERE / "faults").glob(f"{query.name}.*")
    store.extend(parse(path=fault))
    assert list(store.query(query.text))  # type: ignore[arg-type] # every check is a SELECT


@pytest.mark.parametrize("query", queries("checks"), ids=lambda query: query.name)
def test_a_sound_store_has_no_fault(query: Query) -> None:
    """Neither the notes nor the reference data break a check."""
    assert _ask(query) == []


def test_a_query_is_found_by_name_folder_or_file(tmp_path: Path) -> None:
    """By its stem, by folder and stem, or by path; a near miss is told."""
    assert find("who-met").title == "Who met a person between two dates, and in what office"
    assert find("checks/no-evidence").folder == "checks"
    own = tmp_path / "mine.rq"
    own.write_text("SELECT * WHERE { ?s ?p ?o } LIMIT 1\n", "utf-8")
    assert find(str(own)).parameters == ()
    with pytest.raises(BadQuery, match="did you mean 'who-met'"):
        find("who-mett")


def test_parameters_change_the_answer() -> None:
    """Another post and another day, another holder."""
    query = find("office-holder")
    assert [row[1] for row in _ask(query, post="post/US/president", day="2010-06-01")] == ["Barack Obama"]
    assert [row[1] for row in _ask(query, post="post/VN/foreign-minister", day="2019-01-01")] == ["Phạm Bình Minh"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("person", "> } ; DROP ALL ; #"),
        ("person", "http://example.org/a b"),
        ("from", "yesterday"),
        ("from", '2020-01-01" } #'),
        ("nobody", "x"),
    ],
)
def test_a_value_cannot_change_the_query(name: str, value: str) -> None:
    """What is no IRI, no date or no parameter is refused before it reaches SPARQL."""
    with pytest.raises(BadQuery):
        bind(find("who-met"), {name: value})


def test_a_string_stays_a_string() -> None:
    """Quotes, braces and line breaks in a text value are data."""
    nasty = 'a" } UNION { ?s ?p ?o } #\n\\'
    assert _ask(find("article-facts"), identifier=nasty) == []


def test_the_headers_are_linked_data() -> None:
    """Each example is a sh:SPARQLExecutable with its text and a default for each parameter, for editors to list."""
    told = list(metadata())
    kind = NamedNode(PREFIXES["sh"] + "SPARQLExecutable")
    assert len({t.subject for t in told if t.object == kind}) == len(queries()) >= 20
    assert sum(t.predicate.value.endswith(("#select", "#construct", "#ask")) for t in told) == len(queries())
