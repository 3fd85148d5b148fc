"""The year of a month, season or part of a year that the text names without one."""

from __future__ import annotations

from kg.calendar.anchor import Anchor
from kg.calendar.date_values import Month, Season, YearPart


def _ordinal_year(now: int, same: int, direction: int | None, planned: bool) -> int:
    """How many years a recurring span lies from its occurrence in the current year (`same` and `now` count alike)."""
    if direction == -1:
        return 0 if same < now else -1
    if direction == 1:
        return 0 if same > now else 1
    if direction == 0:
        return 0
    return (0 if same >= now else 1) if planned else (0 if same <= now else -1)


def year_of_month(month: int, value: Month, anchor: Anchor, planned: bool) -> int | None:
    """The year of a month: named, or the nearest in the past; in the future where planned or "next"."""
    if value.year or anchor.year is None:
        return value.year
    if value.year_offset is not None:
        return anchor.year + value.year_offset
    now = anchor.day.month if anchor.day else anchor.month
    if now is None:  # only a December can plainly be last year's, only a January next year's
        return anchor.year + {(-1, 12): -1, (1, 1): 1}.get((value.direction or 0, month), 0)
    return anchor.year + _ordinal_year(now, month, value.direction, planned)


def year_of_season(value: Season, anchor: Anchor, planned: bool) -> int | None:
    """The year of a season as of a month; a winter is of the year in which it begins."""
    if anchor.year is None:
        return None
    if value.year_offset is not None:
        return anchor.year + value.year_offset
    month = anchor.day.month if anchor.day else anchor.month
    if month is None:
        return anchor.year
    now, same = (month - 3) // 3, value.season - 21  # January and February are the winter of the year before
    return anchor.year + _ordinal_year(now, same, value.direction, planned)


def year_of_part(value: YearPart, anchor: Anchor, planned: bool) -> int | None:
    """The year of a quarter or half."""
    if anchor.year is None:
        return None
    month = anchor.day.month if anchor.day else anchor.month
    if month is None or value.year_offset is not None:
        return anchor.year + (value.year_offset or 0)
    return anchor.year + (planned and value.last < month) - (not planned and value.first > month)
