"""A journey taken up again to say when: "La visite se déroulera du 5 au 7 août", "Ce déplacement, prévu lundi, …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits import places, times
from kg.languages.fr.visits.draft import Draft

_NEAR = 8  # words between the noun and the verb of taking place
_FAR = 10  # words between that verb and its date
_SINCE = 3  # sentences back to the journey meant


def find(clause: Clause, told: Sequence[Draft]) -> Iterator[Draft]:
    """The date that this sentence gives to the one journey `told` before it; nothing where several are."""
    if not told or clause.number - told[-1].sentence > _SINCE:
        return
    meant = told[-1]
    if len({(d.destination, d.traveller) for d in told if d.sentence == meant.sentence}) > 1:
        return
    verb = next((k for i in _nouns(clause) for k in _taking_place(clause, i)), None)
    if verb is None or places.destinations(clause, verb - 1, reach=_NEAR):
        return
    first, last = max(verb - _NEAR, clause.first), min(verb + _FAR, clause.last)
    date = times.date_between(clause, first, last, meant.status == "planned")
    if date:
        yield Draft(meant.traveller, meant.destination, meant.kind, meant.status, clause.number, "fr.visit.again", date)


def _nouns(clause: Clause) -> Iterator[int]:
    """The nouns of travel that an article or "sa" makes known, of no other place or person."""
    nouns, known = forms("visit", "nouns", "brief"), forms("visit", "words", "taken_up", "known")
    for i in range(clause.first, clause.last + 1):
        if clause.norm(i) in nouns and clause.norm(i - 1) in known and not places.destinations(clause, i, reach=4):
            yield i


def _taking_place(clause: Clause, i: int) -> Iterator[int]:
    """The verbs close after the noun at token `i` that say when it takes place."""
    verbs = forms("visit", "words", "taken_up", "takes_place")
    named = {clause.mention(p).first for p in clause.positions}
    for k in range(i + 1, min(i + _NEAR, clause.last + 1)):
        if k in named:
            return
        if clause.norm(k) in verbs:
            yield k
