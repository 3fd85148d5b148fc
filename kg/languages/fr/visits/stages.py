"""Stages of a tour: "à Bruxelles, deuxième étape, après Vienne, d'un voyage de travail en Europe"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.languages.fr.clauses import Clause
from kg.languages.fr.limits import MOST_EVENTS
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.visits import places
from kg.languages.fr.visits.draft import Draft, traveller
from kg.languages.fr.visits.nouns import described

_NEAR = 6  # words between a place and "étape"
_FAR = 12  # words between "étape" and the tour


def find(clause: Clause) -> Iterator[Draft]:
    """The stages that this sentence calls so: the place before the word, and those it says come before."""
    stages, tours = forms("visit", "nouns", "stage"), forms("visit", "nouns", "tour")
    words = enumerate(clause.view.text.tokens[clause.first : clause.last + 1], clause.first)
    found = (i for i, token in words if token.norm in stages)
    for i in islice(found, MOST_EVENTS):
        tour = next((k for k in range(i + 1, min(i + _FAR, clause.last + 1)) if clause.norm(k) in tours), None)
        if tour is None:
            continue
        kind = described(clause, tour)[0]
        here = [p for p in places.places(clause) if i - _NEAR <= p.last < i][-1:]
        earlier = [p for p in places.places(clause) if i < p.first < tour and p.prep == "apres"]
        codes = list(dict.fromkeys(place.code for place in here + earlier))
        for p in clause.positions:
            who = traveller(clause, p) if not clause.mention(p).prep else None
            if who and codes and who.origin not in codes:
                yield from (Draft(who, code, kind, "held", clause.number, "fr.visit.stage") for code in codes)
                break
