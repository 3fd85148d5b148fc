"""Formats out: each holds what the store holds, is complete or absent, and can be read back by others."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.auditing import audit_file
from kg.errors import BadData, StoreError
from kg.events.meeting import Meeting
from kg.events.office import Office
from kg.exporting import export
from kg.identifiers import Iris
from kg.model import Article, Evidence, Participant, Reading, Span, StoryFacts, When
from kg.plugins import exports
from kg.store import RECORDS, Store
from kg.triples import to_quads

TEXT = "Le président Jean Untel a reçu mardi\nla ministre Ana Telautra à Lisbonne."


def reading(name: str) -> Reading:
    """An article that states a meeting and an office."""
    article = Article(
        id=name, text=TEXT, source=f"{name}.txt", published="2021-05-04", url=f"https://presse.example/{name}"
    )
    evidence = Evidence(quote=TEXT, span=Span(0, len(TEXT)), rule="test.receive", confidence=0.9)
    host = Participant(name="Jean Untel", speaks_for="FR", role="host")
    guest = Participant(name="Ana Telautra", speaks_for="PT", role="guest")
    met = Meeting(
        evidence=evidence, kind="reception", status="held", date=When(edtf="2021-05-04"), place="Lisbonne",
        participants=(host, guest), parties=("FR", "PT"),
    )  # fmt: skip
    office = Office(evidence=evidence, person="Jean Untel", office="president", of="FR")
    return Reading(article=article, language="fr", stories=(StoryFacts(number=0, facts=(met, office)),))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of two articles about one meeting."""
    with Store.open(tmp_path_factory.mktemp("exports") / "store", reference=list) as opened:
        for name in ("premier", "second"):
            opened.replace(Iris().article(name), to_quads(reading(name)), "digest")
        yield opened


def test_every_format_writes_a_file_of_its_size(store: Store, tmp_path: Path) -> None:
    """The plug-ins are found by listing the folder; each works on a store."""
    assert {"nquads", "trig", "turtle", "jsonld", "csv"} <= set(exports())
    for name, plugin in exports().items():
        out = tmp_path / f"graph{plugin.extension}"
        assert export(store, name, out) == out.stat().st_size
        assert out.stat().st_size > 0 or name == "quickstatements"  # this store says nothing that Wikidata lacks
    assert all(path.suffix != ".part" for path in tmp_path.iterdir())


@pytest.mark.parametrize(("name", "format_"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_a_dataset_format_holds_every_quad_and_no_book_keeping(
    store: Store, tmp_path: Path, name: str, format_: ox.RdfFormat
) -> None:
    """The merged view is the default graph, each article a named one."""
    export(store, name, tmp_path / "all")
    loaded = ox.Store()
    loaded.load(path=str(tmp_path / "all"), format=format_)
    assert set(loaded) == set(store.quads())
    assert not loaded.contains_named_graph(RECORDS)
    assert {graph.value for graph in loaded.named_graphs()} == {Iris().article(n).value for n in ("premier", "second")}


@pytest.mark.parametrize(("name", "format_"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_a_graph_format_holds_the_merged_view_once(store: Store, tmp_path: Path, name: str, format_: str) -> None:
    """Another library reads as many triples as the default graph has; the one meeting of two articles is one node."""
    export(store, name, tmp_path / "merged")
    graph = rdflib.Graph().parse(tmp_path / "merged", format=format_)
    assert len(graph) == sum(quad.graph_name == ox.DefaultGraph() for quad in store.quads())
    meeting = rdflib.URIRef("https://w3id.org/entente/ont#Meeting")
    assert len(set(graph.subjects(rdflib.RDF.type, meeting))) == 1


@pytest.mark.parametrize("name", ["turtle", "jsonld", "nquads"])
def test_what_is_written_keeps_the_shapes(store: Store, tmp_path: Path, name: str) -> None:
    """A publisher's dump validates."""
    out = tmp_path / f"graph{exports()[name].extension}"
    export(store, name, out)
    assert list(audit_file(out)) == []


def test_json_ld_is_json(store: Store, tmp_path: Path) -> None:
    """Any JSON parser reads it."""
    export(store, "jsonld", tmp_path / "a.jsonld")
    assert isinstance(json.loads((tmp_path / "a.jsonld").read_text()), list | dict)


def test_the_table_has_a_row_for_each_article_that_states_a_meeting(store: Store, tmp_path: Path) -> None:
    """Who, for whom, in which office, when, where, and the sentence with its place in the text."""
    export(store, "csv", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["article"])
    assert [row["article"] for row in rows] == ["premier", "second"]
    assert len({row["meeting"] for row in rows}) == 1
    row = rows[0]
    assert (row["date"], row["earliest"], row["latest"]) == ("2021-05-04",) * 3
    assert (row["format"], row["status"], row["place"], row["parties"]) == ("reception", "held", "Lisbon", "FR | PT")
    assert sorted(row["participants"].split(" | ")) == ["Ana Telautra (PT)", "Jean Untel (FR)"]
    assert row["offices"] == "Jean Untel: president, France"
    assert row["sentence"] == TEXT.replace("\n", " ")
    assert (row["start"], row["end"], row["rule"], row["confidence"]) == ("0", str(len(TEXT)), "test.receive", "0.9")
    assert (row["published"], row["url"]) == ("2021-05-04", "https://presse.example/premier")


def test_an_export_that_fails_leaves_the_old_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is complete or not there; no half-written one is left."""
    out = tmp_path / "a.nq"
    out.write_text("old")

    def failing() -> Iterator[ox.Quad]:
        yield ox.Quad(RECORDS, RECORDS, RECORDS)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "quads", failing)
    with pytest.raises(StoreError, match="No space left"):
        export(store, "nquads", out)
    assert [path.name for path in tmp_path.iterdir()] == ["a.nq"]
    assert out.read_text() == "old"


def test_an_unknown_format_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(BadData, match=r"no format 'excel'.*csv.*turtle"):
        export(store, "excel", tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
