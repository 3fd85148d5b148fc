"""Extended Date/Time Format (Library of Congress, 2019), level 0 and the parts of level 1 that news needs.

Read: `2021`, `2021-06`, `2021-06-23`, seasons `2024-21` … `2024-24`, unspecified digits (`202X`, `2021-XX`,
`XXXX-06-23`), qualifiers `?`, `~`, `%`, and intervals `a/b` with an open (`..`) or unknown (empty) end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.errors import BadData

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[?~%])?", re.ASCII
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # first month, northern hemisphere; a winter ends in the next year


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The earliest and the latest day that a date can mean; None where it has no such day."""

    earliest: date | None
    latest: date | None


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """The bounds of an EDTF date or interval. Raises `BadData` where the string is not EDTF as described above."""
    if "/" not in edtf:
        return _single(edtf)
    first, last = edtf.split("/", 1)
    if _open(first) and _open(last):
        raise BadData(f"{edtf!r} has neither a start nor an end; give at least one of them.")
    found = Bounds(
        earliest=None if _open(first) else _single(first).earliest,
        latest=None if _open(last) else _single(last).latest,
    )
    if found.earliest and found.latest and found.earliest > found.latest:
        raise BadData(f"{edtf!r} ends before it starts; swap the two dates.")
    return found


def bounds_if_valid(edtf: str) -> Bounds:
    """The bounds of a date, or none at all where the string is not EDTF: the shapes refuse it."""
    return bounds(edtf) if is_valid(edtf) else Bounds(earliest=None, latest=None)


def years(edtf: str | None) -> frozenset[int]:
    """The first and the last year that a date can mean; none where it has no known year."""
    found = bounds_if_valid(edtf) if edtf else Bounds(earliest=None, latest=None)
    return frozenset(day.year for day in (found.earliest, found.latest) if day)


def is_valid(edtf: str) -> bool:
    """Whether `bounds` can read this string."""
    try:
        bounds(edtf)
    except BadData:
        return False
    return True


def _open(end: str) -> bool:
    return end in ("", "..")


def _single(text: str) -> Bounds:
    match = _DATE.fullmatch(text)
    if match is None:
        raise BadData(f"{text!r} is no EDTF date; write it like 2021, 2021-06, 2021-06-23 or XXXX-06-23.")
    year, month, day = match["year"], match["month"], match["day"]
    try:
        if year == "XXXX":
            date(2000, _number(month), _number(day))  # 29 February counts: the year is unknown
            return Bounds(earliest=None, latest=None)
        return _known(year, month, day)
    except ValueError as error:
        raise BadData(f"{text!r} is not a day of the calendar ({error}); correct it.") from error


def _number(digits: str | None) -> int:
    return 1 if digits in (None, "XX") else int(digits)


def _known(year: str, month: str | None, day: str | None) -> Bounds:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise ValueError("a day without its month")
        return Bounds(earliest=date(first, 1, 1), latest=date(last, 12, 31))
    number = int(month)
    if number in _SEASONS:
        return _season(first, last, number, day)
    if day in (None, "XX"):
        return Bounds(earliest=date(first, number, 1), latest=date(last, number, monthrange(last, number)[1]))
    return Bounds(earliest=date(first, number, int(day)), latest=date(last, number, int(day)))


def _season(first: int, last: int, season: int, day: str | None) -> Bounds:
    if day is not None:
        raise ValueError("a season has no days")
    start = _SEASONS[season]
    year, month = (last, start + 2) if start < 12 else (last + 1, 2)
    return Bounds(earliest=date(first, start, 1), latest=date(year, month, monthrange(year, month)[1]))
