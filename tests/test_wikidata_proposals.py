"""Proposals of Wikidata items: a misspelt name finds its own, and a person decides."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.identifiers import Iris
from kg.store import Store
from kg.triples import to_quads
from kg.wikidata.links import write
from kg.wikidata.matching import Name, in_snapshot
from kg.wikidata.reconcile import propose
from tests.readings import reading


@pytest.mark.parametrize(
    ("name", "kind", "home", "meant"),
    [
        ("Emanuel Macron", "person", "fr", "Emmanuel Macron"),
        ("Sergueï Lavrof", "person", "ru", "Sergey Lavrov"),
        ("Putin Vladimir", "person", "ru", "Vladimir Putin"),
        ("To Lamm", "person", "vn", "Tô Lâm"),
        ("Antonio Gutteres", "person", "un", "António Guterres"),
        ("Barak Obama", "person", "us", "Barack Obama"),
        ("Ursula von der Leyden", "person", "eu", "Ursula von der Leyen"),
        ("Pham Binh Min", "person", "vn", "Phạm Bình Minh"),
        ("Associaton of Southeast Asian Nations", "organisation", "", "Association of Southeast Asian Nations"),
        ("Nations unis", "organisation", "", "United Nations"),
    ],
)
def test_a_misspelt_name_finds_its_item(name: str, kind: str, home: str, meant: str) -> None:
    """Ten names as a spreadsheet has them; the right item comes first, with a score and a reason."""
    (found,) = in_snapshot([Name(name, kind, home)])
    assert found[0].item == meant
    assert 0.7 <= found[0].score <= 1
    assert found[0].reason


def test_proposals_are_a_table_for_a_person(tmp_path: Path) -> None:
    """Each has an empty cell to accept it in, a score, a reason and a sentence; nothing is linked by itself."""
    office = {"person": "Sergueï Lavroff", "office": "ambassador", "of": "RU"}
    found = reading("L'ambassadeur Sergueï Lavroff.", published="2020-01-01", offices=[office])
    with Store.open(tmp_path / "s") as store:
        store.replace(Iris().article("note"), to_quads(found))
        assert write(propose(store), tmp_path / "links.csv") >= 1
        assert list(store.check()) == []
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["name"] == "Sergueï Lavroff"]
    assert rows[0]["qid"] == "Q58217"
    assert rows[0]["accept"] == ""
    assert 0.7 <= float(rows[0]["score"]) < 1
    assert rows[0]["reason"]
    assert rows[0]["evidence"] == "L'ambassadeur Sergueï Lavroff."
