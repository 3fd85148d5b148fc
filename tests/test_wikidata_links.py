"""Accepting links: a person's table becomes the store's links as a whole, with who and when, or nothing happens."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import make_app
from kg.errors import BadData
from kg.identifiers import BASE, Iris
from kg.queries import find
from kg.store import Change, Store
from kg.triples import to_quads
from kg.vocab import SKOS, WIKIDATA
from kg.wikidata.accept import accept
from kg.wikidata.links import Proposal, accepted, graph_of, read, write
from kg.wikidata.reconcile import propose
from tests.readings import reading

LAVROV, LAVROFF = f"{BASE}person/ru/sergey-lavrov", f"{BASE}person/ru/sergei-lavrof"
MOI, TRUMP = f"{BASE}person/vn/nguyen-van-moi", f"{BASE}person/us/donald-trump"
NOTE = Iris().article("note")
NEW = "Q900000000"  # a number that is no item yet, for one that the snapshot lacks
HEAD = "accept,thing,qid,same_as,score,reason\n"


def _told(published: str) -> tuple[ox.Quad, ...]:
    talks: dict[str, Any] = {
        "kind": "talks", "status": "held", "date": "2019-02-27", "parties": ["US", "VN"],
        "participants": [{"name": "Donald Trump", "for": "US"}, {"name": "Nguyen Van Moi", "for": "VN"}],
    }  # fmt: skip
    offices = [{"person": "Sergueï Lavroff", "office": "ambassador", "of": "RU"}]
    return to_quads(reading("L'ambassadeur Lavroff.", published=published, meetings=[talks], offices=offices))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds an article of a misspelt, an unknown and a known person, and of a meeting."""
    path = tmp_path_factory.mktemp("built") / "s"
    with Store.open(path) as store:
        store.replace(NOTE, _told("2020-01-01"))
    return path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A folder with a copy of that store."""
    shutil.copytree(built, tmp_path / "s")
    return tmp_path


def _quads(folder: Path) -> set[ox.Quad]:
    with Store.read(folder / "s") as store:
        return set(store.quads())


def _items(folder: Path, thing: str) -> set[str]:
    with Store.read(folder / "s") as store:
        found = store.oxigraph.quads_for_pattern(ox.NamedNode(thing), SKOS.exactMatch, None, ox.DefaultGraph())
        return {q.object.value.removeprefix(WIKIDATA) for q in found}  # type: ignore[union-attr] # an item


def _accept(folder: Path, text: str, *options: str) -> Any:
    (folder / "links.csv").write_text(text, "utf-8")
    command = ["wikidata", "accept", str(folder / "links.csv"), "--store", str(folder / "s"), *options]
    return CliRunner().invoke(make_app(), command)


def test_from_proposal_to_link_and_back(folder: Path) -> None:
    """Proposed, answered, accepted with who, when, score and reason; taken back by the same way, without a trace."""
    before = _quads(folder)
    table = folder / "links.csv"
    command = ["wikidata", "reconcile", "--store", str(folder / "s"), "--out", str(table)]
    assert CliRunner().invoke(make_app(), command).exit_code == 0
    rows = [row for _, row in read(table)]
    proposed = next(row for row in rows if row.thing == LAVROFF)
    assert (proposed.qid, proposed.same_as, proposed.accept) == ("Q58217", LAVROV, "")
    answered = table.read_text("utf-8").replace(f"\n,{LAVROFF},Sergueï Lavroff,Q58217", f"\nyes,{LAVROFF},x,Q58217")
    assert _accept(folder, answered, "--by", "Marie Martin").exit_code == 0
    assert _items(folder, LAVROFF) == {"Q58217"}
    with Store.read(folder / "s") as store:
        link = accepted(store, Iris())[LAVROFF, "Q58217"]
        assert (link.by, link.same_as, link.reason) == ("Marie Martin", LAVROV, proposed.reason)
        assert float(link.score) == float(proposed.score)
        assert link.on.startswith("20")
        assert list(store.check()) == []
        assert list(store.oxigraph.query(find("one-item-two-things").text)) == []  # type: ignore[arg-type] # a SELECT
        again = next(row for row in propose(store) if row.thing == LAVROFF)
        assert (again.accept, again.key) == ("yes", proposed.key)
    assert _accept(folder, HEAD).exit_code == 0
    assert _quads(folder) == before


def test_accepting_twice_changes_nothing(folder: Path) -> None:
    """The same table again keeps the name of who accepted it first."""
    text = f"{HEAD}yes,{MOI},{NEW},,0.9,the name is like it\n"
    _accept(folder, text, "--by", "Marie Martin")
    once = _quads(folder)
    assert "0 new links, 1 kept" in _accept(folder, text, "--by", "Paul Petit").stderr
    assert _quads(folder) == once


def test_links_stay_when_an_article_is_built_anew_and_when_reference_data_change(folder: Path) -> None:
    """A link is of the store, of no article and of no version of the tables."""
    _accept(folder, f"{HEAD}yes,{MOI},{NEW},,,\n")
    with Store.open(folder / "s") as store:
        assert store.replace(NOTE, _told("2020-02-02"), "other") is Change.CHANGED
        assert list(store.check()) == []
    assert _items(folder, MOI) == {NEW}
    with Store.open(folder / "s") as store:
        store.oxigraph.update("DELETE WHERE { GRAPH <urn:x-entente:records> { ?s <urn:x-entente:reference> ?o } }")
    Store.open(folder / "s").close()
    assert _items(folder, MOI) == {NEW}


def test_an_event_may_have_an_item(folder: Path) -> None:
    """The link of a meeting survives a second report of it, which gives the merged node anew."""
    with Store.read(folder / "s") as store:
        query = "SELECT ?m { ?m a <https://w3id.org/entente/ont#Meeting> }"
        (row,) = store.oxigraph.query(query)  # type: ignore[misc] # a SELECT
    meeting = row["m"].value
    assert _accept(folder, f"{HEAD}yes,{meeting},{NEW},,,\n").exit_code == 0
    with Store.open(folder / "s") as store:
        assert list(store.check()) == []
        store.replace(Iris().article("other"), [_moved(quad) for quad in _told("2020-01-01")])
        assert list(store.check()) == []
    assert _items(folder, meeting) == {NEW}


def _moved(quad: ox.Quad) -> ox.Quad:
    other = Iris().article("other")
    terms = (other if term == NOTE else term for term in (quad.subject, quad.predicate, quad.object))
    return ox.Quad(*terms, other)  # type: ignore[arg-type] # as they were


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (f"yes,{MOI}\n", 2, "more or fewer cells"),
        (f"no,{MOI},{NEW},,,\nperhaps,{MOI},{NEW},,,\n", 3, "neither yes nor no"),
        (f"yes,{BASE}person/vn/nobody,{NEW},,,\n", 2, "is nobody and nothing in this store"),
        (f"yes,no iri,{NEW},,,\n", 2, "is nobody and nothing in this store"),
        (f"yes,{MOI},{NEW},{BASE}person/vn/nobody,,\n", 2, "is nobody and nothing in this store"),
        (f"yes,{MOI},wd:{NEW},,,\n", 2, "no Wikidata item"),
        (f"yes,{MOI},Q0,,,\n", 2, "no Wikidata item"),
        (f"yes,{MOI},{NEW},,very,\n", 2, "no number from 0 to 1"),
        (f"yes,{MOI},Q1065,,,\nyes,{MOI},Q7184,,,\n", 2, "already"),
        (f"yes,{MOI},Q900000001,,,\nyes,{MOI},Q900000002,,,\n", 3, "accept one of them"),
        (f"yes,{TRUMP},Q900000001,,,\n", 2, "Q22686 already, by the reference tables"),
        (f"yes,{LAVROFF},Q58217,,,\n", 2, f"Q58217 is {LAVROV} already"),
        (f"yes,{MOI},Q900000001,,,\nyes,{LAVROFF},Q900000001,,,\n", 3, "accept one of them, or write the other"),
    ],
    ids=["cells", "answer", "unknown person", "no iri", "unknown other", "item", "item zero", "score",
         "an item of an organisation", "two items", "another item", "the item of a known person", "two persons"],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_done(folder: Path, rows: str, line: int, words: str) -> None:
    """One sentence with the line; links accepted before stay, and none of the others enters."""
    _accept(folder, f"{HEAD}yes,{LAVROFF},Q58217,{LAVROV},,\n")
    before = _quads(folder)
    result = _accept(folder, HEAD + rows)
    assert isinstance(result.exception, BadData)
    assert f"links.csv, line {line}: " in str(result.exception)
    assert words in str(result.exception)
    assert str(result.exception).count(". ") == 0
    assert _quads(folder) == before


def test_two_spellings_of_one_person_share_an_item(folder: Path) -> None:
    """Where a row says that both are one, they are."""
    rows = f"yes,{LAVROFF},Q900000001,,,\nyes,{MOI},Q900000001,{LAVROFF},,\n"
    assert _accept(folder, HEAD + rows).exit_code == 0
    assert _items(folder, MOI) == _items(folder, LAVROFF) == {"Q900000001"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("accept", "ok"), "there is no column 'accept'"),
        (lambda text: text.encode("utf-16").decode("latin-1"), "cannot be read as a CSV table|no column"),
    ],
    ids=["a column is gone", "no UTF-8"],
)
def test_what_is_no_table_of_links_is_refused(folder: Path, change: Callable[[str], str], words: str) -> None:
    """In a sentence, as is a table that is not there."""
    result = _accept(folder, change(HEAD))
    with pytest.raises(BadData, match=words):
        raise result.exception
    with Store.open(folder / "s") as store, pytest.raises(BadData, match="does not exist: make it with"):
        accept(folder / "none.csv", store, "Marie Martin")


def test_a_table_may_come_from_a_spreadsheet(folder: Path) -> None:
    """Semicolons, a byte-order mark, a capital YES."""
    assert _accept(folder, "﻿" + f"{HEAD}YES,{MOI},{NEW},,,\n".replace(",", ";")).exit_code == 0
    assert _items(folder, MOI) == {NEW}


def test_answers_stay_in_a_table_that_is_proposed_anew(folder: Path) -> None:
    """No is kept, and a row that a person wrote; nothing of it is in the graph."""
    table = folder / "links.csv"
    with Store.read(folder / "s") as store:
        first = next(row for row in propose(store) if row.thing == LAVROFF)
        own = Proposal(accept="yes", thing=MOI, name="", qid=NEW, item="", score="", reason="seen", evidence="")
        write([Proposal(**{**_cells(first), "accept": "no"}), own], table)
        rows = list(propose(store, [row for _, row in read(table)]))
        assert graph_of(Iris()) not in set(store.graphs())
    assert next(row for row in rows if row.key == first.key).accept == "no"
    assert rows[-1] == own


def _cells(row: Proposal) -> dict[str, str]:
    return {name: getattr(row, name) for name in Proposal.__slots__}
