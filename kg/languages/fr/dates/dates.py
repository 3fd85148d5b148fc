"""A small grammar of French dates: where a text speaks of time, and what it says.

Words come from `dates.toml`. A number or a word that can belong to a date hands over to the rule for its kind, which
looks a few characters to the left and parses to the right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from kg.calendar.date_values import (
    DateMention,
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
from kg.languages.fr.dates import words
from kg.languages.fr.dates.context import Left, direction_after, glued, left_of, quoted
from kg.languages.fr.dates.neighbours import joined, with_day_part_after
from kg.languages.fr.dates.words import Expressions
from kg.model import Span

Rule = Callable[[str, int, int], DateMention | None]

_FROM: Final = ("between", "of", "the")  # articles that open a stretch of time: "de 2012 à 2017"
_LONGEST_LEFT: Final = 34  # characters that can belong to a date left of its first number or name


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every mention of a day, month, year, weekday, season or relative time, in order and without overlap.

    `text` is composed (NFC); offsets count its characters. A date never reaches across a line break.
    """
    found: list[DateMention] = []
    end = 0
    for trigger in words.TRIGGER.finditer(words.lowered(text)):
        start = trigger.start()
        if start < end:
            continue
        mention = _RULES.get(trigger.group(), _number)(text, start, end)
        if mention is not None and mention.span.start >= end:
            mention = with_day_part_after(text, mention)
            found.append(mention)
            end = mention.span.end
    return joined(text, found) if found else ()


def _mention(start: int, end: int, value: Value, relation: Relation | None = None) -> DateMention:
    return DateMention(span=Span(start, end), value=value, relation=relation)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _number(text: str, start: int, floor: int) -> DateMention | None:
    if glued(text, start):
        return None
    return _numeric(text, start, floor) or _days(text, start, floor, None) or _years(text, start, floor)


def _numeric(text: str, start: int, floor: int) -> DateMention | None:
    """2019-11-20, 20-11-2019, 20/11/2019, 20.11.2019."""
    match = words.NUMERIC.match(text, start)
    if not match:
        return None
    day, month, year = (
        int(part) for part in (match["d"] or match["d2"], match["m"] or match["m2"], match["y"] or match["y2"])
    )
    left = left_of(text, start, floor)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return _mention(left.start, match.end(), Day(day=day, month=month, year=year), left.relation)


def _days(text: str, start: int, floor: int, weekday: int | None) -> DateMention | None:
    """A day or days of a month: "11 novembre 2024", "28 au 30 octobre", "2 et 3 février", "18" (after "le")."""
    match = words.DAYS.match(text, start)
    if not match:
        return None
    left = left_of(text, start, floor)
    if match["d2"] and not _apart(match["sep"], left):
        return _day_range(text, match, left, weekday)
    month, year, end = match["m1"], match["y1"], match.end("y1") if match["y1"] else match.end("m1")
    if not month:
        running = words.RUNNING_MONTH.match(text, match.end("d1"))
        alone = match["d2"] or running or words.LONE_DAY.match(text, match.end("d1"))
        if not alone or not (left.article == "the" or weekday is not None):
            return None
        end = running.end() if running else match.end("d1")
        month, year = (match["m2"], match["y2"]) if match["d2"] else (None, None)
    if quoted(text, start, end):
        return None
    direction, end = direction_after(text, end)
    day = Day(
        day=words.day(match["d1"]), month=words.month(month), year=_int(year), weekday=weekday, direction=direction
    )
    return _mention(left.start, end, day, left.relation)


def _apart(separator: str, left: Left) -> bool:
    """Whether two days are told one by one ("le 18 et le 20 février") rather than as a stretch."""
    return bool(words.ONE_BY_ONE.fullmatch(separator)) and left.article != "between"


def _day_range(text: str, match: re.Match[str], left: Left, weekday: int | None) -> DateMention:
    last_month, last_year = words.month(match["m2"]), _int(match["y2"])
    first_month = words.month(match["m1"]) or last_month
    first_year = _int(match["y1"])
    if first_year is None and last_year is not None and first_month is not None and last_month is not None:
        first_year = last_year - (first_month > last_month)
    direction, end = direction_after(text, match.end())
    first = Day(day=words.day(match["d1"]), month=first_month, year=first_year, weekday=weekday, direction=direction)
    last_weekday = words.WEEKDAYS[match["w2"].lower()] if match["w2"] else None
    last = Day(day=words.day(match["d2"]), month=last_month, year=last_year, weekday=last_weekday, direction=direction)
    return _mention(left.start, end, Interval(first=first, last=last), left.relation)


def _years(text: str, start: int, floor: int) -> DateMention | None:
    """2013, 2024-2026, de 2012 à 2017, fin 2024."""
    match = words.YEARS.match(text, start)
    if not match or words.NOT_A_YEAR_BEFORE.search(text, max(0, start - 14), start):
        return None
    left = left_of(text, start, floor)
    year, relation = int(match["y1"]), left.relation
    if match["y2"] and (match["dash"] or left.article in _FROM):
        last = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
        if year < last:
            return _mention(left.start, match.end(), Interval(first=Year(year=year), last=Year(year=last)), relation)
    end = match.end("y1")
    if words.NOT_A_YEAR_AFTER.match(text, end):
        return None
    if relation is None and left.start == start and words.NOUN_LEFT.search(text, max(0, start - 4), start):
        relation = Relation.NAME
    return _mention(left.start, end, Year(year=year, part=left.part), relation)


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


# --- names of days, months and seasons -------------------------------------------------------------------------------


def _weekday(text: str, start: int, floor: int) -> DateMention | None:
    """jeudi 25 juillet, ce mercredi, lundi dernier, jeudi et vendredi, de lundi à mercredi."""
    match = words.WEEKDAY.match(text, start)
    if not match:
        return None
    left = left_of(text, start, floor)
    weekday = words.WEEKDAYS[match["w1"].lower()]
    dated = _days(text, match.end(), match.end(), weekday) if match["dated"] else None
    if dated:
        return replace(dated, span=Span(left.start, dated.span.end), relation=left.relation)
    end = match.end("w1")
    pair = words.WEEKDAY_PAIR.match(text, end)
    if pair:
        last = words.WEEKDAYS[pair["w2"].lower()]
        direction, end = direction_after(text, pair.end())
        first = Weekday(weekday=weekday, direction=direction)
        return _mention(
            left.start, end, Interval(first=first, last=Weekday(weekday=last, direction=direction)), left.relation
        )
    direction, end = direction_after(text, end)
    if direction is None and left.article == "this":
        direction = 0
    return _mention(left.start, end, Weekday(weekday=weekday, direction=direction), left.relation)


def _month(text: str, start: int, floor: int) -> DateMention | None:
    """en octobre 2020, mars dernier, fin novembre, entre avril et octobre 2025; never a capitalised "Mars" alone."""
    match = words.MONTHS.match(text, start)
    if not match or (text[start - 1 : start] == "-" and not words.MID.search(text, max(0, start - 3), start)):
        return None
    left = left_of(text, start, floor)
    first_year, last_year, relation = _int(match["y1"]), _int(match["y2"]), left.relation
    if match["m2"] and (last_year or match["dash"] or left.article in _FROM):
        first_month, last_month = words.month(match["m1"]) or 0, words.month(match["m2"]) or 0
        if first_year is None and last_year is not None:
            first_year = last_year - (first_month > last_month)
        direction, end = direction_after(text, match.end())
        first = Month(month=first_month, year=first_year, direction=direction)
        return _mention(
            left.start,
            end,
            Interval(first=first, last=Month(month=last_month, year=last_year, direction=direction)),
            relation,
        )
    end = match.end("y1") if match["y1"] else match.end("m1")
    direction, end = direction_after(text, end)
    placed = left.start < start and text[start].islower()
    if first_year is None and direction is None and not placed:
        return None
    month = Month(month=words.month(match["m1"]) or 0, year=first_year, direction=direction, part=left.part)
    return _mention(left.start, end, month, relation)


def _season(text: str, start: int, floor: int) -> DateMention | None:
    """au printemps 2024, cet été, l'automne dernier; "été" needs its article, or it is the participle."""
    match = words.SEASON.match(text, start)
    before = words.SEASON_LEFT.search(text, max(floor, start - 16), start)
    if not match or not before or text[start].isupper():
        return None
    direction, end = direction_after(text, match.end())
    if direction is None and before["this"]:
        direction = 0
    if before["weak"] and direction is None and not match["y"]:
        return None
    value = Season(season=words.SEASONS[match["season"].lower()], year=_int(match["y"]), direction=direction)
    return _mention(before.start(), end, value, Relation.SINCE if before["since"] or before["since_the"] else None)


def _year_part(text: str, start: int, floor: int) -> DateMention | None:
    """au premier semestre 2024, au quatrième trimestre."""
    match = words.YEAR_PART.search(text, max(floor, start - 24), min(len(text), start + 32))
    if not match or not match.start() <= start < match.end():
        return None
    number = words.ORDINALS[match["nth"].lower()]
    length = 3 if match["unit"].lower() == "trimestre" else 6
    number = min(number, 12 // length)
    first = (number - 1) * length + 1
    return _mention(match.start(), match.end(), YearPart(first=first, last=first + length - 1, year=_int(match["y"])))


def _relative(expressions: Expressions, text: str, start: int, floor: int) -> DateMention | None:
    """hier, la veille, le même jour, l'an dernier, il y a trois jours, dans la soirée."""
    for match in expressions.any.finditer(
        text, max(floor, start - _LONGEST_LEFT), min(len(text), start + _LONGEST_LEFT)
    ):
        if match.start() <= start < match.end():
            phrase = expressions.phrases[match.lastgroup or ""]
            numbered = phrase.pattern.match(text, match.start()) if phrase.counted else None
            count = phrase.count * (words.number(numbered["n"]) if numbered else 1)
            value = Relative(unit=phrase.unit, count=count, base=phrase.base, part=phrase.part)
            relation = left_of(text, match.start(), floor).relation
            return DateMention(
                span=Span(match.start(), match.end()), value=value, day_part=phrase.day_part, relation=relation
            )
    return None


_RULES: Final[dict[str, Rule]] = {
    **{trigger: partial(_relative, expressions) for trigger, expressions in words.PHRASES.items()},
    **dict.fromkeys(words.SEASONS, _season),
    **dict.fromkeys(("trimestre", "semestre"), _year_part),
    **dict.fromkeys(words.MONTH_NAMES, _month),
    **dict.fromkeys(words.WEEKDAYS, _weekday),
}
