"""Hard-wrapped lines: a sentence broken over several lines is one line again, character for character."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=\S)[ ]?\n[ ]?(?=\S)")
_DATELINE = re.compile(r"\(?[A-ZÀ-Ý][\w' ,-]{1,30}\(?[A-Za-z]{2,}\)? ?[-–—] ")
_ENDED = frozenset('.!?…:;|»")')
_WRAPPED = 2  # lines that go on with a small letter, from which on a text counts as hard-wrapped
_SHARE = 4  # one of so many lines at least
_LONG = 40  # characters of a line that goes on with a capital


def unwrapped(text: str) -> str:
    """The text with a space for each line break inside a sentence; nothing else changes, neither does its length.

    A line that goes on with a small letter is the same sentence; where there are several of those, so is one that goes
    on with a capital after a long line without an end.
    """
    breaks = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    inner = [(i, j) for i, j in breaks if text[j].islower() and text[i - 1] not in _ENDED]
    if len(inner) >= _WRAPPED and len(inner) * _SHARE >= len(breaks):
        starts = {i for i, _ in inner}
        inner += [(i, j) for i, j in breaks if i not in starts and _goes_on(text, i, j)]
    if not inner:
        return text
    pieces: list[str] = []
    at = 0
    for i, j in sorted(inner):
        pieces += (text[at:i], " " * (j - i))
        at = j
    return "".join((*pieces, text[at:]))


def _goes_on(text: str, i: int, j: int) -> bool:
    """True for a long line without an end before a capital letter or a number."""
    long = i - (text.rfind("\n", 0, i) + 1) >= _LONG and not _DATELINE.match(text, j)
    return long and text[i - 1] not in _ENDED and (text[j].isalnum() or text[j] in "«(")
