"""Between whom a document is signed: by its own words, by who signs, else by the two sides that the story speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.languages.fr.agreements.documents import Document
from kg.languages.fr.agreements.signing import Act
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.pairs import pair_at
from kg.languages.fr.clauses.sides import Side, sides_in
from kg.languages.fr.clauses.view import View
from kg.languages.fr.meetings.draft import party, sides

_BACK = 10  # sentences looked back through for the sides of an encounter
_THREE = frozenset(("tripartite", "trilateral", "trilaterale", "trois"))
_TREATY = frozenset(("convention", "traite", "protocole", "charte", "pacte"))


def parties(clause: Clause, act: Act, document: Document) -> tuple[str, ...]:
    """The codes of those who sign; () where the text does not tell two (one, for a treaty of an organisation)."""
    named = _in_title(clause.view, document) or _between(clause, act, document)
    if len(named) > 1:
        return named
    wanted = 3 if _THREE & set(clause.between(clause.first, clause.last + 1)) else 2
    own = _signers(clause, act)
    if len(own) > 1:
        return own
    if act.status == "planned" and document.words & _TREATY and (of := _organization(clause, document)):
        return (of,)
    return _completed(clause, document, [*own, *(c for c in named if c not in own)], wanted)


def _in_title(view: View, document: Document) -> tuple[str, ...]:
    """ "accord Vietnam-UE"."""
    for i in range(document.first, document.last + 1):
        if (both := pair_at(view.text, i)) is not None:
            return both[0]
    return ()


def _between(clause: Clause, act: Act, document: Document) -> tuple[str, ...]:
    """ "entre le Vietnam et le Laos", after the document or the verb."""
    start = min(document.first, act.token)
    between = [k for k in range(start, clause.last + 1) if clause.norm(k) == "entre"]
    for k in between:
        found = _states(clause, k + 1)
        if len(found) > 1:
            return tuple(found[:3] if "," in clause.between(k, k + 8) and len(found) == 3 else found[:2])
    return ()


def _states(clause: Clause, first: int) -> list[str]:
    """The states that the words from token `first` on point to, by name, adjective, city or province, in order."""
    text, found = clause.view.text, []
    k = first
    while k <= clause.last and k < first + 60 and clause.norm(k) not in (";", "qui", "lors", "ont", "ayant"):
        hit = text.hit(k, "country") or text.hit(k, "demonym") or text.hit(k, "city") or text.hit(k, "place")
        if hit:
            found.append(hit.key if hit.kind in ("country", "demonym") else hit.extra)
        elif org := text.hit(k, "org"):
            found.append(org.key)
        k += max(hit.length if hit else 1, 1)
    return list(dict.fromkeys(code for code in map(party, found) if code))


def _signers(clause: Clause, act: Act) -> tuple[str, ...]:
    """The sides of the subject and of "avec", or of "par" after a passive or a noun."""
    if act.active or "leur" in clause.between(act.token - 2, act.token):
        group = clause.subject(act.token)
        partners = clause.after(act.token, ("avec",), skip=group) or _fronted(clause, act.token)
        before = clause.before_that(clause.verb_start(act.token), group) if not group else []
        found = _codes(clause, [*group, *partners, *before])
        return found or _codes(clause, _inverted(clause, act))
    by = [p for p in clause.positions if clause.mention(p).prep == "par" and clause.mention(p).first > act.token]
    groups = [q for p in by for q in clause.group_of(p)]
    return _codes(clause, clause.chain_after(groups, ("par",)) if groups else [])


def _fronted(clause: Clause, token: int) -> list[int]:
    """ "avec lequel il doit signer", "après avoir paraphé, avec leur hôte": whom "avec" names before or inside."""
    near = [
        p for p in clause.positions if clause.mention(p).prep == "avec" and abs(clause.mention(p).first - token) < 12
    ]
    return near[:1]


def _inverted(clause: Clause, act: Act) -> list[int]:
    """ "que sont venus signer A et B": the group after the verb."""
    found = clause.after(act.token, ("",), reach=6)
    return found if len(found) > 1 else []


def _codes(clause: Clause, group: Iterable[int]) -> tuple[str, ...]:
    people, unnamed = sides(clause, group)
    known = [party(clause.view.cast.people[p].speaks_for) for p in people]
    return tuple(dict.fromkeys(c for c in [*known, *map(party, unnamed)] if c))


def _organization(clause: Clause, document: Document) -> str | None:
    """The organisation that a treaty is of: "Convention des Nations unies …"."""
    text = clause.view.text
    hits = (text.hit(k, "org") for k in range(document.first, min(document.first + 4, document.last) + 1))
    return next((hit.key for hit in hits if hit), None)


def _completed(clause: Clause, document: Document, codes: list[str], wanted: int) -> tuple[str, ...]:
    """The sides that the sentence, then the sentences before it, speak of, added until there are enough."""
    view = clause.view
    named = (side for side in sides_in(view, clause.number) if not document.first <= side.first <= document.last)
    here = [side for side in named if side.actor or not view.text.hit(side.first, "city")]
    found = _extended(codes, _ordered(here), view.home, wanted)
    for back in range(clause.number - 1, max(clause.number - 1 - _BACK, -1), -1):
        if len(found) >= wanted:
            break
        found = _extended(found, _ordered(sides_in(view, back)), view.home, wanted)
    if len(found) == 1 and view.home and view.home not in found:
        found.append(view.home)
    return tuple(found[:wanted]) if len(found) > 1 else ()


def _extended(codes: Sequence[str], more: Sequence[str], home: str | None, wanted: int) -> list[str]:
    """Codes with further ones; where there are too many, the home state's own encounter."""
    found = list(dict.fromkeys([*codes, *more]))
    if len(found) > wanted and home in found and home not in found[:wanted]:
        found = [*codes, home, *(c for c in found if c not in codes and c != home)]
    return found[: max(wanted, len(codes))]


def _ordered(found: Sequence[Side]) -> list[str]:
    """The codes of those who act, then of the others."""
    return list(dict.fromkeys([*(s.code for s in found if s.actor), *(s.code for s in found)]))
