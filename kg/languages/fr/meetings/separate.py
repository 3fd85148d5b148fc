"""One meeting with each of those whom a noun of meeting names: "des rencontres avec A, B et C"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, enroll
from kg.languages.fr.tokens.trigger_words import forms

_OF_EACH = frozenset(("a", "au", "aux", "avec"))
_ALWAYS_PLURAL = forms("meeting", "words", "nouns", "always_plural")


def each(clause: Clause, draft: Draft, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Draft]:
    """One meeting per partner where the noun is plural: "des rencontres avec A, B et C"; or the preposition said of
    each: "un entretien avec A, puis avec B"."""
    plural = _one_each(clause, draft.token)
    first, *others = draft.people or [-1]
    dated = len(clause.view.dates_in(clause.number)) > 1 or ";" in clause.norms
    if ours and len(theirs) > 1 and (plural or _of_each(clause, theirs)):
        for p in theirs:
            near = clause.mention(p).first if dated else draft.near
            one = replace(draft, people={}, parties=[], unnamed=frozenset(), near=near)
            if enroll(clause, one, ours, "participant") and enroll(clause, one, [p], "participant"):
                yield one
    elif plural and len(others) > 1:
        yield from (replace(draft, people=dict.fromkeys((first, other), "participant"), parties=[]) for other in others)
    elif plural and draft.people and not others and len(draft.parties) > 1:
        yield from (replace(draft, parties=[code]) for code in draft.parties)  # "avec les délégations lao et chinoise"
    else:
        yield draft


def _of_each(clause: Clause, theirs: Sequence[int]) -> bool:
    """True for "à A ainsi qu'à B", "avec A et avec B", each with its own preposition."""
    firsts = [clause.mention(p).first for p in theirs]
    return all(not _OF_EACH.isdisjoint(clause.between(first - 1, first + 1)) for first in firsts)


def _one_each(clause: Clause, i: int) -> bool:
    """True for a noun, at token `i`, of a meeting with each of those named: "rencontres", "au téléphone"."""
    norm, after = clause.norm(i), clause.norm(i + 1)
    several = norm.endswith("s") and (norm not in _ALWAYS_PLURAL or after == "telephoniques")
    return several or (norm, after) == ("au", "telephone") or clause.norm(i + 2) == "visites"
