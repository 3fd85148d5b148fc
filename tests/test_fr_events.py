"""Conferences, standing mechanisms and ceremonies: their kind, who is there, and which parties."""

import pytest

from kg.events.meeting import Meeting
from kg.languages.fr import PLUGIN
from kg.model import Article
from tests.phrasebook import entries


def line(meeting: Meeting) -> str:
    """A meeting's kind and status, who is there, and the parties in alphabetical order."""
    people = ", ".join(sorted(p.name for p in meeting.participants))
    return f"{meeting.kind} {meeting.status} | {people} | {' '.join(sorted(meeting.parties))}"


def ordered(expected: str) -> str:
    """A line of the phrase book with its names and codes in alphabetical order."""
    kind, people, parties = expected.split("|")
    names = ", ".join(sorted(filter(None, (name.strip() for name in people.split(",")))))
    return f"{kind.strip()} | {names} | {' '.join(sorted(parties.split()))}"


@pytest.mark.parametrize(("text", "expected"), entries("meeting_events"))
def test_events_are_read_with_who_is_there(text: str, expected: list[str]) -> None:
    """Each story tells exactly these meetings, in this order."""
    article = Article(id="a", text=text, source="a.txt", published="2024-07-25", language="fr")
    told = [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Meeting)]
    assert [line(meeting) for meeting in told] == [ordered(each) for each in expected]
