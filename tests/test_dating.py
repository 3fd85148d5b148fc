"""Placing what a text says about time on the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import edtf
from kg.calendar.anchor import Anchor
from kg.calendar.date_values import (
    Base,
    Day,
    Interval,
    Month,
    Relative,
    Season,
    Value,
    Weekday,
    Year,
    YearPart,
)
from kg.dating import resolve
from kg.languages.fr.dates.dates import find_dates
from kg.model import When

THURSDAY = Anchor.of_publication("2024-07-25")


def told(edtf_date: str) -> When:
    return When(edtf=edtf_date, basis="published")


def read(phrase: str) -> Value:
    (mention,) = find_dates(f"Il est venu, {phrase}, à Hanoï.")
    return mention.value


@pytest.mark.parametrize(
    ("phrase", "placed"),
    [
        ("jeudi", "2024-07-25"),
        ("mercredi", "2024-07-24"),
        ("vendredi", "2024-07-19"),
        ("jeudi dernier", "2024-07-18"),
        ("ce vendredi", "2024-07-26"),
        ("mercredi et jeudi", "2024-07-24/2024-07-25"),
        ("hier", "2024-07-24"),
        ("il y a trois jours", "2024-07-22"),
        ("la semaine dernière", "2024-07-15/2024-07-21"),
        ("le 24 juin", "2024-06-24"),
        ("le 31 décembre", "2023-12-31"),
        ("du 28 décembre au 2 janvier", "2023-12-28/2024-01-02"),
        ("le 8 août 1967", "1967-08-08"),
        ("le 15 mars de l'an dernier", "2023-03-15"),
        ("en mai", "2024-05"),
        ("en mars dernier", "2024-03"),
        ("en décembre", "2023-12"),
        ("en octobre prochain", "2024-10"),
        ("le mois dernier", "2024-06"),
        ("l'an dernier", "2023"),
        ("l'automne dernier", "2023-23"),
        ("cet été", "2024-22"),
        ("au premier semestre", "2024-01/2024-06"),
        ("de 2012 à 2017", "2012/2017"),
    ],
)
def test_news_looks_back_from_the_day_of_publication(phrase: str, placed: str) -> None:
    """Without a year, a date told as done is the nearest one behind the story."""
    when = resolve(read(phrase), THURSDAY)
    assert when is not None
    assert when.edtf == placed


@pytest.mark.parametrize(
    ("phrase", "placed"),
    [
        ("vendredi", "2024-07-26"),
        ("jeudi", "2024-07-25"),
        ("jeudi et vendredi", "2024-07-25/2024-07-26"),
        ("le 14 janvier", "2025-01-14"),
        ("du 20 au 28 juillet", "2024-07-20/2024-07-28"),
        ("en février", "2025-02"),
        ("à l'automne", "2024-23"),
        ("au premier trimestre", "2025-01/2025-03"),
    ],
)
def test_what_is_planned_lies_ahead(phrase: str, placed: str) -> None:
    """The same words in an announcement; a visit under way may have begun."""
    when = resolve(read(phrase), THURSDAY, planned=True)
    assert when is not None
    assert when.edtf == placed


@pytest.mark.parametrize(
    ("phrase", "previous", "placed"),
    [
        ("la veille", "2024-07-24", "2024-07-23"),
        ("le lendemain", "2024-02-28", "2024-02-29"),
        ("le même jour", "2024-07-24", "2024-07-24"),
        ("la veille", "2024-07-20/2024-07-22", "2024-07-19"),
        ("le lendemain", "2024-07-20/2024-07-22", "2024-07-23"),
        ("la veille", "XXXX-08-15", "XXXX-08-14"),
        ("le lendemain", "2021-06-23?", "2021-06-24?"),
        ("cette année-là", "2001-03", "2001"),
        ("le 12", "2024-06-20", "2024-06-12"),
        ("le 12", "2024-06", "2024-06-12"),
        ("dimanche", "2024-07-06", "2024-07-07"),
    ],
)
def test_some_dates_count_from_the_event_told_before(phrase: str, previous: str, placed: str) -> None:
    """The eve, the next day, the same day, a day of that month, the next weekday of a tour."""
    when = resolve(read(phrase), THURSDAY, told(previous))
    assert when is not None
    assert when.edtf == placed


def test_a_date_without_its_base_stays_unknown() -> None:
    """Nothing is guessed: no event before, an event yet to be named, no day of publication, no such day."""
    assert resolve(read("la veille"), THURSDAY) is None
    assert resolve(read("hier"), Anchor(year=2024)) is None
    assert resolve(read("mardi"), Anchor.of_publication("2024-07")) is None
    assert resolve(read("le 31 juin 2024"), THURSDAY) is None
    (eve,) = find_dates("Ils se sont vus à la veille du sommet.")
    assert resolve(eve.value, THURSDAY, told("2024-07-20")) is None


def test_a_date_says_how_it_is_known() -> None:
    """Stated, from the day of publication, or inferred and likely."""
    stated, published = resolve(read("le 8 août 1967"), THURSDAY), resolve(read("jeudi"), THURSDAY)
    likely = resolve(read("le 23 juin"), Anchor(year=2021, certain=False, basis="inferred", reason="Clues."))
    assert stated is not None
    assert published is not None
    assert likely == When(edtf="2021-06-23?", basis="inferred", reason="Clues.")
    assert (stated.basis, published.basis) == ("stated", "published")
    assert published.reason == "Published on 2024-07-25, a Thursday."


def test_an_unknown_year_is_written_as_such() -> None:
    """A day keeps its month; a weekday is placed around a day whose weekday the text gives."""
    text = "Reçu jeudi 8 août à Hanoï, il était arrivé mardi."
    day, weekday = find_dates(text)
    anchor = Anchor().told_by((day, weekday), text)
    dates = [when.edtf for when in (resolve(day.value, anchor), resolve(weekday.value, anchor)) if when]
    assert dates == ["XXXX-08-08", "XXXX-08-06"]


def test_a_dateline_is_a_day_of_publication() -> None:
    """ "Santiago, 7 septembre (VNA)" outweighs the day of the event."""
    text = "Reçu mardi 6 septembre.\nSantiago, 7 septembre (VNA) – Il repart ce mercredi."
    anchor = Anchor(year=2022).told_by(find_dates(text), text)
    assert str(anchor.published) == "2022-09-07"


MONTHS, NUMBERS, YEARS = st.integers(1, 12), st.integers(1, 31), st.integers(1900, 2099)
DIRECTIONS, OFFSETS, WEEKDAYS = (
    st.sampled_from([None, -1, 0, 1]),
    st.sampled_from([None, -1, 0, 1]),
    st.integers(0, 6),
)
DAYS = st.builds(
    Day,
    day=NUMBERS,
    month=st.none() | MONTHS,
    year=st.none() | YEARS,
    weekday=st.none() | WEEKDAYS,
    direction=DIRECTIONS,
    year_offset=OFFSETS,
)
MONTH = st.builds(Month, month=MONTHS, year=st.none() | YEARS, direction=DIRECTIONS, year_offset=OFFSETS)
WEEKDAY = st.builds(Weekday, weekday=WEEKDAYS, direction=DIRECTIONS)
POINTS = st.one_of(DAYS, MONTH, WEEKDAY, st.builds(Year, year=YEARS))
VALUES = st.one_of(
    POINTS,
    st.builds(Season, season=st.integers(21, 24), year=st.none() | YEARS, direction=DIRECTIONS),
    st.sampled_from([(1, 3), (4, 6), (7, 12)]).map(lambda part: YearPart(first=part[0], last=part[1])),
    st.builds(
        Relative,
        unit=st.sampled_from(["day", "week", "month", "year"]),
        count=st.integers(-50, 50),
        base=st.sampled_from(list(Base)),
    ),
    st.builds(Interval, first=DAYS, last=DAYS),
    st.builds(Interval, first=WEEKDAY, last=WEEKDAY),
    st.builds(Interval, first=MONTH, last=MONTH),
)
ANCHORS = st.one_of(
    st.dates(min_value=date(1990, 1, 1)).map(lambda day: Anchor.of_publication(day.isoformat())),
    st.sampled_from(["2024", "2024-02", None, "yesterday"]).map(Anchor.of_publication),
    st.builds(Anchor, year=st.none() | YEARS, certain=st.booleans()),
)
PREVIOUS = st.sampled_from([None, "2024-02-29", "XXXX-02-29", "2024-02?", "2024-12-30/2025-01-02", "2024-23", "2019"])


@settings(max_examples=500, deadline=None)
@given(VALUES, ANCHORS, PREVIOUS, st.booleans())
def test_every_date_that_is_placed_is_edtf(value: Value, anchor: Anchor, previous: str | None, planned: bool) -> None:
    """Any value, from any anchor, gives None or a date that the calendar has."""
    when = resolve(value, anchor, told(previous) if previous else None, planned=planned)
    assert when is None or edtf.is_valid(when.edtf), when


def test_a_weekend_is_its_saturday_and_sunday() -> None:
    """Late in a week "this weekend" lies ahead, on its Monday it has just been."""
    monday = Anchor.of_publication("2024-07-22")
    assert resolve(read("ce week-end"), THURSDAY) == when_told(
        "2024-07-27/2024-07-28", "Published on 2024-07-25, a Thursday."
    )
    assert resolve(read("ce week-end"), monday) == when_told(
        "2024-07-20/2024-07-21", "Published on 2024-07-22, a Monday."
    )


def when_told(edtf_date: str, reason: str) -> When:
    return When(edtf=edtf_date, basis="published", reason=reason)
