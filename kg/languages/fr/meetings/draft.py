"""A meeting as it is being read: who was there, for whom, by which word of which sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.date_values import DateMention
from kg.languages.fr.clauses import Clause
from kg.mention import Form
from kg.resolve import PARTY_STATE

REMOTE = frozenset(("phone-call", "online-meeting"))


@dataclass(slots=True)
class Draft:
    """One telling of a meeting. `people` maps persons (index in the cast) to roles, `parties` are codes of unnamed sides."""

    kind: str
    status: str
    sentence: int
    token: int
    rule: str
    people: dict[int, str] = field(default_factory=dict)
    parties: list[str] = field(default_factory=list)
    date: DateMention | None = None
    place: str | None = None
    title: str | None = None
    series: str | None = None
    follows: bool = False


def sides(clause: Clause, group: Iterable[int]) -> tuple[list[int], list[str]]:
    """The persons of a group, and the codes of its members who are not named."""
    people: list[int] = []
    parties: list[str] = []
    for p in group:
        mention, found = clause.mention(p), clause.view.cast.who[p]
        if found is not None:
            people.append(found)
        elif mention.form is Form.PARTY and mention.code:
            parties.append(mention.code)
        elif mention.form in (Form.TITLE, Form.COUNTERPART, Form.GROUP) and mention.states:
            parties.extend(mention.states)
        elif mention.form is Form.TITLE and mention.offices and mention.offices[0].of:
            parties.append(mention.offices[0].of)
    return people, parties


def party(code: str | None) -> str | None:
    """A ruling party counts as its state."""
    return PARTY_STATE.get(code, code) if code else None


def codes(clause: Clause, draft: Draft) -> list[str]:
    """The distinct parties of a draft, persons' first."""
    own = [party(clause.view.cast.people[p].speaks_for) for p in draft.people]
    return list(dict.fromkeys(c for c in [*own, *(party(q) for q in draft.parties)] if c))
