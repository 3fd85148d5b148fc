"""Meetings told by a verb: "a reçu", "a été reçu par", "s'est entretenu avec", "a rencontré", "se sont retrouvés"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.meetings.nouns import medium
from kg.languages.fr.trigger_words import triggers
from kg.mention import Form

_HAVE = frozenset(("a", "ont", "avait", "avaient", "aura", "auront", "ayant", "aurait", "avoir", "eut"))
_BE = frozenset(("est", "sont", "etait", "etaient", "sera", "seront", "fut", "furent", "ete", "etre", "serait"))
_FUTURE = frozenset(("sera", "seront", "aura", "auront", "doit", "doivent", "devra", "devrait", "devront", "devraient", "va", "vont"))
_DETERMINERS = frozenset(("une", "la", "cette", "sa", "leur", "de", "en", "d'", "du", "premiere", "deuxieme", "derniere", "son", "un", "le", "l'", "des", "les", "ces", "plusieurs", "a"))


@cache
def _verbs() -> dict[str, tuple[str, str]]:
    """Every form of the verbs of meeting: its verb and its tense or mood."""
    return {form: (verb, mood) for verb, row in triggers("meeting")["verbs"].items() for mood, many in row.items() if mood != "kind" for form in many}


def find(clause: Clause) -> Iterator[Draft]:
    """The meetings that verbs of this sentence tell."""
    for v in range(clause.first, clause.last + 1):
        verb, mood = _verbs().get(clause.norm(v), ("", ""))
        if verb:
            yield from _Verb(clause, v, verb, mood).drafts()


def verb_at(clause: Clause, v: int) -> str:
    """The verb of meeting at token `v`, "" where the word is none here."""
    verb, mood = _verbs().get(clause.norm(v), ("", ""))
    return verb if verb and _Verb(clause, v, verb, mood).genuine() else ""


class _Verb:
    """One verb of meeting at token `v`."""

    def __init__(self, clause: Clause, v: int, verb: str, mood: str) -> None:
        self.clause, self.v, self.verb, self.mood = clause, v, verb, mood
        self.start = clause.verb_start(v)
        self.group = clause.between(self.start, v)
        self.text = clause.view.text.tokens[v].text

    def drafts(self) -> Iterator[Draft]:
        """The meetings that this verb tells; none where the word is no verb here."""
        if not self.genuine():
            return
        if self.verb == "receive":
            yield from self.received() if self.passive() else self.receives()
        elif self.verb in ("talk", "confer"):
            yield from self.with_someone()
        elif self.verb == "meet":
            yield from self.meets()
        elif self.verb in ("shake", "phone"):
            yield from self.shakes() if self.verb == "shake" else self.phones()
        else:
            yield from self.together()

    def genuine(self) -> bool:
        """True where the word is the verb: an auxiliary or a subject before it, no determiner, the reflexive where due."""
        before = self.clause.norm(self.v - 1)
        reflexive = any(w in ("s'", "se") for w in self.group)
        if self.verb == "talk" or self.verb == "gather":
            return reflexive or (self.verb == "gather" and self.clause.norm(self.v).endswith("ront") and "se" in self.group)
        if self.verb == "confer":
            return bool(_HAVE & set(self.group)) or self.mood in ("present", "future")
        if self.verb == "meet" and self.text.lower() in ("rencontre", "rencontres"):
            return self.mood == "present" and before not in _DETERMINERS and not re.fullmatch(r"\d+e|.*ieme", before) and bool(self.clause.subject(self.v))
        if self.text.lower() in ("vu", "revu") and self.clause.norm(self.v + 1) in ("dans", "en", "comme", "que", "qu'", "son", "sa", "la", "le", "les", "une", "un"):
            return False
        if self.verb == "meet" and self.mood == "participle":
            return bool((_HAVE | _BE) & set(self.group))
        return True

    def shakes(self) -> Iterator[Draft]:
        """ "A et B se serrent la main"."""
        subject = self.clause.subject(self.v)
        if self.clause.norm(self.v + 1) == "la" and self.clause.norm(self.v + 2) in ("main", "mains") and len(subject) > 1:
            yield from filter(None, [self.make("meeting", subject, [])])

    def phones(self) -> Iterator[Draft]:
        """ "A a eu B au téléphone", "A a téléphoné à B"."""
        clause, subject = self.clause, self.clause.subject(self.v)
        objects = clause.after(self.v, ("a", "au") if clause.norm(self.v).startswith("telephon") else ("",), skip=subject)
        words = clause.between(clause.mention(objects[-1]).last + 1, clause.mention(objects[-1]).last + 6) if objects else []
        if objects and subject and (clause.norm(self.v).startswith("telephon") or {"telephone", "fil"} & set(words)):
            yield from self.pairs("phone-call", subject, objects)

    def passive(self) -> bool:
        """True for "a été reçu", "sera reçu", "reçu par", false for "a reçu", "l'a reçu"."""
        if self.mood != "participle":
            return False
        helpers = [w for w in self.group if w in _HAVE | _BE]
        return not helpers or helpers[-1] in _BE

    def planned(self) -> bool:
        """True where the verb speaks of the future."""
        if self.mood == "future":
            return True
        later = set(self.group) & _FUTURE
        return bool(later)

    def make(self, kind: str, first: list[int], second: list[int], roles: tuple[str, str] = ("participant", "participant")) -> Draft | None:
        """A draft of two groups of mentions; None where one of them says nothing."""
        draft = Draft(kind=medium(self.clause, kind, self.v), status="planned" if self.planned() else "held", sentence=self.clause.number, token=self.v, rule=f"fr.meeting.{self.verb}")
        for group, role in ((first, roles[0]), (second, roles[1])):
            people, parties = sides(self.clause, group)
            draft.people.update((p, role) for p in people if p not in draft.people)
            draft.parties.extend(parties)
            if group and not people and not parties:
                return None
        return draft if draft.people or draft.parties else None

    def pairs(self, kind: str, hosts: list[int], guests: list[int], roles: tuple[str, str] = ("participant", "participant")) -> Iterator[Draft]:
        """One meeting per guest, but one for guests of a single party and for new ambassadors."""
        if not hosts or not guests:
            return
        for group in [guests] if self._joint(guests) else [[g] for g in guests]:
            draft = self.make(kind, hosts, group, roles)
            if draft and len(group) < len(guests):
                draft.near = self.clause.mention(group[0]).first if len(self.clause.view.dates_in(self.clause.number)) > 1 else None
            if draft:
                yield draft

    def _joint(self, guests: list[int]) -> bool:
        """True where several guests come to one meeting: new ambassadors, or officials of one party received together."""
        words = set(self.clause.between(self.clause.first, self.clause.last + 1))
        if words & {"separement", "successivement", "respectivement"} or "tour a tour" in " ".join(self.clause.between(self.clause.first, self.clause.last + 1)):
            return False
        if all(any(o.head == "ambassador" for o in self.clause.mention(g).offices) for g in guests):
            return True
        one_side = len({tuple(sides(self.clause, [g])[1]) or self._speaks(g) for g in guests}) == 1
        return one_side and (self.verb == "receive" or "ensemble" in words)

    def _speaks(self, position: int) -> tuple[str, ...]:
        person = self.clause.view.person(position)
        return (person.speaks_for or person.name,) if person else ()

    def topic(self) -> list[int]:
        """Whom an object pronoun means: the latest person before the verb who is not its subject."""
        clause, subject = self.clause, set(self.who(self.clause.subject(self.v)))
        about = clause.view.about
        if about is not None and about not in subject:
            told = [p for p, who in enumerate(clause.view.cast.who) if who == about and clause.mention(p).last < self.v]
            if told:
                return told[-1:]
        for p in range(len(clause.view.mentions) - 1, -1, -1):
            mention, found = clause.mention(p), clause.view.cast.who[p]
            if mention.last < self.v and found is not None and found not in subject:
                return [p]
        return []

    def who(self, group: list[int]) -> list[int | None]:
        """The persons of a group."""
        return [self.clause.view.cast.who[p] for p in group]

    def receives(self) -> Iterator[Draft]:
        """ "A a reçu B", "A l'a reçu", "recevant B, A …"."""
        clause = self.clause
        hosts = clause.subject(self.v)
        if clause.clitic(self.v) in ("l'", "le", "la", "les"):
            guests = self.topic()
        else:
            guests = clause.chain_after(clause.after(self.v, ("",), skip=hosts), ("",))
        guests = guests or clause.before_that(self.start, hosts) or clause.listed(self.v)
        if self.mood == "gerund" and not hosts:
            hosts = [p for p in clause.positions if clause.mention(p).first > self.v and p not in guests and not clause.mention(p).prep][:1]
        yield from self.pairs("reception", hosts, guests, ("host", "guest"))

    def received(self) -> Iterator[Draft]:
        """ "B a été reçu par A", "reçu par A, B …", "a été reçu par A B"."""
        clause = self.clause
        hosts = clause.after(self.v, ("par",), reach=40)
        if not hosts:
            yield from self.received_aside()
            return
        guests = clause.subject(self.v)
        if not guests or set(guests) & set(hosts):
            known = set(self.who(hosts))
            guests = [p for p in clause.positions if clause.mention(p).first > clause.mention(hosts[-1]).last and self.new(p, known)][:1]
            guests = clause.group_of(guests[0]) if guests else []
        hosts = clause.chain_after(hosts, ("par",))
        guests = [g for g in guests if g not in hosts]
        if not guests and "tous" in self.clause.between(self.start - 2, self.start + 1):
            yield from self.crowd(hosts)
        elif len(guests) > 1 and self._apart(guests):
            yield from self.pairs("reception", hosts, guests, ("host", "guest"))
        elif len(hosts) > 1:
            for host in hosts:
                yield from filter(None, [self.make("reception", [host], guests, ("host", "guest"))])
        elif hosts and guests:
            yield from filter(None, [self.make("reception", hosts, guests, ("host", "guest"))])

    def _apart(self, guests: list[int]) -> bool:
        """True for guests named one by one who come from different parties, unless they are received together."""
        words = set(self.clause.between(self.clause.first, self.clause.last + 1))
        named = all(self.clause.mention(g).name for g in guests)
        ambassadors = all(any(o.head == "ambassador" for o in self.clause.mention(g).offices) for g in guests)
        return named and not ambassadors and "ensemble" not in words and len({self._speaks(g) for g in guests}) == len(guests)

    def crowd(self, hosts: list[int]) -> Iterator[Draft]:
        """ "Tous ont été reçus par A": everyone named in the sentence before."""
        before = [p for p in self.clause.view.mentions_in(self.clause.number - 1) if self.clause.mention(p).name and self.clause.view.person(p)]
        if len(before) > 1:
            yield from filter(None, [self.make("reception", hosts, before, ("host", "guest"))])

    def new(self, p: int, known: set[int | None]) -> bool:
        """True for a mention that can be the subject after a participle: neither a pronoun nor one of those named."""
        mention, who = self.clause.mention(p), self.clause.view.cast.who[p]
        return not mention.prep and mention.form is not Form.PRONOUN and who not in known and (who is not None or bool(mention.states))

    def received_aside(self) -> Iterator[Draft]:
        """ "À B, reçu ensuite, A a confirmé …": a bare participle beside its noun; the host is the subject that follows."""
        clause = self.clause
        if {*self.group} & (_HAVE | _BE):
            return
        guests = [p for p in clause.positions if 0 < self.v - clause.mention(p).last <= 2]
        hosts = [p for p in clause.positions if clause.mention(p).first > self.v and not clause.mention(p).prep]
        if guests and hosts and clause.norm(self.v - 1) == ",":
            yield from self.pairs("reception", hosts[:1], clause.group_of(guests[0]), ("host", "guest"))

    def with_someone(self) -> Iterator[Draft]:
        """ "A s'est entretenu avec B", "avec B, A a discuté de …"; "A et B se sont entretenus"."""
        clause = self.clause
        kind = "talks" if self.verb == "talk" else "meeting"
        subject = clause.subject(self.v)
        partners = clause.chain_after(clause.after(self.v, ("avec",), skip=subject), ("avec",))
        if not partners:
            fronted = [g for g in clause.groups if clause.mention(g[0]).prep == "avec" and clause.mention(g[-1]).last < self.start]
            partners = fronted[-1] if fronted else []
        partners = [p for p in partners if p not in subject] or clause.listed(self.v)
        if partners and subject:
            yield from self.pairs(kind, subject, partners)
        elif self.verb == "talk" and len(subject) > 1:
            yield from filter(None, [self.make(kind, subject, [])])

    def meets(self) -> Iterator[Draft]:
        """ "A a rencontré B et C", "A l'a rencontré", "A et B se sont rencontrés"."""
        clause = self.clause
        subject = clause.subject(self.v)
        if {"se", "s'"} & set(self.group):
            yield from self.together()
            return
        if clause.clitic(self.v) in ("l'", "le", "la", "les"):
            objects = self.topic()
        else:
            objects = clause.chain_after(clause.after(self.v, ("",), skip=subject), ("",))
        objects = objects or clause.before_that(self.start, subject)
        yield from self.pairs("meeting", subject, objects)

    def together(self) -> Iterator[Draft]:
        """ "A et B se sont retrouvés"."""
        subject = self.clause.subject(self.v)
        partners = self.clause.after(self.v, ("avec",), skip=subject)
        if len(subject) > 1 or (subject and partners):
            yield from filter(None, [self.make("meeting", subject, partners)])
