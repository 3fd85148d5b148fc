"""Programmes, line by line, and what stands under the date of its day."""

import pytest

from kg.events.meeting import Meeting
from kg.languages.fr import PLUGIN
from kg.model import Article
from tests.phrasebook import entries


def told(text: str) -> list[str]:
    """The meetings that a text tells, each as its participants, its date, place and status."""
    article = Article(id="a", text=text, source="a.txt", published="2024-03-13", language="fr")
    return [line(fact) for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Meeting)]


def line(meeting: Meeting) -> str:
    """A meeting in a line of the phrase book."""
    people = " + ".join(sorted(p.name.split()[-1] for p in meeting.participants))
    return f"{people} {meeting.date.edtf if meeting.date else '-'} {meeting.place or '-'} {meeting.status}"


@pytest.mark.parametrize(("text", "expected"), entries("programme"))
def test_each_line_has_the_day_of_its_heading_and_whose_programme_it_is(text: str, expected: list[str]) -> None:
    """Each text tells exactly these meetings, in this order."""
    assert told(text) == expected
