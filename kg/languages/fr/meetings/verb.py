"""A verb of meeting at one place of a sentence: whether it is one, its voice and tense, and the drafts it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.coreference.mention import Form
from kg.languages.fr.meetings.draft import Draft, enroll, sides
from kg.languages.fr.meetings.medium import medium
from kg.languages.fr.meetings.verb_word import Word
from kg.languages.fr.meetings.whom import near_each, protagonist

_APART = frozenset(("separement", "successivement", "respectivement"))
_SEPARATE = frozenset(("distinctes", "separees", "successives"))
_ENCOUNTERS = frozenset(("entretien", "entretiens", "rencontre", "rencontres", "entrevue", "sommet", "tete-a-tete"))
_EACH = frozenset(("meet", "talk", "see"))  # the verbs that tell of a meeting with each of several states' officials
_TWO, _MEMORY = 2, 120  # mentions back that a pronoun may mean


class Verb(Word):
    """A verb of meeting, and the drafts that it makes of those around it."""

    def doer(self) -> list[int]:
        """The subject of the verb; of "Après avoir rencontré B, A …" and "En rencontrant B, A …" the next."""
        if self.mood == "infinitive" and self.clause.norm(self.start - 2) == "avant" and (main := self._main_subject()):
            return main
        subject = self.clause.subject(self.v)
        opens = self.clause.norms[0] == "apres" and {"avoir", "etre"} & set(self.group)
        if subject or not (opens or (self.mood == "gerund" and self.v <= self.clause.first + 1)):
            return subject
        for p in self.clause.positions:
            mention = self.clause.mention(p)
            if mention.first > self.v and not mention.prep and self.clause.norm(mention.first - 1) == ",":
                return self.clause.group_of(p) if self.clause.view.cast.who[p] is not None else []
        return []

    def _main_subject(self) -> list[int]:
        """ "A a reçu B, avant de | s'entretenir avec C": A, the first of the sentence that can act."""
        groups = (g for g in self.clause.groups if self.clause.mention(g[-1]).last < self.start)
        return next((g for g in groups if not self.clause.mention(g[0]).prep and self.clause.usable(g[0])), [])

    def of_a_noun(self, partners: list[int]) -> bool:
        """ "a évoqué un entretien | avec B": those with whom the noun is, not the verb."""
        before = self.clause.norm(self.clause.mention(partners[0]).first - 2) if partners else ""
        return self.verb == "confer" and before in _ENCOUNTERS

    def make(
        self, kind: str, first: list[int], second: list[int], roles: tuple[str, str] = ("participant", "participant")
    ) -> Draft | None:
        """A draft of two groups of mentions; None where one of them says nothing."""
        draft = Draft(
            kind=medium(self.clause, kind, self.v), status="planned" if self.planned() else "held",
            sentence=self.clause.number, token=self.v, rule=f"fr.meeting.{self.verb}",
        )  # fmt: skip
        draft.welcome = self.clause.norm(self.v).startswith("accueil")
        for group, role in ((first, roles[0]), (second, roles[1])):
            if not enroll(self.clause, draft, group, role) and group:
                return None
        return draft if draft.people or draft.parties else None

    def pairs(
        self, kind: str, hosts: list[int], guests: list[int], roles: tuple[str, str] = ("participant", "participant")
    ) -> Iterator[Draft]:
        """One meeting per guest, but one for guests of a single party and for new ambassadors."""
        if not hosts or not guests:
            return
        hosts = self._visitor(hosts, guests)
        if len(hosts) > 1 and len(guests) == 1 and self._one_by_one():
            for host in hosts:
                yield from filter(None, [self.make(kind, [host], guests, roles)])
            return
        for group in [guests] if self._joint(guests) else [[g] for g in guests]:
            if shares := self._shares(kind, hosts, group):
                yield from shares
                continue
            draft = self.make(kind, hosts, group, roles)
            if draft and len(group) < len(guests):
                draft.near = near_each(self.clause, group[0], guests)
            if draft:
                yield from self._apart_each(draft, group)

    def _apart_each(self, draft: Draft, group: list[int]) -> Iterator[Draft]:
        """ "les a reçus l'un après l'autre": a meeting with each of those whom one plural means."""
        people, _ = sides(self.clause, group)
        if len(group) > 1 or len(people) < _TWO or not self._one_by_one():
            yield draft
            return
        for person in people:
            others = {p: role for p, role in draft.people.items() if p not in people}
            yield replace(draft, people={**others, person: draft.people[person]})

    def _shares(self, kind: str, hosts: list[int], group: list[int]) -> list[Draft]:
        """ "a rencontré les présidents de A et de B": a meeting with each, though nobody is named."""
        states = self.clause.mention(group[0]).states
        if (
            not (self.verb in _EACH or self._one_by_one())
            or len(group) > 1
            or len(states) < 2
            or sides(self.clause, group)[0]
        ):
            return []
        drafts = [self.make(kind, hosts, []) for _ in states]
        for draft, state in zip(drafts, states, strict=True):
            if draft:
                draft.parties = [state]
        return [draft for draft in drafts if draft]

    def _visitor(self, group: list[int], others: list[int]) -> list[int]:
        """ "Le visiteur a rencontré B": whom the story is about, where the words were taken to mean one of B's side."""
        clause, about = self.clause, protagonist(self.clause)
        if len(group) != 1 or clause.mention(group[0]).word not in ("visitor", "host") or not about:
            return group
        theirs = {self._speaks(p) for p in others}
        return about if self._speaks(group[0]) in theirs and self._speaks(about[0]) not in theirs else group

    def _joint(self, guests: list[int]) -> bool:
        """True where several guests come to one meeting: new ambassadors, or officials of one party together."""
        if self._one_by_one():
            return False
        if self.verb == "receive" and self.clause.norm(self.v + 1) == "ensemble":
            return True
        if all(any(o.head == "ambassador" for o in self.clause.mention(g).offices) for g in guests):
            return True
        one_side = len({tuple(sides(self.clause, [g])[1]) or self._speaks(g) for g in guests}) == 1
        return one_side and (self.verb == "receive" or "ensemble" in self.clause.norms)

    def _one_by_one(self) -> bool:
        """True where the sentence tells of several meetings: "séparément", "tour à tour"."""
        words = " ".join(self.clause.norms).replace("representant respectivement", "representant")
        two = "audiences" in words and not _SEPARATE.isdisjoint(words.split())
        return two or bool(_APART & set(words.split())) or "tour a tour" in words or "un apres l' autre" in words

    def _speaks(self, position: int) -> tuple[str, ...]:
        person = self.clause.view.person(position)
        return (person.speaks_for or person.name,) if person else ()

    def inverted(self) -> list[int]:
        """ "où l'attendait B", "que reçoit B": the subject after the verb of a relative clause."""
        clause = self.clause
        reach = {"ou": 12, "que": 4, "qu'": 4}.get(clause.norm(self.start - 1), 0)
        return clause.after(self.v, ("",), reach=reach) if reach else []

    def topic(self, subject_group: list[int]) -> list[int]:
        """Whom an object pronoun means: the latest person before the verb who is not its subject."""
        clause, subject = self.clause, set(self.who(subject_group))
        if clause.clitic(self.v) == "les":
            return self.several_before()
        gender = {"le": "m", "la": "f"}.get(clause.clitic(self.v), "")
        cast = clause.view.cast
        sides = {cast.people[w].speaks_for for w in subject if w is not None}
        own = clause.view.mentions_in(clause.number)
        told = {
            who: p
            for p in range(max(own.stop - _MEMORY, 0), own.stop)
            if (who := cast.who[p]) is not None
            and who not in subject
            and clause.mention(p).last < self.v
            and not (gender and cast.people[who].gender not in ("", gender))
        }
        here = [who for who, p in told.items() if p in own]
        if clause.norm(self.start - 1) == "ou" and here:  # "il est allé à Rome, où l'attendait B": "il"
            free = [w for w in here if not clause.mention(told[w]).prep]
            return [told[(free or here)[0]]]
        others = [who for who in told if cast.people[who].speaks_for not in sides]
        found = cast.likeliest(here or others or told, clause.number, clause.view.about)
        return [] if found is None else [told[found]]

    def several_before(self) -> list[int]:
        """Whom "les" means: the latest plural or group told of before the verb."""
        clause = self.clause
        for p in range(len(clause.view.mentions) - 1, -1, -1):
            mention = clause.mention(p)
            if mention.last < self.start and mention.number != 1 and mention.form in (Form.TITLE, Form.PRONOUN):
                return [p]
        groups = [g for g in clause.groups if len(g) > 1 and clause.mention(g[-1]).last < self.start]
        return groups[-1] if groups else []

    def who(self, group: list[int]) -> list[int | None]:
        """The persons of a group."""
        return [self.clause.view.cast.who[p] for p in group]
