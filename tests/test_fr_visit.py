"""Visits: who travels where, from which state, in which capacity, done or planned, and when."""

import pytest

from kg.events.visit import Visit
from tests.phrasebook import entries, facts


def read(text: str) -> list[Visit]:
    """The visits read in a story of a Vietnamese agency, published on Thursday 25 July 2024."""
    return facts(Visit, text, "2024-07-25")


@pytest.mark.parametrize(("text", "expected"), entries("visit"))
def test_visits_are_read_with_traveller_destination_kind_status_and_date(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these visits."""
    found = (
        f"{v.visitor} {v.origin} {v.destination} {v.kind} {v.status} {v.date.edtf if v.date else None}"
        for v in read(text)
    )
    assert sorted(found) == sorted(expected)


def test_one_visit_told_twice_is_one_fact() -> None:
    """The body adds the dates to what the first sentence says."""
    text = "Narendra Modi est en visite officielle en France. Il séjourne à Paris du 24 au 26 juillet."
    [visit] = read(text)
    assert (visit.kind, visit.date and visit.date.edtf) == ("official", "2024-07-24/2024-07-26")
