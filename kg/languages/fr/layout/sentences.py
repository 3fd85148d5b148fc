"""Where sentences end. Full stops after abbreviations and initials do not count (`abbreviations.toml`)."""

from __future__ import annotations

import re
from functools import cache

from kg.languages.fr.words import lists
from kg.model import Span

# The stop itself, closing quotes and brackets, white space, then what may open a sentence and its first character.
# Each run is taken whole (possessive) and from its first sign only, so that a line of dots stays linear.
_STOP = re.compile(r"""(?<![.!?…])[.!?…]++(?:\s?[»"'”)\]])*+(\s++)(?:[«"'“(\[]\s?|[-–—]\s)?([^\W_])""")
_WORD_BEFORE = re.compile(r"[^\s(«\"]{1,24}$")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)*[^\W\d_]$")
_NEXT_WORD = re.compile(r"[^\W\d_]+'?")
_NUMBERING = re.compile(r"(?:\d{1,2}|[IVXLC]{1,5}|[A-Z])$")
_LOOK_BACK = 25


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    table = lists("abbreviations")
    return {name: frozenset(words if name == "starters" else map(str.lower, words)) for name, words in table.items()}


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of text, without the white space around them."""
    found: list[Span] = []
    start = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if _ends(text, start, match):
            _add(found, text, start, match.start(1))
            start = match.end(1)
    _add(found, text, start, span.end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if any(map(str.isalnum, stripped)):
        first = start + len(part) - len(part.lstrip())
        found.append(Span(first, first + len(stripped)))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop found ends the sentence that begins at `start`."""
    following = match.group(2)
    if following.islower():
        return False
    if text[match.start()] != "." or text[match.start() + 1] in ".!?…":
        return True
    stop = match.start()
    word = _WORD_BEFORE.search(text[max(start, stop - _LOOK_BACK) : stop])
    return word is None or _word_ends(
        word.group().lstrip("'-[\"").rpartition("'")[2], following, text, match, stop - start
    )


def _word_ends(word: str, following: str, text: str, match: re.Match[str], length: int) -> bool:
    """Whether a full stop after `word` ends a sentence; `length` counts the characters of the sentence so far."""
    listed, lower = _abbreviations(), word.lower()
    if lower in listed["titles"] or (length == len(word) and _NUMBERING.match(word)):
        return False
    if lower in listed["endings"]:
        return following.isupper()
    if lower in listed["references"] or _INITIALS.match(word):
        after = _NEXT_WORD.match(text, match.start(2))
        return after is not None and after.group() in listed["starters"]
    return True
