"""Dated references of a French text: years behind and ahead, anniversaries, numbered meetings, happenings.

Words and dates are data (`clues.toml`); each reading yields a `kg.calendar.year_inference.Clue`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from kg.calendar.date_values import DateMention, Day, Interval, Month, Relation, Weekday, Year
from kg.calendar.year_inference import AnyOf, Clue, Holder, NamedYear, NewInOffice, Period, Window
from kg.languages.fr.dates.words import lowered
from kg.languages.fr.words import lists

_DATA: Final[dict[str, Any]] = lists("clues")
_NUMBER: Final = (
    rf"\d{{1,3}}(?:e|er|ère|ᵉ|è|ème|eme|nde?|re|ième)s?|[ivxl]{{1,6}}(?:e|ᵉ|ème)|{'|'.join(_DATA['ordinal_words'])}"
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_BLANK: Final = r"[^\S\n]+"
_REACH: Final = 70  # characters to the left of a year in which a verb can say whether it is ahead or behind
_ANNIVERSARY_REACH: Final = 140
_CELEBRATED: Final = 60  # characters before an anniversary in which a text can say that it is being prepared
_BESIDE: Final = 120  # characters beside its word in which an entry's pattern is sought
_PLACES: Final = 6
# An anniversary that is being prepared may be next year's.
_INTENDED: Final = re.compile(
    r"\b(?:(?:pour|de|à|afin de|en vue de) (?:célébrer|marquer|fêter|commémorer|préparer)"
    r"|à l['’]approche|dans la perspective|en prévision|préparatifs?|préparation)\b"
)
_SOON: Final = timedelta(days=45)  # so long before a meeting or feast a text can already speak of it


def find_references(text: str, dates: Sequence[DateMention], holders: Sequence[Holder] = ()) -> tuple[Clue, ...]:
    """The clues to a story's year in its text: its dates as `find_dates` reads them, the officials that it names."""
    low = lowered(text)
    found: list[Clue] = [clue for reader in _READERS if reader.key in low for clue in reader.clues(low)]
    found += _relations(low, {holder.of for holder in holders if holder.of})
    if any(key in low for key in _DATA["new_office"]["keys"]) and any(pattern.search(low) for pattern in _NEW_OFFICE):
        found.append(NewInOffice(holders=tuple(holders)))
    opening = _opening(dates)
    found += (clue for mention in dates for clue in _years(low, mention, opening))
    return tuple(dict.fromkeys(found))


# --- years that the text names ----------------------------------------------------------------------------------------


def _tense_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tense = _DATA["tense"]
    ahead = "|".join((*tense["future"], tense["future_verb"]))
    behind = "|".join((*tense["past"], tense["past_verb"]))
    return (
        re.compile(rf"(?<!\w)(?:{ahead})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{behind})(?:{_BLANK}(?:à|au|en|dans){_BLANK}\w+)?,?{_BLANK}?\Z"),
    )


def _opening(dates: Sequence[DateMention]) -> DateMention | None:
    """The first full date, or else month of a year, where no vaguer date before it tells when the story is."""
    for mention in dates:
        year = _year_of(mention)
        if year and mention.relation is None:
            return mention
        if isinstance(mention.value, Weekday) and any(_year_of(other) == 0 for other in dates):
            return None
        if year == 0 and not isinstance(mention.value, Month):
            return None
    return None


def _year_of(mention: DateMention) -> int | None:
    """The year of a day, of days or of a month; 0 where it has none; None for anything else."""
    point = mention.value.last if isinstance(mention.value, Interval) else mention.value
    return point.year or 0 if isinstance(point, Day | Month) else None


_AHEAD, _BEHIND = _tense_patterns()
_TENSES: Final = {Relation.SINCE: -1, Relation.BY: 1, Relation.UNTIL: 1}


def _years(low: str, mention: DateMention, opening: DateMention | None) -> Iterator[Clue]:
    value = mention.value
    point = value.last if isinstance(value, Interval) else value
    if isinstance(value, Interval) and isinstance(point, Year):
        yield from _stretch(low, mention, value)
    elif isinstance(point, Year | Month | Day) and point.year:
        tense = _TENSES.get(mention.relation) if mention.relation else _tense(low, mention.span.start)
        yield NamedYear(year=point.year, tense=tense or 0, opening=mention is opening)


def _tense(low: str, start: int) -> int:
    """-1 or +1 where the words left of a date, in its sentence, put it behind or ahead of the story."""
    left = low[max(0, start - _REACH) : start]
    left = left[max(left.rfind(". "), left.rfind("\n")) + 1 :]
    if low.startswith(_DATA["tense"]["future_preposition"], start) or _AHEAD.search(left):
        return 1
    return -1 if _BEHIND.search(left) else 0


def _stretch(low: str, mention: DateMention, value: Interval) -> Iterator[Clue]:
    first, last = (getattr(point, "year", None) for point in (value.first, value.last))
    if not first or not last:
        return
    start = mention.span.start
    if last - first >= 5 and "anniversaire" in low[max(0, start - _ANNIVERSARY_REACH) : start]:
        reason = f"the text marks an anniversary ({first}-{last})"
        yield _marked(last, reason, low, max(0, start - _ANNIVERSARY_REACH), start)
    else:
        yield Period(first=first, last=last)


def _marked(year: int, reason: str, low: str, begin: int, end: int) -> Window:
    """The clue of an anniversary in a year; one that the words before it only prepare may be next year's."""
    clue = _in_year(year, reason)
    return replace(clue, first=date(year - 1, 1, 1)) if _INTENDED.search(low, begin, end) else clue


def _in_year(year: int, reason: str) -> Window:
    """A clue that all but fixes the year."""
    return Window(reason=reason, first=date(year, 1, 1), last=date(year, 12, 31), before=-5.0, after=-6.0)


# --- happenings, numbered meetings, anniversaries ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    """One entry of the data: a word to look for first, its patterns, and what a match means."""

    key: str
    patterns: tuple[re.Pattern[str], ...]
    meaning: Callable[[re.Match[str]], Clue | None]

    def clues(self, low: str) -> Iterator[Clue]:
        """What the text says of this entry beside the first places of its word."""
        for place in islice(re.finditer(re.escape(self.key), low), _PLACES):
            for pattern in self.patterns:
                match = pattern.search(low, max(0, place.start() - _BESIDE), place.end() + _BESIDE)
                clue = self.meaning(match) if match else None
                if clue:
                    yield clue


def _compiled(pattern: str) -> re.Pattern[str]:
    source = pattern.replace(" ", _BLANK).replace("'", "['’]")
    source = (
        source.replace("{n}", f"(?P<n>{_NUMBER})").replace("{m}", f"(?P<m>{_NUMBER})").replace("{d}", r"(?P<n>\d{1,3})")
    )
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)")


def _number(written: str) -> int:
    """An ordinal in figures, words or Roman figures ("80e", "quatrième", "XIIIe")."""
    if written in _DATA["ordinal_words"]:
        return int(_DATA["ordinal_words"][written])
    if written[0].isdigit():
        return int(re.sub(r"\D", "", written))
    values = [_ROMAN[letter] for letter in written if letter in _ROMAN]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _event(entry: dict[str, Any]) -> Callable[[re.Match[str]], Clue | None]:
    first, last = (date.fromisoformat(entry[name]) if name in entry else None for name in ("first", "last"))
    window = Window(
        reason=f"the text speaks of {entry['name']}",
        first=first,
        last=last,
        before=entry["before"],
        after=entry.get("after", 0.0),
    )
    return lambda _: window


def _series(entry: dict[str, Any]) -> Callable[[re.Match[str]], Clue | None]:
    def meaning(match: re.Match[str]) -> Clue | None:
        number = _number(match["n"])
        year = entry["table"].get(str(number)) if "table" in entry else entry["base"] + number
        if not year or not 1990 <= year <= 2100:
            return None
        opening = date(year, entry.get("month", 1), 1)
        last = opening + timedelta(days=360) if "month" in entry else date(year, 12, 31)
        reason = f"{entry['name'].format(n=number)} falls in {year}"
        return Window(reason=reason, first=opening - _SOON, last=last, before=-4.5, after=entry.get("after", -3.0))

    return meaning


def _dated(entry: dict[str, Any]) -> Callable[[re.Match[str]], Clue | None]:
    def meaning(match: re.Match[str]) -> Clue | None:
        numbers = [_number(match[name]) for name in ("m", "n") if name in match.groupdict()]
        day = entry["dates"].get(".".join(map(str, numbers)))
        if not day:
            return None
        act = date.fromisoformat(day)
        reason = f"{entry['name'].format(n=numbers[-1], m=numbers[0])} is of {act:%Y-%m}"
        first, last = act - timedelta(days=entry.get("ahead", 0)), act + timedelta(days=entry["span"])
        return Window(reason=reason, first=first, last=last, before=-5.0, after=-3.0)

    return meaning


def _anniversary(entry: dict[str, Any]) -> Callable[[re.Match[str]], Clue | None]:
    def meaning(match: re.Match[str]) -> Clue | None:
        number = _number(match["n"])
        year = date.fromisoformat(entry["founded"]).year + number
        begin = max(0, match.start() - _CELEBRATED)
        return _marked(year, f"anniversary {number} of {entry['name']}", match.string, begin, match.start())

    return meaning


def _animal(match: re.Match[str]) -> Clue | None:
    lunar = _DATA["lunar"]
    rest = lunar["animals"][match["animal"]]
    years = [year for year in range(2000, 2101) if year % 12 == rest]
    windows = tuple(Window(reason="", first=date(year, 1, 1) - _SOON, last=date(year, 12, 31)) for year in years)
    return AnyOf(reason=f"the text names the lunar year of the {match['animal']}", windows=windows)


def _readers() -> Iterator[_Reader]:
    kinds = {"events": _event, "series": _series, "numbered": _dated, "anniversaries": _anniversary}
    for kind, meaning in kinds.items():
        for entry in _DATA[kind]:
            yield _Reader(entry["key"], tuple(map(_compiled, entry["patterns"])), meaning(entry))
    lunar = _DATA["lunar"]
    animals = "|".join(lunar["animals"])
    yield _Reader(lunar["key"], (_compiled(lunar["pattern"].replace("{animals}", animals)),), _animal)


_READERS: Final = tuple(_readers())
_NEW_OFFICE: Final = tuple(map(_compiled, _DATA["new_office"]["patterns"]))
_RELATIONS: Final = tuple(map(_compiled, _DATA["relations"]["patterns"]))


def _relations(low: str, states: Collection[str]) -> Iterator[Clue]:
    """Anniversaries of relations with the one state that the story's officials leave possible."""
    if _DATA["relations"]["key"] not in low:
        return
    founded = {_DATA["relations"]["founded"][state] for state in states if state in _DATA["relations"]["founded"]}
    if len(founded) != 1:
        return
    (since,) = founded
    for pattern in _RELATIONS:
        for match in pattern.finditer(low):
            number = _number(match["n"])
            reason = f"anniversary {number} of relations founded in {since}"
            yield _marked(since + number, reason, low, max(0, match.start() - _CELEBRATED), match.start())
