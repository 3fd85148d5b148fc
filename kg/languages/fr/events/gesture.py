"""Gestures between states: congratulations, condolences, awards and gifts, once per giver and receiver."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.events.gesture import Gesture
from kg.languages.fr.clauses.clauses import clauses_of
from kg.languages.fr.clauses.hints import hints
from kg.languages.fr.clauses.view import View
from kg.languages.fr.gestures import awards, echoes, gifts, wishes
from kg.languages.fr.gestures.telling import Telling
from kg.model import BlockKind

_WISHES = ("congratulation", "condolence")
_NEAR = 4  # sentences after a wish in which another may be told without its noun


def read(view: View) -> Iterator[Gesture]:
    """One fact per kind, giver and receiver, from where the story tells it first."""
    told: list[Telling] = []
    for s, words in hints(view, _all_hints()).items():
        clause = clauses_of(view)[s]
        wishes_told = [t for t in told if t.kind in _WISHES]
        if words & wishes.hints():
            told.extend(wishes.find(clause, wishes_told))
        elif wishes_told and s - wishes_told[-1].sentence <= _NEAR and words & echoes.hints():
            told.extend(echoes.likewise(clause, wishes_told[-1]))
        told.extend(awards.find(clause) if words & awards.hints() else ())
        told.extend(gifts.find(clause) if words & gifts.hints() else ())
    seen: set[tuple[str, str, str]] = set()
    for telling in told:
        if _summed_up(telling, told, titled=view.sentences[telling.sentence].kind is BlockKind.TITLE):
            continue
        key = telling.kind, telling.by.value, telling.to.value
        if key not in seen:
            seen.add(key)
            yield Gesture(
                kind=telling.kind, by=telling.by.value, to=telling.to.value, what=telling.what,
                evidence=view.evidence(telling.sentence, f"fr.gesture.{telling.rule}"),
            )  # fmt: skip


def _summed_up(telling: Telling, others: list[Telling], *, titled: bool) -> bool:
    """True for what a headline says of two states where the story names who congratulates whom, or who awards."""
    if telling.kind == "award" and titled:
        return any(t.kind == "award" and t.to == telling.to and t.sentence > telling.sentence for t in others)
    return not (telling.by.person or telling.to.person) and any(
        t.kind == telling.kind
        and t.by.side == telling.by.side
        and t.to.side == telling.to.side
        and (t.by.person or t.to.person)
        for t in others
    )


@cache
def _all_hints() -> frozenset[str]:
    return wishes.hints() | echoes.hints() | awards.hints() | gifts.hints()
