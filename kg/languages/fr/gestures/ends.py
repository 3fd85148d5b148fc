"""Who gives and who receives: persons by name, states and organisations by code, each with the side it is on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.coreference.cast import Person
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.sides import capital
from kg.languages.fr.meetings.draft import party, sides
from kg.languages.fr.names.people import native
from kg.languages.fr.tokens.lexicon import Hit, hits_at
from kg.languages.fr.tokens.trigger_words import forms

_TO = frozenset(("a", "au", "aux", "envers"))
_OF = frozenset(("de", "du", "d'", "des"))


class End(NamedTuple):
    """A giver or receiver: its name or code, and its side (a state's or organisation's code), where known."""

    value: str
    side: str | None
    person: bool


def ends(clause: Clause, group: Sequence[int]) -> list[End]:
    """The members of a group of mentions."""
    people, codes = sides(clause, group)
    cast = clause.view.cast.people
    codes = [state if code == "ICRC" and (state := _society(clause, group)) else code for code in codes]
    named = [End(cast[p].name, _side(clause, cast[p]), True) for p in people]
    return list(dict.fromkeys([*named, *(End(code, party(code), False) for code in codes)]))


def _society(clause: Clause, group: Sequence[int]) -> str | None:
    """ "la Croix-Rouge cubaine", "la Croix-Rouge du Myanmar": the state of a national society."""
    for p in group:
        if clause.mention(p).code == "ICRC":
            return _national(clause, clause.mention(p).last + 1)
    return None


def _national(clause: Clause, k: int) -> str | None:
    """The state that an adjective or complement at token `k` names."""
    k += clause.norm(k) in _OF
    k += clause.norm(k) in ("la", "l'")
    hit = clause.view.text.hit(k, "demonym") or clause.view.text.hit(k, "country")
    return hit.key if hit else None


def _side(clause: Clause, person: Person) -> str | None:
    """Whom a person speaks for; not known where that is only assumed of a name that is foreign to the home state."""
    foreign = person.assumed and clause.view.home == "VN" and not native(person.words)
    return None if foreign else party(person.speaks_for)


def code_in(clause: Clause, first: int, last: int) -> End | None:
    """The state or organisation that a noun phrase belongs to: "le peuple chinois", "l'école de Hué"."""
    text = clause.view.text
    for k in range(first, min(last, clause.last) + 1):
        if k > first and clause.norm(k) in forms("gesture", "glue", "stops"):
            return None
        hit = (
            text.hit(k, "country")
            or text.hit(k, "demonym")
            or text.hit(k, "org")
            or text.hit(k, "city")
            or text.hit(k, "place")
        )
        if hit and hit.extra in forms("gesture", "glue", "state_bodies"):
            hit = next(
                (h for j in range(k, k + hit.length) if (h := text.hit(j, "demonym") or _inner(clause, j))), None
            )
        code = (hit.extra if hit.kind in ("city", "place") else hit.key) if hit else None
        if code:
            return End(code, party(code), False)
    return None


def _inner(clause: Clause, j: int) -> Hit | None:
    """The state named inside a longer name: "Armée populaire du Vietnam"."""
    return next((h for h in hits_at(clause.view.text.tokens, j) if h.kind == "country"), None)


def to(clause: Clause, first: int, last: int | None = None, *, capitals: bool = False) -> list[End]:
    """Whom the first "à", "auprès de", "en faveur de" after `first` leads to; `capitals`: "à Ankara" is its state."""
    end = clause.last if last is None else last
    for k in range(first, end + 1):
        if clause.norm(k) in (";", "qui", "que", "dont") and k > first:
            return []
        if _leads(clause, k, capitals) and (found := _right_of(clause, k)):
            return found
    return []


def _leads(clause: Clause, k: int, capitals: bool) -> bool:
    """True where a receiver may follow the word at token `k`: not "à Hanoï", "à l'occasion de", "a été"."""
    norm, text = clause.norm(k), clause.view.text
    if norm in _OF:
        return clause.norm(k - 1) in forms("gesture", "glue", "towards")
    if norm not in _TO or text.tokens[k].text.lower() == "a":
        return False
    after = k + 1 + (clause.norm(k + 1) in ("la", "l'", "le"))
    city = after == k + 1 and text.hit(after, "city") and not text.hit(after, "country")
    place = city and not (capitals and capital(clause.view, after))
    return (
        clause.norm(after) not in forms("gesture", "glue", "times") | forms("gesture", "glue", "towards") and not place
    )


def _right_of(clause: Clause, k: int) -> list[End]:
    """The ends that the preposition at token `k` introduces."""
    for p in clause.positions:
        mention = clause.mention(p)
        if k < mention.last and mention.first <= k + 4 and mention.first >= k and not _broken(clause, k, mention.first):
            p = named_next(clause, p)
            group = [q for q in clause.group_of(p) if clause.mention(q).first >= k]
            found = ends(
                clause,
                clause.chain_after(
                    group,
                    ("a", "au", "aux", "de", "d'") if mention.prep in ("a", "au", "de", "d'") else (mention.prep,),
                ),
            )
            if found:
                return found
    near = code_in(clause, k + 1, k + 9)
    return [near] if near else []


def named_next(clause: Clause, p: int) -> int:
    """ "à son hôte, le président A": the name that follows a title in apposition."""
    after, form = p + 1, clause.mention(p).form
    open_ = form is Form.COUNTERPART or (clause.view.cast.who[p] is None and form is not Form.PARTY)
    if open_ and after in clause.positions:
        mention = clause.mention(after)
        if mention.name and not mention.prep and clause.between(clause.mention(p).last + 1, mention.first) == [","]:
            return after
    return p


def _broken(clause: Clause, k: int, first: int) -> bool:
    return bool({",", "pour", "par"} & set(clause.between(k + 1, first)))


def by(clause: Clause, first: int) -> list[End]:
    """Whom "par", "des mains de", "de la part de" after token `first` leads to."""
    for k in range(first, clause.last + 1):
        if clause.norm(k) == ";":
            return []
        if (clause.norm(k) == "par" and clause.norm(k + 1) not in ("ailleurs", "exemple")) or (
            clause.norm(k) in _OF and clause.norm(k - 1) in ("mains", "part")
        ):
            found = _right_of(clause, k)
            if found:
                return found
    return []
