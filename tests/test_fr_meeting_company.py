"""Who was there and when: lists of participants, sides, hosts and guests, dates of what a text takes up again."""

import pytest

from kg.events.meeting import Meeting
from kg.languages.fr import PLUGIN
from kg.model import Article
from tests.phrasebook import entries


def told(text: str) -> list[str]:
    """The meetings that a story tells, each as its participants, its parties, its date and its status."""
    article = Article(id="a", text=text, source="a.txt", published="2024-03-13", language="fr")
    return [line(fact) for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Meeting)]


def line(meeting: Meeting) -> str:
    """A meeting in a line of the phrase book."""
    people = " + ".join(sorted(f"{p.name} {p.speaks_for}" for p in meeting.participants)) or "-"
    parties = " ".join(sorted(meeting.parties))
    return f"{people} | {parties} | {meeting.date.edtf if meeting.date else '-'} {meeting.status}"


@pytest.mark.parametrize(("text", "expected"), entries("meeting_company"))
def test_everyone_who_was_there_is_read(text: str, expected: list[str]) -> None:
    """Each story tells exactly these meetings, in this order."""
    assert told(text) == expected
