"""Who takes part in a conference: who attends, holds, chairs or opens it, by the verbs around its name."""

from __future__ import annotations

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.trigger_words import forms

_ATTEND, _CHAIR, _CHAIRED = (forms("meeting", "conference", key) for key in ("attend", "chair", "chaired"))
_INVITED = forms("meeting", "words", "conferences", "invited")
_BY = forms("meeting", "words", "conferences", "by")
_FAR = frozenset(("parole", "discours", "allocution"))
_HELD = frozenset(("tenu", "boucle", "cloture", "inaugure", "conclu", "acheve"))
_REACH, _SPEECH, _CHAIRING = 14, 30, 16  # tokens between such a verb and the noun


def attendance(clause: Clause, first: int, last: int) -> tuple[list[int], list[str]]:
    """Those who take part in what tokens `first` … `last` name, as persons of the cast, and the verbs that say so."""
    found: list[int] = []
    verbs: list[str] = []
    for v in range(clause.first, first):
        people, words = _before(clause, v, first)
        found.extend(people)
        verbs.extend(words)
    for v in range(last + 1, min(last + 25, clause.last + 1)):
        people, words = _after(clause, v, last)
        found.extend(people)
        verbs.extend(words)
    if found:
        found.extend(_people(clause, clause.after(last, ("avec",), reach=4)))
    return list(dict.fromkeys(found)), verbs


def _people(clause: Clause, group: list[int]) -> list[int]:
    return sides(clause, group)[0]


def _before(clause: Clause, v: int, first: int) -> tuple[list[int], list[str]]:
    norm = clause.norm(v)
    near = first - v <= (_SPEECH if norm in _FAR else _REACH)
    fronted = norm in _CHAIRED and "par" in clause.between(v + 1, v + 8)
    if fronted and not {"a", "ont"} & set(clause.between(v - 2, v)):
        return _people(clause, clause.after(v, ("par",), reach=8)), []
    if _INVITED & set(clause.between(max(v - 6, clause.first), v)):
        return [], ["prevu"]
    if (norm in _ATTEND and near) or (norm in _CHAIR and first - v <= _CHAIRING) or _holds(clause, v):
        return _people(clause, clause.subject(v)), [clause.norm(v - 1), norm]
    if norm == "participation" and near and clause.norm(v - 1) in ("sa", "leur"):
        return _people(clause, clause.subject(v)), []
    if norm in ("participation", "presence") and near:
        return _people(clause, clause.after(v, _BY, reach=4)), []
    return [], []


def _after(clause: Clause, v: int, last: int) -> tuple[list[int], list[str]]:
    norm = clause.norm(v)
    gap = set(clause.between(last + 1, v))
    relative = bool({"que", "qu'"} & gap)
    if norm in _CHAIRED and not relative:
        group = clause.after(v, _BY, reach=12)
        return _people(clause, clause.chain_after(group, _BY) if group else []), []
    if relative and norm in _CHAIR:
        return _people(clause, clause.after(v, ("",), reach=3) or clause.subject(v)), [norm]
    if norm in _ATTEND and {"laquelle", "auquel", "lequel"} & gap:
        return _people(clause, clause.subject(v)), [norm]
    return [], []


def _holds(clause: Clause, v: int) -> bool:
    """ "A et B ont tenu un sommet": the verb of those who hold a meeting."""
    return clause.norm(v) in _HELD and bool({"ont", "avaient", "auront"} & set(clause.between(v - 3, v)))
