"""QuickStatements V1: lines that its grammar allows, referenced, of linked things, never what the snapshot has."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import make_app
from kg.exports.quickstatements import PLUGIN
from kg.identifiers import Iris
from kg.model import Reading
from kg.resources import data
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import ENT, ORG, RDF, SKOS, WIKIDATA
from kg.wikidata import snapshot
from tests.readings import reading

ITEM, TIME, TEXT = r"Q[1-9]\d*", r"\+\d{4}-\d\d-\d\dT00:00:00Z/(?:9|10|11)", r'"[^"\t\n]+"'
VALUE = rf"(?:{ITEM}|{TIME}|{TEXT}|[a-z]{{2,3}}:{TEXT})"
LINE = re.compile(rf"({ITEM})\t(P[1-9]\d*)\t({VALUE})((?:\t[PS][1-9]\d*\t{VALUE})*)")
CALL: dict[str, Any] = {
    "kind": "talks", "status": "held", "date": "2019-02-27", "place": "Hanoï", "parties": ["US", "VN"],
    "participants": [{"name": "Donald Trump", "for": "US"}, {"name": "Nguyen Van Moi", "for": "VN"}],
}  # fmt: skip


def _parsed(text: str) -> list[tuple[str, str, str, dict[str, str]]]:
    """Subject, property, value and references of each line; a line that the grammar does not allow fails."""
    parsed = []
    for line in text.splitlines():
        found = LINE.fullmatch(line)
        assert found, line
        rest = found[4].split("\t")[1:]
        parsed.append((found[1], found[2], found[3], dict(zip(rest[::2], rest[1::2], strict=True))))
    return parsed


def _exported(tmp_path: Path, found: Reading, *, linked: bool = False, **article: Any) -> list[Any]:
    told = replace(found, article=replace(found.article, **article))
    with Store.open(tmp_path / "s") as store:
        store.replace(Iris().article(told.article.id), to_quads(told))
        if linked:  # a person has found the item of the event
            (meeting,) = store.oxigraph.quads_for_pattern(None, RDF.type, ENT.Meeting, ox.DefaultGraph())
            store.oxigraph.add(ox.Quad(meeting.subject, SKOS.exactMatch, ox.NamedNode(WIKIDATA + STAND_IN)))
        out = io.BytesIO()
        PLUGIN.write(store, out)
    return _parsed(out.getvalue().decode())


def _offices(*who: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"person": person, "office": office, "of": of} for person, office, of in who]


STAND_IN = "Q7768"  # an item of the snapshot in place of an event's
EVENT = "Q900000000"  # likewise, a number that is no item yet
URL = "https://gazette.example/a?b=c"


def test_an_office_that_the_snapshot_lacks_is_stated_with_its_reference(tmp_path: Path) -> None:
    """Item, P39, item, and the article by address, title, date and the day of the export; no quote breaks the line."""
    offices = _offices(("Emmanuel Macron", "president", "FR"), ("Emmanuel Macron", "prime-minister", "FR"))
    found = reading("Emmanuel Macron.", published="2020-01-02", offices=offices)
    ((subject, prop, value, references),) = _exported(tmp_path, found, url=URL, title='Un "titre"\tdouble')
    rows = snapshot.read(data("tenures.csv").parent)
    assert subject in {row["person_qid"] for row in rows["tenures.csv"] if row["person_name"] == "Emmanuel Macron"}
    assert value in {row["qid"] for row in rows["offices.csv"]}
    assert prop == "P39"
    assert references.pop("S813").startswith("+20")
    assert references == {"S854": f'"{URL}"', "S1476": 'fr:"Un ”titre” double"', "S577": "+2020-01-02T00:00:00Z/11"}


@pytest.mark.parametrize(
    ("offices", "article"),
    [
        (_offices(("Emmanuel Macron", "president", "FR")), {"url": URL}),
        (_offices(("Jean Inconnu", "prime-minister", "FR")), {"url": URL}),
        (_offices(("Emmanuel Macron", "prime-minister", "FR")), {}),
        ([{**_offices(("Emmanuel Macron", "prime-minister", "FR"))[0], "qualifier": "former"}], {"url": URL}),
    ],
    ids=["known to the snapshot", "no item", "no address", "a former office"],
)
def test_what_is_known_unlinked_or_unreferenced_is_left_out(
    offices: list[dict[str, Any]], article: dict[str, Any], tmp_path: Path
) -> None:
    """No line at all."""
    assert _exported(tmp_path, reading("Note.", published="2020-01-02", offices=offices), **article) == []


def test_an_office_has_its_first_and_last_day_where_they_are_known(tmp_path: Path) -> None:
    """P580 and P582 as qualifiers, before the reference, each with its own precision."""
    offices = _offices(("Emmanuel Macron", "prime-minister", "FR"))
    found = reading("Emmanuel Macron.", published="2020-01-02", offices=offices)
    told = replace(found, article=replace(found.article, url=URL))
    quads = list(to_quads(told))
    (tenure,) = {quad.subject for quad in quads if (quad.predicate, quad.object) == (RDF.type, ENT.Tenure)}
    graph, interval = quads[0].graph_name, ox.NamedNode(f"{tenure.value}/interval")  # type: ignore[union-attr] # an IRI
    span = ox.Literal("2019-11/2020-05-04")
    quads += [ox.Quad(tenure, ORG.memberDuring, interval, graph), ox.Quad(interval, ENT.date, span, graph)]
    with Store.open(tmp_path / "s") as store:
        store.replace(Iris().article(told.article.id), quads)
        out = io.BytesIO()
        PLUGIN.write(store, out)
    ((_, _, _, more),) = _parsed(out.getvalue().decode())
    assert list(more) == ["P580", "P582", "S854", "S577", "S813"]
    assert (more["P580"], more["P582"]) == ("+2019-11-00T00:00:00Z/10", "+2020-05-04T00:00:00Z/11")


def test_an_event_with_an_item_has_people_day_place_and_country(tmp_path: Path) -> None:
    """P710 of those who have an item, P585, P276 and P17; an event without an item has no line."""
    found = reading("Ils se parlent.", published="2019-02-27", meetings=[CALL])
    lines = _exported(tmp_path, found, linked=True, url=URL)
    assert {subject for subject, *_ in lines} == {STAND_IN}
    assert sorted(prop for _, prop, *_ in lines) == ["P17", "P276", "P585", "P710"]
    assert next(value for _, prop, value, _ in lines if prop == "P585") == "+2019-02-27T00:00:00Z/11"
    assert _exported(tmp_path / "again", found, url=URL) == []


NOTES = {
    "hanoi": (
        "Le 27 février 2019 à Hanoï, le président américain Donald Trump s'est entretenu avec le Premier ministre "
        "vietnamien Nguyen Xuan Phuc."
    ),
    "hanoi-2024": (
        "Le 7 octobre 2024 à Hanoï, le Premier ministre vietnamien, To Lam, a reçu le président français "
        "Emmanuel Macron."
    ),
}  # the second names a wrong office on purpose: what the snapshot does not know


def _built(folder: Path, *, addresses: bool) -> Path:
    """A store of these notes, built as a person builds one."""
    (folder / "notes").mkdir()
    for name, text in NOTES.items():
        (folder / "notes" / f"{name}.txt").write_text(text, "utf-8")
    head, url = "article,published,language,url,title\n", URL if addresses else ""
    rows = "".join(f'{name},2024-10-08,fr,{url},"Une note, {name}"\n' for name in NOTES)
    (folder / "metadata.csv").write_text(head + rows, "utf-8")
    command = ["build", str(folder / "notes"), "--metadata", str(folder / "metadata.csv"), "--store", str(folder / "s")]
    assert CliRunner().invoke(make_app(), command).exit_code == 0
    return folder / "s"


def _export(store: Path) -> tuple[str, str]:
    """The file, and what is told beside it."""
    command = ["export", "--store", str(store), "--format", "quickstatements", "--out", str(store.parent / "out.tsv")]
    shown = subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, text=True, check=True)
    return (store.parent / "out.tsv").read_text("utf-8"), shown.stderr


def test_a_store_built_with_addresses_gives_statements_that_the_snapshot_lacks(tmp_path: Path) -> None:
    """From article to file: each line parses, has all four references, and is not in the table of tenures; the
    meeting, which a person gave an item, has its people, day, place and country."""
    path = _built(tmp_path, addresses=True)
    with Store.read(path) as store:
        query = f"SELECT ?m {{ ?m a {ENT.Meeting} ; {ENT.date} ?d FILTER (STRSTARTS(STR(?d), '2019')) }}"
        (row,) = store.oxigraph.query(query)  # type: ignore[misc] # a SELECT
    links = tmp_path / "links.csv"
    links.write_text(f"accept,thing,qid\nyes,{row['m'].value},{EVENT}\n", "utf-8")
    command = ["wikidata", "accept", str(links), "--store", str(path), "--by", "Marie Martin"]
    assert CliRunner().invoke(make_app(), command).exit_code == 0
    text, _ = _export(path)
    lines = _parsed(text)
    assert {prop for subject, prop, *_ in lines if subject == EVENT} == {"P710", "P585", "P276", "P17"}
    offices = [(subject, value) for subject, prop, value, _ in lines if prop == "P39"]
    tables = snapshot.read(data("tenures.csv").parent)
    known = {(row["person_qid"], row["office_qid"]) for row in tables["tenures.csv"]}
    assert offices
    assert not set(offices) & known
    for *_, references in lines:
        assert references.keys() == {"S854", "S1476", "S577", "S813"}
        assert references["S1476"].startswith('fr:"Une note, ')
    items = {qid for table in tables.values() for row in table for name, qid in row.items() if name.endswith("qid")}
    assert {subject for subject, *_ in lines} - {EVENT} <= items


def test_an_export_without_addresses_says_why_it_is_empty(tmp_path: Path) -> None:
    """One sentence with the number of statements and the way to give addresses; another where nothing is new."""
    text, told = _export(_built(tmp_path, addresses=False))
    assert text == ""
    assert re.search(r"^[1-9]\d* statements are left out, .* 'kg build --metadata'\.$", told, re.MULTILINE)
    Store.open(tmp_path / "empty" / "s").close()
    assert "nothing is stated: " in _export(tmp_path / "empty" / "s")[1]
