"""One telling of a gesture, before what is told twice is put together."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.ends import End
from kg.languages.fr.tokens.trigger_words import forms

_CAUSES = frozenset(("pour", "suite", "apres", "occasion"))
_STOPS = frozenset((";", ".", ":", "»", "qui", "dont", "lors", "avant"))
_LONGEST = 24
_BEFORE_CAUSE = forms("gesture", "words", "telling", "before_cause")
_CLAUSE_STARTS = forms("gesture", "words", "telling", "clause_starts")


class Telling(NamedTuple):
    """A kind of gesture, who gives, who receives, what, and the sentence that tells it."""

    kind: str
    by: End
    to: End
    what: str | None
    sentence: int
    rule: str


def tellings(
    clause: Clause, kind: str, givers: list[End], receivers: list[End], what: str | None, rule: str
) -> list[Telling]:
    """One telling per giver and receiver of different sides; "respectivement" tells who gives to whom."""
    in_turn = len(givers) == len(receivers) > 1 and "respectivement" in clause.norms
    both = zip(givers, receivers, strict=True) if in_turn else itertools.product(givers, receivers)
    return [
        Telling(kind, giver, receiver, what, clause.number, rule)
        for giver, receiver in both
        if giver.value != receiver.value and (giver.side is None or giver.side != receiver.side)
    ]


def cause(clause: Clause, v: int) -> str | None:
    """What a wish is for: the words after "pour", "à l'occasion de", "à la suite de", "après"."""
    for k in range(v + 1, min(v + 30, clause.last) + 1):
        if clause.norm(k) in _CAUSES and clause.norm(k - 1) not in ("par",):
            first = k + 1
            while clause.norm(first) in _BEFORE_CAUSE:
                first += 1
            return phrase(clause, first, given=False)
    return None


def phrase(clause: Clause, first: int, *, given: bool = True) -> str | None:
    """The words from token `first` to the end of their phrase; what is `given` ends before its receiver."""
    last = first
    while (
        last < min(clause.last, first + _LONGEST)
        and clause.norm(last + 1) not in _STOPS
        and not (given and _receiver(clause, last + 1))
        and not (clause.norm(last + 1) in (",", "et") and clause.norm(last + 2) in _CLAUSE_STARTS)
    ):
        last += 1
    return (clause.view.text.words(first, last).rstrip(" ,.") or None) if first <= clause.last else None


def _receiver(clause: Clause, i: int) -> bool:
    """True where "à", "au" or "aux" at token `i` leads to someone."""
    if clause.norm(i) not in ("a", "au", "aux"):
        return False
    here = (clause.mention(p) for p in clause.positions)
    return any(m.prep in ("a", "au", "aux") and m.form is not Form.PARTY and i <= m.first <= i + 2 for m in here)
