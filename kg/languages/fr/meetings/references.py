"""A meeting spoken of again: "l'événement a été coprésidé par A et B" adds A and B to the meeting told before."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, sides

_AGAIN = frozenset(
    "evenement reunion rencontre conference session ceremonie dialogue consultation sommet forum entretien seance colloque audience echange visioconference celle-ci celui-ci elle il".split()
)
_DEFINITE = frozenset(("l'", "la", "le", "cette", "cet", "ce"))
_CHAIRED = frozenset(("preside", "presidee", "copreside", "copresidee", "presides", "copresides", "presidence", "copresidence", "dirigee", "dirige"))
_BY = ("par", "de", "du", "d'")


def chairs(clause: Clause) -> list[int]:
    """Who chairs the meeting that this sentence takes up again, as persons of the cast."""
    for v in range(clause.first + 1, clause.last + 1):
        if clause.norm(v) not in _CHAIRED:
            continue
        before = clause.between(clause.first, v)
        again = any(w in _AGAIN and (k == 0 or before[k - 1] in _DEFINITE) for k, w in enumerate(before[:6]))
        if not again:
            continue
        group = clause.after(v, _BY, reach=6)
        people, _ = sides(clause, clause.chain_after(group, ("par", "de", "du", "d'")) if group else [])
        return people
    return []


def attach(clause: Clause, drafts: Sequence[Draft]) -> None:
    """Adds the chairs of a meeting taken up again to the latest meeting told before this sentence."""
    people = chairs(clause)
    if not people:
        return
    known = [d for d in drafts if d.sentence < clause.number and clause.number - d.sentence <= 3]
    open_ = [d for d in known if d.kind in ("conference", "consultation", "online-meeting", "ceremony", "meeting")]
    if open_:
        open_[-1].people.update((p, "chair") for p in people)
