"""Stages of a tour: "à Bruxelles, deuxième étape, après Vienne, d'un voyage de travail en Europe"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.limits import MOST_EVENTS
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits import places
from kg.languages.fr.visits.draft import Draft, traveller
from kg.languages.fr.visits.kinds import described

_NEAR = 6  # words between a place and "étape"
_FAR = 12  # words between "étape" and the tour


def passed(clause: Clause, told: list[Draft]) -> Iterator[Draft]:
    """ "Après le Cap-Vert et la Côte d'Ivoire, X est arrivé au Nigeria": the legs that came before one told here."""
    if clause.norm(clause.first) != "apres" or not told or told[0].status != "held":
        return
    end = next((k for k in range(clause.first, clause.last) if clause.norm(k) == "," and _opens(clause, k)), None)
    before = [p for p in places.places(clause) if end is not None and p.last < end]
    if not before or before[0].prep != "apres" or before[0].first > clause.first + _NEAR // 2:
        return
    leg = told[0]
    for code in dict.fromkeys(place.code for place in before):
        if code not in (leg.destination, leg.traveller.origin):
            yield Draft(leg.traveller, code, "visit", "held", clause.number, "fr.visit.passed")


def _opens(clause: Clause, k: int) -> bool:
    """True where a person, hence the main clause, follows the comma at token `k`."""
    return any(clause.mention(p).first == k + 1 and clause.mention(p).form is not Form.PARTY for p in clause.positions)


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
