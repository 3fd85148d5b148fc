"""When something happened: from what the text says and the time it speaks from to an EDTF date.

anchor = Anchor.of_publication("2024-07-25").told_by(mentions, text)
resolve(mention.value, anchor, previous, planned=False)  # When(edtf="2024-07-24", basis="published", reason="…")
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kg.calendar.anchor import STAND_IN, Anchor, day_or_none, iso, padded, when, when_day
from kg.calendar.date_values import Base, Day, Interval, Month, Relative, Season, Value, Weekday, Year, YearPart
from kg.calendar.recurring import year_of_month, year_of_part, year_of_season
from kg.model import When

_NEAR: Final = timedelta(days=60)  # within it a date is placed by distance alone, whatever weekday the text names
_UNDER_WAY: Final = timedelta(days=10)  # what is announced may have begun so long ago
_EARLY: Final = 2  # Wednesday
_RETOLD: Final = timedelta(days=31)  # how far back a chain of weekdays still follows the event told before


def resolve(value: Value, anchor: Anchor, previous: When | None = None, *, planned: bool = False) -> When | None:
    """The EDTF date that a mention means, or None where its context does not tell.

    `previous` is the date of the event told before ("la veille", "le même jour", chains of weekdays), of a journey for
    its days ("au deuxième jour de sa visite"); `planned` says that the text speaks of the future.
    """
    match value:
        case Relative(base=Base.PREVIOUS):
            today = (
                anchor.published if planned and previous is None and value.unit == "day" and not value.count else None
            )
            return when_day(today, anchor) if today else _from_previous(value, previous)
        case Relative():
            return _of_stay(value, previous) if value.base is Base.STAY else _from_publication(value, anchor, planned)
        case Weekday():
            return when_day(_weekday(value, anchor, previous, planned), anchor)
        case Day():
            return _day(value, anchor, previous, planned)
        case Interval():
            return _interval(value, anchor, previous, planned)
        case Month():
            year = year_of_month(value.month, value, anchor, planned)
            return when(padded(year, value.month), anchor, value.year)
        case Season():
            year = value.year or year_of_season(value, anchor, planned)
            return when(f"{year}-{value.season}", anchor, value.year) if year else None
        case YearPart():
            year = value.year or year_of_part(value, anchor, planned)
            return when(f"{year}-{value.first:02}/{year}-{value.last:02}", anchor, value.year) if year else None
        case Year():
            return When(edtf=str(value.year), basis="stated", reason="The text gives the year.")


# --- days ------------------------------------------------------------------------------------------------------------


def _day(value: Day, anchor: Anchor, previous: When | None, planned: bool) -> When | None:
    if value.month is None:
        return _day_of_month(value, anchor, previous, planned)
    if value.year:
        exact = day_or_none(value.year, value.month, value.day)
        return When(edtf=exact.isoformat(), basis="stated", reason="The text gives the full date.") if exact else None
    placed = _placed(value, anchor, planned)
    if placed and anchor.day:
        return when_day(placed, anchor)
    exact = placed or day_or_none(STAND_IN, value.month, value.day)
    return when(iso(exact, placed is not None), anchor) if exact else None


def _placed(value: Day, anchor: Anchor, planned: bool) -> date | None:
    """A day and month in the year that suits the anchor."""
    centre = anchor.day or day_or_none(anchor.year, anchor.month, 15)
    if centre is None or value.year_offset is not None:
        base = anchor.year or (centre.year if centre else None)
        return day_or_none(base + (value.year_offset or 0) if base else None, value.month, value.day)
    days = [day for day in (day_or_none(centre.year + shift, value.month, value.day) for shift in (-1, 0, 1)) if day]
    if value.direction == -1:
        days = [day for day in days if day <= centre]
    elif value.direction == 1 or planned:
        days = [day for day in days if day >= centre - _UNDER_WAY]
    else:  # what is told as done lies ahead of the story by a few weeks at most: the announcement of it
        days = [day for day in days if day <= centre + _NEAR] or days
    if not days:
        return None
    nearest = min(days, key=lambda day: abs(day - centre))
    if abs(nearest - centre) > _NEAR and value.weekday is not None:
        return min(days, key=lambda day: (day.weekday() != value.weekday, abs(day - centre)))
    return nearest


def _day_of_month(value: Day, anchor: Anchor, previous: When | None, planned: bool) -> When | None:
    """ "le 12", "vendredi 29": in the month of the event told before, else near the anchor."""
    told = _days_of(previous)
    month = re.match(r"(\d{4}|XXXX)-(0\d|1[0-2])(?=\?|\Z)", previous.edtf) if previous else None
    if previous and month:
        exact = day_or_none(STAND_IN if month[1] == "XXXX" else int(month[1]), int(month[2]), value.day)
        return replace(previous, edtf=previous.edtf.replace(month[0], f"{month[1]}-{exact:%m-%d}")) if exact else None
    centre = told[-1] if told else anchor.day
    if centre is None:
        return None
    starts = (centre.replace(day=1) + timedelta(days=shift) for shift in (-1, 0, 31))
    days = [day for day in (day_or_none(start.year, start.month, value.day) for start in starts) if day]
    days = [day for day in days if day >= centre] if planned else days
    if not days:
        return None
    best = min(days, key=lambda day: (value.weekday not in (None, day.weekday()), abs(day - centre)))
    known = not previous.edtf.startswith("XXXX") if previous and told else anchor.year is not None
    found = when(iso(best, known), anchor)
    return replace(previous, edtf=found.edtf) if previous and told else found


def day_beside(told: date, value: Weekday) -> date:
    """The last such day of the week before a day for "précédent" (direction -2), else the first one after it."""
    if value.direction == -2:
        return told - timedelta(days=(told.weekday() - value.weekday) % 7 or 7)
    return told + timedelta(days=(value.weekday - told.weekday()) % 7 or 7)


def _weekday(value: Weekday, anchor: Anchor, previous: When | None, planned: bool) -> date | None:
    """The nearest such day in the past, from the day of publication itself; planned: in the future."""
    today = anchor.published or anchor.day
    if today is None or not anchor.weekdays:
        return None
    told = _days_of(previous)
    if value.direction in (-2, 2):  # "le samedi précédent"
        return day_beside(told[-1] if told else today, value)
    back = (today.weekday() - value.weekday) % 7
    if value.direction == -1:
        return today - timedelta(days=back or 7)
    ahead = (value.weekday - today.weekday()) % 7
    if value.direction == 1:
        return today + timedelta(days=ahead or 7)
    if value.direction == 0:
        return today - timedelta(days=back) if back <= 3 and not planned else today + timedelta(days=ahead)
    if anchor.since and today - timedelta(days=back) >= anchor.since:  # within the days that the story tells
        return today - timedelta(days=back)
    if planned:
        return today + timedelta(days=ahead)
    if told and timedelta(days=7) < today - told[-1] <= _RETOLD:
        return told[-1] + timedelta(days=(value.weekday - told[-1].weekday()) % 7)
    return today - timedelta(days=back)


def _interval(value: Interval, anchor: Anchor, previous: When | None, planned: bool) -> When | None:
    first, last = value.first, value.last
    if isinstance(first, Weekday) and isinstance(last, Weekday):
        length = timedelta(days=(last.weekday - first.weekday) % 7)
        start = _weekday(first, anchor, previous, planned)
        if (
            start
            and not planned
            and first.direction is None
            and start + length > (anchor.published or anchor.day or start)
        ):
            start -= timedelta(days=7)
        known = anchor.year is not None
        return when(f"{iso(start, known)}/{iso(start + length, known)}", anchor) if start else None
    opening, closing = resolve(first, anchor, previous, planned=planned), None
    if opening is None:
        return None
    if isinstance(last, Day | Month) and last.year is None and isinstance(first, Day | Month):
        closing = _closing(first, last, opening)
    else:
        end = resolve(last, anchor, previous, planned=planned)
        closing = end.edtf if end else None
    if closing is None or (closing < opening.edtf and not opening.edtf.startswith("XXXX")):
        return None
    return replace(opening, edtf=f"{opening.edtf}/{closing}")


def _closing(first: Day | Month, last: Day | Month, opening: When) -> str | None:
    """The end of an interval that borrows its year from the start; it may fall in the next one."""
    year, mark = opening.edtf[:4], "?" if opening.edtf.endswith("?") else ""
    if year != "XXXX" and last.month is not None and first.month is not None and last.month < first.month:
        year = str(int(year) + 1)
    if isinstance(last, Month):
        return f"{year}-{last.month:02}{mark}"
    exact = day_or_none(STAND_IN if year == "XXXX" else int(year), last.month, last.day)
    return f"{iso(exact, year != 'XXXX')}{mark}" if exact else None


# --- relative dates --------------------------------------------------------------------------------------------------


def _days_of(when: When | None) -> tuple[date, ...]:
    """The days that an EDTF day or interval of days names; empty for anything vaguer."""
    if when is None:
        return ()
    parts = when.edtf.replace("?", "").replace("XXXX", str(STAND_IN)).split("/")
    return tuple(date.fromisoformat(part) for part in parts if re.fullmatch(r"\d{4}-\d\d-\d\d", part))


def _shifted(unit: str, count: int, day: date) -> str:
    """So many weeks, months or years from a day, as exact as the unit: "2024-05"."""
    if unit == "week":
        return f"{(day + timedelta(weeks=count)).isoformat()}~"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(day.year + count)


def _from_publication(value: Relative, anchor: Anchor, planned: bool) -> When | None:
    if value.base in (Base.EVENT, Base.UNSAID):
        return None
    if anchor.year is None:  # a dateline without its year: "hier" is the day before
        dated = anchor.published if value.unit == "day" else None
        return when(iso(dated + timedelta(days=value.count), False), anchor) if dated else None
    if value.unit == "year":
        return when(str(anchor.year + value.count), anchor)
    if value.unit == "month":
        month = anchor.day.month if anchor.day else anchor.month
        return when(_shifted("month", value.count, date(anchor.year, month, 1)), anchor) if month else None
    today = anchor.published or (anchor.day if value.count == 0 else None)
    if today is None:
        return None
    if value.unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=value.count)
        return when(f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", anchor)
    if value.unit == "weekend":
        return _weekend(value.count, today, anchor, planned)
    return when_day(today + timedelta(days=value.count), anchor)


def _weekend(count: int, today: date, anchor: Anchor, planned: bool) -> When:
    """The Saturday and Sunday of this week, the last or the next; early in a week, "this weekend" is the last one."""
    saturday = today + timedelta(days=5 - today.weekday())
    if count == -1 or (count == 0 and not planned and today.weekday() <= _EARLY):
        saturday -= timedelta(days=7)
    elif count == 1 and today >= saturday:
        saturday += timedelta(days=7)
    return when(f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}", anchor)


def _from_previous(value: Relative, previous: When | None) -> When | None:
    told = _days_of(previous)
    if previous is None or (not told and value.unit == "day"):
        return None
    if value.unit == "day" and value.count:
        day = (told[0] if value.count < 0 else told[-1]) + timedelta(days=value.count)
        mark = "?" if previous.edtf.endswith("?") else ""
        side = "before" if value.count < 0 else "after"
        reason = f"{abs(value.count)} day(s) {side} the event told before ({previous.edtf})."
        return replace(previous, edtf=iso(day, not previous.edtf.startswith("XXXX")) + mark, reason=reason)
    if value.unit == "day":
        return previous
    if previous.edtf.startswith("XXXX"):
        return None
    first = told[0] if told else date(int(previous.edtf[:4]), 1, 1)
    return replace(previous, edtf=_shifted(value.unit, value.count, first), reason=f"Counted from {previous.edtf}.")


def _of_stay(value: Relative, stay: When | None) -> When | None:
    """A day of a journey counted from its first one; its last one is known only where both its ends are."""
    days = _days_of(stay)
    if stay is None or not days or (value.count < 0 and len(days) == 1):
        return None
    day = days[-1] if value.count < 0 else days[0] + timedelta(days=value.count)
    if len(days) > 1 and day > days[-1]:
        return None
    edtf = iso(day, not stay.edtf.startswith("XXXX")) + ("?" if "?" in stay.edtf else "")
    return replace(stay, edtf=edtf, reason=f"A day of the journey told ({stay.edtf}).")
