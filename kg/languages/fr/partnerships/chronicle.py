"""Chronicles of a level: "L'Inde l'imite en 2016", "Viendront ensuite l'Australie, puis la France"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.fr.clauses.sides import sides_in
from kg.languages.fr.clauses.view import View
from kg.languages.fr.partnerships.telling import Telling
from kg.languages.fr.tokens.trigger_words import forms

_ACTS = frozenset(("established", "upgraded"))
_NEAR = 2  # sentences that may stand between two entries


def continued(view: View, s: int, latest: Telling) -> Iterator[Telling]:
    """Further states that sentence `s`, dated, says to have reached the level told last, each with the home state."""
    sentence = view.sentences[s]
    if latest.status not in _ACTS or s - latest.sentence > _NEAR or not view.dates_in(s):
        return
    words = {view.text.norm(i) for i in range(sentence.first, sentence.last + 1)}
    if not words & forms("partnership", "ties", "likewise") or view.home not in latest.parties:
        return
    for side in sides_in(view, s):
        if side.actor and side.code != view.home and side.prep in ("", "avec") and len(side.code) == 2:
            yield Telling((view.home, side.code), latest.level, latest.status, s, "chronicle")
