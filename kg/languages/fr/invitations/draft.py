"""An invitation as it is being read: who invites whom, where to, to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.sides import partner
from kg.languages.fr.visits.draft import spouse


@dataclass(frozen=True, slots=True)
class Agent:
    """A person (index in the cast) or, where None, a party's code alone."""

    person: int | None
    code: str | None


@dataclass(slots=True)
class Draft:
    """One telling of one invitation."""

    by: Agent
    to: Agent
    destination: str | None
    event: str | None
    sentence: int
    rule: str


def agents(clause: Clause, group: Iterable[int]) -> list[Agent]:
    """Those of a group of mentions who are known persons, or titles of a known state; spouses left out."""
    found = []
    for p in group:
        mention, who = clause.mention(p), clause.view.cast.who[p]
        if spouse(clause, p):
            continue
        if who is not None:
            found.append(Agent(who, clause.view.cast.people[who].speaks_for))
        elif mention.form in (Form.TITLE, Form.COUNTERPART) and mention.states:
            shares = len(mention.states) > 1  # "ses homologues lao et cambodgien": one of each
            found.extend(Agent(None, state) for state in mention.states if mention.number == 1 or shares)
    return list(dict.fromkeys(found))


def pairs(
    clause: Clause, by: Iterable[Agent], to: Iterable[Agent], goal: tuple[str | None, str | None], rule: str
) -> list[Draft]:
    """One draft per inviter and invitee of different names; without a stated place the inviter's state is the goal."""
    guests = list(to)
    found = []
    for host in by:
        home = partner(host.code) if not goal[1] else None
        for guest in guests:
            named = host.person is not None or guest.person is not None
            if named and host != guest and (host.person is not None or host.code != guest.code):
                found.append(Draft(host, guest, goal[0] or home, goal[1], clause.number, f"fr.invitation.{rule}"))
    return found


def on_behalf(clause: Clause) -> list[int]:
    """ "de la part de X", "au nom de X": for whom the sentence says that someone acts."""
    for k in range(clause.first, clause.last):
        said = clause.norm(k) in ("part", "nom") and clause.norm(k - 1) in ("la", "au")
        if said and clause.norm(k + 1) in ("de", "du", "d'", "des"):
            return clause.after(k, ("de", "du", "d'", "des"), reach=3)
    return []
