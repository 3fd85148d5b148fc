"""Visits: who travels where, from which state, in which capacity, done or planned, and when."""

from pathlib import Path

import pytest

from kg.events.visit import Visit
from kg.languages.fr import PLUGIN
from kg.model import Article

PHRASES = Path(__file__).parent / "phrases" / "fr" / "visit.txt"


def cases() -> list[tuple[str, list[str]]]:
    """The sentences of the phrase book with what each tells."""
    entries = [entry.split("\n-> ") for entry in PHRASES.read_text("utf-8").strip().split("\n\n")[1:]]
    return [(text, sorted(expected)) for text, *expected in entries]


def read(text: str) -> list[Visit]:
    """The visits read in a story of a Vietnamese agency, published on Thursday 25 July 2024."""
    article = Article(id="a", text=f"Hanoï (VNA) – {text}", source="a.txt", published="2024-07-25", language="fr")
    return [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Visit)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_visits_are_read_with_traveller_destination_kind_status_and_date(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these visits."""
    told = (
        f"{v.visitor} {v.origin} {v.destination} {v.kind} {v.status} {v.date.edtf if v.date else None}"
        for v in read(text)
    )
    assert sorted(told) == expected


def test_one_visit_told_twice_is_one_fact() -> None:
    """The body adds the dates to what the first sentence says."""
    text = "Narendra Modi est en visite officielle en France. Il séjourne à Paris du 24 au 26 juillet."
    [visit] = read(text)
    assert (visit.kind, visit.date and visit.date.edtf) == ("official", "2024-07-24/2024-07-26")
