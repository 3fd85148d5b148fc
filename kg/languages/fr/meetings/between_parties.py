"""Encounters of two ruling parties: their organs meet, so each side speaks for its party, not for its state."""

from __future__ import annotations

from kg.coreference.cast import PARTY_STATE, RULING_PARTY, Person
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, codes


def of_parties(clause: Clause, draft: Draft) -> dict[str, str]:
    """The party that stands for each state: {"VN": "CPV", "CN": "CPC"}; {} where states meet."""
    named = {PARTY_STATE[code]: code for code in draft.parties if code in PARTY_STATE}
    states = [code for code in codes(clause, draft) if code in RULING_PARTY]
    if len(states) < 2 or len(states) != len(codes(clause, draft)):
        return {}
    if set(named) == set(states):
        return named
    people = [clause.view.cast.people[p] for p in draft.people]
    return (
        {state: RULING_PARTY[state] for state in states} if len(people) > 1 and all(map(_of_an_organ, people)) else {}
    )


def _of_an_organ(person: Person) -> bool:
    """True for one who is in office in a ruling party alone, below its head."""
    offices = [o for o in person.offices if o.of]
    return bool(offices) and all(o.of in PARTY_STATE and o.office != "party-general-secretary" for o in offices)
