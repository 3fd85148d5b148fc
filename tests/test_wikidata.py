"""Wikidata: refreshed from a real SPARQL server in Wikidata's shape, sound or not at all."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import make_app
from kg.resources import data
from kg.vocab import PREFIXES
from kg.wikidata import snapshot
from kg.wikidata.client import Client
from kg.wikidata.refresh import refresh
from kg.wikidata.web import EndpointError, Web
from tests.moods import Moods, serving
from tests.sparqlserver import answering

OURS = data("tenures.csv").parent
WDT, P, PS, PQ = (f"http://www.wikidata.org/prop/{part}" for part in ("direct/", "", "statement/", "qualifier/"))
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
ALIAS = ox.NamedNode(PREFIXES["skos"] + "altLabel")
Triples = list[ox.Quad]


def _item(qid: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["wd"] + qid)


def _say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value)


def _time(date: str) -> ox.Literal:
    """A date as Wikidata has it: a day, whatever its precision."""
    day = (date + "-01-01")[:10]
    return ox.Literal(f"{day}T00:00:00Z", datatype=ox.NamedNode(PREFIXES["xsd"] + "dateTime"))


def _term(number: int, person: str, office: str, start: str, end: str) -> Triples:
    statement = ox.NamedNode(f"http://www.wikidata.org/entity/statement/{number}")
    made = [_say(_item(person), P + "P39", statement), _say(statement, PS + "P39", _item(office))]
    made += [_say(statement, PQ + "P580", _time(start))] if start else []
    return made + ([_say(statement, PQ + "P582", _time(end))] if end else [])


def _in_wikidatas_shape(tables: snapshot.Tables) -> Triples:
    """The tables as Wikidata would hold them."""
    made: Triples = []
    states = {row["qid"] for row in tables["countries.csv"]}  # a city state has one item, with one name
    for table in ("countries.csv", "organizations.csv", "cities.csv"):
        for row in tables[table]:
            if table == "cities.csv" and row["qid"] in states:
                continue
            names = {"en": row["name_en"], "vi": row.get("name_vi", ""), "fr": row["name_fr"]}
            if row["qid"]:
                made += [_named(row["qid"], LABEL, name, tag) for tag, name in names.items() if name]
                made += [_named(row["qid"], ALIAS, name, "fr") for name in row["aliases_fr"].split("|") if name]
    for row in tables["countries.csv"]:
        made += [_say(_item(row["qid"]), WDT + "P297", ox.Literal(row["iso2"]))]
        made += [_say(_item(row["qid"]), WDT + "P298", ox.Literal(row["iso3"]))] if row["iso3"] else []
        made += [_say(_item(row["qid"]), WDT + "P36", _item(row["capital_qid"]))] if row["capital_qid"] else []
    for number, row in enumerate(tables["tenures.csv"]):
        if row["person_qid"] and row["office_qid"]:
            made.append(_named(row["person_qid"], LABEL, row["person_name"], "en"))
            made += [_named(row["person_qid"], ALIAS, alias, "fr") for alias in row["aliases"].split("|") if alias]
            made += _term(number, row["person_qid"], row["office_qid"], row["start"], row["end"])
    return made + [quad for row in tables["offices.csv"] if row["qid"] for quad in _office(row, tables)]


def _named(qid: str, predicate: ox.NamedNode, name: str, language: str) -> ox.Quad:
    return ox.Quad(_item(qid), predicate, ox.Literal(name, language=language))


def _office(row: snapshot.Row, tables: snapshot.Tables) -> Triples:
    """An office with its names, its state and its class, which stands in for Wikidata's: one for each kind."""
    kinds = sorted({other["office_type"] for other in tables["offices.csv"]})
    states = {state["iso2"]: state["qid"] for state in tables["countries.csv"]}
    made = [_say(_item(row["qid"]), WDT + "P279", _item(f"Q99990{kinds.index(row['office_type']):03}"))]
    if row["jurisdiction_iso2"]:
        made.append(_say(_item(row["qid"]), WDT + "P1001", _item(states[row["jurisdiction_iso2"]])))
    return [*made, _named(row["qid"], LABEL, row["name_en"], "en"), _named(row["qid"], LABEL, row["name_fr"], "fr")]


@pytest.fixture(scope="module")
def tables() -> snapshot.Tables:
    """Our own tables."""
    return snapshot.read(OURS)


@pytest.fixture(scope="module")
def wikidata(tables: snapshot.Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SPARQL server with our tables in Wikidata's shape, one new term of office and one that has ended."""
    folder = tmp_path_factory.mktemp("wikidata")
    store = ox.Store(str(folder))
    store.extend(_in_wikidatas_shape(tables))
    store.flush()
    del store
    with answering(folder) as address:
        yield address


def _client(endpoint: str, cache: Path, page: int = 5000) -> Client:
    web = Web(user_agent="Entente tests", cache=cache, timeout=20, wait=lambda _: None)
    return Client(endpoint=endpoint, web=web, page=page)


def test_the_round_trip_gives_the_same_tables(wikidata: str, tables: snapshot.Tables, tmp_path: Path) -> None:
    """What is refreshed from a Wikidata that knows just what we know is what we have, cell for cell."""
    new = refresh(tables, _client(wikidata, tmp_path / "cache", page=400))
    snapshot.write(new, tmp_path / "out")
    for name in snapshot.TABLES:
        assert (tmp_path / "out" / name).read_text("utf-8") == (OURS / name).read_text("utf-8"), name


def test_what_wikidata_has_and_we_lack_is_added(wikidata: str, tables: snapshot.Tables, tmp_path: Path) -> None:
    """A term taken out of our tables comes back, and an end that we did not know; rows without an item stay."""
    lacking = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    rows = lacking["tenures.csv"]
    gone = next(row for row in rows if row["person_name"] == "Barack Obama" and row["office_type"] == "president")
    ended = next(row for row in rows if row["person_qid"] and row["office_qid"] and row["end"] and row is not gone)
    rows.remove(gone)
    end, ended["end"] = ended["end"], ""
    new = refresh(lacking, _client(wikidata, tmp_path / "cache"))["tenures.csv"]
    back = [row for row in new if (row["person_qid"], row["office_qid"]) == (gone["person_qid"], gone["office_qid"])]
    assert [(row["person_name"], row["start"], row["country_iso2"]) for row in back] == [
        (gone["person_name"], gone["start"], gone["country_iso2"])
    ]
    same = next(row for row in new if row["person_qid"] == ended["person_qid"] and row["start"] == ended["start"])
    assert same["end"][:4] == end[:4]
    assert len(new) == len(tables["tenures.csv"])


def test_a_capital_an_alias_and_an_office_that_we_lack_are_added(
    wikidata: str, tables: snapshot.Tables, tmp_path: Path
) -> None:
    """What is taken out of our tables comes back, but for the newspapers' own words; all else is as it was."""
    lacking = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    city = next(row for row in lacking["cities.csv"] if row["name_fr"] == "Abou Dhabi")
    state = next(row for row in lacking["countries.csv"] if row["iso2"] == "AE")
    office = next(row for row in lacking["offices.csv"] if row["office_type"] == "defence-minister" and row["qid"])
    lacking["cities.csv"].remove(city)
    lacking["offices.csv"].remove(office)
    state["aliases_fr"] = state["capital_qid"] = ""
    new = refresh(lacking, _client(wikidata, tmp_path / "cache"))
    back = {name: [row for row in new[name] if row not in tables[name]] for name in new}
    assert back.pop("cities.csv") == [
        city | {"aliases_fr": "Abou Dabi", "source": "Wikidata"}
    ]  # the other is its English name
    assert back.pop("offices.csv") == [office | {"source": "Wikidata"}]
    (again,) = back.pop("countries.csv")
    assert again["capital_qid"] == city["qid"]
    assert again["aliases_fr"] == "Émirats"  # not the short one, nor what differs by an accent
    assert not any(back.values())


def test_a_refresh_that_broke_off_goes_on_from_its_cache(
    wikidata: str, tables: snapshot.Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off in the middle, it asks what it had not asked yet, page by page; after its end, nothing."""
    ask, asked = urllib.request.urlopen, []

    def until(most: int) -> Callable[..., Any]:
        def urlopen(request: urllib.request.Request, **more: Any) -> Any:
            if len(asked) >= most:
                raise OSError("the cable was pulled")
            asked.append(request.data)
            return ask(request, **more)

        return urlopen

    monkeypatch.setattr(urllib.request, "urlopen", until(10))
    with pytest.raises(EndpointError, match="the cable was pulled"):
        refresh(tables, _client(wikidata, tmp_path / "cache", page=300))
    monkeypatch.setattr(urllib.request, "urlopen", until(1000))
    first = refresh(tables, _client(wikidata, tmp_path / "cache", page=300))
    assert len(asked) == len(set(asked)) > 20
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: pytest.fail("asked again"))
    assert refresh(tables, _client(wikidata, tmp_path / "cache", page=300)) == first


@pytest.fixture
def moody() -> Iterator[Moods]:
    """A server of moods."""
    with serving(Moods()) as moods:
        yield moods


NOTHING = b'{"head": {"vars": []}, "results": {"bindings": []}}'


def test_a_server_that_is_busy_is_waited_for(moody: Moods, tmp_path: Path) -> None:
    """429 with Retry-After is obeyed, 503 without waits ever longer; the client says who it is."""
    moody.answers = [(429, b"", {"Retry-After": "7"}), (503, b"", {}), (200, NOTHING, {})]
    waited: list[float] = []
    client = Client(endpoint=moody.address, web=Web(user_agent="Entente tests", cache=tmp_path, wait=waited.append))
    assert list(client.rows("SELECT * {}")) == []
    assert waited == [7.0, 2.0]
    assert set(moody.agents) == {"Entente tests"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([(429, b"", {"Retry-After": "1"})], "answers 429"),
        ([(400, b"no", {})], "answers 400"),
        ([(200, NOTHING, {}), (200, b"<html>garbage", {})], "no SPARQL result"),
        ([(200, NOTHING, {}), (200, b'{"results": {"bindings": [7]}}', {})], "no SPARQL result"),
        ([(200, NOTHING, {}), (200, NOTHING[:20], {"Content-Length": "900"})], "try again"),
    ],
    ids=["busy for ever", "refused", "garbage in the middle", "a row that is none", "half an answer"],
)
def test_a_refresh_that_fails_leaves_the_old_snapshot(
    moody: Moods, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    answers: list[tuple[int, bytes, dict[str, str]]], words: str,
) -> None:  # fmt: skip
    """One sentence, and every table as it was."""
    moody.answers = list(answers)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tenures.csv").write_text("the old one")
    result = CliRunner().invoke(
        make_app(),
        ["wikidata", "refresh", "--endpoint", moody.address, "--out", str(tmp_path / "out"),
         "--cache", str(tmp_path / "cache"), "--timeout", "5"],
    )  # fmt: skip
    assert isinstance(result.exception, EndpointError)
    assert words in str(result.exception)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tenures.csv"]
    assert (tmp_path / "out" / "tenures.csv").read_text() == "the old one"
