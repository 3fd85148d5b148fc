"""How present each person of a story is to its reader: by role and number of mentions, fading sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.mention import Mention

SUBJECT, FREE, ATTACHED, EMBEDDED = 1.0, 0.8, 0.7, 0.4
_EMBEDDING = frozenset(("de", "du", "d'", "des", "pour", "sur", "dont"))
_FADING = 0.9


def weight(mention: Mention, opens: bool) -> float:
    """The weight of a mention by its role: the first free one of its sentence, another, after a preposition, in a noun
    phrase ("la visite de X")."""
    if mention.word in ("company", "replaced") or mention.prep in _EMBEDDING:
        return EMBEDDED
    if mention.prep:
        return ATTACHED
    return SUBJECT if opens else FREE


@dataclass(slots=True)
class Salience:
    """The mentions of each person so far, sentence by sentence, each sentence with its weightiest one."""

    marks: dict[int, dict[int, float]] = field(default_factory=dict)

    def mark(self, person: int, sentence: int, value: float) -> None:
        """Notes a mention of a person in a sentence."""
        told = self.marks.setdefault(person, {})
        told[sentence] = max(value, told.get(sentence, 0.0))

    def of(self, person: int, sentence: int) -> float:
        """How present a person is at a sentence."""
        return sum(
            value * _FADING ** (sentence - s) for s, value in self.marks.get(person, {}).items() if s <= sentence
        )
