"""Whom pronouns, fronted phrases and silence mean: the other side of a gesture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.languages.fr.gestures.ends import End, ends, to
from kg.languages.fr.meetings.draft import party

_OF = frozenset(("de", "du", "d'", "des"))


def _several(clause: Clause, v: int, own: list[End]) -> list[End]:
    """ "les", "leur": the latest group of two or more of another side."""
    for group in reversed(clause.groups):
        members = ends(clause, group) if len(group) > 1 and clause.mention(group[-1]).last < v else []
        if members and not {e.side for e in members} & {e.side for e in own}:
            return members
    return []


def other(clause: Clause, v: int, mine: Iterable[End], *, several: bool = False) -> list[End]:
    """Whom "l'", "lui", "leur" mean: the latest person told of who is of another side than the subject."""
    view, own = clause.view, list(mine)
    if several and (group := _several(clause, v, own)):
        return group
    names, codes = {e.value for e in own}, {e.side for e in own}
    for p in range(len(view.mentions) - 1, -1, -1):
        mention, who = view.mentions[p], view.cast.who[p]
        if mention.last >= v or view.sentence_of[p] < clause.number - 3:
            continue
        if (
            who is None
            and mention.form is Form.PARTY
            and view.sentence_of[p] == clause.number
            and mention.code
            and party(mention.code) not in codes
        ):
            continue
        if (
            who is not None
            and view.cast.people[who].name not in names
            and party(view.cast.people[who].speaks_for) not in codes
        ):
            person = view.cast.people[who]
            return [End(person.name, party(person.speaks_for), True)]
    return []


def across(view: View, side: str | None, s: int | None = None) -> End | None:
    """The state on the other side from `side`: in sentence `s`, else the home state, else the one most told of."""
    if s is not None:
        near = [code for p in view.mentions_in(s) if (code := _side(view, p)) and code != side and len(code) == 2]
        if len(set(near)) == 1:
            return End(near[0], near[0], False)
    if side != view.home and view.home:
        return End(view.home, view.home, False)
    counts = Counter(
        code for p in range(len(view.mentions)) if (code := _side(view, p)) and code != side and len(code) == 2
    )
    return End(counts.most_common(1)[0][0], counts.most_common(1)[0][0], False) if counts else None


def _side(view: View, p: int) -> str | None:
    person = view.person(p)
    return party(person.speaks_for if person else view.mentions[p].code or next(iter(view.mentions[p].states), None))


def fronted(clause: Clause, v: int) -> list[End]:
    """ "À son homologue B, A a adressé …", "Dans un message adressé à B, A …": the receiver named before the giver."""
    opens = clause.norm(clause.first) in ("au", "aux") or clause.view.text.tokens[clause.first].text in ("À", "A")
    sent = (
        k
        for k in range(clause.first, min(clause.first + 8, v))
        if clause.norm(k) in ("adresse", "adressee", "envoye", "envoyee")
    )
    k = clause.first if opens else next(sent, -2) + 1
    return [e for e in to(clause, k, k) if e.person] if k >= clause.first else []


def relative(clause: Clause, v: int) -> list[End]:
    """ "B, auquel A a adressé", "à qui il a présenté": the group before the relative pronoun."""
    for k in range(v - 1, max(v - 12, clause.first), -1):
        pronoun = clause.norm(k) in ("auquel", "auxquels", "auxquelles") or (
            clause.norm(k) in ("qui", "laquelle") and clause.norm(k - 1) == "a"
        )
        if pronoun:
            before = [p for p in clause.positions if clause.mention(p).last < k - (clause.norm(k - 1) == "a") + 0]
            return ends(clause, clause.group_of(before[-1])[-1:]) if before else []
    return []


def behalf(clause: Clause) -> list[End]:
    """ "au nom du président A", "de la part du secrétaire général A": the person spoken for, where named."""
    for p in clause.positions:
        mention = clause.mention(p)
        if mention.prep in _OF and clause.view.cast.who[p] is not None:
            lead = clause.between(mention.first - 3, mention.first + 1)
            if "nom" in lead or "part" in lead:
                return ends(clause, [p])
    return []
