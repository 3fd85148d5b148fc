"""Where a meeting took place: the city or state of its own clause, or the place that the story has come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg import reference
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.languages.fr.meetings.draft import REMOTE, Draft
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.meetings.placing import named_before, near, one_day
from kg.languages.fr.meetings.programme import line_of
from kg.languages.fr.meetings.story_days import StoryDays
from kg.languages.fr.meetings.tenses import ahead
from kg.languages.fr.offices.bodies import ADJECTIVE
from kg.languages.fr.tokens.lexicon import state_of_city
from kg.languages.fr.tokens.trigger_words import forms, triggers
from kg.languages.fr.tokens.words import norms
from kg.model import BlockKind, When

_PREP = forms("meeting", "words", "setting", "place_prep")
_ELSEWHERE = forms("meeting", "words", "setting", "elsewhere")
_PAST = forms("meeting", "words", "setting", "pluperfect")
_SITES = forms("meeting", "words", "setting", "sites")
_HOSTS = forms("meeting", "words", "setting", "hosts")
_ARTICLES = frozenset(("la", "le", "les", "l'"))
_HOUSE = _ARTICLES | {"maison", "casa"}
_ARRIVAL = forms("meeting", "words", "setting", "arrival")
_OF = frozenset(("de", "du", "des", "d'"))
_ROOMS = frozenset(
    ("perron", "chateau", "cour", "palais", "marches", "parvis", "salon", "jardins", "salle", "locataire", "hote")
)
_DASHES = frozenset(("-", "–", "—"))
_LINE = 10  # words that the heading of a day of a programme has at most
_REACH = 6  # words between a word of going and its place
_STATE = 8  # words by which a city further off is preferred to its state ("à Milan, en Italie")
_FAR = 40  # words between a meeting and its place


class Place(NamedTuple):
    """A city or state that a preposition of place introduces at tokens `first` … `last`; `name`: a city, or a code."""

    name: str
    state: str
    first: int
    last: int


def place_of(owners: Owners, token: int, noun: bool) -> str | None:
    """The city nearest to a token that belongs to its clause; else the state, where the clause names one.

    `noun`: the token is the name of an event, of which a relative clause can say more.
    """
    antecedent = owners.where(token)
    found: tuple[int, str] | None = None
    start = owners.clause.verb_start(token)
    joined = owners.clause.norm(start - 1) in ("et", "puis")  # "l'a vu à Rome et doit | le revoir à Paris"
    for place in places(owners.clause, antecedent):
        if antecedent is not None and place.first <= antecedent <= place.last:
            return place.name
        apart = owners.apart(place.first, token) and not (noun and owners.added(place.first, token))
        if apart or _elsewhere(owners.clause, place, token) or owners.of_another_event(place.first, token):
            continue
        distance = abs(place.first - token) + (_STATE if len(place.name) == 2 else 0)
        distance += _STATE if joined and place.last < start else 0
        if distance < _FAR + _STATE and (found is None or distance < found[0]):
            found = distance, place.name
    return found[1] if found else named_before(owners.clause, token)


def places(clause: Clause, antecedent: int | None = None) -> Iterator[Place]:
    """The cities and states of a sentence that stand after a preposition of place (or right before "où", at token
    `antecedent`), outside the names of persons."""
    text, covered, venues = clause.view.text, _persons(clause), _venues()
    for i, norm in enumerate(clause.norms, clause.first):
        if not text.hits[i] and not text.tokens[i].capital and norm != "capitale" and norm not in venues:
            continue
        if i in covered and not (antecedent is not None and i <= antecedent < i + _REACH):
            continue
        hit = text.hit(i, "city") or text.hit(i, "country")
        if norm in venues and _at_a_venue(clause, i):
            city, state = venues[norm]
            yield Place(city, state, i, i)
        elif hit and (_introduced(clause, i) or i + hit.length - 1 == antecedent or _hosts(clause, i + hit.length)):
            last = i + hit.length - 1
            if hit.kind == "city" and hit.extra:
                yield Place(text.words(i, last), hit.extra, i, last)
            elif hit.kind == "country":
                yield Place(hit.key, hit.key, i, last)
        elif contracted := _contracted(clause, i):
            yield Place(f"Le {text.tokens[i].text}", contracted, i, i)
        elif norm == "capitale" and clause.norm(i - 1) == "la":
            yield from _capital(clause, i)


@cache
def _venues() -> dict[str, tuple[str, str]]:
    """Buildings that stand for their city: the city and its state."""
    return {venue: (city, state) for venue, (city, state) in triggers("meeting")["venues"].items()}


def _introduced(clause: Clause, i: int) -> bool:
    """True after "à", "dans la", "à l'aéroport de"."""
    k = i - 1
    while clause.norm(k) in _ARTICLES:
        k -= 1
    if clause.norm(k) in _DASHES:  # "Lundi 5 août – Berne"
        return clause.last - clause.first < _LINE and bool(clause.view.dates_in(clause.number))
    return clause.norm(k) in _PREP or (clause.norm(k) in _OF and _of_a_site(clause, k))


def _at_a_venue(clause: Clause, i: int) -> bool:
    """ "à l'Élysée", "au Quai d'Orsay", "sur le perron de l'Élysée", but not "a fait savoir l'Élysée"."""
    k = i - 1
    while clause.norm(k) in _HOUSE:
        k -= 1
    if clause.norm(k - 1) == "quai":
        return clause.norm(k - 2) in _PREP
    return clause.norm(k) in _PREP or (clause.norm(k) in _OF and clause.norm(k - 1) in _ROOMS)


def _of_a_site(clause: Clause, k: int) -> bool:
    """ "à l'aéroport (international) | de Milan": what stands at token `k` is of a site."""
    return clause.norm(k - 1) in _SITES or (
        clause.norm(k - 2) in _SITES and ADJECTIVE.fullmatch(clause.norm(k - 1)) is not None
    )


def _hosts(clause: Clause, i: int) -> bool:
    """True where the words from token `i` on say that the place before them is the host: "accueillera"."""
    if clause.norm(i) == "," and clause.norm(i + 1) == "qui":
        i += 2
    while clause.norm(i) == "(" or clause.norm(i - 1) == "(" or clause.norm(i) == ")":
        i += 1
    return clause.norm(i) in _HOSTS


def _contracted(clause: Clause, i: int) -> str | None:
    """ "au Caire", "au palais du Caire": the state of a city whose name begins with "Le"."""
    token, before = clause.view.text.tokens[i], clause.norm(i - 1)
    led = before == "au" or (before == "du" and _of_a_site(clause, i - 1))
    return state_of_city(f"Le {token.text}") if token.capital and led else None


def _persons(clause: Clause) -> set[int]:
    """The tokens of the phrases that name or mean persons."""
    mentions = (clause.mention(p) for p in clause.positions)
    return {i for m in mentions if m.form is not Form.PARTY for i in range(m.first, m.last + 1)}


def _capital(clause: Clause, i: int) -> Iterator[Place]:
    """ "dans la capitale lao": the capital of the state as the story spells it; of the home state if none is named."""
    text = clause.view.text
    hit = text.hit(i + 1, "demonym")
    code = hit.key if hit else None if clause.norm(i + 1) in _OF else clause.view.home
    state = reference.states().get(code) if code else None
    if state and state.capital:
        spelled = (k for k in range(len(text.tokens)) if (city := text.hit(k, "city")) and city.key == state.capital)
        k = next(spelled, None)
        city = text.hit(k, "city") if k is not None else None
        name = text.words(k, k + city.length - 1) if k is not None and city else state.capital
        yield Place(name, state.code, i, i + bool(hit))


def _elsewhere(clause: Clause, place: Place, token: int = -1) -> bool:
    """ "invité à Paris", "rentré de Hanoi", "consul à Rome": a place that something else has than the meeting told at
    `token` ("ont | signé à Rome")."""
    begin = max(place.first - _REACH, clause.first)
    signed = begin <= token < place.first and clause.norm(token).startswith("sign")
    words = clause.between(token + 1 if signed else begin, place.first)
    since = max((k for k, word in enumerate(words) if word in (",", ";")), default=-1)
    return bool(_ELSEWHERE & set(words[since + 1 :]))


class Arrival(NamedTuple):
    """A place that the story comes to at a token of a sentence, on a day where one is told.

    `travel`: somebody has come there; `ahead`: or will.
    """

    sentence: int
    place: Place
    day: str | None
    travel: bool
    ahead: bool


class Stand(NamedTuple):
    """Where a meeting of the story took place, on which day, of which status, by which sentence."""

    place: str
    day: str | None
    status: str
    sentence: int


@dataclass(slots=True)
class StoryPlaces:
    """Where the story has come to, meeting by meeting."""

    view: View
    clauses: Sequence[Clause]
    days: StoryDays
    arrivals: list[Arrival] = field(init=False)
    stood: list[Stand] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arrivals = [found for clause in self.clauses for found in _arrivals(clause, self.days)]

    def settle(self, draft: Draft, told: When | None) -> None:
        """Gives a draft the place where the story stands, and moves the story to a draft's own."""
        line = line_of(self.clauses[draft.sentence])
        if draft.kind in REMOTE or (line and not line.journey):
            return
        day = told.edtf if told else None
        draft.place = draft.place or self._standing(draft, day) or self._seat(draft) or self._written(draft)
        if draft.place:
            self.stood.append(Stand(draft.place, day, draft.status, draft.sentence))

    def _standing(self, draft: Draft, day: str | None) -> str | None:
        """Where the story stood last on the same day; on another day, the state that it is in."""
        arrival = self._come_to(draft, day)
        there = [s for s in self.stood if s.status == draft.status and one_day(s.day, day)]
        if arrival and one_day(arrival.day, day) and not (there and there[-1].sentence >= arrival.sentence):
            return arrival.place.name
        if there:
            return there[-1].place
        last = arrival.day if arrival else self.stood[-1].day if self.stood else None
        if self._resident(draft) or (day and last and not near(last, day)):
            return None
        if arrival:
            return arrival.place.state
        come = [s.place for s in self.stood if s.status == "held" or draft.status == "planned"]
        place = come[-1] if come else None
        return place if place is None or len(place) == 2 else state_of_city(place)

    def _resident(self, draft: Draft) -> bool:
        """True where an ambassador takes part, who lives where he is met."""
        people = self.view.cast.people
        return any(office.head == "ambassador" for p in draft.people for office in people[p].offices)

    def _written(self, draft: Draft) -> str | None:
        """The city of the dateline, where the sentence of the meeting names it too ("le maire de Da Nang a reçu")."""
        blocks = self.view.document.stories[self.view.number].blocks
        cities = {norms(b.dateline.place) for b in blocks if b.dateline and b.dateline.place}
        clause, text = self.clauses[draft.sentence], self.view.text
        for i in range(clause.first, clause.last + 1):
            city = text.hit(i, "city")
            if city and norms(text.words(i, i + city.length - 1)) in cities:
                return text.words(i, i + city.length - 1)
        return None

    def _come_to(self, draft: Draft, day: str | None) -> Arrival | None:
        """The place that the story came to last before a meeting, on its day if possible; of a headline or caption, the
        first of the story."""
        fit = [a for a in self.arrivals if not a.ahead or draft.status == "planned"]
        before = [a for a in fit if (a.sentence, a.place.first) < (draft.sentence, draft.token)]
        if before:
            same = [a for a in before if a.day == day]
            travels = [a for a in before if a.travel]
            return (same or travels or before)[-1]
        head = self.view.sentences[draft.sentence].kind is not BlockKind.BODY
        return next(iter(fit), None) if head else None

    def _seat(self, draft: Draft) -> str | None:
        """The state that an ambassador who is the host is sent to: the other side's."""
        people = self.view.cast.people
        hosts = [p for p, role in draft.people.items() if role == "host"]
        if not hosts or not any(o.head == "ambassador" for p in hosts for o in people[p].offices):
            return None
        guests = [people[p].speaks_for for p, role in draft.people.items() if role != "host"]
        return next((code for code in guests if code in reference.states()), None)


def _arrivals(clause: Clause, days: StoryDays) -> Iterator[Arrival]:
    """The places that the sentence says somebody has come to, or will, and the cities where something happened."""
    title = clause.view.sentences[clause.number].kind in (BlockKind.TITLE, BlockKind.CAPTION)
    owners: Owners | None = None
    for place in places(clause):
        owners = owners or Owners(clause)
        words = clause.between(max(place.first - _REACH - 3, clause.first), place.first)
        travel = bool(_ARRIVAL & set(words))
        city = len(place.name) > 2 and not title and not _PAST & set(words)
        city = city and (not owners.aside(place.first) or owners.dated(place.first))
        if (travel or city) and not _elsewhere(clause, place):
            to_come = ahead(owners, place.first, place.last)
            end = days.ends[clause.number]
            fresh = end.since_ahead == clause.number > end.since
            day = end.ahead if to_come or fresh else end.told
            yield Arrival(clause.number, place, day.edtf if day else None, travel, to_come)
