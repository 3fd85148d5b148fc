"""A phrase book of French dates: what a text says about time, and where."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.calendar.date_values import (
    Base,
    Day,
    Interval,
    Month,
    Relation,
    Relative,
    Season,
    Value,
    Weekday,
    Year,
    YearPart,
)
from kg.languages.fr.dates.dates import find_dates

PUBLISHED, PREVIOUS, EVENT = Base.PUBLICATION, Base.PREVIOUS, Base.EVENT


def relative(unit: str, count: int, base: Base, part: str | None = None) -> Relative:
    return Relative(unit=unit, count=count, base=base, part=part)


def days(first: tuple[int, int, int | None], last: tuple[int, int, int | None]) -> Interval:
    one, two = (Day(day=day, month=month, year=year) for day, month, year in (first, last))
    return Interval(first=one, last=two)


PHRASES: list[tuple[str, Value]] = [
    ("le 11 novembre", Day(day=11, month=11)),
    ("le 1er octobre 2016", Day(day=1, month=10, year=2016)),
    ("20novembre", Day(day=20, month=11)),
    ("6 jan", Day(day=6, month=1)),
    ("12 sept. 2020", Day(day=12, month=9, year=2020)),
    ("02 avr 2024", Day(day=2, month=4, year=2024)),
    ("jeudi 25 juillet", Day(day=25, month=7, weekday=3)),
    ("ce mardi 22 août", Day(day=22, month=8, weekday=1)),
    ("lundi, 14 décembre 2020", Day(day=14, month=12, year=2020, weekday=0)),
    ("le 12 mai courant", Day(day=12, month=5, direction=0)),
    ("hier 18 février", Day(day=18, month=2)),
    ("le 15 mars de cette année", Day(day=15, month=3, year_offset=0)),
    ("20-11-2019", Day(day=20, month=11, year=2019)),
    ("20/11/2019", Day(day=20, month=11, year=2019)),
    ("2019-11-20", Day(day=20, month=11, year=2019)),
    ("du 28 au 30 octobre", days((28, 10, None), (30, 10, None))),
    ("1er-3 décembre 2025", days((1, 12, 2025), (3, 12, 2025))),
    ("les 2 et 3 février", days((2, 2, None), (3, 2, None))),
    ("les 4, 5 et 6 mai", days((4, 5, None), (6, 5, None))),
    ("du 30 mai au 2 juin", days((30, 5, None), (2, 6, None))),
    ("du 29 décembre au 2 janvier 2025", days((29, 12, 2024), (2, 1, 2025))),
    ("entre le 3 et le 5 mai", days((3, 5, None), (5, 5, None))),
    ("en octobre 2020", Month(month=10, year=2020)),
    ("en mars dernier", Month(month=3, direction=-1)),
    ("en août prochain", Month(month=8, direction=1)),
    ("fin novembre", Month(month=11, part="late")),
    ("à la mi-septembre", Month(month=9, part="mid")),
    ("début mai", Month(month=5, part="early")),
    ("en juin de l'an dernier", Month(month=6, year_offset=-1)),
    ("entre avril et octobre 2025", Interval(first=Month(month=4, year=2025), last=Month(month=10, year=2025))),
    ("en 2013", Year(year=2013)),
    ("fin 2024", Year(year=2024, part="late")),
    ("de 2012 à 2017", Interval(first=Year(year=2012), last=Year(year=2017))),
    ("2024-2026", Interval(first=Year(year=2024), last=Year(year=2026))),
    ("mercredi", Weekday(weekday=2)),
    ("ce mercredi", Weekday(weekday=2, direction=0)),
    ("lundi dernier", Weekday(weekday=0, direction=-1)),
    ("lundi prochain", Weekday(weekday=0, direction=1)),
    ("jeudi et vendredi", Interval(first=Weekday(weekday=3), last=Weekday(weekday=4))),
    ("au printemps 2024", Season(season=21, year=2024)),
    ("cet été", Season(season=22, direction=0)),
    ("l'automne dernier", Season(season=23, direction=-1)),
    ("au premier semestre 2024", YearPart(first=1, last=6, year=2024)),
    ("au quatrième trimestre", YearPart(first=10, last=12)),
    ("hier", relative("day", -1, PUBLISHED)),
    ("avant-hier", relative("day", -2, PUBLISHED)),
    ("aujourd'hui", relative("day", 0, PUBLISHED)),
    ("demain", relative("day", 1, PUBLISHED)),
    ("il y a trois jours", relative("day", -3, PUBLISHED)),
    ("la semaine dernière", relative("week", -1, PUBLISHED)),
    ("le mois dernier", relative("month", -1, PUBLISHED)),
    ("ce mois-ci", relative("month", 0, PUBLISHED)),
    ("le mois prochain", relative("month", 1, PUBLISHED)),
    ("l’an dernier", relative("year", -1, PUBLISHED)),
    ("l'année prochaine", relative("year", 1, PUBLISHED)),
    ("à la fin de l'année", relative("year", 0, PUBLISHED, "late")),
    ("la veille", relative("day", -1, PREVIOUS)),
    ("le lendemain", relative("day", 1, PREVIOUS)),
    ("le surlendemain", relative("day", 2, PREVIOUS)),
    ("le même jour", relative("day", 0, PREVIOUS)),
    ("durant la même journée", relative("day", 0, PREVIOUS)),
    ("plus tôt dans la journée", relative("day", 0, PREVIOUS)),
    ("cinq jours plus tôt", relative("day", -5, PREVIOUS)),
    ("deux mois plus tard", relative("month", 2, PREVIOUS)),
    ("cette année-là", relative("year", 0, PREVIOUS)),
]


@pytest.mark.parametrize(("phrase", "value"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_a_date_is_read_with_its_preposition(phrase: str, value: Value) -> None:
    """The whole phrase is one mention with its value, wherever it stands in a sentence."""
    text = f"Le ministre s'est rendu à Hanoï, {phrase}, pour des entretiens."
    (mention,) = find_dates(text)
    assert (text[slice(*mention.span)], mention.value) == (phrase, value)


@pytest.mark.parametrize(
    ("phrase", "part", "value"),
    [
        ("dans la soirée du 11 novembre", "evening", Day(day=11, month=11)),
        ("mardi matin", "morning", Weekday(weekday=1)),
        ("la veille au soir", "evening", relative("day", -1, PREVIOUS)),
        ("samedi 24 octobre au soir", "evening", Day(day=24, month=10, weekday=5)),
        ("l'après-midi du même jour", "afternoon", relative("day", 0, PREVIOUS)),
        ("dans la nuit de mardi à mercredi", "night", Interval(first=Weekday(weekday=1), last=Weekday(weekday=2))),
        ("dans la matinée", "morning", relative("day", 0, PREVIOUS)),
        ("ce soir", "evening", relative("day", 0, PUBLISHED)),
        ("lundi soir, 9 mars", "evening", Day(day=9, month=3, weekday=0)),
    ],
)
def test_a_part_of_the_day_belongs_to_its_date(phrase: str, part: str, value: Value) -> None:
    """Before or after its date, it is a flag; alone it is the day told before, or today."""
    (mention,) = find_dates(f"Ils se sont vus {phrase}.")
    assert (mention.day_part, mention.value) == (part, value)


@pytest.mark.parametrize(
    ("phrase", "relation"),
    [
        ("depuis 2008", Relation.SINCE),
        ("à partir du 3 mai", Relation.SINCE),
        ("depuis l'été", Relation.SINCE),
        ("jusqu'en juillet 2026", Relation.UNTIL),
        ("jusqu’à mardi", Relation.UNTIL),
        ("d'ici 2030", Relation.BY),
        ("à l'horizon 2045", Relation.BY),
        ("pour la période 2020-2021", Relation.PERIOD),
        ("le sommet de l'APEC 2017", Relation.NAME),
        ("en 2017", None),
    ],
)
def test_a_bound_is_told_from_a_date(phrase: str, relation: Relation | None) -> None:
    """What begins, ends or is named by a date does not happen on it."""
    (mention,) = find_dates(f"Ils ont travaillé {phrase}.")
    assert mention.relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "le 25e anniversaire des relations",
        "la résolution 1325 et la résolution 1973",
        "200.000 doses pour les 27 États membres",
        "la 57e AMM, dite AMM-57, en pleine COVID-19",
        'l\'Ordre de 2e classe "6 juin"',
        "l'hôpital du 19-Août",
        "une mission vers Mars",
        "sa délégation a été reçue par sept ministres",
        "plus de 2000 personnes et 2025 dollars",
        "au siège, à 20 h 30, de 9 à 12 heures",
        "l'ordre du jour de la session",
        "la province de Nghê An",
        "le 12 délégués",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """Ordinals, quantities, times of day, names."""
    assert find_dates(text) == ()


def test_the_eve_of_an_event_waits_for_that_event() -> None:
    """ "à la veille du sommet" counts from the summit, not from the day told before."""
    (mention,) = find_dates("Ils se sont vus à la veille du sommet.")
    assert mention.value == relative("day", -1, EVENT)


def test_two_days_told_one_by_one_share_their_month() -> None:
    """ "le 18 et le 20 février" is two days of February, not a stretch."""
    values = [mention.value for mention in find_dates("Il l'a vu le 18 et le 20 février 2024.")]
    assert values == [Day(day=18, month=2, year=2024), Day(day=20, month=2, year=2024)]


def test_a_day_alone_needs_what_can_follow_a_date() -> None:
    """A chronicle's "Vendredi 29 -" and "reçu le 12 à Rome" are days; "le 12 délégués" is not."""
    values = [mention.value for mention in find_dates("Vendredi 29 - Le chef du gouvernement, reçu le 12 à Rome.")]
    assert values == [Day(day=29, weekday=4), Day(day=12)]


def test_a_date_ends_with_its_line() -> None:
    """A weekday that closes a paragraph and a day that opens the next are two dates."""
    assert len(find_dates("Reçu mardi\n11 novembre, une fête")) == 2


WORDS = """le du au les et à de la l' ce 1er 2 28 30 31 février mai août sept. octobre Mars 2024 2024-2026 1973 lundi
    dernier prochain matin soir veille lendemain même jour il y a trois jours semaine mois an année cet été printemps
    premier semestre depuis jusqu'à d'ici fin mi- hier demain , . - – ( ) « » 12/05/2020 COVID-19 İ 25e mardi"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_mentions_lie_in_order_inside_the_text(text: str) -> None:
    """Whatever the text, mentions are non-empty stretches of it that do not overlap."""
    end = 0
    for mention in find_dates(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end


@pytest.mark.parametrize("piece", ["le 12 ", "mardi, ", "2024-", "dans la soirée ", "il y a ", "l'", "1er et "])
def test_long_nonsense_is_read_in_one_pass(piece: str) -> None:
    """A long line of pieces of dates is read to its end."""
    mentions = find_dates(piece * 20_000)
    assert all(one.span.end <= two.span.start for one, two in pairwise(mentions))
