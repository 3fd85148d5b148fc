"""QuickStatements V1: lines that its grammar allows, referenced, of linked things, never what the snapshot has."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.exports.quickstatements import PLUGIN
from kg.identifiers import Iris
from kg.model import Reading
from kg.resources import data
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import ENT, RDF, SKOS, WIKIDATA
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


def test_an_event_with_an_item_has_people_day_place_and_country(tmp_path: Path) -> None:
    """P710 of those who have an item, P585, P276 and P17; an event without an item has no line."""
    found = reading("Ils se parlent.", published="2019-02-27", meetings=[CALL])
    lines = _exported(tmp_path, found, linked=True, url=URL)
    assert {subject for subject, *_ in lines} == {STAND_IN}
    assert sorted(prop for _, prop, *_ in lines) == ["P17", "P276", "P585", "P710"]
    assert next(value for _, prop, value, _ in lines if prop == "P585") == "+2019-02-27T00:00:00Z/11"
    assert _exported(tmp_path / "again", found, url=URL) == []
