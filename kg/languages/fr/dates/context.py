"""What stands beside a French date: its preposition and article, "dernier" or "prochain", quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.calendar.date_values import Relation
from kg.languages.fr.dates import words

_LONGEST_ARTICLE: Final = 18
_LONGEST_BOUND: Final = 22
_OPENING: Final = ('"', "«", "“", "‘")
_CLOSING: Final = ('"', "»", "”", "’")


@dataclass(frozen=True, slots=True)
class Left:
    """What leads up to a date from `start`: the kind of its article ("the", "of", "this", "between", "other"), a bound
    ("depuis"), a part ("fin", "mi-")."""

    start: int
    article: str | None = None
    relation: Relation | None = None
    part: str | None = None


def left_of(text: str, start: int, floor: int) -> Left:
    """The words before `start`, not before `floor`, that belong to a date beginning there."""
    if start == floor or text[start - 1] in "(\n":
        return Left(start)
    match = words.ARTICLE.search(text, max(floor, start - _LONGEST_ARTICLE), start)
    begin, article = (match.start(), match.lastgroup) if match else (start, None)
    low = max(floor, begin - _LONGEST_BOUND)
    if not words.BOUND_HINT.search(text, low, begin):
        return Left(begin, article)
    bound = words.BOUND.search(text, low, begin)
    if bound is None or bound.start() == begin:
        return Left(begin, article)
    named = {name for name, found in bound.groupdict().items() if found}
    relation = next((relation for relation in Relation if relation in named), None)
    return Left(bound.start(), article, relation, next(iter(named & words.PARTS), None))


def direction_after(text: str, end: int) -> tuple[int | None, int]:
    """-1 for "dernier", +1 for "prochain" right after a date, None for neither; and the new end."""
    match = words.DIRECTION.match(text, end)
    return (words.DIRECTIONS[match[1].lower()], match.end()) if match else (None, end)


def quoted(text: str, start: int, end: int) -> bool:
    """Whether a date is the whole of a quotation: then it is a name ("6 juin")."""
    before, after = text[max(0, start - 2) : start].rstrip(), text[end : end + 2].lstrip()
    return before.endswith(_OPENING) and after.startswith(_CLOSING)


def glued(text: str, start: int) -> bool:
    """Whether a number belongs to what stands before it: "AMM-57", "1.500", "n°12"."""
    return start > 0 and not text[start - 1].isspace() and bool(words.GLUED_LEFT.search(text, max(0, start - 3), start))
