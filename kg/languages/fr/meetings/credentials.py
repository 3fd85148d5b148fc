"""Letters of credence: the ambassadors whom a story names came to its head of state together, however it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import reference
from kg.cast import Person
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, party
from kg.languages.fr.tokens.trigger_words import forms

_RECEIVERS = frozenset(("president", "monarch", "governor-general"))
_CREDENCE = forms("meeting", "words", "credentials", "credence")
_COPIES = forms("meeting", "words", "credentials", "copies")


def find(clauses: Sequence[Clause], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """At most one reception, of two ambassadors or more by the head of state."""
    for clause in clauses:
        words = set(clause.norms)
        receiver = _receiver(clause) if "lettres" in words and words & _CREDENCE and not words & _COPIES else None
        guests = _guests(clause, receiver, drafts) if receiver is not None else []
        if receiver is not None and len(guests) > 1:
            people = {receiver: "host", **dict.fromkeys(guests, "guest")}
            yield Draft(
                kind="reception",
                status="held",
                sentence=clause.number,
                token=clause.norms.index("lettres") + clause.first,
                rule="fr.meeting.credentials",
                people=people,
            )
            return


def _receiver(clause: Clause) -> int | None:
    """The head of state of the sentence."""
    people = clause.view.cast.people
    named = (clause.view.cast.who[p] for p in clause.positions)
    return next((who for who in named if who is not None and people[who].keys() & _RECEIVERS), None)


def _guests(clause: Clause, receiver: int, drafts: Sequence[Draft]) -> list[int]:
    """The ambassadors of other states whom the story names from here on, those left out who met the host otherwise."""
    cast = clause.view.cast
    host = party(cast.people[receiver].speaks_for)
    apart = {p for d in drafts if receiver in d.people and len(d.people) == 2 for p in d.people}
    named = dict.fromkeys(
        cast.who[p]
        for p, mention in enumerate(clause.view.mentions)
        if mention.name and clause.view.sentence_of[p] >= clause.number
    )
    return [w for w in named if w is not None and w not in apart and _accredited(cast.people[w], host)]


def _accredited(person: Person, host: str | None) -> bool:
    """True for one of another state who is its ambassador, or of whom no present office is told."""
    state = party(person.speaks_for)
    return state in reference.states() and state != host and (person.holds("ambassador") or not person.keys())
