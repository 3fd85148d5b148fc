"""Awards: "a remis l'Ordre … à B", "B s'est vu décerner", "B a été décoré de", "B a reçu l'insigne …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.doers import subject
from kg.languages.fr.gestures.ends import End, by, code_in, ends, to
from kg.languages.fr.gestures.others import across, behalf, other, relative
from kg.languages.fr.gestures.telling import Telling, phrase, tellings
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_BE = grammar("be")
_ARTICLES = forms("gesture", "words", "awards", "articles")


@cache
def hints() -> frozenset[str]:
    """The words that name an award."""
    return forms("gesture", "award", "nouns") | forms("gesture", "award", "orders") | forms("gesture", "award", "ranks")


def find(clause: Clause) -> Iterator[Telling]:
    """The awards that a sentence tells, from its first noun of award."""
    for i in range(clause.first, clause.last + 1):
        if _award(clause, i):
            found = list(_told(clause, i))
            if found:
                yield from found
                return


def _award(clause: Clause, i: int) -> bool:
    """True where a noun at token `i` names an award: "l'Ordre de l'Amitié", "la médaille"."""
    norm, after = clause.norm(i), clause.between(i + 1, i + 9)
    if norm in forms("gesture", "award", "orders"):
        return clause.view.text.capital(i) and after[:2] != ["du", "jour"]
    if norm == "titre":
        return bool(set(after) & forms("gesture", "award", "titles"))
    if norm in ("croix", "legion", "collier", "cordon"):
        return clause.view.text.capital(i) or (norm.startswith("co") and after[:1] in (["de"], ["du"]))
    return norm in forms("gesture", "award", "nouns") or (
        norm in forms("gesture", "award", "ranks")
        and clause.norm(i + 1) in ("de", "dans", "d'", "officier", "croix", "honoris")
    )


def _told(clause: Clause, i: int) -> Iterator[Telling]:
    """The award whose noun is at token `i`, by the verb before or after it."""
    what = phrase(clause, i)
    for k in range(i - 1, max(i - 30, clause.first) - 1, -1):
        norm = clause.norm(k)
        group = set(clause.between(clause.verb_start(k), k))
        whom = norm.startswith("decor") or clause.norm(k + 1) not in ("la", "les")
        headed = bool(clause.positions) and clause.mention(clause.positions[0]).last == k - 1
        if norm in forms("gesture", "award", "decorate") and whom and (group or headed):
            yield from _decorated(clause, k, group, what, i)
            return
        if norm in forms("gesture", "award", "give"):
            yield from _given(clause, k, i, what)
            return
        if norm in forms("gesture", "award", "receive") and clause.norm(k - 1) not in ("ete", "est"):
            receivers = subject(clause, k) or _home(clause)
            yield from _awarded(clause, by(clause, i) or _relative_giver(clause, i), receivers, what, i)
            return
    for k in range(i + 1, min(i + 40, clause.last) + 1):
        if clause.norm(k) in forms("gesture", "award", "give") and (
            _BE & set(clause.between(clause.verb_start(k), k)) or clause.norm(k)[-1] in "se"
        ):
            yield from _passive(clause, k, i, what)
            return


def _home(clause: Clause) -> list[End]:
    """The home state, for a receiver that is no mention: "l'hôpital de campagne a reçu la médaille"."""
    return [End(clause.view.home, clause.view.home, False)] if clause.view.home else []


def _given(clause: Clause, v: int, i: int, what: str | None) -> Iterator[Telling]:
    """ "A a remis l'Ordre à B", "B s'est vu remettre l'Ordre par A", "remise de l'Ordre à B"."""
    group = clause.between(clause.verb_start(v), v)
    seen = [k for k in range(max(v - 3, clause.first), v) if clause.norm(k) in forms("gesture", "award", "seen")]
    if seen:
        receivers = ends(clause, clause.subject(seen[0]))
        yield from _awarded(clause, by(clause, v), receivers, what, i)
        return
    if (clause.norm(v).startswith("remise") and clause.norm(v - 1) in ("la", "de", "une", "cette")) or (
        v == clause.first and clause.norm(v).startswith("remise")
    ):
        yield from _awarded(clause, by(clause, v), to(clause, i + 1), what, i)
        return
    givers = by(clause, v) if _BE & set(group) else subject(clause, v)
    pronoun = {"lui", "leur"} & set(group)
    receivers = (
        (relative(clause, v) or other(clause, v, givers)) if pronoun else to(clause, v + 1, i) or to(clause, i + 1)
    )
    yield from _awarded(clause, givers, receivers or relative(clause, v), what, i)


def _passive(clause: Clause, v: int, i: int, what: str | None) -> Iterator[Telling]:
    """ "l'Ordre a été remis à B par A", "l'insigne que lui a décerné A"."""
    group = clause.between(clause.verb_start(v), v)
    pronoun = {"lui", "leur"} & set(group)
    active = {"a", "ont"} & set(group) and "ete" not in group
    if active:
        yield from _awarded(
            clause, _relative_giver(clause, i), other(clause, v, []) if pronoun else to(clause, v + 1), what, i
        )
        return
    givers = by(clause, v)
    receivers = other(clause, v, givers) if pronoun else to(clause, v + 1)
    yield from _awarded(clause, givers, receivers, what, i)


def _relative_giver(clause: Clause, i: int) -> list[End]:
    """ "l'insigne que lui a décerné l'Union": the subject after the verb of a relative clause."""
    for k in range(i + 1, min(i + 24, clause.last) + 1):
        if clause.norm(k) in forms("gesture", "award", "give"):
            found = ends(clause, clause.after(k, ("",), reach=4))
            near = code_in(clause, k + 1, k + 9)
            return found or ([near] if near else [])
    return []


def _decorated(clause: Clause, v: int, group: set[str], what: str | None, i: int) -> Iterator[Telling]:
    """ "B a été décoré de l'Ordre par A", "A a décoré B de l'Ordre", "B a été fait commandeur de"."""
    passive = bool(_BE & group) or not {"a", "ont", "avait"} & group
    if passive:
        yield from _awarded(clause, by(clause, v), ends(clause, clause.subject(v)), what, i)
        return
    givers = subject(clause, v)
    objects = ends(clause, clause.after(v, ("",), reach=12)) if not clause.clitic(v) else other(clause, v, givers)
    yield from _awarded(clause, givers, objects, what, i)


def _awarded(clause: Clause, givers: list[End], receivers: list[End], what: str | None, i: int) -> Iterator[Telling]:
    """An award by the association or the state that gives it; without a giver, by the state that the words name."""
    receivers = [r for r in receivers if r.person] or receivers
    if not receivers:
        return
    side = receivers[0].side
    name = association(clause) if clause.norm(i) not in forms("gesture", "award", "orders") else None
    state = next((e for e in behalf(clause) if e.side), None) or next(
        (e for e in givers if e.side and e.side != side), None
    )
    giver = End(name, None, False) if name else _state(state) or _by_words(clause, i, side)
    yield from tellings(clause, "award", [giver] if giver else [], receivers, what, "award")


def _state(end: End | None) -> End | None:
    return End(end.side, end.side, False) if end and end.side else None


def _by_words(clause: Clause, i: int, side: str | None) -> End | None:
    """The state named right after the award ("médaille des Nations unies"), else the other side of the story."""
    named = code_in(clause, i, i + 6)
    order = forms("gesture", "award", "orders") & set(clause.between(i, i + 4))
    if named and (named.side != side or order):
        return _state(named)
    return across(clause.view, side)


def association(clause: Clause) -> str | None:
    """The association that the sentence names with capitals: its acronym, else its name."""
    text = clause.view.text
    for k in range(clause.first, clause.last + 1):
        if (org := text.hit(k, "org")) and org.extra in ("mass-organization", "international-ngo"):
            return org.key
        if (
            clause.norm(k) not in forms("gesture", "award", "associations")
            or not text.capital(k)
            or clause.norm(k + 1) in ("europeenne", "africaine", "sovietique")
        ):
            continue
        if (org := text.hit(k, "org")) and org.extra != "international-organization":
            return org.key
        if clause.norm(k) == "comite" and clause.norm(k + 1) in ("central", "populaire", "permanent"):
            continue
        for j in range(k + 1, min(k + 12, clause.last)):
            token = text.tokens[j + 1].text
            if clause.norm(j) == "(" and token.isupper() and len(token) > 2:
                return token
        return _name(clause, k)
    return None


def _name(clause: Clause, k: int) -> str:
    """The capitalised words of a name, with the articles between them."""
    last = k
    for j in range(k + 1, min(k + 10, clause.last + 1)):
        if clause.view.text.capital(j) or clause.norm(j) in ("d'amitie", "organisations", "amitie"):
            last = j
        elif clause.norm(j) not in _ARTICLES | {"des"}:
            break
    return clause.view.text.words(k, last)
