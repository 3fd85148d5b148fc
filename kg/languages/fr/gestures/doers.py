"""Who does what a verb says, also where another verb of the sentence shares its subject."""

from __future__ import annotations

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.ends import End, code_in, ends
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_AUXILIARIES = grammar("have") | grammar("be")


def subject(clause: Clause, v: int) -> list[End]:
    """Who does what the verb at `v` says; [] where the sentence does not tell."""
    group = doers(clause, v)
    found = ends(clause, group) if group else []
    officials = not group or (clause.mention(group[0]).form is Form.TITLE and clause.mention(group[0]).number != 1)
    return found or (_bare_subject(clause, v) if officials else [])  # "des dirigeants du Parti de A ont félicité B"


def speaker(clause: Clause, v: int) -> list[End]:
    """Who says "je" in a quotation around token `v`: "« Je présente … », a écrit X", "X a écrit : « Je … »"."""
    after = [p for p in clause.positions if clause.mention(p).first > v and not clause.mention(p).prep]
    closed = next((k for k in range(v, clause.last) if clause.norm(k) in ("»", '"', "”")), None)
    outside = [p for p in after if closed is not None and clause.mention(p).first > closed]
    before = [p for p in clause.positions if clause.mention(p).last < v and not clause.mention(p).prep]
    return ends(clause, outside[:1]) or ends(clause, before[:1])


def doers(clause: Clause, v: int) -> list[int]:
    """The mentions that are the subject of a verb, also where an earlier verb shares it ("a reçu B et lui a remis")."""
    start = clause.verb_start(v)
    come = next(
        (k for k in range(start - 1, start - 5, -1) if clause.norm(k) in ("venu", "venue", "venus", "venues")), None
    )
    if come is not None and clause.norm(come - 1) == ",":
        before = [p for p in clause.positions if clause.mention(p).last < come]
        return before[-1:]
    joined = clause.norm(start - 1) in forms("gesture", "glue", "joined") | {"avoir"} or clause.norm(v).endswith(
        ("er", "ir", "re", "ant")
    )
    if joined and (relative := _of_relative(clause, start)):
        return relative
    group = (_leading(clause, start) or following(clause, v)) if joined else _own(clause, v) or _inverted(clause, v)
    if not group or joined:
        return group
    gap = clause.between(clause.mention(group[-1]).last + 1, start)
    if _AUXILIARIES & set(gap) and clause.norm(start - 1) not in ("qui", ","):
        return []
    return group


def _of_relative(clause: Clause, start: int) -> list[int]:
    """ "B, qui l'a félicité et lui a adressé ses vœux": B, where no comma ends the relative clause before "et"."""
    opens = next((k for k in range(start - 2, clause.first, -1) if clause.norm(k) in ("qui", ",", ";")), None)
    if opens is None or clause.norm(opens) != "qui" or clause.norm(start - 1) != "et":
        return []
    before = [p for p in clause.positions if opens - 3 <= clause.mention(p).last < opens]
    return before[-1:] if before and clause.mention(before[-1]).name else []


def _inverted(clause: Clause, v: int) -> list[int]:
    """ "Ont également présenté leurs condoléances A et B": the subject after a verb that opens its sentence."""
    if clause.norm(clause.first) not in _AUXILIARIES or clause.verb_start(v) > clause.first + 2:
        return []
    found = [p for p in clause.positions if clause.mention(p).first > v and not clause.mention(p).prep]
    return clause.chain_after(clause.group_of(found[0]), ("",)) if found else []


def following(clause: Clause, v: int) -> list[int]:
    """The subject after an opening phrase: "Après avoir félicité A, B …", "Félicité par A, B …"."""
    for group in clause.groups:
        head = clause.mention(group[0])
        opens = head.first > v and not head.prep and clause.norm(head.first - 1) == ","
        if opens and clause.usable(group[0]) and ends(clause, group):
            return group
    return []


def _own(clause: Clause, v: int) -> list[int]:
    """The subject of a verb; whom ", a annoncé X," quotes in passing is not."""
    group = clause.subject(v)
    if group:
        first = clause.mention(group[0]).first
        aside = clause.norm(first - 2) in ("a", "ont") and clause.norm(first - 3) == ","
        earlier = [g for g in clause.groups if clause.mention(g[-1]).last < first - 2 and not clause.mention(g[0]).prep]
        return earlier[-1] if aside and earlier else group
    return group


def _leading(clause: Clause, start: int) -> list[int]:
    """The first group of the sentence that can act, before `start`."""
    for group in clause.groups:
        head = clause.mention(group[0])
        if head.first >= start:
            break
        if not head.prep and clause.usable(group[0]) and (head.form is not Form.NAME or ends(clause, group)):
            return group
    return []


def _bare_subject(clause: Clause, v: int) -> list[End]:
    """A subject that is no mention: "la garde de A a offert", "le ministère cubain de l'Intérieur a remis"."""
    start = clause.verb_start(v)
    begin = start - 1
    if clause.norm(begin) in forms("gesture", "glue", "joined") | {","}:
        begin = clause.first
    while begin > clause.first and clause.norm(begin - 1) not in (",", ";", ":", "que", "et", "qui"):
        begin -= 1
    if any(
        clause.mention(p).form is Form.PRONOUN and begin <= clause.mention(p).first < start for p in clause.positions
    ):
        return []
    found = code_in(clause, begin, start - 1)
    return [found] if found else []
