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


def present(clause: Clause) -> list[int]:
    """Who else was there: "étaient également présents A et B", "y assistaient A et B", "…, en présence de A et B"."""
    found: list[int] = []
    for v in range(clause.first, clause.last + 1):
        norm = clause.norm(v)
        if norm in ("presents", "presentes") and {"etaient", "sont"} & set(clause.between(v - 3, v)):
            found.extend(_around(clause, v))
        elif norm in ("assistaient", "assistent", "assistait") and clause.norm(v - 1) == "y":
            found.extend(_around(clause, v))
        elif norm == "partie" and clause.between(v - 3, v)[:1] == ["etaient"]:
            found.extend(_around(clause, v))
        elif norm == "presence" and clause.norm(v - 1) == "en" and _opens_again(clause):
            found.extend(sides(clause, clause.chain_after(clause.after(v, _BY, reach=4), _BY))[0])
    return list(dict.fromkeys(found))


def _around(clause: Clause, v: int) -> list[int]:
    named = [p for p in clause.positions if clause.mention(p).name and not clause.mention(p).prep]
    return sides(clause, named)[0]


def _opens_again(clause: Clause) -> bool:
    """True where the sentence starts with a meeting told before: "L'audience s'est déroulée …"."""
    return clause.norm(clause.first) in _DEFINITE and clause.norm(clause.first + 1) in _AGAIN


def attach(clause: Clause, drafts: Sequence[Draft]) -> None:
    """Adds the chairs of a meeting taken up again, and who else was there, to the latest meeting told before."""
    known = [d for d in drafts if d.sentence < clause.number and clause.number - d.sentence <= _BACK]
    people = chairs(clause)
    open_ = [d for d in known if d.kind in ("conference", "consultation", "online-meeting", "ceremony", "meeting")]
    if people and open_:
        open_[-1].people.update((p, "chair") for p in people)
    for person in present(clause) if known else ():
        known[-1].people.setdefault(person, "participant")


_BACK = 6  # sentences over which a meeting is still the one that is spoken of
