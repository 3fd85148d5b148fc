"""Proposals by services on the web: our own `/reconcile`, one that speaks as Wikidata's does, and a Wikibase."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import make_app
from kg.identifiers import BASE, Iris
from kg.store import Store
from kg.triples import reference_quads, to_quads
from kg.vocab import WIKIDATA
from kg.wikidata.links import read
from kg.wikidata.matching import Name
from kg.wikidata.services import by_service, by_wikibase
from kg.wikidata.web import EndpointError, Web
from tests.endpoint.conftest import serving as serving_a_store
from tests.moods import Answer, Moods, serving
from tests.readings import reading

NAMES = [Name("Emanuel Macron", "person", "fr"), Name("Nations unis", "organisation")]


@pytest.fixture
def moody() -> Iterator[Moods]:
    """A server of moods."""
    with serving(Moods()) as moods:
        yield moods


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that tells of two people who have no item."""
    path = tmp_path_factory.mktemp("services") / "s"
    people = [{"person": name, "office": "ambassador", "of": of} for name, of in
              (("Sergueï Lavroff", "RU"), ("Zoé Zzyzx", "BE"))]  # fmt: skip
    with Store.open(path) as store:
        store.replace(Iris().article("note"), to_quads(reading("Ils parlent.", published="2020-01-01", offices=people)))
    return path


def _web(folder: Path, waited: list[float] | None = None, timeout: float = 20) -> Web:
    wait = waited.append if waited is not None else lambda _: None
    return Web(user_agent="Entente tests", cache=folder / "cache", timeout=timeout, wait=wait)


def _json(value: Any) -> Answer:
    return 200, json.dumps(value).encode(), {}


def test_our_own_service_gives_items(tmp_path: Path) -> None:
    """Its identifiers are not Wikidata's: the items come by its column of them."""
    triples = "".join(f"{quad.triple} .\n" for quad in reference_quads())
    with serving_a_store(tmp_path / "served", f"INSERT DATA {{ {triples} }}") as served:
        find = by_service(_web(tmp_path), f"{served.root}/reconcile")
        macron, nations = find([*NAMES, Name("Zzyzx Qwrtpk", "person")][:2])
        assert list(find([Name("Zzyzx Qwrtpk", "person")])) == [[]]
    assert (macron[0].qid, nations[0].qid) == ("Q3052772", "Q1065")
    assert 0.6 <= macron[0].score <= 1
    assert "Entente gives it" in macron[0].reason


MANIFEST = {"versions": ["0.2"], "name": "Items", "identifierSpace": WIKIDATA, "schemaSpace": WIKIDATA, "batchSize": 1,
            "defaultTypes": [{"id": "T1", "name": "human"}, {"id": "T2", "name": "organization"}]}  # fmt: skip


def _speaks(form: dict[str, str]) -> Answer:
    if "queries" not in form:
        return _json(MANIFEST)
    found = {"id": "Q3052772", "name": "Emmanuel Macron", "score": 93.5, "match": False, "description": "president"}
    other = {"id": "L7", "name": "no item", "score": 99}
    return _json({key: {"result": [found, other]} for key in json.loads(form["queries"])})


def test_a_service_of_items_is_asked_in_its_batches_and_types(moody: Moods, tmp_path: Path) -> None:
    """One name at a time where it takes one; each of its kind; what is no item is left out."""
    moody.think = _speaks
    found = list(by_service(_web(tmp_path), moody.address)(NAMES))
    asked = [json.loads(form["queries"])["q0"] for form in moody.asked[1:]]
    assert [(query["query"], query["type"]) for query in asked] == [("Emanuel Macron", "T1"), ("Nations unis", "T2")]
    assert [(m.qid, m.item, m.score) for m in found[0]] == [("Q3052772", "Emmanuel Macron (president)", 0.935)]
    assert set(moody.agents) == {"Entente tests"}


def test_what_was_answered_is_not_asked_again(moody: Moods, tmp_path: Path) -> None:
    """Where the second name found the service broken, a second try begins with it."""
    moody.think = _speaks
    moody.answers = [_json(MANIFEST), _speaks({"queries": '{"q0": {}}'}), (200, b"<html>", {})]
    with pytest.raises(EndpointError, match="no result of the Reconciliation API"):
        list(by_service(_web(tmp_path), moody.address)(NAMES))
    before = len(moody.asked)
    assert len(list(by_service(_web(tmp_path), moody.address)(NAMES))) == 2
    assert len(moody.asked) == before + 1


def _hits(*hits: dict[str, Any]) -> Answer:
    return _json({"searchinfo": {}, "search": list(hits), "success": 1})


MACRON = {"id": "Q3052772", "label": "Emmanuel Macron", "description": "président",
          "match": {"type": "alias", "language": "fr", "text": "Emanuel Macron"}}  # fmt: skip


def test_a_wikibase_is_searched_by_name(moody: Moods, tmp_path: Path) -> None:
    """The likest first, with what is told of each; the score is not that of somebody whose state agrees."""
    moody.think = lambda _: _hits(MACRON, {"id": "Q19", "label": "Someone"}, {"id": "P31", "label": "x"})
    (found,) = by_wikibase(_web(tmp_path), f"{moody.address}w/api.php")(NAMES[:1])
    assert [(m.qid, m.item, m.score) for m in found] == [("Q3052772", "Emmanuel Macron (président)", 0.85)]
    assert found[0].reason == "the name is the same; it is président"
    form = moody.asked[0]
    assert (form["action"], form["search"], form["maxlag"]) == ("wbsearchentities", "Emanuel Macron", "5")


def test_a_service_that_is_busy_is_waited_for(moody: Moods, tmp_path: Path) -> None:
    """429 with Retry-After, and MediaWiki's way of saying so in an answer of 200."""
    lag = (200, b'{"error": {"code": "maxlag"}}', {"MediaWiki-API-Error": "maxlag", "Retry-After": "5"})
    moody.answers = [(429, b"", {"Retry-After": "7"}), lag, _hits(MACRON)]
    waited: list[float] = []
    assert list(by_wikibase(_web(tmp_path, waited), moody.address)(NAMES[:1]))
    assert waited == [7.0, 5.0]


def _reconcile(folder: Path, out: Path, *options: str) -> Any:
    command = ["wikidata", "reconcile", "--store", str(folder), "--out", str(out), "--cache", str(out.parent / "cache")]
    return CliRunner().invoke(make_app(), [*command, *options])


def test_the_command_writes_what_a_service_proposes(moody: Moods, folder: Path, tmp_path: Path) -> None:
    """A table as from the snapshot; who has the item already is named."""
    hit = {"id": "Q58217", "label": "Sergey Lavrov", "match": {"text": "Sergueï Lavroff"}}
    moody.think = lambda form: _hits(hit) if "Lavroff" in form["search"] else _hits()
    out = tmp_path / "links.csv"
    assert _reconcile(folder, out, "--wikibase", moody.address).exit_code == 0
    (row,) = (row for _, row in read(out))
    assert (row.name, row.qid, row.same_as) == ("Sergueï Lavroff", "Q58217", f"{BASE}person/ru/sergey-lavrov")
    assert row.evidence == "Ils parlent."
    assert _reconcile(folder, out, "--wikibase", moody.address, "--service", moody.address).exit_code == 2


@pytest.mark.parametrize(
    ("option", "answers", "words"),
    [
        ("--wikibase", [(429, b"", {"Retry-After": "0"})], "answers 429: try again later"),
        ("--wikibase", [_hits(), (200, b"<html>garbage", {})], "no answer of wbsearchentities"),
        ("--wikibase", [_hits(), _json({"error": {"code": "internal"}})], "no answer of wbsearchentities"),
        ("--wikibase", [_hits(), (200, b"{", {"Content-Length": "900"})], "does not answer"),
        ("--service", [(404, b"", {})], "answers 404"),
        ("--service", [_json([])], "no manifest of the Reconciliation API"),
        ("--service", [_json({**MANIFEST, "identifierSpace": "x"})], "knows no items of Wikidata"),
        ("--service", [_json(MANIFEST), _json({"q0": {"result": [{"id": 7}]}})], "no result of the Reconciliation API"),
    ],
    ids=["busy for ever", "garbage in the middle", "an error", "half an answer", "no service", "no manifest",
         "no items", "a candidate without a name"],
)  # fmt: skip
def test_a_service_that_fails_leaves_the_old_table(
    moody: Moods, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, answers: list[Answer],
    words: str,
) -> None:  # fmt: skip
    """One sentence, and the table with a person's answers as it was."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    out = tmp_path / "links.csv"
    out.write_text("accept,thing,qid\nno,x,Q1\n", "utf-8")
    moody.answers = list(answers)
    result = _reconcile(folder, out, option, moody.address)
    assert isinstance(result.exception, EndpointError)
    assert words in str(result.exception)
    assert out.read_text("utf-8") == "accept,thing,qid\nno,x,Q1\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_service_that_says_nothing_is_given_up(moody: Moods, tmp_path: Path) -> None:
    """After the time-out, and some more tries."""
    moody.think = lambda _: _slow()
    waited: list[float] = []
    with pytest.raises(EndpointError, match="does not answer"):
        list(by_wikibase(_web(tmp_path, waited, timeout=0.05), moody.address)(NAMES[:1]))
    assert waited == [1.0, 2.0, 4.0, 8.0]


def _slow() -> Answer:
    import threading

    threading.Event().wait(0.5)
    return _hits()


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    """In a sentence; no file is read by it."""
    with pytest.raises(EndpointError, match="is no address of a service"):
        by_service(_web(tmp_path), "file:///etc/hosts")


def test_answers_do_not_outlive_a_day(moody: Moods, tmp_path: Path) -> None:
    """An old cache is asked anew, and one that cannot be read."""
    import os

    moody.think = lambda _: _hits(MACRON)
    for spoil in (lambda path: os.utime(path, (0, 0)), lambda path: path.write_text("{")):
        list(by_wikibase(_web(tmp_path), moody.address)(NAMES[:1]))
        before = len(moody.asked)
        (kept,) = (tmp_path / "cache").iterdir()
        spoil(kept)
        list(by_wikibase(_web(tmp_path), moody.address)(NAMES[:1]))
        assert len(moody.asked) == before + 1
    shutil.rmtree(tmp_path / "cache")
