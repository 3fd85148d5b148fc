"""The tables that Wikidata feeds, as a whole: sound or refused, replaced all together or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import BadData
from kg.resources import data
from kg.wikidata import snapshot

OURS = data("tenures.csv").parent


@pytest.fixture(scope="module")
def tables() -> snapshot.Tables:
    """Our own tables."""
    return snapshot.read(OURS)


@pytest.mark.parametrize("step", range(16))
def test_a_crash_at_any_step_leaves_the_old_tables_or_the_new_ones(
    tables: snapshot.Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Whichever file was the last to be renamed: who reads the folder then finds one set or the other."""
    small = {name: rows[:3] for name, rows in tables.items()}
    other = {name: rows[3:7] for name, rows in tables.items()}
    snapshot.write(small, tmp_path)
    rename, steps = Path.replace, iter(range(100))

    def replace(path: Path, target: Path) -> Path:
        if next(steps) == step:
            os._exit(9)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    child = os.fork()
    if child == 0:
        snapshot.write(other, tmp_path)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    monkeypatch.undo()
    found = snapshot.read(tmp_path)
    assert found == (small if step < 7 else other)
    assert os.waitstatus_to_exitcode(status) == (9 if step < 13 else 0)
    snapshot.write(small, tmp_path)
    assert snapshot.read(tmp_path) == small
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".part")) == sorted(tables)


def _broken(table: str, old: str, new: str, folder: Path) -> Path:
    for name in snapshot.TABLES:
        text = (OURS / name).read_text("utf-8")
        assert name != table or old in text
        (folder / name).write_text(text.replace(old, new, 1) if name == table else text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("countries.csv", "AE,ARE,Q878", "AE,ARE,Q228", "both have Q228 as qid"),
        ("countries.csv", "AD,AND,Q228", "AD,AND,228", "no Wikidata item"),
        ("countries.csv", "AD,AND,Q228,", "AD,AND,Q228,x,", "more or fewer cells"),
        ("organizations.csv", "Q7768", "Q1065", "both have Q1065 as qid"),
        ("cities.csv", "AE,Q1519", "AE,Q1863", "both have Q1863 as qid"),
        ("countries.csv", "capital_qid", "capital", "line 1: there is no column 'capital_qid'"),
        ("countries.csv", "Q228,Andorre", 'Q228,"And"orre', "no table that can be read"),
        ("tenures.csv", "2017-05-14", "2017-14-05", "no date"),
        ("tenures.csv", "Q3052772,Q191954", "Q76,Q191954", "correct one of them"),
    ],
    ids=[
        "an item of two states",
        "no item",
        "a broken row",
        "an item of two organisations",
        "an item of two cities",
        "no column",
        "a quotation mark",
        "no date",
        "an item of two persons",
    ],
)
def test_a_broken_snapshot_is_refused_with_its_line(table: str, old: str, new: str, words: str, tmp_path: Path) -> None:
    """Neither read as a start nor written as a result; the sentence names table and row."""
    with pytest.raises(BadData, match=words):
        snapshot.read(_broken(table, old, new, tmp_path))


def test_an_unsound_result_is_not_written(tables: snapshot.Tables, tmp_path: Path) -> None:
    """Tables are checked before the first of them is replaced."""
    bad = {**tables, "countries.csv": [*tables["countries.csv"], tables["countries.csv"][0]]}
    with pytest.raises(BadData, match="both have"):
        snapshot.write(bad, tmp_path / "out")
    assert not (tmp_path / "out").exists()
