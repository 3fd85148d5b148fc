"""Letters of credence: the ambassadors whom a story names came to its head of state together, however it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import reference
from kg.coreference.cast import Person
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, party
from kg.languages.fr.meetings.presence import present
from kg.languages.fr.tokens.trigger_words import forms

_RECEIVERS = frozenset(("president", "monarch", "governor-general"))
_CREDENCE = forms("meeting", "words", "credentials", "credence")
_TO_COME = forms("meeting", "words", "credentials", "to_come")
_HANDED = _TO_COME | forms("meeting", "words", "credentials", "handed")
_TO_STATE = ("a", "au", "aux", "en")
_COPIES = forms("meeting", "words", "credentials", "copies")


def find(clauses: Sequence[Clause], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """At most one reception, of the ambassadors told of by the head of state; and those of an ambassador whose letters
    go to states ("présentera ses lettres de créance au Portugal")."""
    told = False
    for clause in clauses:
        words = set(clause.norms)
        if "lettres" not in words or not words & _CREDENCE or words & _COPIES:
            continue
        yield from _to_states(clause)
        receiver = None if told else _receiver(clause)
        guests = _guests(clause, receiver, drafts) if receiver is not None else []
        unnamed = _unnamed(clause, guests)
        if receiver is not None and (len(guests) > 1 or unnamed or _alone(clause, guests)):
            people = {receiver: "host", **dict.fromkeys(guests, "guest")}
            people = dict.fromkeys(_attending(clauses[clause.number + 1 :]), "participant") | people
            for draft in drafts:
                draft.weak |= _guessed(draft) and set(draft.people) <= set(people)
            yield _draft(clause, people, unnamed)
            told = True


def _draft(clause: Clause, people: dict[int, str], parties: Sequence[str]) -> Draft:
    planned = bool({*clause.norms} & _TO_COME)
    return Draft(
        kind="reception", status="planned" if planned else "held", sentence=clause.number,
        token=clause.norms.index("lettres") + clause.first, rule="fr.meeting.credentials",
        people=people, parties=list(parties),
    )  # fmt: skip


def _to_states(clause: Clause) -> Iterator[Draft]:
    """ "a présenté ses lettres de créance au Portugal et, le 9, à Monaco": one reception in each state."""
    letters = clause.norms.index("lettres") + clause.first
    sender = next((w for p in clause.subject(letters) if (w := clause.view.cast.who[p]) is not None), None)
    if sender is None or not clause.view.cast.people[sender].holds("ambassador") or not {*clause.norms} & _HANDED:
        return
    after = [clause.mention(p) for p in clause.positions if clause.mention(p).first > letters]
    states = [m for m in after if m.code in reference.states() and m.prep in _TO_STATE]
    for state in states[-1:] if len(clause.view.dates_in(clause.number)) > 1 else states:
        draft = _draft(clause, {sender: "guest"}, [state.code or ""])
        draft.near = state.first  # of several days, each state has the one beside it: only the last is sure
        yield draft


def _unnamed(clause: Clause, guests: Sequence[int]) -> list[str]:
    """ "Les ambassadeurs chilien, grec et omanais sont venus …": whom they speak for, where nobody is named."""
    plurals = (clause.mention(p) for p in clause.positions) if not guests else ()
    return next((list(m.states) for m in plurals if m.number != 1 and m.word == "ambassador"), [])


def _alone(clause: Clause, guests: Sequence[int]) -> bool:
    """ "A a présenté ses lettres de créance au roi B": the sentence names its only ambassador and what was done."""
    here = {clause.view.cast.who[p] for p in clause.positions}
    return len(guests) == 1 and guests[0] in here and bool(_HANDED & set(clause.norms))


def _receiver(clause: Clause) -> int | None:
    """The head of state of the sentence."""
    people = clause.view.cast.people
    named = (clause.view.cast.who[p] for p in clause.positions)
    return next((who for who in named if who is not None and people[who].keys() & _RECEIVERS), None)


def _attending(clauses: Sequence[Clause]) -> Iterator[int]:
    """Who was there, as the sentences after say: "La cérémonie s'est déroulée en présence de B"."""
    return (person for clause in clauses for person in present(clause))


def _guests(clause: Clause, receiver: int, drafts: Sequence[Draft]) -> list[int]:
    """The ambassadors of other states whom the story names from here on, those left out who met the host otherwise."""
    cast = clause.view.cast
    host = party(cast.people[receiver].speaks_for)
    apart = {
        p
        for d in drafts
        if receiver in d.people and not d.weak and not _guessed(d)
        for p in (d.people if len(d.people) == 2 else _only_guest(d))
    }
    named = dict.fromkeys(
        cast.who[p]
        for p, mention in enumerate(clause.view.mentions)
        if mention.name and clause.view.sentence_of[p] >= clause.number
    )
    return [w for w in named if w is not None and w not in apart and _accredited(cast.people[w], host)]


def _only_guest(draft: Draft) -> list[int]:
    """The guest of a reception, where there is one, whoever else was there."""
    guests = [p for p, role in draft.people.items() if role == "guest"]
    return guests if len(guests) == 1 else []


def _guessed(draft: Draft) -> bool:
    """True for a meeting that only the nearness of two officials to a word tells."""
    return draft.rule.startswith("fr.meeting.nearby")


def _accredited(person: Person, host: str | None) -> bool:
    """True for an ambassador of another state or organisation, and for one of a state of whom no office is told."""
    side = party(person.speaks_for)
    sent = person.holds("ambassador") or (side in reference.states() and not person.keys())
    return side not in (None, host) and sent
