"""The words of `dates.toml` as tables and compiled patterns for the date grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from kg.calendar.date_values import Base
from kg.languages.fr.words import lists

_DATA: Final[dict[str, Any]] = lists("dates")

BLANK: Final = r"[^\S\n]+"
BLANKS: Final = r"[^\S\n]*"
_DASH: Final = rf"{BLANKS}[-–—/]{BLANKS}"
_YEAR: Final = r"(?:1[89]|20)\d\d(?!\d)"
_DAY: Final = r"(?:1er|1ᵉʳ|[12]\d|3[01]|0?[1-9])"

MONTH_NAMES: Final[dict[str, int]] = _DATA["months"]
_MONTHS: Final[dict[str, int]] = MONTH_NAMES | _DATA["month_abbreviations"] | _DATA["month_abbreviations_doubtful"]
WEEKDAYS: Final[dict[str, int]] = _DATA["weekdays"]
SEASONS: Final[dict[str, int]] = _DATA["seasons"]
ORDINALS: Final[dict[str, int]] = _DATA["ordinals"]
DIRECTIONS: Final[dict[str, int]] = {word: int(key) for key, group in _DATA["directions"].items() for word in group}
DAY_PARTS_AFTER: Final[dict[str, str]] = {
    word: part for part, group in _DATA["day_parts_after"].items() for word in group
}


def lowered(text: str) -> str:
    """The text in lower case, each character in its place (a few, like "İ", would grow: they stay)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def day(digits: str) -> int:
    """The number of a day as written ("1er", "08", "30")."""
    return int(re.sub(r"\D", "", digits))


def month(name: str | None) -> int | None:
    """The number of a month as written ("août", "sept."), None for None."""
    return _MONTHS[name.rstrip(".").lower()] if name else None


def number(written: str) -> int:
    """A number in figures or words."""
    return int(written) if written.isdigit() else int(_DATA["numbers"][written.lower()])


def _any(alternatives: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, alternatives), key=len, reverse=True))


_NUMBER: Final = rf"(?P<n>\d{{1,3}}|{_any(_DATA['numbers'])})"


def _source(pattern: str, unit: str = "") -> str:
    """A pattern of the data file as a regular expression."""
    filled = pattern.replace("{n}", _NUMBER).replace("{u}", unit)
    return filled.replace(" ", BLANK).replace("'", "['’]")


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _groups(table: dict[str, list[str]]) -> str:
    return "|".join(rf"(?P<{name}>{'|'.join(map(_source, patterns))})" for name, patterns in table.items())


_WD: Final = rf"(?:{_any(WEEKDAYS)})"
_MONTH: Final = (
    rf"(?:(?:{_any(MONTH_NAMES)})(?!\w)|(?:{_any(_DATA['month_abbreviations'])})(?:\.|(?!\w))"
    rf"|(?:{_any(_DATA['month_abbreviations_doubtful'])})(?:\.|(?={BLANK}{_YEAR}|{BLANKS}[(),])))"
)
_FULL_MONTH: Final = rf"(?:{_any(MONTH_NAMES)})(?!\w)"
_ONE_BY_ONE: Final = rf"(?:,?{BLANK}(?:et|puis|ou){BLANK}le|,{BLANK}le)"
_SEPARATOR: Final = (
    rf"(?:{_ONE_BY_ONE}|{BLANK}(?:au|à|et|jusqu['’]au)|(?:,{BLANK}{_DAY}){{1,5}}{BLANK}et){BLANK}|{_DASH}"
)

ONE_BY_ONE: Final = re.compile(rf"{_ONE_BY_ONE}{BLANK}", re.IGNORECASE)
ARTICLE: Final = re.compile(rf"(?<!\w)(?:{_groups(_DATA['left'])}){BLANKS}\Z", re.IGNORECASE)
BOUND: Final = re.compile(
    rf"(?:(?<!\w)(?:(?:{_groups(_DATA['relations'])}){BLANKS})?(?:(?:{_groups(_DATA['parts'])}){BLANKS})?)?\Z",
    re.IGNORECASE,
)
BOUND_HINT: Final = re.compile(rf"(?:{_any(_DATA['bound_hints'])})", re.IGNORECASE)
PARTS: Final = frozenset(_DATA["parts"])
DIRECTION: Final = re.compile(rf"{BLANK}({_any(DIRECTIONS)})(?!\w)", re.IGNORECASE)
GLUED_LEFT: Final = re.compile(r"(?:[^\W\d_]|\d[.,/:–—-]|(?<!mi)(?<=\w)-|[°#$€/])\Z", re.IGNORECASE)
NUMERIC: Final = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)|(?P<d2>\d{1,2})(?P<s>[-/.])(?P<m2>\d{1,2})(?P=s)(?P<y2>(?:19|20)\d\d)(?!\d)"
)
DAYS: Final = re.compile(
    rf"(?P<d1>{_DAY})(?![\d%])(?:{BLANKS}(?P<m1>{_MONTH})(?:{BLANKS}(?P<y1>{_YEAR}))?)?"
    rf"(?:(?P<sep>{_SEPARATOR})(?:(?P<w2>{_WD}){BLANK})?(?P<d2>{_DAY}){BLANKS}(?P<m2>{_MONTH})(?:{BLANKS}(?P<y2>{_YEAR}))?)?",
    re.IGNORECASE,
)
LONE_DAY: Final = re.compile(
    rf"(?={BLANKS}(?:[-–—](?!\w)|[,;:)!?\n]|\.(?!\d)|\Z)|{BLANK}(?:{_any(_DATA['lone_day']['before'])})(?!\w))",
    re.IGNORECASE,
)
RUNNING_MONTH: Final = re.compile(
    rf"{BLANK}(?:{'|'.join(map(_source, _DATA['lone_day']['running']))})(?!\w)", re.IGNORECASE
)
YEARS: Final = re.compile(
    rf"(?P<y1>(?:1[89]|20)\d\d)(?![\d%])(?:(?:(?P<dash>{_DASH})|{BLANK}(?:à|et|au){BLANK})(?P<y2>(?:19|20)\d\d|(?<=\d[-–/])\d\d)(?!\d))?(?![.,]\d)"
)
NOT_A_YEAR_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(_source, _DATA['years']['not_after']))}){BLANK}?\Z", re.IGNORECASE
)
NOT_A_YEAR_AFTER: Final = re.compile(
    rf"{BLANKS}[%€$]|{BLANK}(?:(?:{'|'.join(_DATA['years']['units'])})(?!\w)|(?!(?:{_any(_DATA['years']['function_words'])})(?!\w))[a-zà-ÿ]{{2,}}[sx](?!\w))"
)
NOUN_LEFT: Final = re.compile(rf"\w{BLANK}\Z")
MID: Final = re.compile(r"(?<!\w)mi-\Z", re.IGNORECASE)
WEEKDAY: Final = re.compile(rf"(?P<w1>{_WD})(?!\w)(?P<dated>,?{BLANK}(?:le{BLANK})?(?=\d))?", re.IGNORECASE)
WEEKDAY_PAIR: Final = re.compile(rf"{BLANK}(?:et|à|au){BLANK}(?P<w2>{_WD})(?!\w|{BLANK}\d)", re.IGNORECASE)
MONTHS: Final = re.compile(
    rf"(?P<m1>{_FULL_MONTH})(?:{BLANKS}(?P<y1>{_YEAR}))?"
    rf"(?:(?:(?P<dash>{_DASH})|{BLANK}(?:à|et|au){BLANK})(?P<m2>{_FULL_MONTH})(?:{BLANKS}(?P<y2>{_YEAR}))?)?",
    re.IGNORECASE,
)
SEASON: Final = re.compile(rf"(?P<season>{_any(SEASONS)})(?!\w)(?:{BLANK}(?:de{BLANK})?(?P<y>{_YEAR}))?", re.IGNORECASE)
SEASON_LEFT: Final = re.compile(
    rf"(?<!\w)(?:(?P<this>ce|cet){BLANK}|(?:au|en|dès{BLANK}le|(?P<weak>le|du)){BLANK}|(?P<since>depuis){BLANK}le{BLANK}"
    rf"|(?:(?:à|de|dès|pendant|durant|avant|après|(?P<since_the>depuis)|pour){BLANK})?l['’])\Z",
    re.IGNORECASE,
)
YEAR_PART: Final = re.compile(
    rf"(?<!\w)(?:(?:au|du|le|dès{BLANK}le|depuis{BLANK}le|pour{BLANK}le){BLANK})?(?P<nth>{_any(ORDINALS)}){BLANK}(?P<unit>trimestre|semestre)(?!\w)"
    rf"(?:{BLANK}(?:de{BLANK}(?:l['’]année{BLANK})?)?(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)
DAY_PART_AFTER: Final = re.compile(rf"{BLANK}({_any(DAY_PARTS_AFTER)})(?!\w)", re.IGNORECASE)
GAP: Final = re.compile(rf"{BLANKS},?{BLANKS}")
OF: Final = re.compile(rf"{BLANK}(?:de{BLANK})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A fixed expression of relative time. `counted`: its count is the number that the text gives, times `count`."""

    pattern: re.Pattern[str]
    unit: str = "day"
    count: int = 0
    base: Base = Base.PREVIOUS
    part: str | None = None
    day_part: str | None = None
    counted: bool = False


def _phrases() -> Iterable[tuple[str, Phrase]]:
    """Each expression beside its source, the more particular ones first."""
    for entry in _DATA["counted"]:
        for unit, forms in _DATA["unit_words"].items():
            source = _source(entry["pattern"], rf"(?:{_any(forms)})")
            yield (
                " ".join(forms),
                Phrase(pattern=_words(source), unit=unit, count=entry["sign"], base=Base(entry["base"]), counted=True),
            )
    for entry in _DATA["phrases"]:
        for pattern in entry["patterns"]:
            phrase = Phrase(
                pattern=_words(_source(pattern)),
                unit=entry["unit"],
                count=entry["count"],
                base=Base(entry["base"]),
                part=entry.get("part"),
            )
            yield pattern, phrase
    for table, base in (("day_parts_today", Base.PUBLICATION), ("day_parts", Base.PREVIOUS)):
        for part, patterns in _DATA[table].items():
            for pattern in patterns:
                yield pattern, Phrase(pattern=_words(_source(pattern)), base=base, day_part=part)


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions that one word can belong to, behind one pattern (a group of `any` per expression)."""

    any: re.Pattern[str]
    phrases: dict[str, Phrase]


def _by_trigger() -> dict[str, Expressions]:
    """The expressions of each trigger word."""
    table: dict[str, list[Phrase]] = {trigger: [] for trigger in _DATA["triggers"]}
    for source, phrase in _phrases():
        for word in dict.fromkeys(re.findall(r"[^\W\d_]+", source)):
            if word in table:
                table[word].append(phrase)
    made = {}
    for trigger, phrases in table.items():
        named = {f"p{number}": phrase for number, phrase in enumerate(phrases)}
        union = "|".join(
            f"(?P<{name}>{re.sub(r'[?]P<n>', '', phrase.pattern.pattern)})" for name, phrase in named.items()
        )
        made[trigger] = Expressions(re.compile(union, re.IGNORECASE), named)
    return made


PHRASES: Final = _by_trigger()
TRIGGERS: Final = frozenset([*PHRASES, *SEASONS, *MONTH_NAMES, *WEEKDAYS, "trimestre", "semestre"])


def _trie(names: Iterable[str]) -> str:
    """A pattern of all names that tries each first letter once: three times as fast as a plain alternation."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names):
        rests.setdefault(name[0], []).append(name[1:])
    branches = [
        re.escape(head)
        + (f"(?:{_trie(filter(None, tails))})" if any(tails) else "")
        + ("?" if any(tails) and "" in tails else "")
        for head, tails in rests.items()
    ]
    return "|".join(branches)


TRIGGER: Final = re.compile(rf"[0-9]+|\b(?:{_trie(TRIGGERS)})\b")
