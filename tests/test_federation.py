"""Queries that join our graph with Wikidata by SERVICE: nothing goes out but to an address that was allowed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from endpoint.settings import Settings
from kg.answers import ask, rows
from kg.cli import make_app
from kg.errors import BadQuery
from kg.identifiers import BASE, Iris
from kg.queries import find
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import PREFIXES
from tests.endpoint.conftest import Served
from tests.readings import reading
from tests.sparqlserver import answering

WIKIDATA = "https://query.wikidata.org/sparql"
BORN, RELATION = (ox.NamedNode(f"http://www.wikidata.org/prop/direct/{name}") for name in ("P569", "P530"))
QUERIES = ("wikidata-birth-dates", "wikidata-diplomatic-relations")


def _item(qid: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["wd"] + qid)


@pytest.fixture(scope="module")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SPARQL server that knows one birthday and one relation."""
    folder = tmp_path_factory.mktemp("wikidata")
    store = ox.Store(str(folder))
    store.add(ox.Quad(_item("Q10831196"), BORN, ox.Literal("1957-07-10")))
    store.add(ox.Quad(_item("Q881"), RELATION, _item("Q142")))
    store.flush()
    del store
    with answering(folder) as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a meeting of To Lam, and the partnerships of Vietnam."""
    path = tmp_path_factory.mktemp("federation") / "s"
    talks: dict[str, Any] = {
        "kind": "talks", "status": "held", "date": "2024-10-07", "parties": ["FR", "VN"],
        "participants": [{"name": "Emmanuel Macron", "for": "FR"}, {"name": "Tô Lâm", "for": "VN"}],
    }  # fmt: skip
    with Store.open(path) as store:
        store.replace(Iris().article("note"), to_quads(reading("Ils se parlent.", meetings=[talks])))
    return path


def _answers(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _right(name: str, rows: list[dict[str, str]]) -> bool:
    """The birthday of the one, or the partners but for the one whose relation is known."""
    if name == QUERIES[0]:
        return [(row["person"], row["born"]) for row in rows] == [(f"{BASE}person/vn/to-lam", "1957-07-10")]
    partners = {row["partner"] for row in rows}
    return len(partners) > 5 and f"{BASE}country/FR" not in partners and f"{BASE}country/JP" in partners


@pytest.mark.parametrize("name", QUERIES)
def test_the_command_asks_only_whom_it_may(name: str, folder: Path, wikidata: str, tmp_path: Path) -> None:
    """Refused with the address and the option that allows it; with that, joined."""
    text = find(name).text
    with Store.read(folder) as store, pytest.raises(BadQuery, match=f"--allow-service {WIKIDATA}"):
        ask(store, text)
    (tmp_path / "local.rq").write_text(text.replace(WIKIDATA, wikidata), "utf-8")
    command = ["query", str(tmp_path / "local.rq"), "--store", str(folder), "--format", "csv"]
    result = CliRunner().invoke(make_app(), [*command, "--allow-service", wikidata])
    assert result.exit_code == 0
    assert _right(name, _answers(result.stdout))


@pytest.mark.parametrize("name", QUERIES)
def test_the_endpoint_asks_only_whom_it_may(name: str, folder: Path, wikidata: str) -> None:
    """By default nobody; an address on its list, and no other."""
    text = find(name).text
    for allowed in ((), (wikidata,)):
        served = Served(Settings(store=folder, port=0, allow_service=allowed))
        try:
            refused = served.ask(text)
            assert 400 <= refused.status_code < 500
            assert "SERVICE" in refused.json()["detail"]
            local = served.ask(text.replace(WIKIDATA, wikidata), accept="text/csv")
        finally:
            served.stop()
        assert local.is_success == bool(allowed)
    assert _right(name, _answers(local.text))


@pytest.mark.parametrize(
    "text",
    ["SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "PREFIX e: <http://e/> ASK { service e:x { } }",
     "SELECT * { VALUES ?x { <a:b> } SERVICE ?x { ?s ?p ?o } }"],
)  # fmt: skip
def test_a_service_is_seen_in_any_form(text: str, folder: Path) -> None:
    """Silent, by a prefix, by a variable; not in a string, a comment or a name."""
    with Store.read(folder) as store:
        with pytest.raises(BadQuery, match="over the network"):
            ask(store, text)
        for harmless in ('ASK { ?s ?p "SERVICE <a:b>" }', "ASK { # SERVICE <a:b>\n }", "ASK { ?service ?p ?o }"):
            ask(store, harmless)


def test_a_service_that_does_not_answer_is_told_in_a_sentence(folder: Path) -> None:
    """Also where the engine asks only when the rows are read."""
    address = "http://127.0.0.1:9/"
    text = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
    with Store.read(folder) as store, pytest.raises(BadQuery, match="cannot be answered"):
        rows(ask(store, text, (address,)))
