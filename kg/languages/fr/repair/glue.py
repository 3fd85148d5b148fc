"""Where a space was lost: the offsets at which words that have run together come apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kg.languages.fr.repair.seams import Around, after_digit, before_apostrophe, parts, stands_before_number
from kg.languages.fr.repair.spelling import (
    CAPITAL,
    is_french,
    is_known,
    is_part,
    is_spelt,
    is_sure,
    paired,
    split,
    words,
)

_LETTER = r"[^\W\d_]"
_CHUNK = 1 << 16
_LONGEST = 60
_GLUED = 3

_RUN = re.compile(rf"{_LETTER}+")
_DIGITS = re.compile(r"\d+")
_LOWER_BEFORE_CAPITAL = re.compile(rf"([^\W\d_{CAPITAL}]{{2,}})[{CAPITAL}]")
_WHITE = re.compile(r"\s")

# A sign with a letter right after it, or a bracket right after a letter; then, by sign, whether a space is missing.
_SIGN = re.compile(rf"[,;:.!?…)»](?={_LETTER})|(?<={_LETTER})[(«]")
_WORD_FOLLOWS = re.compile(rf"{_LETTER}{{2}}|[àyaÀYA]\s|[dlsncmtjDLSNCMTJ]'")
_SENTENCE_FOLLOWS = re.compile(rf"[{CAPITAL}](?:[^\W\d_{CAPITAL}]|')|Qu'|[ÀA]\s")
_BRACKET_OPENS = re.compile(rf"\((?:[{CAPITAL}\d«]|[^()\s]{{7}})")
_ADDRESSED = re.compile(r"\b(?:MM?\.|Mme|Mlle|Mgr|Dr\.?) $")
_ENDING_IN_BRACKETS = re.compile(r"\([a-zé]{1,3}$")


def cuts(text: str) -> list[int]:
    """The offsets before which a space is missing, in order."""
    found = {cut for match in _SIGN.finditer(text) if (cut := _at_sign(text, match.start())) is not None}
    at_signs = len(found)
    for start, end in _chunks(text):
        seen = Counter(_RUN.findall(text, start, end))
        if is_french(seen.keys()):
            found.update(_at_numbers(text, start, end))
            found.update(_in_runs(text, start, end, seen, at_signs))
    return sorted(found - {0, len(text)})


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that end at white space: an article is one, a huge line is many."""
    start = 0
    while start < len(text):
        space = _WHITE.search(text, start + _CHUNK)
        end = space.start() if space else len(text)
        yield start, end
        start = end


def _at_sign(text: str, at: int) -> int | None:
    """Where the space is missing next to a sign: "chinoises.Il", "Esper,en", "Hanoï(VNA)"; None where it is not."""
    sign = text[at]
    if sign in "(«":
        return at if sign == "«" or _BRACKET_OPENS.match(text, at) else None
    if sign == "»":
        return at + 1
    if sign == ")":
        whole = _WORD_FOLLOWS.match(text, at + 1) and not _ENDING_IN_BRACKETS.search(text[max(0, at - 4) : at])
        return at + 1 if whole else None
    before = text[at - 1 : at]
    if not (before.isalnum() or before in (")", "»", '"', "'")):
        return None
    follows = (_WORD_FOLLOWS if sign in ",;:" else _SENTENCE_FOLLOWS).match(text, at + 1)
    return at + 1 if follows and not (follows.group()[-1].isspace() and text[at - 2 : at].isupper()) else None


def _at_numbers(text: str, start: int, end: int) -> Iterator[int]:
    """Between numbers and words: "20novembre", "15millions", "37eAssemblée", "pour2014"."""
    for match in _DIGITS.finditer(text, start, end):
        after = _RUN.match(text, match.end(), end)
        if after and not _in_address(text, after.start(), after.end()):
            yield from (after.start() + cut for cut in after_digit(after.group()))
        first, last = _run_before(text, match.start(), start)
        if (
            last == match.start()
            and stands_before_number(text[first:last])
            and not _in_address(text, first, match.end())
        ):
            yield last


def _run_before(text: str, at: int, floor: int) -> tuple[int, int]:
    """The last run of letters before an offset, no further back than a few words."""
    floor = max(floor, at - _LONGEST)
    last = at
    while last > floor and not text[last - 1].isalpha():
        last -= 1
    first = last
    while first > floor and text[first - 1].isalpha():
        first -= 1
    return first, last


def _in_runs(text: str, start: int, end: int, seen: Counter[str], evidence: int) -> Iterator[int]:
    """Inside runs of letters that are not words, and inside all that stand before an apostrophe.

    `evidence` counts what else shows that spaces were lost in this text.
    """
    doubtful = {run for run in seen if not _is_whole(run)}
    glued = evidence + sum(map(_evidence, doubtful)) >= _GLUED
    for at in _apostrophes(text, start, end):
        first, last = _run_before(text, at, start)
        if last == at and last - first > 1:
            yield from (first + cut for cut in before_apostrophe(text[first:last], seen))
    for match in _RUN.finditer(text, start, end) if doubtful else ():
        if (run := match.group()) not in doubtful:
            continue
        first, last = match.span()
        if text[last : last + 1] == "'" or text[first - 1 : first].isdigit() or _in_address(text, first, last):
            continue
        if run[1:].islower() and _ADDRESSED.search(text, max(0, first - 5), first):
            continue  # "M. Demaria"
        left = slice(*_run_before(text, first, start))
        right = _RUN.search(text, last, min(end, last + _LONGEST))
        around = Around(text[left], right.group() if right else "", _opens(text, first), seen, glued)
        yield from (first + cut for cut in parts(run, around))


def _apostrophes(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("'", start, end)
    while at >= 0:
        if text[at + 1 : at + 2].isalpha():
            yield at
        at = text.find("'", at + 1, end)


@lru_cache(maxsize=65536)
def _evidence(run: str) -> int:
    """How much a run shows that spaces were lost: 2 where it certainly is several words, 1 where it may be."""
    if run.islower():
        words_in_it = () if is_known(run) else split(run)
        return 2 if is_sure(words_in_it) else len(words_in_it) > 1
    before_capital = _LOWER_BEFORE_CAPITAL.match(run)
    return 2 if before_capital and is_part(before_capital[1]) else 0


@lru_cache(maxsize=65536)
def _is_whole(run: str) -> bool:
    """Whether a run needs no second look, whatever surrounds it."""
    if is_spelt(run) or len(run) > _LONGEST:
        return not words().confuses(run)
    lower = run.lower()
    return run.isupper() or (
        run[1:].islower() and (is_spelt(lower) or (is_known(lower) and not paired(lower) and not run.islower()))
    )


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a run belongs to an address of the web: "www.mofa.gov.vn"."""
    left, right = text[max(0, start - 1) : start], text[end : end + 2]
    return left in ("/", "@", "_") or right[:1] in ("@", "_") or (right[:1] == "." and right[1:].islower())


def _opens(text: str, start: int) -> bool:
    """Whether the run is the first of a line or comes after a full stop, dash or quotation mark."""
    lead = text[max(0, start - 4) : start].rstrip(" ")
    return not lead or lead[-1] in '.!?…»"«\n–—-'
