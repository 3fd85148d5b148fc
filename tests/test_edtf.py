"""Dates as EDTF."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import bounds, is_valid
from kg.errors import BadData


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-06", "2021-06-01", "2021-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-06-23", "2021-06-23", "2021-06-23"),
        ("2021-06-23?", "2021-06-23", "2021-06-23"),
        ("2021~", "2021-01-01", "2021-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2021-XX", "2021-01-01", "2021-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2025-12-17/2025-12-20", "2025-12-17", "2025-12-20"),
        ("2025/..", "2025-01-01", None),
        ("/2025-03", None, "2025-03-31"),
        ("XXXX-06-23", None, None),
        ("XXXX-02-29", None, None),
    ],
)
def test_a_date_has_its_first_and_last_day(edtf: str, earliest: str | None, latest: str | None) -> None:
    """The bounds are the first and the last day that the date can mean."""
    found = bounds(edtf)
    assert (found.earliest and found.earliest.isoformat(), found.latest and found.latest.isoformat()) == (
        earliest,
        latest,
    )


@pytest.mark.parametrize(
    "text",
    ["", "/", "../..", "2021-13", "2021-02-30", "2021-25", "2021-XX-12", "23 juin", "2021-6-3", "2025/2024", "0000"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A string that is no EDTF, or no day of the calendar, is an error that says so."""
    assert not is_valid(text)
    with pytest.raises(BadData):
        bounds(text)


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(min_value=0, max_value=400))
def test_an_interval_is_bounded_by_its_ends(start: date, days: int) -> None:
    """For any two days in order, the interval's bounds are these days."""
    end = min(start, date.max - timedelta(days=401)) + timedelta(days=days)
    found = bounds(f"{min(start, end).isoformat()}/{end.isoformat()}")
    assert (found.earliest, found.latest) == (min(start, end), end)
