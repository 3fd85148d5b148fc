"""Who a name in an article is: a person of the known tenures, or somebody the tables do not know.

A known person is taken only where name, state and office or time agree. What is merely likely keeps an identity of its
own, with the item it may be (`Identity.qid`), a score and a reason; a contradiction in time makes it a namesake. All
is decided by the article and the tables alone, so that every article decides alike, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from kg import reference
from kg.identifiers import UNKNOWN, home, known_people, office_types, slug, tenure_of
from kg.transliteration import folded

_BEFORE, _AFTER = 10, 15  # years in which somebody is heard of before a first and after a last known office
_ALIKE = 0.85  # likeness of two spellings of one name
_CERTAIN = 0.5  # share of a likeness that a score keeps where the state is not told

UNCONFIRMED = "unconfirmed"
"""Ends the key of who has the name and state of a known person, where neither office nor time is told."""

Held = tuple[str, str]
"""An office key and the home of the state or organisation whose office it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How one article shows a person: name, home (or `UNKNOWN`), homes of all parties around, offices, years.

    `former`: those of the offices that are told as past.
    """

    name: str
    home: str = UNKNOWN
    around: frozenset[str] = frozenset()
    offices: frozenset[Held] = frozenset()
    former: frozenset[Held] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Where and as whom a person is filed. `qid`, `score` and `reason` tell a likely item, which is no link."""

    home: str
    key: str
    name: str
    qid: str | None = None
    score: float = 0.0
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person of the tenures: where filed, every home served, the item, the years of each office (0, 9999: open)."""

    home: str
    name: str
    homes: frozenset[str]
    names: frozenset[str]
    qid: str | None
    terms: tuple[tuple[Held, int, int], ...]

    def heard_of(self, years: Iterable[int]) -> bool:
        """Whether somebody of these offices may be told of in one of these years."""
        return any(first - _BEFORE <= year <= last + _AFTER for year in years for _, first, last in self.terms)

    def held(self, sight: Sight) -> bool:
        """Whether an office that the article gives is a known one, held in its years; a former one, before them."""
        for office, first, last in self.terms:
            if office in sight.former and (not sight.years or max(sight.years) >= first):
                return True
            if office in sight.offices and (not sight.years or any(first - 1 <= y <= last + 1 for y in sight.years)):
                return True
        return False


@cache
def known() -> tuple[Known, ...]:
    """Every person of the known tenures, each once over homes and spellings."""
    rows: dict[tuple[str, str], list[reference.Tenure]] = {}
    for tenure in reference.tenures():
        filed = known_people()[slug(tenure.person)][home(tenure_of(tenure))]
        rows.setdefault(filed, []).append(tenure)
    return tuple(_known(filed, found) for filed, found in sorted(rows.items()))


def _known(filed: tuple[str, str], rows: list[reference.Tenure]) -> Known:
    names = {slug(name) for row in rows for name in (row.person, *row.aliases)}
    return Known(
        home=filed[0],
        name=filed[1],
        homes=frozenset(home(tenure_of(row)) for row in rows),
        names=frozenset(name for name in names if "-" in name or name == slug(filed[1])),
        qid=next((row.person_qid for row in rows if row.person_qid), None),
        terms=tuple(term for row in rows for term in _terms(row)),
    )


def _terms(row: reference.Tenure) -> Iterator[tuple[Held, int, int]]:
    kind = office_types().get(row.office_type)
    if kind and (row.start or row.end):
        first, last = row.start or row.end or "", row.end or row.as_of or row.start or ""
        yield (kind.office, home(tenure_of(row))), int(first[:4]), int(last[:4])


@cache
def _by_words() -> dict[frozenset[str], tuple[Known, ...]]:
    """Known people by the words of a full name, in no order: "Kishida Fumio" is "Fumio Kishida"."""
    found: dict[frozenset[str], dict[Known, None]] = {}
    for person in known():
        for name in person.names:
            found.setdefault(frozenset(name.split("-")), {})[person] = None
    return {words: tuple(people) for words, people in found.items()}


@cache
def _filed() -> frozenset[tuple[str, str]]:
    return frozenset((person.home, slug(person.name)) for person in known())


@cache
def _by_office() -> dict[Held, tuple[Known, ...]]:
    found: dict[Held, dict[Known, None]] = {}
    for person in known():
        for office, _, _ in person.terms:
            found.setdefault(office, {})[person] = None
    return {office: tuple(people) for office, people in found.items()}


def identify(sight: Sight) -> Identity:
    """Whom an article tells of."""
    named = _by_words().get(frozenset(slug(sight.name).split("-")), ())
    here = [person for person in named if _same_state(person, sight)]
    agreeing = [person for person in here if person.held(sight)] or [p for p in here if p.heard_of(sight.years)]
    if len(agreeing) != 1 and not named:
        agreeing = _partly_named(sight)
    if len(agreeing) == 1:
        return Identity(home=agreeing[0].home, key=slug(agreeing[0].name), name=agreeing[0].name)
    return _likely(sight, named, here) or _own(sight)


def _same_state(person: Known, sight: Sight) -> bool:
    return sight.home in person.homes or (sight.home == UNKNOWN and bool(person.homes & sight.around))


def _partly_named(sight: Sight) -> list[Known]:
    """Who of the holders of a stated office has these words in the name: "Trump", president of the United States."""
    words = set(slug(sight.name).split("-"))
    return [
        person
        for person in _holders(sight)
        if any(words < set(name.split("-")) for name in person.names) and person.held(sight)
    ]


def _holders(sight: Sight) -> list[Known]:
    return list(
        dict.fromkeys(p for office in sorted(sight.offices | sight.former) for p in _by_office().get(office, ()))
    )


def _likely(sight: Sight, named: tuple[Known, ...], here: list[Known]) -> Identity | None:
    if len(here) == 1:
        if sight.years and here[0].terms:
            return None
        likely = _close(sight, here[0], 0.8, "name and state agree; neither office nor time is told")
        return replace(likely, home=here[0].home, key=f"{slug(here[0].name)}-{UNCONFIRMED}")
    if len(named) == 1 and sight.home == UNKNOWN and named[0].heard_of(sight.years):
        return _close(sight, named[0], _CERTAIN, "name and time agree; the state is not told")
    if named:
        return None
    alike = sorted(
        ((_likeness(sight.name, p), p.home, p.name, p) for p in _holders(sight) if p.held(sight)), reverse=True
    )
    if alike and alike[0][0] >= _ALIKE:
        reason = f"state, office and time agree; the name is like {alike[0][2]}"
        return _close(sight, alike[0][3], round(alike[0][0] * 0.9, 2), reason)
    return None


def _likeness(name: str, person: Known) -> float:
    return max((SequenceMatcher(None, slug(name), other).ratio() for other in person.names), default=0.0)


def _close(sight: Sight, person: Known, score: float, reason: str) -> Identity:
    own = _own(sight, UNCONFIRMED)
    return Identity(home=own.home, key=own.key, name=own.name, qid=person.qid, score=score, reason=reason)


def _own(sight: Sight, mark: str = "namesake") -> Identity:
    """An identity that no known person has: the name's in any spelling, with a mark where a known person of this home
    has that name.

    Who is told of only before 2000 and who is told of since are two: a name, a state and an age apart.
    """
    own = slug(sight.name)
    key = own if (sight.home, own) in _filed() else folded(own, sight.home)
    if (sight.home, key) in _filed():
        key += f"-{mark}"
    elif sight.years and max(sight.years) < 2000:  # the century, as far as newspapers are concerned
        key += "-20th-century"
    return Identity(home=sight.home, key=key, name=sight.name)
