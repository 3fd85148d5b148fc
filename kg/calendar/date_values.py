"""What a text says about time, before it is placed on the calendar: the values that every language's grammar yields.

Months count from 1, weekdays from 0 (Monday). `direction`: -1 "last", 0 "this", +1 "next", counted
from the day of publication; -2 "the one before", +2 "the one after" what was told before; None where nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Span


class Base(StrEnum):
    """What a relative expression counts from."""

    PUBLICATION = "publication"  # "yesterday"
    PREVIOUS = "previous"  # "the day before": the event told before
    STAY = "stay"  # "on the second day of the visit": its first day is 0, its last one -1
    UNSAID = "unsaid"  # "a few days earlier": on no day that can be told
    EVENT = "event"  # "on the eve of the summit": an event that the text names right after


class Relation(StrEnum):
    """How a date bounds what is told, where it is not simply its time."""

    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    PERIOD = "period"  # "for the years 2024-2026"
    NAME = "name"  # the year is part of a name: "APEC 2017"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month; its month, year or both may be left to the context. `year_offset`: "of last year" is -1."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    direction: int | None = None
    year_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month, or a part of it ("early", "mid", "late")."""

    month: int
    year: int | None = None
    direction: int | None = None
    year_offset: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year, or a part of it ("early", "mid", "late")."""

    year: int
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A bare day of the week."""

    weekday: int
    direction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season as EDTF counts them: 21 spring, 22 summer, 23 autumn, 24 winter."""

    season: int
    year: int | None = None
    direction: int | None = None
    year_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """A quarter or half of a year as its first and last month."""

    first: int
    last: int
    year: int | None = None
    direction: int | None = None
    year_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """So many days, weeks, weekends, months or years ("day", "week", "weekend", "month", "year") from a base; 0 is the
    same one."""

    unit: str
    count: int
    base: Base
    part: str | None = None


Point = Day | Month | Year | Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From one point to another of the same kind, both included. What one end borrows from the other is filled in."""

    first: Point
    last: Point


Value = Point | Season | YearPart | Relative | Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A stretch of text (with its preposition and article) and the time it speaks of.

    `day_part` is "morning", "noon", "afternoon", "evening" or "night".
    """

    span: Span
    value: Value
    day_part: str | None = None
    relation: Relation | None = None

    @property
    def weekday(self) -> int | None:
        """The day of the week that the text names (of an interval: of its first day)."""
        point = self.value.first if isinstance(self.value, Interval) else self.value
        return point.weekday if isinstance(point, Day | Weekday) else None
