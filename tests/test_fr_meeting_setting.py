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


def test_the_page_itself_can_give_the_day_of_publication() -> None:
    """A line "Publié le …" above the text anchors its days of the week."""
    text = (
        "Le ministre reçoit l'ambassadeur\nPublié le 25 juillet 2024\n\n"
        "Le ministre vietnamien des Affaires étrangères Bui Thanh Son a reçu mardi l'ambassadeur d'Inde Sandeep Arya.\n"
    )
    assert [setting(meeting) for meeting in read(text, None)] == ["2024-07-23 - held"]


def test_a_dateline_without_its_year_tells_yesterday_and_this_morning() -> None:
    """The day counts from the dateline's, the year stays open."""
    text = (
        "Hanoï, 24 juillet (VNA) – Le ministre vietnamien de l'Industrie Bui Thanh Son a reçu hier l'ambassadeur "
        "du Japon Ito Naoki. Il s'est entretenu ce matin avec l'ambassadrice suédoise Ann Berg.\n"
    )
    assert [setting(meeting) for meeting in read(text, None)] == ["XXXX-07-23 - held", "XXXX-07-24 - held"]


def test_an_archive_mark_gives_the_year() -> None:
    """ "date 2024-07" before the text is no part of it, but tells its year."""
    text = (
        "date 2024-07 Hanoï (VNA) – Le ministre vietnamien des Affaires étrangères Bui Thanh Son a reçu le 12 juillet "
        "l'ambassadeur d'Inde Sandeep Arya.\n"
    )
    assert [setting(meeting) for meeting in read(text, None)] == ["2024-07-12 - held"]


def test_a_day_of_the_week_counts_from_the_stay_that_the_story_tells() -> None:
    """Without a publication date, "mercredi" is the Wednesday of the visit."""
    text = (
        "Le président s'entretient avec la gouverneure générale\n\n"
        "Le président vietnamien Luong Cuong s'est entretenu mercredi à Hanoï avec la gouverneure générale "
        "d'Australie, Sam Mostyn, en visite d'État au Vietnam du 9 au 12 septembre 2025.\n"
    )
    assert [setting(meeting) for meeting in read(text, None)] == ["2025-09-10 Hanoï held"]


def test_a_day_of_the_week_without_any_date_stays_unknown() -> None:
    """Nothing tells which Tuesday it was."""
    text = (
        "Le ministre reçoit l'ambassadeur\n\n"
        "Le ministre vietnamien des Affaires étrangères a reçu mardi à Hanoï l'ambassadeur d'Inde Sandeep Arya.\n"
    )
    assert [meeting.date for meeting in read(text, None)] == [None]
