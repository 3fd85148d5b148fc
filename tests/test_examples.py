"""The example notes: what ships in examples/articles can be read, and says what is known of the world."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kg.intake import articles, files
from kg.language import detect
from kg.metadata import read_metadata
from kg.model import Article
from kg.resources import resource

FOLDER = resource("examples", "articles")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS: tuple[str, ...] = ("janvier", "février", "mars", "avril", "mai", "juin")
MONTHS += ("juillet", "août", "septembre", "octobre", "novembre", "décembre")


@pytest.fixture(scope="module")
def notes() -> dict[str, Article]:
    """Every example note by its identifier."""
    given = list(articles([FOLDER], read_metadata(FOLDER / "metadata.csv")))
    assert [item for item in given if not isinstance(item, Article)] == []
    return {item.id: item for item in given if isinstance(item, Article)}


def test_there_are_enough_of_them_and_of_every_way_in(notes: dict[str, Article]) -> None:
    """At least 14 notes: texts, an HTML page and JSON lines."""
    assert len(notes) >= 14
    assert {path.suffix for path in files([FOLDER])} == {".txt", ".html", ".jsonl"}


def test_each_is_a_short_note_in_french(notes: dict[str, Article]) -> None:
    """80 to 250 words, recognised as French from the text alone."""
    words = {name: len(note.text.split()) for name, note in notes.items()}
    assert {name: count for name, count in words.items() if not 80 <= count <= 250} == {}
    assert {name for name, note in notes.items() if detect(note.text) != "fr"} == set()


def test_the_metadata_table_names_only_notes_that_exist(notes: dict[str, Article]) -> None:
    """No row is left over from a note that was renamed."""
    assert read_metadata(FOLDER / "metadata.csv").keys() <= notes.keys()


def test_a_page_gives_its_title_date_and_address(notes: dict[str, Article]) -> None:
    """The HTML example brings its own metadata, and none of the page around the article."""
    page = notes["saint-siege-vietnam"]
    assert (page.published, page.url) == ("2023-07-27", "https://gazette.example/2023/07/27/saint-siege-vietnam")
    assert page.title == "Le pape François reçoit le président vietnamien Vo Van Thuong"
    assert "Les plus lus" not in page.text


def test_one_note_ends_in_teasers_of_others(notes: dict[str, Article]) -> None:
    """The form in which agencies list other articles is among the examples."""
    assert any(re.search(r"^Voir plus$", note.text, re.MULTILINE) for note in notes.values())


def test_weekdays_agree_with_their_dates(notes: dict[str, Article]) -> None:
    """Where a note gives weekday, day, month and year, the calendar agrees."""
    pattern = re.compile(rf"({'|'.join(DAYS)}) (\d+) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE)
    found = [(name, *hit) for name, note in notes.items() for hit in pattern.findall(note.text)]
    wrong = [
        (name, weekday, day, month, year)
        for name, weekday, day, month, year in found
        if date(int(year), MONTHS.index(month) + 1, int(day)).weekday() != DAYS.index(weekday.lower())
    ]
    assert len(found) > 8
    assert wrong == []


def test_no_note_repeats_a_sentence_of_another(notes: dict[str, Article]) -> None:
    """Every note is written for itself."""
    seen: dict[str, str] = {}
    for name, note in notes.items():
        for sentence in re.split(r"(?<=[.!?])\s+", note.text):
            if len(sentence.split()) > 5:
                assert seen.setdefault(sentence, name) == name


def test_the_folder_holds_nothing_that_cannot_be_read() -> None:
    """Each file is a source's or the table of metadata."""
    known = {path.resolve() for path in files([FOLDER])} | {(FOLDER / "metadata.csv").resolve()}
    assert [path.name for path in Path(FOLDER).iterdir() if path.resolve() not in known] == []
