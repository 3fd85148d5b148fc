"""The year of a story that does not give it: what its office holders, weekdays, years and dated references allow.

Every clue scores every candidate year with a log-likelihood (0: fits, -7: all but excluded). One year that stands out
far is the story's, one that stands out is likely (`?`), else the year stays unknown. The reason names the clues that
decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import exp
from typing import Final, Protocol

from kg.calendar.anchor import Anchor, day_or_none
from kg.calendar.date_values import DateMention, Day, Interval
from kg.calendar.tenure_index import Term, horizon, known_terms, known_until, terms_of

_FIRST_YEAR: Final = 2005  # where the known terms of office begin to be complete
_CERTAIN: Final = 0.93
_LIKELY: Final = 0.7
_CONTRADICTION: Final = -5.0  # a clue that scores less does not fit: one makes a year doubtful, two make it none
_EXCLUDED: Final = -7.0
_ELECT: Final = 120  # days between an election and the inauguration
_LATE: Final = timedelta(days=7)
_NEW: Final = 240  # days for which an office is new
_AHEAD: Final = -1.0  # the score of a time after what the reference data knows: few stories can be told then
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days that a candidate year leaves for the story: one day where its day and month are known, else the year.

    `leeway`: how far a day may lie outside a clue's time, since reports come a little late; none for a whole year.
    """

    first: date
    last: date
    leeway: timedelta = _LATE


class Clue(Protocol):
    """Anything that makes some years likelier than others."""

    @property
    def reason(self) -> str:
        """What it says, in words."""

    def score(self, stretch: Stretch) -> float:
        """How well it fits a story told then: 0 or a negative log-likelihood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A reference that a text can make from `first` to `last`; `before` and `after`: the scores of a year outside."""

    reason: str
    first: date | None = None
    last: date | None = None
    before: float = _EXCLUDED
    after: float = -3.0

    def score(self, stretch: Stretch) -> float:
        """The more, the further away."""
        if self.first and stretch.last < self.first - stretch.leeway:
            return self.before * (1.0 if (self.first - stretch.last).days <= 365 else 1.5)
        if self.last and stretch.first > self.last + stretch.leeway:
            return self.after * (0.5 + min((stretch.first - self.last).days / 365, 2.0))
        return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """A reference that comes round: it fits where any of its windows does."""

    reason: str
    windows: tuple[Window, ...]

    def score(self, stretch: Stretch) -> float:
        """The best of the windows."""
        return max(window.score(stretch) for window in self.windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedYear:
    """A year that the text names: behind the story (`tense` -1), ahead (+1) or not said (0); or its own (`opening`)."""

    year: int
    tense: int = 0
    opening: bool = False

    @property
    def reason(self) -> str:
        """What it says, in words."""
        if self.opening:
            return f"the text gives the year {self.year}"
        return f"the text {({-1: 'looks back on', 1: 'looks ahead to'}).get(self.tense, 'names')} {self.year}"

    def score(self, stretch: Stretch) -> float:
        """By the distance in years; news names the current year and its neighbours most."""
        ahead = self.year - stretch.first.year
        if self.opening:
            return {0: 0.0, -1: -5.0, 1: -5.0}.get(ahead, -7.0)
        if self.tense < 0:
            return -4.5 if ahead > 0 else max(0.25 * ahead, -1.0)
        if self.tense > 0:
            return -4.5 if ahead < 0 else -abs(ahead - 1) * 0.5 if ahead < 6 else -2.5
        return {0: 0.0, -1: -0.5, 1: -0.9, -2: -1.2, 2: -2.0}.get(ahead, -1.6 if ahead < 0 else -2.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Years from first to last that the text names as a term or programme: told shortly before or during them."""

    first: int
    last: int

    @property
    def reason(self) -> str:
        """What it says, in words."""
        return f"the text names the years {self.first}-{self.last}"

    def score(self, stretch: Stretch) -> float:
        """Best from the year before the first to the last."""
        year = stretch.first.year
        if year < self.first:
            return -0.3 if year == self.first - 1 else -2.5
        return 0.0 if year <= self.last else max(-1.0 - 0.5 * (year - self.last - 1), -3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds which office as the story says: an office key, its state or organisation, a qualifier."""

    name: str
    office: str
    of: str | None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InOffice:
    """A holder with known terms, beside the terms of others in the same office."""

    holder: Holder
    terms: tuple[Term, ...]
    others: tuple[Term, ...]

    @property
    def reason(self) -> str:
        """What it says, in words."""
        spans = ", ".join(f"{term.start} to {term.end or 'now'}" for term in self.terms)
        suffix = f" {self.holder.qualifier}" if self.holder.qualifier else ""
        return f"{self.holder.name} is {self.holder.office} of {self.holder.of}{suffix} (in office {spans})"

    def score(self, stretch: Stretch) -> float:
        """The best that any of the terms allows."""
        rate = {"elect": _elect, "former": _former}.get(self.holder.qualifier or "", _in_office)
        best = max([rate(term, stretch) for term in self.terms])
        if best <= _EXCLUDED and not any(term.covers(stretch.first) for term in self.others):
            return (
                -4.0 if self.others else -1.5
            )  # the data may lack an earlier or later term, the more where it has one
        return best


def _in_office(term: Term, stretch: Stretch) -> float:
    if stretch.last < term.start - stretch.leeway or (term.end and stretch.first > term.end + stretch.leeway):
        return _EXCLUDED
    if term.end is None and term.known_until and stretch.first > term.known_until:
        return max(-0.6 * (stretch.first - term.known_until).days / 365, -3.0)
    return 0.0


def _elect(term: Term, stretch: Stretch) -> float:
    if stretch.first > term.start or (term.start - stretch.last).days > _ELECT:
        return _EXCLUDED
    return 0.0


def _former(term: Term, stretch: Stretch) -> float:
    if term.end is None:
        return -2.0 if term.known_until and stretch.last > term.known_until else _EXCLUDED
    return 0.0 if stretch.last >= term.end - stretch.leeway else _EXCLUDED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInOffice:
    """Somebody among the holders is new in office."""

    holders: tuple[Holder, ...]

    @property
    def reason(self) -> str:
        """What it says, in words."""
        return "the text speaks of a new office"

    def score(self, stretch: Stretch) -> float:
        """0 where a known term began within some months before."""
        terms = [term for holder in self.holders for term in known_terms(holder.name, holder.office, holder.of)]
        if not terms or any(-_ELECT <= (stretch.last - term.start).days <= _NEW for term in terms):
            return 0.0
        return -1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A day and month with the weekday that the text gives it."""

    day: Day

    @property
    def reason(self) -> str:
        """What it says, in words."""
        return f"{self.day.day}/{self.day.month} is a {_WEEKDAYS[self.day.weekday or 0]}"

    def score(self, stretch: Stretch) -> float:
        """0 in the years in which the weekday is right."""
        years = {stretch.first.year: 0, stretch.last.year: 0}
        days = [day for year in years if (day := _day(year, self.day))]
        return 0.0 if any(day.weekday() == self.day.weekday for day in days) else _EXCLUDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """All that a story says about its year. `references` come from the language's reading of dated references."""

    holders: tuple[Holder, ...] = ()
    dates: tuple[DateMention, ...] = ()
    references: tuple[Clue, ...] = ()
    text: str = field(default="", repr=False)


def infer(clues: Clues) -> Anchor:
    """The anchor of a story without metadata: its year where one stands out, with the reason; else only its day."""
    told = Anchor().told_by(clues.dates, clues.text).day
    evidence = _evidence(clues)
    stretches = {year: stretch for year in range(_FIRST_YEAR, horizon().year + 1) if (stretch := _stretch(year, told))}
    table = [{year: clue.score(stretch) for year, stretch in stretches.items()} for clue in evidence]
    late = {year for year, stretch in stretches.items() if stretch.first > known_until()}
    totals = {year: sum(row[year] for row in table) + _AHEAD * (year in late) for year in stretches}
    best = max(totals, key=lambda year: (totals[year], year))
    share = 1 / sum(exp(total - totals[best]) for total in totals.values())
    misfits = sum(row[best] <= _CONTRADICTION for row in table)
    if share < _LIKELY or misfits > 1:
        return Anchor(reason="Nothing in the text fixes the year.").told_by(clues.dates, clues.text)
    certain = share >= _CERTAIN and not misfits
    reason = _reason(best, certain, evidence, table, totals)
    return Anchor(year=best, certain=certain, basis="inferred", reason=reason).told_by(clues.dates, clues.text)


def _evidence(clues: Clues) -> list[Clue]:
    evidence: list[Clue] = list(clues.references)
    evidence += filter(None, map(_known, dict.fromkeys(clues.holders)))
    weekdays = (OnWeekday(day=day) for mention in clues.dates for day in _days(mention) if day.weekday is not None)
    evidence += list(dict.fromkeys(weekdays))[:2]
    return evidence


@lru_cache(maxsize=16384)
def _known(holder: Holder) -> InOffice | None:
    terms = known_terms(holder.name, holder.office, holder.of)
    others = tuple(term for term in terms_of(holder.office, holder.of) if term not in terms)
    return InOffice(holder=holder, terms=terms, others=others) if terms else None


def _days(mention: DateMention) -> tuple[Day, ...]:
    """The days without a year that a mention names with their month."""
    points = (mention.value.first, mention.value.last) if isinstance(mention.value, Interval) else (mention.value,)
    return tuple(point for point in points if isinstance(point, Day) and point.month and point.year is None)


def _day(year: int, day: Day) -> date | None:
    return day_or_none(year, day.month or 1, day.day)


def _stretch(year: int, told: date | None) -> Stretch | None:
    if told is None:
        return Stretch(first=date(year, 1, 1), last=date(year, 12, 31), leeway=timedelta())
    day = _day(year, Day(day=told.day, month=told.month))
    return Stretch(first=day, last=day) if day else None


def _reason(
    best: int, certain: bool, evidence: list[Clue], table: list[dict[int, float]], totals: dict[int, float]
) -> str:
    """The clues that set the best year apart from those that would otherwise stand beside it."""

    def gain(row: dict[int, float]) -> float:
        rivals = {year: exp(total - row[year] - totals[best]) for year, total in totals.items() if year != best}
        weight = sum(rivals.values())
        return row[best] - sum(row[year] * share for year, share in rivals.items()) / weight if weight else 0.0

    gains = sorted(((gain(row), number) for number, row in enumerate(table)), reverse=True)
    named = list(dict.fromkeys(evidence[number].reason for value, number in gains[:3] if value > 0.3))
    joined = "; ".join(named) or "the years that the text names"
    return f"{joined[0].upper()}{joined[1:]}: so the year is {'' if certain else 'probably '}{best}."
