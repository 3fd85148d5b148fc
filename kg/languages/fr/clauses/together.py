"""Whom a plural means: "ils", "tous deux", "les deux ministres", "les trois dirigeants"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kg.coreference.cast import Person
from kg.coreference.fitting import head_fits
from kg.coreference.mention import Form, Mention
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.clauses.view import View

_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_NOT_OF = {"hommes": "f", "femmes": "m"}
_PAIR = ("", "avec")  # the prepositions of two who meet
_MEMORY = 120  # mentions back that a plural may mean
_BACK = 3  # sentences over which several persons told together stay together


class Told(NamedTuple):
    """Persons told together in a sentence; `free`: as a subject or object; nobody, for a plural that names nobody."""

    sentence: int
    free: bool
    people: tuple[int, ...]


@dataclass(slots=True)
class _Plurals:
    """The plurals of one story, read in order."""

    view: View
    told: list[Told] = field(default_factory=list)
    found: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def run(self) -> None:
        for clause in clauses_of(self.view):
            for group in clause.groups:
                people = dict.fromkeys(who for p in group for who in self.members(clause, p))
                plural = len(group) > 1 or _plural(clause.mention(group[0]))
                if plural and (len(people) != 1 or _and_delegation(clause, group)):
                    self.told.append(Told(clause.number, not clause.mention(group[0]).prep, tuple(people)))

    def members(self, clause: Clause, p: int) -> tuple[int, ...]:
        who = self.view.cast.who[p]
        if who is not None:
            return (who,)
        if not _plural(clause.mention(p)):
            return ()
        self.found[p] = self.meant(clause, p)
        return self.found[p]

    def meant(self, clause: Clause, p: int) -> tuple[int, ...]:
        mention = clause.mention(p)
        if p in self.view.cast.members:
            return self.view.cast.members[p]
        count = next((_NUMBERS[w] for w in clause.between(mention.first, mention.last + 1) if w in _NUMBERS), 0)
        listed = self.listed(clause, mention)
        if listed and count in (0, len(listed)):
            return listed
        if not count and mention.form is not Form.PRONOUN:
            return ()
        if mention.word == "dernier" and count:
            named = dict.fromkeys(w for w in reversed(self.view.cast.who[max(p - _MEMORY, 0) : p]) if w is not None)
            return tuple(reversed(list(named)[:count]))
        near = [told for told in self.told[-_MEMORY:] if clause.number - told.sentence <= _BACK]
        if not count:
            taken_up = _taken_up(near)
            return self.two(clause, p, mention, 2) if taken_up is None else taken_up
        together = (t.people for t in reversed(near) if t.free and len(t.people) == count)
        people = self.view.cast.people
        fitting = (who for who in together if all(fits(mention, people[w]) for w in who))
        return self.met(clause, mention, count) or next(fitting, ()) or self.two(clause, p, mention, count)

    def met(self, clause: Clause, mention: Mention, count: int) -> tuple[int, ...]:
        """ "A a parlé avec B. Tous deux …": the subject of the sentence before, and with whom, of another party."""
        if count != len(_PAIR) or not clause.number:
            return ()
        before, cast = clauses_of(self.view)[clause.number - 1], self.view.cast
        pair = [next((q for q in before.positions if before.mention(q).prep == prep), None) for prep in _PAIR]
        who = [cast.who[q] for q in pair if q is not None]
        one, other = (cast.people[w] if w is not None else None for w in who) if len(who) == count else (None, None)
        if one is None or other is None or one.speaks_for == other.speaks_for:
            return ()
        return tuple(w for w in who if w is not None) if fits(mention, one) and fits(mention, other) else ()

    def listed(self, clause: Clause, mention: Mention) -> tuple[int, ...]:
        """ "trois dirigeants … : le Turc A, le Finlandais B et C": those named after a colon."""
        colon = next((k for k in range(mention.last + 1, clause.last) if clause.norm(k) == ":"), None)
        if colon is None or mention.form is Form.PRONOUN or mention.prep:
            return ()
        after = [q for q in clause.positions if clause.mention(q).first > colon and not clause.mention(q).prep]
        who = dict.fromkeys(w for q in after if clause.mention(q).name and (w := self.view.cast.who[q]) is not None)
        return tuple(who) if len(who) > 1 else ()

    def two(self, clause: Clause, p: int, mention: Mention, count: int) -> tuple[int, ...]:
        """The persons most present, one of each party."""
        cast = self.view.cast
        beside = [cast.who[q] for q in clause.positions if q < p] if mention.form is Form.TITLE else []
        seen = list(
            dict.fromkeys(
                who for who in reversed(cast.who[max(p - _MEMORY, 0) : p]) if who is not None and who not in beside
            )
        )
        ranked = sorted(seen, key=lambda who: -cast.salience.of(who, clause.number))
        for loosely in (False, True):
            sides: dict[str | None, int] = {}
            for who in ranked:
                person = cast.people[who]
                if fits(mention, person) or (loosely and not person.keys()):
                    sides.setdefault(person.speaks_for, who)
            if len(sides) >= count:
                return tuple(list(sides.values())[:count])
        return ()


def _and_delegation(clause: Clause, group: Sequence[int]) -> bool:
    """ "A et sa délégation": "ils" are A and those who came along."""
    return any(clause.mention(p).form is Form.GROUP and clause.mention(p).word == "delegation" for p in group)


def _taken_up(near: Sequence[Told]) -> tuple[int, ...] | None:
    """ "Ils": the subjects told together last, else others told together; None where nobody was."""
    last = [told for told in near if told.sentence == near[-1].sentence]
    return (next((t for t in reversed(last) if t.free), last[-1])).people if last else None


def fits(mention: Mention, person: Person) -> bool:
    """True where a plural may mean this person by the office in it."""
    office = mention.offices[0] if mention.offices else None
    if office and person.gender and person.gender == _NOT_OF.get(office.title.lower().rpartition(" ")[2]):
        return False
    return mention.form is Form.PRONOUN or head_fits(mention.word, office, person)


def _plural(mention: Mention) -> bool:
    return mention.number != 1 and mention.form in (Form.TITLE, Form.PRONOUN)


@lru_cache(maxsize=2)
def plurals_of(view: View) -> dict[int, tuple[int, ...]]:
    """The persons whom each plural mention of a story stands for, by its position; () for nobody in particular."""
    plurals = _Plurals(view)
    plurals.run()
    return plurals.found
