"""Invitations told by the noun: "à l'invitation de X, Y", "a remis à Y une invitation", "a accepté l'invitation"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.limits import FARTHEST_BACK, MOST_EVENTS
from kg.languages.fr.invitations.draft import Agent, Draft, agents, on_behalf, pairs
from kg.languages.fr.invitations.goals import goal
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits import places
from kg.languages.fr.visits.draft import inviters

_OF = ("de", "du", "d'", "des")
_TO = ("a", "au", "aux")
_WHICH = frozenset(("duquel", "laquelle", "desquels", "qui"))
_KIN = grammar("kin")
_SPOUSE = 6  # words of "et de son épouse"
_MADE = 14  # words from "l'invitation que" to "adressée"
_CLOSE = 4  # words between "invitation" and the inviter's title


def find(clause: Clause) -> Iterator[Draft]:
    """The invitations that the noun tells in this sentence."""
    nouns = forms("invitation", "nouns", "invitation")
    for i in islice((i for i in range(clause.first, clause.last + 1) if clause.norm(i) in nouns), MOST_EVENTS):
        yield from _Noun(clause, i).drafts()


class _Noun:
    """The noun at token `i`."""

    def __init__(self, clause: Clause, i: int) -> None:
        self.clause, self.i = clause, i
        hosting = inviters(clause)
        self.before = [p for p in clause.positions if clause.mention(p).last < i and p not in hosting]
        self.words = set(clause.between(max(i - 22, clause.first), i))

    def drafts(self) -> Iterator[Draft]:
        """One draft per inviter and invitee."""
        clause = self.clause
        if clause.norm(self.i + 1) in _WHICH or clause.norm(self.i + 2) in _WHICH:
            hosts, guests = self.relative()
            found = self.visited()
        elif self.at_invitation() or self.words & forms("invitation", "nouns", "accept"):
            hosts, guests = self.guest_of()
            found = self.visited() if len({host.code for host in hosts}) < 2 else (None, None)  # each to his own
        elif forms("invitation", "nouns", "made") & set(clause.between(self.i + 1, self.i + 4)):
            hosts = agents(clause, clause.after(self.i, ("par",), reach=8))
            guests = [a for a in agents(clause, self.addressee(self.i)) if a not in hosts]
            found = goal(clause, self.i) or (None, None)
        elif self.received():
            hosts, guests = agents(clause, self.inviters()), self.receivers()
            found = goal(clause, self.i) or (None, None)
        elif self.words & forms("invitation", "nouns", "pass_on"):
            hosts, guests = self.passed_on()
            found = goal(clause, self.i) or (None, None)
        else:
            return
        yield from pairs(clause, hosts, guests, found, "noun")

    def at_invitation(self) -> bool:
        """True for "à l'invitation de", "sur l'invitation de", "sur invitation de"."""
        clause, k = self.clause, self.i - 1
        k -= clause.norm(k) in forms("invitation", "nouns", "kind")
        return clause.norm(k) == "sur" or (clause.norm(k) == "l'" and clause.norm(k - 1) in ("a", "sur"))

    def visited(self) -> tuple[str | None, str | None]:
        """Where the sentence says that the invitee goes."""
        since = max((k for k in range(self.clause.first, self.i) if self.clause.norm(k) == "puis"), default=0)
        found = [p for p in places.places(self.clause) if p.prep in ("a", "au", "aux", "en") and p.first >= since]
        turn = next((k for k in range(self.i, self.clause.last) if self.clause.norm(k) == "puis"), self.clause.last + 1)
        found = [p for p in found if p.first < turn]
        return (found[0].code if len({p.code for p in found}) == 1 else None), None

    def inviters(self) -> list[int]:
        """ "invitation de X et de Y"."""
        clause = self.clause
        group = list(clause.after(self.i, _OF, reach=_CLOSE)) or self.who_made_it()
        for other in clause.groups:
            head = clause.mention(other[0])
            if group and head.first > clause.mention(group[-1]).last and head.prep in _OF:
                gap = clause.between(clause.mention(group[-1]).last + 1, head.first)
                beside = _SPOUSE if _KIN & set(gap) else 0  # "de A et de son épouse, et de B"
                group += other if "et" in gap and len(gap) <= _CLOSE + beside else []
        return group

    def who_made_it(self) -> list[int]:
        """ "l'invitation que lui a adressée X", "que X lui a faite": X."""
        clause = self.clause
        made = forms("invitation", "nouns", "made") & set(clause.between(self.i + 2, self.i + _MADE))
        if clause.norm(self.i + 1) not in ("que", "qu'") or not made:
            return []
        after = (p for p in clause.positions if clause.mention(p).first > self.i and not clause.mention(p).prep)
        return next((clause.group_of(p) for p in after if clause.mention(p).name), [])

    def guest_of(self) -> tuple[list[Agent], list[Agent]]:
        """ "à l'invitation de X, Y …", "Y …, à l'invitation de X", "Y a accepté l'invitation de X"."""
        clause, hosts = self.clause, self.inviters()
        inviting = agents(clause, hosts)
        if not inviting:
            return [], []
        codes = {host.code for host in inviting}
        end = clause.mention(hosts[-1]).last
        after = [p for p in clause.positions if clause.mention(p).first > end and not clause.mention(p).prep]
        fronted = not [p for p in self.before if not clause.mention(p).prep]
        beside = after and clause.mention(after[0]).first - end <= 2 and clause.norm(end + 1) == ","
        for p in after if fronted or beside else list(reversed(self.before)):
            group = clause.group_of(p) if not clause.mention(p).prep else [p]
            found = [a for a in agents(clause, group) if a not in inviting and (a.code not in codes or a.code is None)]
            if found:
                return inviting, found
        return inviting, self.traveller(codes)

    def traveller(self, codes: set[str | None]) -> list[Agent]:
        """ "Cette visite est faite à l'invitation de X": whom the story is about, who is not of the inviter's side."""
        view = self.clause.view
        journey = forms("visit", "nouns", "journey") & set(self.clause.norms[:4])
        about = view.about if journey else None
        person = view.cast.people[about] if about is not None else None
        return [Agent(about, person.speaks_for)] if person and person.speaks_for not in codes else []

    def relative(self) -> tuple[list[Agent], list[Agent]]:
        """ "X, à l'invitation duquel Y séjourne"."""
        clause = self.clause
        after = [p for p in clause.positions if clause.mention(p).first > self.i and not clause.mention(p).prep]
        after = [p for p in after if clause.norm(clause.mention(p).first) not in _WHICH]
        hosts = agents(clause, self.before[-1:])
        guests = [a for a in agents(clause, after[:1]) if a not in hosts]
        return hosts, guests

    def passed_on(self) -> tuple[list[Agent], list[Agent]]:
        """ "Z a remis à Y une invitation de X", "l'a chargé de transmettre à Y une invitation"."""
        clause = self.clause
        passing = forms("invitation", "nouns", "pass_on")
        v = next(k for k in range(self.i, clause.first - 1, -1) if clause.norm(k) in passing)
        if clause.norm(v - 1) in ("vu", "vue", "vus", "vues"):  # "s'est vu remettre une invitation de X"
            return agents(clause, self.inviters()) or agents(clause, clause.after(v, ("par",))), self.subject_of(v - 1)
        guests = agents(clause, self.addressee(v)) or self.meant(v)
        hosts = agents(clause, self.inviters()) or agents(clause, on_behalf(clause)) or self.greeting(v)
        if not hosts:
            charge = [k for k in range(clause.first, v) if clause.norm(k) in forms("invitation", "nouns", "charged")]
            hosts = agents(clause, clause.subject(charge[-1] if charge else v))
        return hosts, [guest for guest in guests if guest not in hosts]

    def received(self) -> bool:
        """True for "a reçu une invitation de X"."""
        return bool(self.words & forms("invitation", "nouns", "receive")) and bool(self.inviters())

    def receivers(self) -> list[Agent]:
        """Who is the subject of "a reçu une invitation"."""
        clause = self.clause
        receive = forms("invitation", "nouns", "receive")
        return self.subject_of(next(k for k in range(self.i, clause.first - 1, -1) if clause.norm(k) in receive))

    def subject_of(self, v: int) -> list[Agent]:
        """The subject of the verb at token `v`."""
        return agents(self.clause, self.clause.subject(v))

    def greeting(self, v: int) -> list[Agent]:
        """ "a transmis à Y les salutations de X et son invitation": X, whose greetings these are."""
        clause = self.clause
        if clause.between(self.i - 2, self.i) not in (["et", "son"], ["et", "leur"]):
            return []
        return agents(clause, [p for p in self.before if clause.mention(p).first > v and clause.mention(p).prep in _OF])

    def addressee(self, v: int) -> list[int]:
        """ "à Y": right after the verb whatever the title, else the first group after "à"."""
        clause = self.clause
        first = [p for p in clause.positions if clause.mention(p).last > v][:1]
        beside = clause.norm(v + 1) in _TO and first and clause.mention(first[0]).first <= v + 6
        return first if beside else clause.after(v, _TO, reach=self.i - v + 30)

    def meant(self, v: int) -> list[Agent]:
        """Whom "lui a remis" means: the latest person before who is not the subject."""
        clause = self.clause
        subject = {clause.view.cast.who[p] for p in clause.subject(v)}
        if clause.clitic(v) not in ("lui", "leur"):
            return []
        end = clause.view.mentions_in(clause.number).stop
        for p in range(end - 1, max(end - 1 - FARTHEST_BACK, -1), -1):
            found = clause.view.cast.who[p]
            if clause.mention(p).last < v and found is not None and found not in subject:
                return [Agent(found, clause.view.cast.people[found].speaks_for)]
        return []
