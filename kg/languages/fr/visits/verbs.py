"""Journeys told by a verb: "se rendra à", "est arrivé au", "attendu à", "a quitté X pour Y", "la conduira en"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.limits import FARTHEST_BACK, MOST_EVENTS
from kg.languages.fr.tokens.trigger_words import forms, triggers
from kg.languages.fr.visits import places, times
from kg.languages.fr.visits.draft import Draft, Traveller, subject, traveller
from kg.languages.fr.visits.kinds import described
from kg.model import When

_HAVE = forms("visit", "words", "verbs", "auxiliaries")


_BE = frozenset(("est", "sont", "etait", "etaient", "sera", "seront"))
_NEAR, _FAR, _LONG = 9, 16, 40  # words between a verb of travel and its destination
_TOWARDS = {"pour": "", "vers": "", "direction": "en", "destination": "a"}
_OPENING = forms("visit", "words", "verbs", "opening")


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
    words = enumerate(clause.view.text.tokens[clause.first : clause.last + 1], clause.first)
    for v, readings in islice(((i, known[t.norm]) for i, t in words if t.norm in known), MOST_EVENTS):
        for verb, mood in readings:
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
        goals, planned = self.goals(), status == "planned" or self.soon()
        codes = list(dict.fromkeys(place.code for place in goals))
        dates = times.of_legs(self.clause, goals, self.v, planned) if len(codes) > 1 else {}
        whole, kind = self.date(planned) if len(codes) < 2 else None, self.kind()
        for who in self.travellers(set(codes)):
            for code in codes or self.hosts(who):
                date = dates.get(code, whole)
                if code != who.origin:
                    later = status == "planned" or times.begins_later(date, self.clause)
                    name = "planned" if later else "held"
                    yield Draft(who, code, kind, name, self.clause.number, f"fr.visit.{self.verb}", date)

    def kind(self) -> str:
        """The kind of journey that "pour une visite de travail", "en visite d'État" after the verb names."""
        clause, nouns = self.clause, forms("visit", "nouns", "journey")
        after = (k for k in range(self.v + 1, min(self.v + _FAR, clause.last + 1)) if clause.norm(k) in nouns)
        led = next((k for k in after if clause.norm(k - 1) in ("une", "un", "des", "en", "sa", "son")), None)
        return described(clause, led)[0] if led else "visit"

    def genuine(self) -> bool:
        """True where the word is this verb: reflexive where due, no noun, no idiom."""
        clause, reflexive = self.clause, bool({"se", "s'"} & set(self.group))
        if triggers("visit")["verbs"][self.verb]["reflexive"]:
            return reflexive and clause.norm(self.v + 1) not in ("compte", "visite")
        after = clause.norm(self.v + 1)
        if self.verb == "call":
            return after == "visite" and not reflexive and self.by_a_delegation()
        idiom = clause.norm(self.v).startswith("v") and after in ("de", "d'")  # "vient de signer"
        if self.verb == "come" and (idiom or clause.norm(self.v - 1) == "l'"):
            return False
        if self.verb == "leave" and clause.norm(self.v).startswith("part") and self.mood == "participle":
            return bool(_BE & set(self.group))
        if self.verb in ("see", "gain"):
            if self.mood == "infinitive" and clause.norm(self.v - 2) == "avant":
                return True
            before = clause.subject(self.v)
            fore = clause.norm(self.v - 1) in forms("visit", "nouns", "before") | forms("visit", "nouns", "fore")
            beside = bool(before) and not fore and clause.mention(before[-1]).last >= clause.verb_start(self.v) - 2
            helped = self.mood == "participle" and bool(_HAVE & set(self.group)) and not fore
            return helped or (beside and self.mood != "participle")
        if self.verb == "lead":
            return clause.clitic(self.v) in ("l'", "le", "la", "les")
        return not reflexive

    def soon(self) -> bool:
        """True for a present that counts its day of the week onwards: "se rend mardi à Rome", not "arrive ce mardi"."""
        written = self.clause.view.text.tokens[self.v].text
        today = "ce" in self.clause.between(self.v, self.v + _FAR)
        return (
            self.mood == "present" and "é" not in written and not today and not (_HAVE - {"se", "s'"}) & {*self.group}
        )

    def by_a_delegation(self) -> bool:
        """True where those who call on someone have travelled as a delegation."""
        clause, subject_ = self.clause, self.clause.subject(self.v)
        return bool(subject_) and "delegation" in clause.between(clause.mention(subject_[0]).first, self.v)

    def status(self) -> str | None:
        """ "held" or "planned"; None for a wish, an invitation, something put off."""
        clause = self.clause
        if times.called_off(clause, self.v) or self.private():
            return None
        near = set(clause.between(max(self.v - 8, clause.first), self.v))
        if {"ne", "n'"} & set(self.group) or {"pas", "fois"} & set(clause.between(self.v + 1, self.v + 3)):
            return None  # "s'est rendu deux fois en Chine": at no time in particular
        if self.mood == "future" or self.verb == "expect" or near & forms("visit", "mood", "intended"):
            return "planned"
        if {"etre", "apres"} <= near | set(self.group):
            return "held"
        if self.mood == "infinitive":
            if "avant" not in near or near & forms("visit", "mood", "wished"):
                return None
            there = clause.between(self.v, clause.last)
            gone = "ou" in there and _HAVE & set(there[there.index("ou") :][:4])  # "pour Londres, où il a assisté à"
            return "held" if gone else "planned"
        return "held"

    def private(self) -> bool:
        """ "s'est rendu en visite privée à": no journey in office."""
        near = self.clause.between(self.v + 1, self.v + _NEAR)
        return any(b.startswith("prive") and a in forms("visit", "nouns", "journey") for a, b in pairwise(near))

    def goals(self) -> list[places.Place]:
        """Where to."""
        clause = self.clause
        if self.verb == "leave":
            towards = [k for k in range(self.v + 1, min(self.v + 14, clause.last)) if self.leads(k)]
            return places.destinations(clause, towards[0] - 1) if towards else []
        if self.verb in ("see", "gain"):
            return places.destinations(clause, self.v, bare=True, reach=4)
        if self.verb == "call":
            return places.destinations(clause, self.v, reach=_LONG)
        found = places.destinations(clause, self.v, reach=_NEAR if self.verb == "come" else _FAR)
        if self.verb != "move" and found and found[0].prep in ("pour", "par", "via"):
            found = []  # "arrive de Londres et repart pour Berlin"
        if not found and "y" in self.group:
            return places.there(clause)
        before = places.where(clause, self.v) if self.verb == "stay" and not found else None
        return [before] if before else found

    def leads(self, k: int) -> bool:
        """ "pour", "vers", "en | direction de", "à | destination de"."""
        led = _TOWARDS.get(self.clause.norm(k))
        return led is not None and (not led or self.clause.norm(k - 1) == led)

    def hosts(self, who: Traveller) -> list[str]:
        """ "séjourne dans le pays": the other side of the sentence."""
        here = {"dans", "pays"} <= set(self.clause.between(self.v, self.v + 5))
        host = places.host(self.clause, self.v, who.origin, self.v) if here else None
        return [host] if host else []

    def travellers(self, goals: set[str]) -> list[Traveller]:
        """Who travels: those whom the verb means, or the visitors whom "les visiteurs" means."""
        clause, going = self.clause, self.going()
        found = [t for t in (traveller(clause, p) for p in going if self.moves(p)) if t and t.origin not in goals]
        if not found and any(clause.mention(p).word == "visitor" for p in going):
            found = self.visitors(goals)
        return list(dict.fromkeys(found))

    def going(self) -> list[int]:
        """The subject; for "la conduira" whom the pronoun means; for "arrivé mardi, X" who comes after."""
        clause = self.clause
        before = [p for p in clause.positions if clause.mention(p).last < self.v]
        if self.verb == "lead":
            known = [p for p in clause.positions if clause.view.cast.who[p] is not None]
            return [p for p in known if p in before][-1:] or known[:1]
        if self.mood == "participle" and not _HAVE & set(self.group):
            close = bool(before) and self.v - clause.mention(before[-1]).last <= 2
            return clause.group_of(before[-1]) if close else [] if before else self.next()
        found = self.main_subject() or subject(clause, self.v)
        if not found and "etre" in self.group:  # "après s'être rendu à …, X"
            return self.next()
        return self.ahead(found) if found and clause.mention(found[0]).word in ("il", "elle") else found

    def main_subject(self) -> list[int]:
        """ "A a rencontré B avant de s'envoler pour …": A."""
        clause, start = self.clause, self.clause.verb_start(self.v)
        before = self.mood == "infinitive" and clause.between(start - 2, start) in (["avant", "de"], ["avant", "d'"])
        free = [g for g in clause.groups if not clause.mention(g[0]).prep and clause.mention(g[-1]).last < start]
        return free[0] if before and free else []

    def visitors(self, goals: set[str]) -> list[Traveller]:
        """The foreign traveller spoken of last before this sentence."""
        clause = self.clause
        start = clause.view.mentions_in(clause.number).start
        earlier = (traveller(clause, p) for p in range(start - 1, max(start - 1 - FARTHEST_BACK, -1), -1))
        return [t for t in earlier if t and t.origin and t.origin not in goals][:1]

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
        aside = clause.norm(start - 1) == "qui" or (
            self.mood == "infinitive" and "avant" in clause.between(start - 3, start)
        )
        first = self.v if aside or bare else clause.first
        last = times.reach(clause, self.v)
        return times.date_between(clause, first, last, planned, leaving=self.verb == "leave")
