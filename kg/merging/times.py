"""How the dates of two claims agree: from the same day to no date at all, or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg import edtf

SAME, NEAR, WIDE = 3, 2, 1
"""The same day · the same but for the year, or a day of a few days · within one month or a longer stretch."""

_YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
FEW = 7  # days of an interval that still is one occasion


@dataclass(frozen=True, slots=True)
class Time:
    """A date that is compared: a range of days, or a month and perhaps a day of no known year."""

    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether the year is known."""
        return self.first is not None

    @property
    def days(self) -> int:
        """How many days the date may mean; 0 where the year is not known."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


@lru_cache(maxsize=16384)
def time_of(text: str) -> Time | None:
    """The time of an EDTF date; None where it has none that can be compared."""
    found = _YEARLESS.match(text)
    if found:
        return Time(month=int(found[1]), day=int(found[2]) if found[2] else None)
    bounds = edtf.bounds_if_valid(text) if text else None
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return None
    return Time(bounds.earliest, bounds.latest)


def agreement(one: Time, other: Time, slack: int = 0) -> int:
    """SAME, NEAR, WIDE, or 0 where the two cannot be one. `slack`: days that two known ranges may lie apart."""
    if not one.known or not other.known:
        return _without_year(one, other)
    if one == other:
        return SAME if one.days == 1 else NEAR if one.days <= FEW else WIDE
    margin = timedelta(days=slack)
    if one.first > other.last + margin or other.first > one.last + margin:  # type: ignore[operator] # both are known
        return 0
    return NEAR if max(one.days, other.days) <= FEW else WIDE


def _without_year(one: Time, other: Time) -> int:
    first, second = _month_day(one), _month_day(other)
    if first is None or second is None:
        return WIDE if (one.month or other.month) in _months(one) & _months(other) else 0
    if first[0] != second[0] or (first[1] and second[1] and first[1] != second[1]):
        return 0
    return NEAR if first[1] and second[1] else WIDE


def _month_day(time: Time) -> tuple[int, int | None] | None:
    """The month and the day of a yearless date or of a single day or month; None for a longer stretch."""
    if time.month:
        return time.month, time.day
    if time.first and time.last and (time.first.year, time.first.month) == (time.last.year, time.last.month):
        return time.first.month, time.first.day if time.days == 1 else None
    return None


def _months(time: Time) -> frozenset[int]:
    if time.month:
        return frozenset({time.month})
    if not (time.first and time.last) or time.days > 360:
        return frozenset(range(1, 13))
    step = range(time.days // 28 + 2)
    return frozenset((time.first + timedelta(days=min(28 * i, time.days - 1))).month for i in step)
