"""Lines broken by width ("le ministre des\\nAffaires étrangères"): the breaks inside sentences become spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

_ENDED = re.compile(r"[.!?…:;|][»\"')\]\s]*$")
_FIRST_WORD = re.compile(r"\s*([^\W_][\w'-]*)")
_OPEN = re.compile(
    r"(?:^|[\s'])(?:le|la|les|l'|de|du|des|d'|et|à|au|aux|en|un|une|par|pour|sur|avec|dans|que|qui|son|sa|ses)\s*$"
)
_LONE = frozenset(("par",))  # what follows a title on a line of its own: "par Jean Martin"
_LINES, _LONG = 3, 60  # lines of a paragraph broken by width; characters of a line that is broken by width
_NARROW, _WIDE, _RAGGED = 50, 130, 8  # characters to which lines are broken, and how far they may fall short


def unwrap(text: str) -> str:
    """The text, as long as before, with spaces for the line breaks that stand inside sentences."""
    blocks: list[str] = []
    for blank, lines in groupby(text.split("\n"), key=_blank):
        block = list(lines)
        blocks.append("\n".join(block) if blank or len(block) == 1 else "".join(_joined(block)))
    return "\n".join(blocks)


def _blank(line: str) -> bool:
    return not line.strip()


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines of a paragraph with what parts them."""
    lower = [_goes_on(before, after, len(lines)) for before, after in pairwise(lines)]
    width = max(map(len, lines)) if sum(lower) > 1 else 0
    yield lines[0]
    for n, after in enumerate(lines[1:]):
        yield " " if lower[n] or _full(lines[n], after, width) else "\n"
        yield after


def _goes_on(before: str, after: str, lines: int) -> bool:
    """True where a line goes on what the one before left unfinished: in lower case, or after an article."""
    word = _FIRST_WORD.match(after)
    if word and _OPEN.search(before):
        return True
    if word is None or not word[1][0].islower() or word[1] in _LONE or _ENDED.search(before):
        return False
    return lines >= _LINES or len(before) >= _LONG


def _full(before: str, after: str, width: int) -> bool:
    """True for a line that had no room for the first word of the next, in a paragraph broken at `width`."""
    word = _FIRST_WORD.match(after)
    if word is None or not _NARROW <= width <= _WIDE or _ENDED.search(before):
        return False
    return before.rstrip().endswith(",") or len(before.rstrip()) + 1 + len(word[1]) > width - _RAGGED
