"""Ceremonies told by what is done there: "A et B ont signé un accord", "A a remis à B l'ordre de l'Amitié"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.attendance import beside
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.meetings.tenses import future
from kg.languages.fr.tokens.trigger_words import forms

_SIGN, _WILL_SIGN, _SIGNED, _HAND, _DECORATED, _INAUGURATE, _AWARDS = (
    forms("meeting", "ceremonies", key)
    for key in ("sign", "will_sign", "signed", "hand", "decorated", "inaugurate", "awards")
)
_HAVE = forms("meeting", "words", "verbs", "have")
_RECEIVED = forms("meeting", "ceremonies", "received")
_SIGNING, _AWARDING = _SIGN | _WILL_SIGN, _HAND | _DECORATED | _RECEIVED
_ACTS = _SIGNING | _SIGNED | _INAUGURATE | _AWARDING | {"signature"}
_PROCEED = frozenset(("procede", "procedent", "procedaient", "procederont"))
_ACT = 8  # words from "ont procédé" to "la signature"
_NAME = 16  # words between what is given and in whose name
_AGENT = 44  # words between "signé" and those who signed
_TO = ("a", "au", "aux")


def find(clause: Clause) -> Iterator[Draft]:
    """The ceremonies that verbs of signing, handing over and inaugurating tell, between named people of two parties."""
    for v in clause.among(_ACTS):
        norm = clause.norm(v)
        if norm in _SIGNING and _finite(clause, v):
            yield from _ceremony(clause, v, _doers(clause, v), "sign")
        elif norm == "signature" and (done := _proceeded(clause, v)) is not None:
            yield from _ceremony(clause, done, _doers(clause, done), "sign")
        elif norm in _SIGNED and clause.norm(v - 1) not in _HAVE:
            yield from _ceremony(clause, v, _agents(clause, v), "sign")
        elif _inaugurates(clause, v):
            yield from _ceremony(clause, v, _doers(clause, v), "inaugurate")
        elif norm in _AWARDING and _AWARDS & set(clause.between(clause.first, v + 30)):
            yield from _ceremony(clause, v, _giver_and_receiver(clause, v), "award")


def _proceeded(clause: Clause, i: int) -> int | None:
    """ "ont | procédé mardi à la signature": the token of the verb."""
    verbs = (k for k in range(i - 1, max(i - _ACT, clause.first), -1) if clause.norm(k) in _PROCEED)
    return next((k for k in verbs if _finite(clause, k)), None)


def _inaugurates(clause: Clause, v: int) -> bool:
    """ "ont inauguré", "pour inaugurer", "ont coupé le ruban"."""
    if clause.norm(v) not in _INAUGURATE or not (_finite(clause, v) or clause.norm(v).endswith("er")):
        return False
    return not clause.norm(v).startswith("coupe") or "ruban" in clause.between(v + 1, v + 6)


def _finite(clause: Clause, v: int) -> bool:
    """True for "ont signé", "signeront", false for "signé à Paris" and "l'accord a été signé"."""
    group = set(clause.between(clause.verb_start(v), v))
    finite = clause.norm(v).endswith(("ent", "ront", "ra")) or bool(group & _HAVE)
    return finite and not group & {"ete", "etre"}


def _doers(clause: Clause, v: int) -> list[int]:
    subject = clause.subject(v)
    return [*subject, *(clause.after(v, ("avec",), skip=subject) or beside(clause, v, clause.last + 1))]


def _agents(clause: Clause, v: int) -> list[int]:
    """ "a été signé, en présence de C, par A et B", "signé entre A et B"."""
    group = clause.after(v, ("par",), reach=_AGENT)
    both = clause.after(v, ("entre",), reach=4)
    return clause.chain_after(group, ("par",)) if group else both


def _giver_and_receiver(clause: Clause, v: int) -> list[int]:
    """ "A a remis à B l'ordre", "l'ordre a été remis à B par A", "A a décoré B", "B a été décoré par A"."""
    to = ("",) if clause.norm(v) in _DECORATED else _TO
    if clause.norm(v) in _RECEIVED:
        by = clause.after(v, ("par",)) if clause.norm(v) == "remettre" else _hands(clause, v)
        return [*clause.subject(v), *by] if by else []
    if clause.norm(v).endswith("ant"):
        return [*clause.after(v, ("",)), *clause.after(v, _TO)]
    if _finite(clause, v):
        giver = clause.subject(v)
        return [*giver, *clause.after(v, to, skip=giver)]
    by = clause.after(v, ("par",)) or _on_behalf(clause, v)
    receiver = clause.subject(v) if to == ("",) else clause.after(v, _TO) or _to_him(clause, v)
    return [*by, *clause.chain_after(receiver, _TO)] if by and receiver else []


def _on_behalf(clause: Clause, v: int) -> list[int]:
    """ "a été remis au nom du président A": A, in whose name it was given."""
    name = next((k for k in range(v, min(v + _NAME, clause.last)) if clause.between(k, k + 2) == ["au", "nom"]), None)
    return clause.after(name + 1, ("de", "du", "d'"), reach=3) if name is not None else []


def _to_him(clause: Clause, v: int) -> list[int]:
    """ "lui a été remise par A": whom the pronoun means."""
    start = clause.verb_start(v)
    return [p for p in clause.positions if start <= clause.mention(p).first < v and clause.mention(p).word == "lui"]


def _hands(clause: Clause, v: int) -> list[int]:
    """ "a reçu la médaille des mains de A": A."""
    mains = next((k for k in range(v, clause.last) if clause.between(k, k + 2) == ["des", "mains"]), None)
    return clause.after(mains + 1, ("de", "du", "d'"), reach=3) if mains is not None else []


def _ceremony(clause: Clause, v: int, group: list[int], act: str) -> Iterator[Draft]:
    people, _ = sides(clause, group)
    states = {clause.view.cast.people[p].speaks_for for p in people} - {None}
    if len(states) < 2:
        return
    absent = set(sides(clause, _on_behalf(clause, v))[0])
    tokens = clause.view.text.tokens[clause.first : v]
    ahead = (
        clause.norm(v) in _WILL_SIGN
        or clause.norm(v).endswith(("ra", "ront"))
        or (clause.norm(v).endswith("er") and any(future(token) for token in tokens))
    )
    yield Draft(
        kind="ceremony", status="planned" if ahead else "held", sentence=clause.number,
        token=v, rule=f"fr.meeting.{act}", weak=True,
        people=dict.fromkeys((p for p in people if p not in absent), "participant"),
        parties=[code for p in absent if (code := clause.view.cast.people[p].speaks_for)],
    )  # fmt: skip
