"""Neighbours that make one date: "mardi" and "soir", "hier" and "18 février", "en juin" and "de l'an dernier"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.calendar.date_values import Base, DateMention, Day, Interval, Month, Relative, Season, Weekday, Year, YearPart
from kg.languages.fr.dates import words
from kg.model import Span

_WIDEST_GAP: Final = 8


def with_day_part_after(text: str, mention: DateMention) -> DateMention:
    """ "mardi soir", "hier matin"."""
    match = words.DAY_PART_AFTER.match(text, mention.span.end)
    if not match or mention.day_part or isinstance(mention.value, Month | Year | Season | YearPart):
        return mention
    return replace(
        mention, span=Span(mention.span.start, match.end()), day_part=words.DAY_PARTS_AFTER[match[1].lower()]
    )


def joined(text: str, mentions: list[DateMention]) -> tuple[DateMention, ...]:
    """Joins a part of the day, a relative day or a relative year with the date beside it."""
    merged: list[DateMention] = []
    for mention in mentions:
        both = _join(text, merged[-1], mention) if merged else None
        if both:
            merged[-1] = both
        else:
            merged.append(mention)
    return tuple(merged)


def _join(text: str, one: DateMention, two: DateMention) -> DateMention | None:
    if two.span.start - one.span.end > _WIDEST_GAP:
        return None
    span = Span(one.span.start, two.span.end)
    if words.GAP.fullmatch(text, one.span.end, two.span.start):
        if one.day_part and _same_day(one) and isinstance(two.value, Day | Weekday | Relative | Interval):
            return replace(two, span=span, day_part=one.day_part)
        if two.day_part and _same_day(two) and isinstance(one.value, Day | Weekday | Relative | Interval):
            return replace(one, span=span, day_part=two.day_part)
        if isinstance(one.value, Relative) and one.value.unit == "day" and isinstance(two.value, Day):
            return replace(two, span=span)
        if isinstance(one.value, Weekday) and isinstance(two.value, Day) and two.weekday is None:
            value = replace(two.value, weekday=one.value.weekday)
            return replace(two, span=span, value=value, day_part=one.day_part or two.day_part)
    return _with_year_of(text, one, two)


def _same_day(mention: DateMention) -> bool:
    value = mention.value
    return (
        isinstance(value, Relative)
        and value.unit == "day"
        and value.count == 0
        and value.base is Base.PREVIOUS
        and bool(mention.day_part)
    )


def _with_year_of(text: str, one: DateMention, two: DateMention) -> DateMention | None:
    """ "le 15 mars de cette année", "en juin de l'an dernier"."""
    year = two.value
    if not isinstance(year, Relative) or year.unit != "year" or year.base is not Base.PUBLICATION or year.part:
        return None
    if (
        not isinstance(one.value, Day | Month | Season | YearPart)
        or one.value.year
        or not words.OF.fullmatch(text, one.span.end, two.span.start)
    ):
        return None
    return replace(one, span=Span(one.span.start, two.span.end), value=replace(one.value, year_offset=year.count))
