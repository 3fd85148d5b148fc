"""The time that a story speaks from, and how a date placed by it is written, with its basis and reason.

Days are placed by arithmetic on real dates. Where a story's year is unknown, a stand-in year carries the arithmetic and
`XXXX` is written for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.calendar.date_values import DateMention, Day, Interval, Relation
from kg.model import When

STAND_IN: Final = 2000  # a leap year: 29 February exists in it
_DATELINE: Final = re.compile(r"\s*[.,]?\s*(?:\((?:[A-Z]{2,}[\w/ -]*|[A-Z]\w+)\)|/[A-Z]\w+/)\s*[-–—.:]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The time that a story speaks from.

    `published`: the day of publication (metadata or dateline); `day`: the same, or else a day that the story itself
    tells (with `since`, the first of several in a row). `month` and `year` may be known without a day; `certain` is
    False for a likely year (`?`). A `year` of None means unknown: `day` then stands in a year of convenience, whose
    weekdays are those of the story only where it names the weekday of that day (`weekdays`).
    """

    published: date | None = None
    day: date | None = None
    since: date | None = None
    month: int | None = None
    year: int | None = None
    weekdays: bool = True
    certain: bool = True
    basis: str = "stated"
    reason: str | None = None

    @classmethod
    def of_publication(cls, edtf: str | None) -> Anchor:
        """The anchor that metadata gives: an EDTF day, month or year, or None."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", edtf or "")
        if not match:
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        exact = day_or_none(year, month, day)
        return cls(
            published=exact,
            day=exact,
            month=month,
            year=year,
            basis="published",
            reason=f"Published {_spoken(edtf or '')}.",
        )

    def told_by(self, dates: Iterable[DateMention], text: str) -> Anchor:
        """This anchor with the day that the story tells, where publication gives none: a dateline's, else the first."""
        if self.day:
            return self
        told = [mention for mention in dates if self._tells(mention)]
        dateline = next((mention for mention in told if _DATELINE.match(text, mention.span.end)), None)
        if dateline:
            day = _told_day(_last(dateline), self.year)
            return replace(self, day=day, published=day, weekdays=self._weekdays(dateline))
        if not told:
            return self
        first = min(told, key=lambda mention: (isinstance(mention.value, Interval), mention.relation is not None))
        stay = _told_day(_first(first), self.year), _told_day(_last(first), self.year)
        return replace(self, day=stay[1], since=stay[0], weekdays=self._weekdays(first))

    def _weekdays(self, mention: DateMention) -> bool:
        """Whether the days of the week of the story are known."""
        return self.year is not None or mention.weekday is not None

    def _tells(self, mention: DateMention) -> bool:
        """Whether a mention can be a day that the story tells."""
        if mention.relation not in (None, Relation.SINCE) or not isinstance(mention.value, Day | Interval):
            return False
        return _last(mention).month is not None and _last(mention).year in (None, self.year)


def _first(mention: DateMention) -> Day:
    point = mention.value.first if isinstance(mention.value, Interval) else mention.value
    return point if isinstance(point, Day) else Day(day=0)


def _last(mention: DateMention) -> Day:
    point = mention.value.last if isinstance(mention.value, Interval) else mention.value
    return point if isinstance(point, Day) else Day(day=0)


def _told_day(value: Day, year: int | None) -> date | None:
    """A day of the story in its year; in an unknown year, in one where the weekday named is right."""
    years = (year,) if year else (STAND_IN, *range(STAND_IN + 1, STAND_IN + 29))
    days = [day for day in (day_or_none(candidate, value.month, value.day) for candidate in years) if day]
    agreeing = [day for day in days if value.weekday in (None, day.weekday())]
    return next(iter(agreeing or days), None)


def day_or_none(year: int | None, month: int | None, day: int | None) -> date | None:
    """A day of the calendar, or None where a part is unknown or there is no such day (31 June)."""
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _spoken(edtf: str) -> str:
    exact = date.fromisoformat(edtf) if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else None
    return f"on {edtf}, a {exact:%A}" if exact else f"in {edtf}"


def padded(year: int | None, *rest: int) -> str:
    """An EDTF date of a year (None: `XXXX`) and its month and day."""
    return "-".join((str(year) if year else "XXXX", *(f"{part:02}" for part in rest)))


def iso(day: date, known: bool) -> str:
    """A day as EDTF, with `XXXX` for a year that only stands in."""
    return day.isoformat() if known else f"XXXX-{day:%m-%d}"


def when(edtf: str, anchor: Anchor, stated: object = None) -> When:
    """A date that owes its year to the anchor, or to the text itself (`stated`), with its basis and reason."""
    if stated:
        return When(edtf=edtf, basis="stated", reason="The text gives the year.")
    if edtf.startswith("XXXX"):
        return When(edtf=edtf, basis="stated", reason=anchor.reason or "Nothing in the text fixes the year.")
    if not anchor.certain:
        edtf = "/".join(f"{end}?" for end in edtf.split("/"))
    return When(edtf=edtf, basis=anchor.basis, reason=anchor.reason)


def when_day(day: date | None, anchor: Anchor) -> When | None:
    """`when` for a day."""
    return when(iso(day, anchor.year is not None), anchor) if day else None
