"""Journeys told by a noun: "en visite officielle à …", "effectuera une visite d'État", "la visite à Paris de X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.limits import FARTHEST_BACK, MOST_EVENTS
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits import moods, places, times
from kg.languages.fr.visits.draft import Draft, Traveller, inviters, subject, traveller
from kg.languages.fr.visits.kinds import described, greeted
from kg.model import When

_OWN = frozenset(("sa", "son", "ses", "leur", "leurs"))
_DEFINITE = frozenset(("la", "le", "l'", "du", "cette", "ce", "cet"))
_DURING = forms("visit", "words", "nouns", "during")
_HEAD = frozenset(("", ":", "–", "-", "—", "«"))
_OF = ("de", "du", "d'", "des", "par")
_REACH, _FAR = 24, 40  # words between "effectue" and "une visite"; between it and "puis une visite"
_HOST = 16  # words from "recevra" to "en visite", the guest among them
_NOMINAL = forms("visit", "words", "nouns", "nominal")
_VISITS = frozenset(("visite", "visites", "deplacement", "voyage"))


def find(clause: Clause, told: Sequence[Draft]) -> Iterator[Draft]:
    """The journeys that nouns of this sentence tell; `told` are those of the sentences before."""
    nouns = forms("visit", "nouns", "journey") | forms("visit", "nouns", "transit")
    passing = forms("visit", "nouns", "passing")
    words = enumerate(clause.view.text.tokens[clause.first : clause.last + 1], clause.first)
    told_at = (
        i
        for i, t in words
        if t.norm in nouns or (t.norm in passing and clause.norm(i - 1) == "de") or moods.errand(clause, i)
    )
    for i in islice(told_at, MOST_EVENTS):
        yield from _Noun(clause, i, told).drafts()


class _Noun:
    """One noun of travel at token `i`."""

    def __init__(self, clause: Clause, i: int, told: Sequence[Draft]) -> None:
        self.clause, self.i, self.told = clause, i, told
        self.kind, self.end = described(clause, i)
        first = i
        while clause.norm(first - 1) in forms("visit", "nouns", "fore"):
            first -= 1
        self.first, self.before = first, clause.norm(first - 1)
        self.verb = self.light_verb()
        self.relative = self.relative_verb()

    def light_verb(self) -> int | None:
        """The verb before the noun that carries it: "effectuera", "a achevé", "effectuer"."""
        clause = self.clause
        reach = _FAR if clause.norm(self.first - 2) == "puis" else _REACH
        for v in range(self.i - 1, max(self.i - reach, clause.first) - 1, -1):
            if clause.norm(v) == "visite":
                joined = clause.norm(self.first - 2) in ("et", "puis")  # "une visite …, puis une visite …"
                return _Noun(clause, v, self.told).verb if joined else None
            if clause.norm(v) in (";", "que", "où"):
                return None
            if clause.norm(v) in moods.light() and clause.norm(v - 1) not in _NOMINAL:
                return v
        return None

    def relative_verb(self) -> int | None:
        """The verb after the noun that carries it: "la visite qu'il a effectuée", "la visite effectuée par"."""
        clause = self.clause
        for v in range(self.end + 1, min(self.end + 14, clause.last + 1)):
            if clause.norm(v) in (";", "qui", "où"):
                return None
            if clause.norm(v) in moods.light():
                that = {"que", "qu'"} & set(clause.between(self.end + 1, v))
                return v if that or clause.norm(v).startswith("effectuee") else None
        return None

    def drafts(self) -> Iterator[Draft]:
        """One draft per traveller and destination."""
        clause = self.clause
        status = self.status()
        if status is None:
            return
        goals = self.goals()
        for who in self.travellers({place.code for place in goals}):
            codes = [p.code for p in goals] or self.hosts(who)
            dates = times.of_legs(clause, goals, self.verb or self.end, status == "planned") if len(codes) > 1 else {}
            whole = self.date(status == "planned") if len(codes) == 1 else None
            for code in codes:
                date = dates.get(code, whole)
                if code != who.origin:
                    later = status == "planned" or times.begins_later(date, clause)
                    yield Draft(
                        who, code, self.kind, "planned" if later else "held", clause.number, "fr.visit.noun", date
                    )

    def hosts(self, who: Traveller) -> list[str]:
        """Whose guest the traveller is where the sentence does not say where to."""
        clause = self.clause
        home = "pays" in clause.between(self.end + 1, self.end + 4)
        told = self.before in ("en", "une", "un") or self.verb is not None or self.hosting() or home
        told = told or greeted(clause, self.first)
        brief = clause.norm(self.i) in forms("visit", "nouns", "brief")
        host = places.host(clause, self.i, who.origin, self.end) if told and brief else None
        return [host] if host else []

    def hosting(self) -> set[str]:
        """Words of receiving before the noun: "recevra la visite de", "l'accueillera pour une visite"."""
        return set(self.clause.between(max(self.i - _HOST, self.clause.first), self.i)) & forms(
            "visit", "mood", "hosting"
        )

    def status(self) -> str | None:
        """ "held" or "planned"; None where the noun is no journey that takes place."""
        if not self.genuine():
            return None
        verb = self.verb if self.verb is not None else self.relative
        if verb is not None:
            return moods.of_verb(self.clause, verb)
        clause, coming = self.clause, forms("visit", "mood", "coming")
        before_it = clause.norm(self.first - 2) == "avant" and self.before in ("un", "une")  # "avant un déplacement"
        asked = set(clause.between(max(self.i - 10, clause.first), self.i)) & forms("visit", "mood", "asked")
        if self.generic() or (self.before in ("une", "un", "en") and asked):
            return None
        led = set(clause.between(self.first - 8, self.first))
        coming_verbs = forms("visit", "mood", "future") | forms("visit", "mood", "intended")
        future = (self.before == "en" and bool(led & coming_verbs)) or moods.going(clause, self.first)
        awaited = {word for word in self.hosting() if word.endswith(("ra", "attend"))}
        around = set(clause.between(self.i - 6, self.end + 10))
        later = (
            moods.announced(clause, self.first)
            or around & coming
            or future
            or awaited
            or before_it
            or moods.ahead(clause, self.first, self.end)
        )
        return "planned" if later else "held"

    def genuine(self) -> bool:
        """False for "rendre visite", "visite de courtoisie", "celle" of something else, and a visit called off."""
        clause = self.clause
        if clause.norm(self.i).startswith("cel") and not self.takes_up():
            return False
        if set(clause.between(self.i + 1, self.i + 4)) & forms("visit", "nouns", "no_journey"):
            return False
        if {self.before, clause.norm(self.i - 2)} & {"rendre", "rend", "rendu", "rendue", "rendent"}:
            return False
        return not times.called_off(clause, self.i)

    def generic(self) -> bool:
        """True for "de visites", "leurs visites", "deux visites": journeys of nobody or no time in particular."""
        several = self.clause.norm(self.i).endswith("ts") or self.clause.norm(self.i) == "visites"
        if several and (self.before in _OWN or self.before in forms("visit", "nouns", "several")):
            return True
        return self.before in ("de", "des", "les", "ces", "aux", "plusieurs") and not self.passing()

    def passing(self) -> set[str]:
        """ "de passage à Paris" needs its "de"."""
        return {"de"} if self.clause.norm(self.i) in forms("visit", "nouns", "passing") else set()

    def takes_up(self) -> bool:
        """True for "celle" where it takes up a visit named before."""
        earlier = set(self.clause.between(self.clause.first, self.i))
        return bool(earlier & {"visite", "deplacement", "voyage"})

    def goals(self) -> list[places.Place]:
        """Where to: after the noun, else before "où", else between the verb and the noun."""
        clause = self.clause
        found = places.destinations(clause, self.end)
        if not found and self.verb is not None and clause.norm(self.verb).startswith(("fai", "fit", "fer", "effectu")):
            made = [p for p in places.places(clause) if p.prep in ("de", "d'") and self.end < p.first <= self.end + 3]
            found = made[:1]  # "a fait le voyage de Moscou"
        if not found and self.relative is not None:
            found = places.destinations(clause, self.relative)
        if found:
            return found
        if self.verb is not None and "y" in clause.between(clause.verb_start(self.verb), self.verb):
            return places.there(clause)
        before = places.where(clause, self.i)
        if not before and self.verb is not None:
            before = places.left_of(clause, self.i, since=self.verb)
        if not before and self.before in ("une", "un", "sa", "son") and clause.norm(self.first - 2) in _DURING:
            before = places.left_of(clause, self.i)
        if not before and self.before in ("une", "un", "sa", "son"):
            left = [k for k in range(clause.first, self.i) if clause.norm(k).startswith("quitt")]
            return places.destinations(clause, left[-1], bare=True, reach=4)[:1] if left else []
        return [before] if before else []

    def travellers(self, goals: set[str]) -> list[Traveller]:
        """Who travels, by the noun's own words or its verb; nobody who speaks for where the journey leads."""
        for group in self.candidates():
            found = [t for t in (traveller(self.clause, p) for p in group) if t and t.origin not in goals]
            if found:
                return list(dict.fromkeys(found))
        if self.before in _DEFINITE and goals and self.told:
            return [self.told[-1].traveller]
        return []

    def some(self, p: int) -> bool:
        """True for "la visite d'un chef d'État français": nobody in particular."""
        first = self.clause.mention(p).first
        return bool({"un", "une"} & set(self.clause.between(first - 1, first + 2)))

    def subject(self) -> list[int]:
        """The subject of the verb that carries the noun."""
        return subject(self.clause, self.verb) if self.verb is not None else []

    def candidates(self) -> Iterator[list[int]]:
        """Groups of mentions that may be the travellers, the likeliest first."""
        clause = self.clause
        if self.before == "en" or self.passing():
            yield from self.beside()
            return
        if self.relative is not None:
            yield clause.after(self.relative, ("par",), reach=14)
            yield subject(clause, self.relative)
            after = [p for p in clause.positions if clause.mention(p).first > (self.relative or self.i)]
            yield [p for p in after if not clause.mention(p).prep][:1]
            return
        if "dont" in clause.between(self.i - 9, self.i):
            yield from self.beside()
        complement = [p for p in clause.after(self.end, _OF, reach=14) if not self.some(p)]
        if self.before in _DEFINITE | _HEAD and self.verb is None:
            yield complement
        if self.verb is not None:
            yield self.subject()
            yield self.inverted()
            if self.before in _DEFINITE:
                yield complement
        if self.before in _OWN or self.verb is not None:
            yield from self.beside()
            yield self.topic()
        elif self.before in ("une", "un", "d'"):
            yield [p for p in complement if moods.announced(clause, self.first) or not clause.mention(p).name]
            yield from self.beside()

    def beside(self) -> Iterator[list[int]]:
        """The mentions before the noun, the nearest first; for a noun that opens its sentence the one after."""
        clause = self.clause
        hosts = inviters(clause)
        before = [p for p in clause.positions if clause.mention(p).last < self.i and p not in hosts]
        if clause.norms[0] in ("apres", "avant") and all(clause.mention(p).prep for p in before):
            before = []  # "Après sa visite auprès de B et avant un déplacement à Kiev, A …"
        for p in reversed(before):
            yield clause.group_of(p) if not clause.mention(p).prep else [p]
        after = [p for p in clause.positions if clause.mention(p).first > self.end and not clause.mention(p).prep]
        if not any(clause.mention(p).form in (Form.NAME, Form.PRONOUN) and not clause.mention(p).prep for p in before):
            yield after[:1]

    def inverted(self) -> list[int]:
        """ "effectuera … une visite … le président X": the subject after its verb."""
        clause = self.clause
        after = [p for p in clause.positions if clause.mention(p).first > self.end and not clause.mention(p).prep]
        return clause.group_of(after[0]) if after else []

    def another(self, k: int) -> bool:
        """True where token `k` begins to tell of another journey: "répond à celle de B"."""
        word, ahead = self.clause.norm(k), self.clause.norm(k + 1)
        return self.relative is None and (word in _VISITS or (word in ("celle", "celui") and ahead in _OF))

    def topic(self) -> list[int]:
        """Whom the story spoke of last, before this sentence; the last subject before others."""
        clause = self.clause
        start = clause.view.mentions_in(clause.number).start
        near = range(start - 1, max(start - 1 - FARTHEST_BACK, -1), -1)
        people = [p for p in near if clause.view.cast.who[p] is not None]
        return [p for p in people if not clause.mention(p).prep][:1] or people[:1]

    def date(self, planned: bool) -> When | None:
        """When: in the words around the noun, back to its verb."""
        clause = self.clause
        if self.verb is None and moods.over(clause, self.first):
            return times.date_between(clause, clause.first, times.reach(clause, self.end), planned, over=True)
        first = times.being(clause, self.first, self.i) if self.before == "en" else self.i
        shared = self.verb is not None and "visite" in clause.between(self.verb, self.i)
        if self.verb is not None and not shared:
            own = clause.norm(clause.verb_start(self.verb) - 1) == "qui" or times.dated(clause, self.verb, self.first)
            first = self.verb if own else clause.first  # "reçu mardi, a poursuivi | mercredi sa tournée"
        elif self.before == "en" and planned and self.hosting() and times.fronted(clause, self.first):
            first = clause.first  # "recevra | du 4 au 7 décembre X, en visite officielle"
        elif not shared and self.before in _DEFINITE | {"une", "un"} | _OWN:
            started = set(clause.between(clause.first, self.i)) & forms("visit", "mood", "started") or moods.going(
                clause, self.first
            )
            ahead = (planned and self.hosting()) or times.fronted(clause)
            first = clause.first if started or ahead else self.i
        last = times.reach(clause, self.end, opening=clause.norm(self.first - 2) in _DURING)
        others = (k for k in range(self.end + 1, last + 1) if self.another(k))
        last = min(last, *others, last)  # "son séjour fait suite à | la visite effectuée en mars"
        return times.date_between(clause, first, last, planned)
