"""Who else was there, and whose side an official is on whom the words leave without a state."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from kg import reference
from kg.coreference.cast import Person
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, codes, sides
from kg.languages.fr.tokens.trigger_words import forms

_WITH = forms("meeting", "words", "company", "with")
_SIDES = frozenset(("cotes",))
_ASIDE = 4  # words between an official and the state he is there for
_BY = ("de", "du", "d'", "des", "par")


def join(clause: Clause, draft: Draft) -> None:
    """Adds those "en présence de", "accompagné de", "en compagnie de" whom the sentence names."""
    for v in clause.among(_WITH):
        if clause.norm(v + 1) in _BY:
            people, _ = sides(clause, clause.chain_after(clause.after(v, _BY, reach=4), _BY))
            for person in people:
                draft.people.setdefault(person, "participant")
    for v in clause.among(_SIDES):
        if clause.between(v - 2, v) == ["a", "ses"]:  # "qui avait à ses côtés B"
            for person in sides(clause, clause.after(v, ("",), reach=6))[0]:
                draft.people.setdefault(person, "participant")


def on_behalf(clause: Clause) -> None:
    """ "A, qui représentait le Danemark", "A pour le Kenya": the side of an official whom no title gives one."""
    for p, q in itertools.pairwise(clause.positions):
        person, party = clause.view.person(p), clause.mention(q)
        gap = clause.between(clause.mention(p).last + 1, party.first)
        if person is None or not clause.mention(p).name or party.form is not Form.PARTY or not party.code:
            continue
        stands = any(word.startswith("represent") for word in gap) if not party.prep else party.prep == "pour"
        if not stands or len(gap) > _ASIDE or party.code not in reference.states():
            continue
        if person.speaks_for != party.code and all(office.state is None for office in person.offices):
            naturalise(person, party.code)


def take_sides(clause: Clause, draft: Draft) -> None:
    """Of two officials, one of whom nothing gives a state: that one is of the other state that the story is about."""
    if len(codes(clause, draft)) != 1:
        return
    cast = clause.view.cast.people
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
