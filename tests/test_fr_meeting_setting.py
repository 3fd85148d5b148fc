"""When and where meetings took place: the days and places that a story goes through."""

from pathlib import Path

import pytest

from kg.events.meeting import Meeting
from kg.languages.fr import PLUGIN
from kg.model import Article

PHRASES = Path(__file__).parent / "phrases" / "fr" / "meeting_setting.txt"


def cases() -> list[tuple[str, list[str]]]:
    """The stories of the phrase book with the date, place and status of each meeting."""
    entries = [entry.split("\n-> ") for entry in PHRASES.read_text("utf-8").strip().split("\n\n")[1:]]
    return [(text, expected) for text, *expected in entries]


def read(text: str, published: str | None = "2024-07-25") -> list[Meeting]:
    """The meetings read in a story."""
    article = Article(id="a", text=text, source="a.txt", published=published, language="fr")
    return [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Meeting)]


def setting(meeting: Meeting) -> str:
    """A meeting's date, place and status in a line."""
    return f"{meeting.date.edtf if meeting.date else '-'} {meeting.place or '-'} {meeting.status}"


@pytest.mark.parametrize(("text", "expected"), cases())
def test_meetings_are_read_with_their_date_place_and_status(text: str, expected: list[str]) -> None:
    """Each story tells exactly these settings, in this order."""
    assert [setting(meeting) for meeting in read(text)] == expected
