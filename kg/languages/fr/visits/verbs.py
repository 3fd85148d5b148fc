"""Journeys told by a verb: "se rendra à", "est arrivé au", "attendu à", "a quitté X pour Y", "la conduira en"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.languages.fr.clauses import Clause
from kg.languages.fr.trigger_words import forms, triggers
from kg.languages.fr.visits import places, times
from kg.languages.fr.visits.draft import Draft, Traveller, traveller
from kg.mention import Form
from kg.model import When

_HAVE = frozenset(
    ("a", "ont", "avait", "avaient", "aura", "ayant", "est", "sont", "etait", "etaient", "s'", "se", "fut")
)


_BE = frozenset(("est", "sont", "etait", "etaient", "sera", "seront"))
_NEAR, _FAR = 9, 16  # words between a verb of travel and its destination
_OPENING = frozenset(
    ("avant", "apres", "depuis", "pendant", "durant", "lors", "a", "au", "en", "dans", "alors", "tandis")
)


@cache
def _verbs() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for verb, row in triggers("visit")["verbs"].items():
        for mood, many in row.items():
            for form in many if isinstance(many, list) else ():
                table.setdefault(form, []).append((verb, mood))
    return table


def find(clause: Clause) -> Iterator[Draft]:
    """The journeys that verbs of this sentence tell."""
    known = _verbs()
    for v in range(clause.first, clause.last + 1):
        readings = known.get(clause.norm(v))
        for verb, mood in readings or ():
            drafts = list(_Verb(clause, v, verb, mood).drafts())
            yield from drafts
            if drafts:
                break


class _Verb:
    """One verb of travel at token `v`."""

    def __init__(self, clause: Clause, v: int, verb: str, mood: str) -> None:
        self.clause, self.v, self.verb, self.mood = clause, v, verb, mood
        self.group = clause.between(clause.verb_start(v), v)

    def drafts(self) -> Iterator[Draft]:
        """One draft per traveller and destination."""
        status = self.status() if self.genuine() else None
        if status is None:
            return
        codes = list(dict.fromkeys(place.code for place in self.goals()))
        date = self.date(status == "planned") if len(codes) < 2 else None
        for who in self.travellers(set(codes)):
            for code in codes or self.hosts(who):
                if code != who.origin:
                    later = status == "planned" or times.begins_later(date, self.clause)
                    name = "planned" if later else "held"
                    yield Draft(who, code, "visit", name, self.clause.number, f"fr.visit.{self.verb}", date)

    def genuine(self) -> bool:
        """True where the word is this verb: reflexive where due, no noun, no idiom."""
        clause, reflexive = self.clause, bool({"se", "s'"} & set(self.group))
        if triggers("visit")["verbs"][self.verb]["reflexive"]:
            return reflexive and clause.norm(self.v + 1) not in ("compte", "visite")
        after = clause.norm(self.v + 1)
        idiom = clause.norm(self.v).startswith("v") and after in ("de", "d'")  # "vient de signer"
        if self.verb == "come" and (idiom or clause.norm(self.v - 1) == "l'"):
            return False
        if self.verb == "leave" and clause.norm(self.v).startswith("part") and self.mood == "participle":
            return bool(_BE & set(self.group))
        if self.verb in ("see", "gain"):
            subject = clause.subject(self.v)
            fore = clause.norm(self.v - 1) in forms("visit", "nouns", "before") | forms("visit", "nouns", "fore")
            beside = bool(subject) and not fore and clause.mention(subject[-1]).last >= clause.verb_start(self.v) - 2
            return beside and (self.mood != "participle" or bool(_HAVE & set(self.group)))
        if self.verb == "lead":
            return clause.clitic(self.v) in ("l'", "le", "la", "les")
        return not reflexive

    def status(self) -> str | None:
        """ "held" or "planned"; None for a wish, an invitation, something put off."""
        clause = self.clause
        if set(clause.between(clause.first, clause.last + 1)) & forms("visit", "mood", "cancelled"):
            return None
        near = set(clause.between(max(self.v - 8, clause.first), self.v))
        if {"ne", "n'"} & set(self.group) or "pas" in clause.between(self.v + 1, self.v + 3):
            return None
        if self.mood == "future" or self.verb == "expect" or near & forms("visit", "mood", "intended"):
            return "planned"
        if self.mood == "infinitive":
            return "planned" if "avant" in near and not near & forms("visit", "mood", "wished") else None
        return "held"

    def goals(self) -> list[places.Place]:
        """Where to."""
        clause = self.clause
        if self.verb == "leave":
            towards = [k for k in range(self.v + 1, min(self.v + 14, clause.last)) if clause.norm(k) == "pour"]
            return places.destinations(clause, towards[0] - 1) if towards else []
        if self.verb in ("see", "gain"):
            return places.destinations(clause, self.v, bare=True, reach=4)
        found = places.destinations(clause, self.v, reach=_NEAR if self.verb == "come" else _FAR)
        before = places.where(clause, self.v) if self.verb == "stay" and not found else None
        return [before] if before else found

    def hosts(self, who: Traveller) -> list[str]:
        """ "séjourne dans le pays": the other side of the sentence."""
        here = {"dans", "pays"} <= set(self.clause.between(self.v, self.v + 5))
        host = places.host(self.clause, self.v, who.origin, self.v) if here else None
        return [host] if host else []

    def travellers(self, goals: set[str]) -> list[Traveller]:
        """The subject; for "la conduira" whom the pronoun means; for "arrivé mardi, X" who comes after."""
        clause = self.clause
        subject = clause.subject(self.v)
        if self.verb == "lead":
            subject = [
                p for p in clause.positions if clause.mention(p).last < self.v and clause.view.cast.who[p] is not None
            ]
            subject = subject[-1:] or [p for p in clause.positions if clause.mention(p).first > self.v][:1]
        elif self.mood == "participle" and not _HAVE & set(self.group):
            near = [p for p in clause.positions if clause.mention(p).last < self.v]
            close = near and self.v - clause.mention(near[-1]).last <= 2
            subject = clause.group_of(near[-1]) if close else [] if near else self.next()
        elif subject and clause.mention(subject[0]).word in ("il", "elle"):
            subject = self.ahead(subject)
        found = [t for t in (traveller(clause, p) for p in subject if self.moves(p)) if t and t.origin not in goals]
        return list(dict.fromkeys(found))

    def ahead(self, pronoun: list[int]) -> list[int]:
        """ "Avant Paris, où il séjourne, X …": a pronoun in an opening clause means the subject to come."""
        clause = self.clause
        comma = "," in clause.between(self.v, clause.last) and clause.norm(clause.first) in _OPENING
        named = [p for p in self.next() if clause.mention(p).name]
        first = not any(clause.mention(p).name for p in clause.positions if p < pronoun[0])
        return named[:1] if comma and named and first else pronoun

    def moves(self, p: int) -> bool:
        """True for a person or delegation, false for a state."""
        return self.clause.mention(p).form is not Form.PARTY

    def next(self) -> list[int]:
        """The first mention after the verb that no preposition introduces."""
        clause = self.clause
        after = [p for p in clause.positions if clause.mention(p).first > self.v and not clause.mention(p).prep]
        return clause.group_of(after[0]) if after else []

    def date(self, planned: bool) -> When | None:
        """When: in the words of the verb's own clause."""
        clause = self.clause
        start = clause.verb_start(self.v)
        bare = self.mood == "participle" and not _HAVE & set(self.group)
        first = self.v if clause.norm(start - 1) == "qui" or bare else clause.first
        return times.date_between(clause, first, times.reach(clause, self.v), planned)
