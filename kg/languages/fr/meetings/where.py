"""Where a meeting took place: the city or state of its own clause, or the place that the story has come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import reference
from kg.languages.fr.clauses import Clause
from kg.languages.fr.lexicon import state_of_city
from kg.languages.fr.meetings.draft import REMOTE, Draft
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.view import View
from kg.mention import Form
from kg.model import BlockKind, When

_PREP = forms("meeting", "words", "setting", "place_prep")
_ELSEWHERE = forms("meeting", "words", "setting", "elsewhere")
_ARTICLES = frozenset(("la", "le", "les", "l'"))
_ARRIVAL = forms("meeting", "words", "setting", "arrival")
_REACH = 6  # words between a word of going and its place
_FAR = 40  # words between a meeting and its place


class Place(NamedTuple):
    """A city or state that a preposition of place introduces at tokens `first` … `last`; `name`: a city, or a code."""

    name: str
    state: str
    first: int
    last: int


def place_of(owners: Owners, token: int) -> str | None:
    """The city nearest to a token that belongs to its clause; else the state, where the clause names one."""
    found: tuple[tuple[bool, int], str] | None = None
    for place in places(owners.clause):
        if owners.apart(place.first, token) or _elsewhere(owners.clause, place):
            continue
        key = (len(place.name) == 2, abs(place.first - token))
        if key[1] < _FAR and (found is None or key < found[0]):
            found = key, place.name
    return found[1] if found else None


def places(clause: Clause) -> Iterator[Place]:
    """The cities and states of a sentence that stand after a preposition of place, outside the names of persons."""
    text, covered = clause.view.text, _persons(clause)
    for i in range(clause.first, clause.last + 1):
        if i in covered:
            continue
        city, state = text.hit(i, "city"), text.hit(i, "country")
        if city and city.extra and _introduced(clause, i):
            yield Place(text.words(i, i + city.length - 1), city.extra, i, i + city.length - 1)
        elif state and _introduced(clause, i):
            yield Place(state.key, state.key, i, i + state.length - 1)
        elif clause.norm(i) == "capitale" and clause.norm(i - 1) == "la":
            yield from _capital(clause, i)


def _introduced(clause: Clause, i: int) -> bool:
    k = i - 1
    while clause.norm(k) in _ARTICLES:
        k -= 1
    return clause.norm(k) in _PREP


def _persons(clause: Clause) -> set[int]:
    """The tokens of the phrases that name or mean persons."""
    mentions = (clause.mention(p) for p in clause.positions)
    return {i for m in mentions if m.form is not Form.PARTY for i in range(m.first, m.last + 1)}


def _capital(clause: Clause, i: int) -> Iterator[Place]:
    """ "dans la capitale lao": the capital of the state; of the home state where none is named."""
    hit = clause.view.text.hit(i + 1, "demonym")
    code = hit.key if hit else clause.view.home
    state = reference.states().get(code) if code else None
    if state and state.capital:
        yield Place(state.capital, state.code, i, i + bool(hit))


def _elsewhere(clause: Clause, place: Place) -> bool:
    """ "invité à Paris", "l'ambassadeur à Rome": a place that something else than the meeting has."""
    return bool(_ELSEWHERE & set(clause.between(max(place.first - _REACH, clause.first), place.first)))


@dataclass(slots=True)
class StoryPlaces:
    """Where the story has come to, meeting by meeting."""

    view: View
    clauses: Sequence[Clause]
    arrivals: list[tuple[int, Place, bool]] = field(init=False)  # sentence, place, ahead
    place: str | None = None
    day: str | None = None
    since: int = -1

    def __post_init__(self) -> None:
        self.arrivals = [found for clause in self.clauses for found in _arrivals(clause)]

    def settle(self, draft: Draft, told: When | None) -> None:
        """Gives a draft the place where the story stands, and moves the story to a draft's own."""
        if draft.kind in REMOTE:
            return
        if draft.place is None:
            draft.place = self.standing(draft, told)
        if draft.place:
            self.place, self.since = draft.place, draft.sentence
            self.day = told.edtf if told else self.day

    def standing(self, draft: Draft, told: When | None) -> str | None:
        """The place of the meeting told before on the same day; else where someone has come to; else that state."""
        same_day = told is None or self.day is None or told.edtf == self.day
        before = [a for a in self.arrivals if a[0] <= draft.sentence]
        arrival = before[-1] if before else None
        if arrival and arrival[0] >= self.since:
            return arrival[1].name
        if self.place and same_day:
            return self.place
        if self.place:
            return self.place if len(self.place) == 2 else state_of_city(self.place)
        if arrival:
            return arrival[1].state
        return None


def _arrivals(clause: Clause) -> Iterator[tuple[int, Place, bool]]:
    """The places that the sentence says somebody has come to, or will."""
    if clause.view.sentences[clause.number].kind in (BlockKind.TITLE, BlockKind.CAPTION):
        return
    for place in places(clause):
        words = set(clause.between(max(place.first - _REACH - 3, clause.first), place.first))
        if words & _ARRIVAL and not words & _ELSEWHERE:
            yield clause.number, place, False
