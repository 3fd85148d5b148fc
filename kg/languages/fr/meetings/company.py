"""Who else was there, and whose side an official is on whom the words leave without a state."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kg import reference
from kg.coreference.cast import Person
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.meetings.draft import Draft, codes, sides
from kg.languages.fr.tokens.trigger_words import forms

_WITH = forms("meeting", "words", "company", "with")
_COMPOSED = forms("meeting", "words", "company", "composed")
_PAIR = 2
_SIDES = frozenset(("cotes",))
_MEDIATED, _ALONG, _SIDE, _STANDS, _ATTENDS, _HAVE = (
    forms("meeting", "words", "company", key) for key in ("mediated", "along", "side", "stands", "attends", "have")
)
_NEAR = 7  # words between "a assisté" and the meeting
_FOR = frozenset((",", "(", "pour", "le", "la", "les", "l'"))
_GREETED = frozenset(("salue", "saluee", "salues"))  # "avant d'être salué par B", at a welcome
_ASIDE = 4  # words between an official and the state he is there for
_BY = frozenset(("de", "du", "d'", "des", "par"))
_ALSO = frozenset(("notamment", "egalement", "aussi"))


def join(clause: Clause, draft: Draft) -> None:
    """Adds those "en présence de", "accompagné de", "aux côtés de" whom the sentence names, and who took part in it."""
    signs = clause.among(_WITH | _SIDES | _MEDIATED | _ALONG)
    groups = [_beside(clause, v) for v in signs if not _of_another(clause, draft, v)]
    greeted = (
        v for v in clause.among(_GREETED) if clause.norm(v - 1) in ("ete", "etre") and clause.norm(v + 1) == "par"
    )
    groups += [clause.chain_after(clause.after(v, _BY), _BY) for v in greeted if draft.kind == "reception"]
    if ".noun." in draft.rule or ".nearby." in draft.rule:
        groups += [_attends(clause, v, draft.token) for v in clause.among(_ATTENDS) if v < draft.token]
    groups.append(_delegates(clause))
    for person in (person for group in groups for person in sides(clause, group)[0]):
        if person not in draft.people and "presence" in clause.norms:
            beside_host(clause, draft, person)
        draft.people.setdefault(person, "participant")


def _of_another(clause: Clause, draft: Draft, v: int) -> bool:
    """ "A a reçu B, qui a vu C, accompagné de D": true where D came with someone who was at another meeting."""
    if clause.norm(v) == "presence" or clause.norm(v - 1) != ",":
        return False
    before = [p for p in clause.positions if clause.mention(p).last == v - 2]
    who = clause.view.cast.who[before[0]] if before else None
    return who is not None and who not in draft.people


def beside_host(clause: Clause, draft: Draft, who: int) -> None:
    """ "A a reçu B en présence de C": C, whom no words of his own nor the outlet give a state, is of A's; where
    nobody received, of that of the subject."""
    cast = clause.view.cast.people
    told = [p for p, role in draft.people.items() if role == "host"] or [p for p in draft.people if not cast[p].assumed]
    host = cast[told[0]].speaks_for if told else None
    if host and cast[who].assumed and cast[who].speaks_for not in (host, clause.view.home or host):
        naturalise(cast[who], host)


def _delegates(clause: Clause) -> list[int]:
    """ "La délégation lao comprenait A et B. Elle a été reçue …": A and B."""
    taken_up = clause.norms[0] in ("elle", "celle-ci") or clause.norms[:2] in (
        ["la", "delegation"],
        ["cette", "delegation"],
    )
    if not taken_up or not clause.number:
        return []
    before = clauses_of(clause.view)[clause.number - 1]
    made_of = [v for v in before.among(_COMPOSED) if "delegation" in before.between(before.first, v)]
    return before.after(made_of[0], ("", "de", "du", "d'", "des"), reach=6) if made_of else []


def _beside(clause: Clause, v: int) -> list[int]:
    """Whom the word of company at token `v` brings along."""
    norm, before, after = clause.norm(v), clause.norm(v - 1), clause.norm(v + 1)
    if norm in _ALONG and before in ("qu'", "que"):  # "qu'accompagnait B"
        there = clause.after(v, ("",), reach=6)
        whose = [p for p in clause.positions if clause.mention(p).last < v]
        if whose:
            of_one_side(clause, whose[-1], sides(clause, there)[0])
        return there
    if norm in _SIDES and before == "ses":  # "qui avait à ses côtés B"
        return clause.after(v, ("",), reach=6) if clause.norm(v - 2) == "a" else []
    if (norm in _SIDES and before != "aux") or (norm in _MEDIATED and before not in ("la", "l'")):
        return []
    if norm in _SIDES and _STANDS & set(clause.between(v - 4, v)):
        return []  # "se tient aux côtés de B"
    if after == "," and _SIDE & set(clause.between(v + 1, v + 6)):  # "en présence, du côté lao, de A"
        return [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).name]
    led = after in _BY or (after in _ALSO and clause.norm(v + 2) in _BY)
    there = clause.chain_after(clause.after(v, _BY, reach=5), _BY) if led else []
    there = clause.row(there, _BY) if norm == "presence" else there
    return there if norm in _WITH or all(clause.mention(p).name for p in there) else []


def _attends(clause: Clause, v: int, token: int) -> list[int]:
    """ "C a assisté à l'entretien entre A et B": C."""
    before = set(clause.between(v - 4, v))
    told = before & _HAVE and not before & {"n'", "ne"}
    there = {"a", "au", "aux"} & set(clause.between(v + 1, token))
    return clause.subject(v) if told and there and token - v <= _NEAR else []


def on_behalf(clause: Clause) -> None:
    """ "A, qui représentait le Danemark", "A pour le Kenya": the side of an official whom no title gives one."""
    for p, q in itertools.pairwise(clause.positions):
        person, party = clause.view.person(p), clause.mention(q)
        gap = clause.between(clause.mention(p).last + 1, party.first)
        if person is None or not clause.mention(p).name or party.form is not Form.PARTY or not party.code:
            continue
        beside = set(gap) <= _FOR  # "A pour le Kenya", not "A a quitté Paris pour Cuba"
        stands = (
            any(word.startswith("represent") for word in gap) if not party.prep else party.prep == "pour" and beside
        )
        if not stands or len(gap) > _ASIDE or party.code not in reference.states():
            continue
        if person.speaks_for != party.code and all(office.state is None for office in person.offices):
            naturalise(person, party.code)
            person.assumed = False


def take_sides(clause: Clause, draft: Draft) -> None:
    """Of two officials, one of whom nothing gives a state: that one is of the other state that the story is about."""
    if len(codes(clause, draft)) != 1:
        return
    cast = clause.view.cast.people
    for p in draft.people:
        if cast[p].assumed and len(draft.people) > 1 and (side := _side_of_row(clause, p)):
            naturalise(cast[p], side)
            return
    assumed = [cast[p] for p in draft.people if not cast[p].speaks_for]
    if (
        not assumed
        or (len(assumed) == len(draft.people) and draft.parties)
        or len(draft.people) + len(draft.parties) < 2
    ):
        return
    other = abroad(clause, draft.place)
    for person in assumed[-1:] if len(assumed) == len(draft.people) else assumed:
        if other:
            naturalise(person, other)


def _side_of_row(clause: Clause, who: int) -> str | None:
    """ "A a rencontré B, puis C": the state of B, for C whose own words give none, where A is of another."""
    view = clause.view
    for group in clause.groups:
        row = [view.cast.who[p] for p in group]
        if who in row[1:]:
            people = [view.cast.people[p] for p in row[: row.index(who)] if p is not None]
            side = next((p.speaks_for for p in reversed(people) if not p.assumed), None)
            return side if side in reference.states() and side != view.cast.people[who].speaks_for else None
    return None


def share_sides(clause: Clause, draft: Draft) -> None:
    """ "les consultations A-B, coprésidées par X et Y", both of whom were taken for officials of A: the one of whom
    nothing tells it, the last of them, is B's."""
    cast = clause.view.cast.people
    states = {code for code in draft.parties if code in reference.states()}
    speak = {cast[p].speaks_for for p in draft.people}
    if len(states) != _PAIR or len(draft.people) != _PAIR or len(speak) != 1 or not speak < states:
        return
    assumed = [cast[p] for p in draft.people if cast[p].assumed]
    if assumed:
        naturalise(assumed[-1], (states - speak).pop() or "")


def of_one_side(clause: Clause, owner: int, people: Iterable[int]) -> None:
    """Who came along, and whom no words of their own give a state, is of the side of the one, or of the delegation, at
    mention `owner`."""
    cast = clause.view.cast
    head = cast.person(owner)
    side = head.speaks_for if head else next(iter(clause.mention(owner).states), None)
    for person in (cast.people[p] for p in people if side):
        told = person.states or any(office.state for office in person.offices)
        if not told and person.speaks_for in (None, *reference.states()):
            naturalise(person, side or "")
            person.assumed = False


def naturalise(person: Person, state: str) -> None:
    """Gives a person and the offices held by default to another state."""
    home = person.speaks_for
    person.offices = [replace(o, of=state) if o.of == home and o.state is None else o for o in person.offices]
    person.speaks_for = state


def abroad(clause: Clause, place: str | None) -> str | None:
    """The foreign state of the sentence, of the place, or the one that the story names most."""
    view, home = clause.view, clause.view.home
    here = [
        m
        for p in clause.positions
        for m in clause.mention(p).states or ((clause.mention(p).code,) if clause.mention(p).code else ())
    ]
    near = [code for code in here if code in reference.states() and code != home]
    if near:
        return near[0]
    city = next((c.state for c in reference.cities() if place and c.name_fr == place), None)
    if city and city != home:
        return city
    named = Counter(
        code
        for m in view.mentions
        for code in (*m.states, *((m.code,) if m.code else ()))
        if code in reference.states() and code != home
    )
    return named.most_common(1)[0][0] if named else None
