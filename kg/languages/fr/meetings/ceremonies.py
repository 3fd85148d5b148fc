"""Ceremonies told by what is done there: "A et B ont signé un accord", "A a remis à B l'ordre de l'Amitié"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.trigger_words import forms

_SIGN, _WILL_SIGN, _HAND, _AWARDS = (
    forms("meeting", "ceremonies", key) for key in ("sign", "will_sign", "hand", "awards")
)
_HAVE = forms("meeting", "words", "verbs", "have")
_TO = ("a", "au", "aux")


def find(clause: Clause) -> Iterator[Draft]:
    """The ceremonies that verbs of signing and of handing over tell, between named people of two parties."""
    for v in range(clause.first, clause.last + 1):
        norm = clause.norm(v)
        if norm in _SIGN | _WILL_SIGN and _finite(clause, v):
            yield from _ceremony(clause, v, _signers(clause, v), "sign")
        elif norm in _HAND and _finite(clause, v) and _AWARDS & set(clause.between(v + 1, v + 30)):
            yield from _ceremony(clause, v, _giver_and_receiver(clause, v), "award")


def _finite(clause: Clause, v: int) -> bool:
    """True for "ont signé", "signeront", false for "signé à Paris" and "l'accord a été signé"."""
    group = set(clause.between(clause.verb_start(v), v))
    finite = clause.norm(v).endswith(("ent", "ront", "ra")) or bool(group & _HAVE)
    return finite and not group & {"ete", "etre"}


def _signers(clause: Clause, v: int) -> list[int]:
    subject = clause.subject(v)
    return [*subject, *clause.after(v, ("avec",), skip=subject)]


def _giver_and_receiver(clause: Clause, v: int) -> list[int]:
    giver = clause.subject(v)
    return [*giver, *clause.after(v, _TO, skip=giver)]


def _ceremony(clause: Clause, v: int, group: list[int], act: str) -> Iterator[Draft]:
    people, _ = sides(clause, group)
    states = {clause.view.cast.people[p].speaks_for for p in people} - {None}
    if len(states) < 2:
        return
    yield Draft(
        kind="ceremony", status="planned" if clause.norm(v) in _WILL_SIGN else "held", sentence=clause.number,
        token=v, rule=f"fr.meeting.{act}", people=dict.fromkeys(people, "participant"), weak=True,
    )  # fmt: skip
