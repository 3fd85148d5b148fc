"""Offices that open a sentence before the name of their holder: "Nommée ambassadrice en mai, X", "Président de … en
2004, X"."""

from __future__ import annotations

from dataclasses import replace

from kg.coreference.mention import OfficeRef
from kg.languages.fr.mentions.apposition import MADE
from kg.languages.fr.names.surroundings import name_after
from kg.languages.fr.tokens.text import Text

_TIMES = frozenset(("depuis", "durant", "pendant", "entre", "jusqu'en", "jusqu'a"))
_SPAN = frozenset(("de", "en", "a"))
_LONGEST = 8  # words between the office and the comma


def fronted(text: Text, start: int, first: int, last: int, end: int) -> int | None:
    """The subject that an office on tokens `first` … `last` belongs to, in a sentence from `start` to `end`: after an
    opening participle and the office, or after the office and how long it was held."""
    lasting = first == start and _time(text, last + 1)
    if text.norm(start) not in MADE and not lasting:
        return None
    comma = next((k for k in range(last + 1, min(last + 1 + _LONGEST, end)) if text.norm(k) == ","), None)
    return None if comma is None else name_after(text, comma + 1, end, comma=False)


def _time(text: Text, k: int) -> bool:
    return text.norm(k) in _TIMES or (text.norm(k) in _SPAN and text.norm(k + 1)[:4].isdigit())


def at_the_time(text: Text, last: int, offices: tuple[OfficeRef, ...]) -> tuple[OfficeRef, ...]:
    """The offices that end at token `last`, former where they lasted from year to year: "de 2010 à 2014"."""
    over = text.norm(last + 1) in ("jusqu'en", "jusqu'a") or (
        text.norm(last + 1) in ("de", "entre") and text.norm(last + 4).isdigit()
    )
    return tuple(replace(o, qualifier="former") for o in offices) if over else offices
