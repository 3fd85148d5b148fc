"""Who gives and who receives: persons by name, states and organisations by code, each with the side it is on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.languages.fr.clauses import Clause
from kg.languages.fr.lexicon import Hit, hits_at
from kg.languages.fr.meetings.draft import party, sides
from kg.languages.fr.sides import capital
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.view import View
from kg.mention import Form

_TO = frozenset(("a", "au", "aux", "envers"))
_OF = frozenset(("de", "du", "d'", "des"))
_HAVE = frozenset(("a", "ont", "avait", "avaient", "est", "sont", "etait", "sera", "fut", "avoir"))


class End(NamedTuple):
    """A giver or receiver: its name or code, and its side (a state's or organisation's code), where known."""

    value: str
    side: str | None
    person: bool


def ends(clause: Clause, group: Iterable[int]) -> list[End]:
    """The members of a group of mentions."""
    people, codes = sides(clause, group)
    cast = clause.view.cast.people
    named = [End(cast[p].name, party(cast[p].speaks_for), True) for p in people]
    return list(dict.fromkeys([*named, *(End(code, party(code), False) for code in codes)]))


def code_in(clause: Clause, first: int, last: int) -> End | None:
    """The state or organisation that a noun phrase on these tokens belongs to: "le peuple chinois", "l'école de Hué"."""
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


def subject(clause: Clause, v: int) -> list[End]:
    """Who does what the verb at `v` says; [] where the sentence does not tell."""
    return ends(clause, group) if (group := doers(clause, v)) else _bare_subject(clause, v)


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
    group = (_leading(clause, start) or following(clause, v)) if joined else _own(clause, v)
    if not group or joined:
        return group
    gap = clause.between(clause.mention(group[-1]).last + 1, start)
    if _HAVE & set(gap) and clause.norm(start - 1) not in ("qui", ","):
        return []
    return group


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
    """A subject that is no mention: "la Garde-frontière de A a offert", "le ministère cubain de l'Intérieur a remis"."""
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
    after = p + 1
    if clause.view.cast.who[p] is None and clause.mention(p).form is not Form.PARTY and after in clause.positions:
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


def _several(clause: Clause, v: int, own: list[End]) -> list[End]:
    """ "les", "leur": the latest group of two or more of another side."""
    for group in reversed(clause.groups):
        members = ends(clause, group) if len(group) > 1 and clause.mention(group[-1]).last < v else []
        if members and not {e.side for e in members} & {e.side for e in own}:
            return members
    return []


def other(clause: Clause, v: int, mine: Iterable[End], *, several: bool = False) -> list[End]:
    """Whom "l'", "lui", "leur" before a verb mean: the latest person told of who is of another side than the subject."""
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
    """The state on the other side of a story from `side`: in sentence `s`, else the home state, else the one it tells of most."""
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
