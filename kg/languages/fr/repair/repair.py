"""Repair: the text as its author meant it, with the original offset of every character.

Unicode is composed (NFC), invisible marks are dropped, spaces and quotes unified ("’" becomes "'", "“" becomes '"'),
lost spaces and lost first letters of names put back, lines broken by width joined.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from kg.languages.fr.repair.glue import cuts
from kg.languages.fr.repair.wraps import unwrap

Origin = tuple[int, ...] | range
_Insertion = tuple[int, str]

_ROUNDS = 4
# Zero-width and directional marks, soft hyphens, byte-order marks; the line feed after a carriage return.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|(?<=\r)\n")
# Stretches that may not be composed, each with the character before it.
_UNUSUAL = re.compile("[^\n]?[^\u0000-\u02ff]+")
# Letters that canonical composition joins to the one before, though not marks (NFC_Quick_Check=Maybe, class 0).
_JOINING = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\U000110ba\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
    + "".join(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
)
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SAME_LENGTH = (
    *((space, " ") for space in _SPACES),
    *((line, "\n") for line in "\r\u0085\u2028\u2029\u000b\u000c"),
    *((quote, "'") for quote in "\u2018\u2019\u201a\u201b\u02bc\u2032"),
    *((quote, '"') for quote in "\u201c\u201d\u201e\u201f\u2033"),
)
_HEADLESS = re.compile(r"^([^\W\d_]{2,12})(?= ([A-ZÀ-ÖØ-ÞĐ][^\W\d_]+))", re.MULTILINE)
_NAME = re.compile(r"(?<!\w)([A-ZÀ-ÖØ-ÞĐ])([^\W\d_]+)(?= ([A-ZÀ-ÖØ-ÞĐ][^\W\d_]+))")


def repair(text: str) -> tuple[str, Origin]:
    """The repaired text and, for each of its characters and its end, the offset in `text`.

    Takes time in proportion to the length of the text; repairing twice changes nothing.
    """
    text, origin = _compose(*_drop_invisible(text))
    for found, wanted in _SAME_LENGTH:
        text = text.replace(found, wanted)
    for _ in range(_ROUNDS):
        text = unwrap(text)
        insertions = [*((at, " ") for at in cuts(text)), *_lost_letters(text)]
        if not insertions:
            break
        text, origin = _insert(text, origin, sorted(insertions))
    return text, origin if isinstance(origin, range) else tuple(origin)


def _drop_invisible(text: str) -> tuple[str, Sequence[int]]:
    if not _INVISIBLE.search(text):
        return text, range(len(text) + 1)
    kept: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _INVISIBLE.finditer(text):
        kept.append(text[at : match.start()])
        origin.extend(range(at, match.start()))
        at = match.end()
    return "".join((*kept, text[at:])), [*origin, *range(at, len(text) + 1)]


def _compose(text: str, origin: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Canonical composition; what a composed character was made of begins at its offset."""
    if unicodedata.is_normalized("NFC", text):
        return text, origin
    composed: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _UNUSUAL.finditer(text):
        composed.append(text[at : match.start()])
        offsets.extend(origin[at : match.start()])
        for start, end in _clusters(text, *match.span()):
            composed.append(made := unicodedata.normalize("NFC", text[start:end]))
            offsets.extend([origin[start]] * len(made))
        at = match.end()
    return "".join((*composed, text[at:])), [*offsets, *origin[at:]]


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each character of a stretch with the marks and letters that may be composed with it."""
    first = start
    for i in range(start + 1, end):
        if not (unicodedata.combining(text[i]) or text[i] in _JOINING):
            yield first, i
            first = i
    yield first, end


def _insert(text: str, origin: Sequence[int], insertions: Sequence[_Insertion]) -> tuple[str, Sequence[int]]:
    """The text with characters put in; each has the offset of the character it comes before."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for position, character in insertions:
        pieces += (text[at:position], character)
        offsets.extend(origin[at:position])
        offsets.append(origin[position])
        at = position
    return "".join((*pieces, text[at:])), [*offsets, *origin[at:]]


def _lost_letters(text: str) -> Iterator[_Insertion]:
    """The first letter of a name at the start of a line ("ran Cam Tu"), where the text has the whole name elsewhere."""
    headless = list(_HEADLESS.finditer(text))
    if any(match[1].islower() for match in headless):
        letters = {(match[2], match[3]): match[1] for match in _NAME.finditer(text)}
        for match in headless:
            if match[1].islower() and (match[1], match[2]) in letters:
                yield match.start(), letters[match[1], match[2]]
