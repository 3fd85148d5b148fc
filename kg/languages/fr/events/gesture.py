"""Gestures between states: congratulations, condolences, awards and gifts, once per giver and receiver."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.events.gesture import Gesture
from kg.languages.fr.clauses import clauses_of
from kg.languages.fr.gestures import awards, gifts, wishes
from kg.languages.fr.gestures.telling import Telling
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.view import View


def read(view: View) -> Iterator[Gesture]:
    """One fact per kind, giver and receiver, from where the story tells it first."""
    told: list[Telling] = []
    for s, sentence in enumerate(view.sentences):
        words = {view.text.norm(i) for i in range(sentence.first, sentence.last + 1)}
        if not words & _hints() and not (told and s - told[-1].sentence <= 4):
            continue
        clause = clauses_of(view)[s]
        told.extend(wishes.find(clause, [t for t in told if t.kind in ("congratulation", "condolence")]))
        told.extend(awards.find(clause) if words & _award_hints() else ())
        told.extend(gifts.find(clause) if words & _gift_hints() else ())
    seen: set[tuple[str, str, str]] = set()
    for telling in (t for t in told if not _summed_up(t, told)):
        key = telling.kind, telling.by.value, telling.to.value
        if key not in seen:
            seen.add(key)
            yield Gesture(
                kind=telling.kind, by=telling.by.value, to=telling.to.value, what=telling.what,
                evidence=view.evidence(telling.sentence, f"fr.gesture.{telling.rule}"),
            )  # fmt: skip


def _summed_up(telling: Telling, others: list[Telling]) -> bool:
    """True for what a headline says of two states where the story names who congratulates whom."""
    return not (telling.by.person or telling.to.person) and any(
        t.kind == telling.kind
        and t.by.side == telling.by.side
        and t.to.side == telling.to.side
        and (t.by.person or t.to.person)
        for t in others
    )


@cache
def _hints() -> frozenset[str]:
    wish = ("congratulate", "congratulation", "condolence", "feast", "homage")
    return frozenset().union(*(forms("gesture", "wish", name) for name in wish), _award_hints(), _gift_hints())


@cache
def _award_hints() -> frozenset[str]:
    return forms("gesture", "award", "nouns") | forms("gesture", "award", "orders") | forms("gesture", "award", "ranks")


@cache
def _gift_hints() -> frozenset[str]:
    return forms("gesture", "gift", "nouns") | forms("gesture", "gift", "things") | forms("gesture", "gift", "aid")
