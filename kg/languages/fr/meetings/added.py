"""What stands around a noun of meeting: a relative clause ("l'entretien qu'il a eu avec B"), those seated together."""

from __future__ import annotations

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.tokens.trigger_words import forms

_HELD = forms("meeting", "light", "forms") - forms("meeting", "words", "verbs", "have")
_ASKED = forms("meeting", "words", "nouns", "asked")
_HAVE = forms("meeting", "words", "verbs", "have")
_SEATED = forms("meeting", "words", "nouns", "seated")
_WITH = ("avec", "a", "au", "aux")
_OPENS = 8  # words between the noun and its relative clause
_REACH = 12  # words between the relative pronoun and its verb


def added(clause: Clause, end: int) -> tuple[list[int], list[int]]:
    """Whose the meeting was and with whom, by the relative clause after a noun that ends at token `end`: also "le dîner
    auquel A a convié B"."""
    for k in range(end + 1, min(end + _OPENS, clause.last)):
        if clause.norm(k) in ("que", "qu'", "auquel", "laquelle"):
            return _told(clause, k)
        if clause.norm(k) in (";", ":", ".") or clause.norm(k) in _HAVE:
            break
    return [], []


def _told(clause: Clause, k: int) -> tuple[list[int], list[int]]:
    verbs = _HELD if clause.norm(k) in ("que", "qu'") else _ASKED
    for v in range(k + 1, min(k + _REACH, clause.last + 1)):
        if clause.norm(v) in verbs and _HAVE & set(clause.between(k, v)):
            ours = [p for p in clause.subject(v) if clause.mention(p).first > k]
            ours = ours or clause.after(v, ("",), reach=4)
            preps = _WITH if verbs is _HELD else ("",)
            theirs = clause.after(v, preps, skip=ours) or _given_to(clause, k, v, ours)
            return ours, clause.chain_after(theirs, preps) if theirs else []
    return [], []


def _given_to(clause: Clause, k: int, v: int, ours: list[int]) -> list[int]:
    """ "l'audience | que lui a accordée A, B a salué …": B, whom "lui" means; or the subject before the noun."""
    if {"lui", "leur"}.isdisjoint(clause.between(k, v)) or not ours:
        return []
    told = [p for p in clause.positions if not clause.mention(p).prep and clause.view.cast.who[p] is not None]
    after = [p for p in told if clause.mention(p).first > max(v, clause.mention(ours[-1]).last)]
    before = [p for p in told if clause.mention(p).last < k]
    return clause.group_of((after or before)[0]) if after or before else []


def seated(clause: Clause, first: int, end: int) -> list[int]:
    """Those whom an adverbial brings together: "A et B se sont assis à la même table", "a mis face à face A et B"."""
    if clause.norm(end) not in _SEATED:
        return []
    after = clause.after(end, ("",), reach=6)
    if _several(clause, after) and {"mis", "mettait", "mettra", "met"} & set(clause.between(first - 5, end)):
        return after
    before = [g for g in clause.groups if clause.mention(g[-1]).last < first and not clause.mention(g[0]).prep]
    return before[-1] if before and _several(clause, before[-1]) else []


def _several(clause: Clause, group: list[int]) -> bool:
    people, parties = sides(clause, group)
    speak = {clause.view.cast.people[p].speaks_for for p in people}
    return len(speak) + len(set(parties)) > 1
