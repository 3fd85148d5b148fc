"""How present each person of a story is to its reader: by role and number of mentions, fading sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from kg.coreference.mention import Grammar, Mention

SUBJECT, FREE, ATTACHED, EMBEDDED = 1.0, 0.8, 0.7, 0.4
_FADING = 0.9


def weight(mention: Mention, opens: bool, grammar: Grammar) -> float:
    """The weight of a mention by its role: the first free one of its sentence, another, after a preposition, in a noun
    phrase ("la visite de X")."""
    if mention.word in ("company", "replaced") or mention.prep in grammar.inside:
        return EMBEDDED
    if mention.prep:
        return ATTACHED
    return SUBJECT if opens else FREE


@dataclass(slots=True)
class Salience:
    """The presence of each person after each sentence of theirs, a sentence counting by its weightiest mention."""

    told: dict[int, list[tuple[int, float, float]]] = field(default_factory=dict)

    def mark(self, person: int, sentence: int, value: float) -> None:
        """Notes a mention of a person in a sentence; sentences come in order."""
        told = self.told.setdefault(person, [])
        if told and told[-1][0] == sentence:
            _, before, here = told.pop()
            told.append((sentence, before, max(here, value)))
        else:
            told.append((sentence, self.of(person, sentence), value))

    def of(self, person: int, sentence: int) -> float:
        """How present a person is at a sentence."""
        told = self.told.get(person, [])
        at = bisect_right(told, sentence, key=lambda mark: mark[0]) - 1
        if at < 0:
            return 0.0
        since, before, here = told[at]
        return (before + here) * _FADING ** (sentence - since)
