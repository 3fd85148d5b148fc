"""Invitations told by a verb: "a invité X à", "l'a convié à", "invité par X, Y", "s'est vu inviter par"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.limits import FARTHEST_BACK, MOST_EVENTS
from kg.languages.fr.gestures.ends import named_next
from kg.languages.fr.invitations.draft import Agent, Draft, agents, on_behalf, pairs
from kg.languages.fr.invitations.goals import goal
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms, triggers
from kg.languages.fr.visits import places

_HAVE = grammar("have") | {"aurait"}
_BE = grammar("be")
_DETERMINERS = forms("invitation", "words", "verbs", "determiners")
_AGENT = 12  # words between "invité" and "par"
_OBJECTS = frozenset(("l'", "le", "la", "les"))


@cache
def verbs() -> dict[str, str]:
    """The forms of the verbs of inviting with their moods."""
    return {form: mood for mood, many in reversed(triggers("invitation")["verbs"].items()) for form in many}


def find(clause: Clause) -> Iterator[Draft]:
    """The invitations that verbs of this sentence tell."""
    known = verbs()
    for v in islice((i for i in range(clause.first, clause.last + 1) if clause.norm(i) in known), MOST_EVENTS):
        yield from _Verb(clause, v, known[clause.norm(v)]).drafts()


class _Verb:
    """One verb of inviting at token `v`."""

    def __init__(self, clause: Clause, v: int, mood: str) -> None:
        self.clause, self.v, self.mood = clause, v, mood
        self.group = clause.between(clause.verb_start(v), v)

    def drafts(self) -> Iterator[Draft]:
        """One draft per inviter and invitee."""
        clause = self.clause
        if clause.norm(self.v - 1) in _DETERMINERS and self.mood != "infinitive":
            return  # the noun: "les invités"
        if {"ne", "n'"} & set(self.group) or (clause.norm(self.v).startswith("pri") and not self.asked_to_come()):
            return
        if self.guest():
            yield from self.guest_of()
            return
        if self.mutual():
            both = agents(clause, clause.subject(self.v))
            for host in both:
                yield from pairs(clause, [host], both, (None, None), "verb")
            return
        if self.inverted():
            hosts = agents(clause, self.inverted())
            guests, where = self.meant(hosts), places.where(clause, self.v)
            yield from pairs(clause, hosts, guests, (where.code if where else None, None), "verb")
            return
        hosts, guests = self.passive() if self.is_passive() else self.active()
        aim = goal(clause, self.v) if hosts and guests else None
        if aim is not None:
            yield from pairs(clause, hosts, guests, aim, "verb")

    def asked_to_come(self) -> bool:
        """True for "a été prié de revenir", not for "l'a prié de continuer d'assister"."""
        clause = self.clause
        asked = (clause.norm(k + 1) for k in range(self.v, clause.last) if clause.norm(k) in ("de", "d'", "a"))
        first = next((word for word in asked if word.endswith(("er", "ir", "re"))), "")
        return first in forms("invitation", "purposes", "travel") | forms("invitation", "purposes", "attend")

    def guest(self) -> bool:
        """True for "Invité du président X, Y …" at the head of a sentence."""
        clause = self.clause
        written = clause.view.text.tokens[self.v].text.rstrip("es").endswith("é")
        return self.v == clause.first and clause.norm(self.v + 1) in ("de", "du", "d'") and written

    def guest_of(self) -> Iterator[Draft]:
        """ "Invité du président X, Y": X invites Y."""
        clause = self.clause
        hosts = clause.after(self.v, ("de", "du", "d'"), reach=3)
        after = [p for p in clause.positions if hosts and clause.mention(p).first > clause.mention(hosts[-1]).last]
        guests = [p for p in after if not clause.mention(p).prep][:1]
        yield from pairs(clause, agents(clause, hosts), agents(clause, guests), (None, None), "verb")

    def mutual(self) -> bool:
        """True for "se sont mutuellement invités"."""
        near = {*self.group, *self.clause.between(self.v, self.v + 4)}
        return bool({"s'", "se"} & set(self.group)) and bool(forms("invitation", "nouns", "mutual") & near)

    def inverted(self) -> list[int]:
        """ "à Paris, où l'a convié le président X": the subject after its verb."""
        clause = self.clause
        led = clause.view.text.tokens[max(clause.verb_start(self.v) - 1, clause.first)].text == "où"
        after = [p for p in clause.positions if self.v < clause.mention(p).first <= self.v + 2]
        return [p for p in after if not clause.mention(p).prep][:1] if led and _OBJECTS & set(self.group) else []

    def is_passive(self) -> bool:
        """True for "a été invité", "invité par X", "s'est vu inviter par X"."""
        if "vu" in self.group or "vu" in self.clause.between(self.v - 2, self.v):
            return True
        helpers = [word for word in self.group if word in _HAVE | _BE]
        if self.clause.norm(self.v) not in triggers("invitation")["verbs"]["participle"]:
            return False
        if helpers:
            return helpers[-1] in _BE
        written = self.clause.view.text.tokens[self.v].text.rstrip("es")
        return written.endswith("é") and "par" in self.clause.between(self.v + 1, self.v + _AGENT)

    def passive(self) -> tuple[list[Agent], list[Agent]]:
        """ "Y a été invité par X", "invité par X, Y"."""
        clause = self.clause
        hosts = clause.chain_after(clause.after(self.v, ("par",), reach=30), ("par",))
        guests = [p for p in clause.subject(self.v) if p not in hosts]
        if not guests and hosts:
            end = clause.mention(hosts[-1]).last
            guests = [p for p in clause.positions if clause.mention(p).first > end and not clause.mention(p).prep][:1]
        return agents(clause, hosts), agents(clause, guests)

    def active(self) -> tuple[list[Agent], list[Agent]]:
        """ "X a invité Y", "X l'a invité", "avant de convier Y"."""
        clause = self.clause
        subject = clause.subject(self.v)
        if self.mood in ("infinitive", "gerund") and clause.norm(self.v - 1) not in ("de", "d'", "en", "pour", "a"):
            return [], []
        hosts = agents(clause, on_behalf(clause)) or agents(clause, subject)
        if not hosts and self.mood in ("infinitive", "gerund"):
            before = [p for p in clause.positions if clause.mention(p).last < self.v and not clause.mention(p).prep]
            hosts = agents(clause, before[-1:])
        if _OBJECTS & set(self.group[-4:]):
            return hosts, self.meant(hosts)
        guests = [named_next(clause, p) for p in clause.after(self.v, ("",), skip=subject)]
        return hosts, [guest for guest in agents(clause, guests) if guest not in hosts]

    def meant(self, hosts: list[Agent]) -> list[Agent]:
        """Whom "l'a invité" means: the latest person of the home state where the inviter is not, else of another."""
        clause, own, home = self.clause, {host.code for host in hosts}, self.clause.view.home
        latest: list[Agent] = []
        abroad: list[Agent] = []
        end = clause.view.mentions_in(clause.number).stop
        for p in range(end - 1, max(end - 1 - FARTHEST_BACK, -1), -1):
            found = clause.view.cast.who[p]
            if clause.mention(p).last >= self.v or found is None or any(found == host.person for host in hosts):
                continue
            agent = Agent(found, clause.view.cast.people[found].speaks_for)
            if agent.code == home and home not in own:
                return [agent]
            latest = latest or [agent]
            abroad = abroad or ([agent] if agent.code not in own else [])
        return abroad or latest
