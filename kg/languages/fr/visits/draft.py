"""A journey as it is being read: who travels where, by which word of which sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.coreference.cast import PARTY_STATE
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import forms
from kg.model import When


@dataclass(frozen=True, slots=True)
class Traveller:
    """Someone who travels: a person (index in the cast) or, where None, a delegation; for which state."""

    person: int | None
    origin: str | None


@dataclass(slots=True)
class Draft:
    """One telling of one leg of a journey."""

    traveller: Traveller
    destination: str
    kind: str
    status: str
    sentence: int
    rule: str
    date: When | None = None


def traveller(clause: Clause, p: int) -> Traveller | None:
    """The traveller behind the mention at position `p`; None for a place, a spouse or somebody of no known state."""
    mention, view = clause.mention(p), clause.view
    if spouse(clause, p):
        return None
    found = view.cast.who[p]
    if found is not None:
        person = view.cast.people[found]
        origin = PARTY_STATE.get(person.speaks_for or "", person.speaks_for)
        return Traveller(found, origin) if origin or person.keys() else None
    alone = mention.form in (Form.TITLE, Form.COUNTERPART) and mention.number == 1
    if mention.states and (alone or mention.form is Form.GROUP):
        return Traveller(None, PARTY_STATE.get(mention.states[0], mention.states[0]))
    return None


def spouse(clause: Clause, p: int) -> bool:
    """True after "son épouse", "avec son mari", and for a second bearer of the family name in a row."""
    mention = clause.mention(p)
    named = mention.form is Form.NAME and not mention.offices
    if named and forms("visit", "nouns", "spouse") & set(clause.between(mention.first - 3, mention.last)):
        return True
    words = clause.between(mention.first, mention.last + 1)
    if forms("visit", "nouns", "spouse") & set(words) and clause.norm(mention.first - 1) == "et":
        return True
    group, name = clause.group_of(p) if p in clause.positions else [p], (mention.name or "").split()
    earlier = (clause.mention(q).name or "" for q in group[: group.index(p)])
    return any(name and name[-1] in other.split() for other in earlier)


def inviters(clause: Clause) -> set[int]:
    """The mentions inside "à l'invitation de X": hosts, who neither travel nor are invited."""
    found: set[int] = set()
    for i in range(clause.first, clause.last + 1):
        if clause.norm(i) in forms("invitation", "nouns", "invitation"):
            found.update(clause.after(i, ("de", "du", "d'", "des"), reach=4))
    return found


def _headed(clause: Clause, group: list[int]) -> list[int]:
    """ "X, son épouse et | une délégation": X."""
    first = clause.mention(group[0]).first
    before = [p for p in clause.positions if clause.mention(p).last < first and clause.mention(p).name]
    gap = clause.between(clause.mention(before[-1]).last + 1, first) if before else []
    joined = gap[-1:] in (["et"], ["qu'"], ["que"]) and forms("visit", "nouns", "spouse") & {*gap}
    return before[-1:] if joined and not clause.mention(before[-1]).prep else []


def subject(clause: Clause, v: int) -> list[int]:
    """The travellers that are the subject of the verb at `v`: as in any clause, but no state is one."""
    group = clause.subject(v)
    if any(clause.mention(p).form is Form.NAME for p in group):  # "X et une délégation": X travels
        return [p for p in group if clause.mention(p).form is not Form.GROUP]
    if (
        group
        and group == [p for p in group if clause.mention(p).form is Form.GROUP]
        and (head := _headed(clause, group))
    ):
        return head
    if any(clause.mention(p).form is not Form.PARTY for p in group) or clause.norm(clause.verb_start(v) - 1) == "qui":
        return group
    start = clause.verb_start(v)
    for p in reversed([p for p in clause.positions if clause.mention(p).last < start]):
        found = clause.group_of(p)
        if not clause.mention(found[0]).prep and clause.mention(p).form is not Form.PARTY:
            return found
    return []
