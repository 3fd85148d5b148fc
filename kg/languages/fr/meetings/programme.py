"""Programmes: lines that begin with an hour ("10h30 – Entretien avec A"), each a meeting of whose programme it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import forms, triggers

_HOUR = re.compile(r"\W{0,4}(?:à |de |vers )?\d{1,2} ?(?:h|heures?\b|:)(?: ?\d\d)?(?![\d\w])", re.IGNORECASE)
_BULLETS = frozenset("•-–—*·►▪")
_LINES = 2  # lines with an hour that make a programme
_JOURNEY = forms("meeting", "words", "setting", "stays") | {"deplacement", "deplacements"}


@dataclass(frozen=True, slots=True)
class Programme:
    """Its `lines` (sentences); whose it is, by one mention or by the state alone; whether it is that of a journey."""

    lines: frozenset[int]
    owner: int | None
    state: str | None
    journey: bool


@lru_cache(maxsize=2)
def programme_of(view: View) -> Programme | None:
    """The programme that a story is, None for other stories."""
    found = frozenset(n for n, s in enumerate(view.sentences) if _HOUR.match(view.document.text, *s.span))
    if len(found) < _LINES:
        return None
    heads = [n for n in range(min(found)) if view.text.tokens[view.sentences[n].first].text not in _BULLETS]
    above = [p for p, s in enumerate(view.sentence_of) if s in heads]
    named = [p for p in above if (person := view.person(p)) and person.speaks_for]
    owner = next((p for p in named if view.cast.who[p] == view.about), named[0] if named else None)
    words = [w for n in heads for w in view.text.norms[view.sentences[n].first : view.sentences[n].last + 1]]
    return Programme(found, owner, _house(words) or view.home, not _JOURNEY.isdisjoint(words))


def _house(words: Sequence[str]) -> str | None:
    """The state of the house that the heading names: "Agenda du Quai d'Orsay"."""
    venues = triggers("meeting")["venues"]
    return next((venues[word][1] for word in words if word in venues), None)


def line_of(clause: Clause) -> Programme | None:
    """The programme that a sentence is a line of."""
    programme = programme_of(clause.view)
    return programme if programme is not None and clause.number in programme.lines else None
