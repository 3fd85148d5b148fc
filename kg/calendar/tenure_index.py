"""Who is known to have held an office, found by name, office key and state or organisation as a story gives them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from kg import edtf
from kg.coreference.cast import PARTY_STATE
from kg.identifiers import office_types, tenure_of
from kg.reference import Tenure, tenures


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One known time in office: its first and last possible day. `known_until`: of an open end, how far it is known."""

    person: str
    names: tuple[frozenset[str], ...]
    office: str
    of: str | None
    start: date
    end: date | None
    known_until: date | None

    def covers(self, day: date) -> bool:
        """Whether the office is this person's on a day, as far as is known."""
        return self.start <= day and (self.end is None or day <= self.end)


@lru_cache(maxsize=65536)
def name_words(name: str) -> frozenset[str]:
    """The words of a name without case and diacritics."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("đ", "d").replace("ł", "l").replace("ø", "o"))
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’" else " " for c in plain)
    return frozenset(kept.split())


def _same(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two names plainly denote one person: the words of the shorter are all among the other's."""
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    return bool(short) and short <= long and (len(short) >= 2 or len(next(iter(short))) >= 4)


def state_of(party: str | None) -> str | None:
    """The state of a ruling party; any other code as it is."""
    return PARTY_STATE.get(party, party) if party else None


@lru_cache(maxsize=16384)
def known_terms(name: str, office: str, of: str | None) -> tuple[Term, ...]:
    """The terms of a person in an office (key of the facts) of a state or organisation; empty where none is known."""
    words = name_words(name)
    return tuple(term for term in terms_of(office, of) if any(_same(words, known) for known in term.names))


def terms_of(office: str, of: str | None) -> tuple[Term, ...]:
    """Every known term in an office of a state or organisation."""
    return _index().get((office, state_of(of)), ())


@cache
def _index() -> dict[tuple[str, str | None], tuple[Term, ...]]:
    index: dict[tuple[str, str | None], list[Term]] = {}
    for tenure in tenures():
        if tenure.start and tenure.office_type in office_types():
            term = _term(tenure)
            index.setdefault((term.office, term.of), []).append(term)
    return {key: tuple(terms) for key, terms in index.items()}


def _term(tenure: Tenure) -> Term:
    office, of = _office(tenure)
    start = edtf.bounds(tenure.start).earliest if tenure.start else None
    assert start is not None
    return Term(
        person=tenure.person,
        names=tuple(name_words(name) for name in (tenure.person, *tenure.aliases)),
        office=office,
        of=of,
        start=start,
        end=edtf.bounds(tenure.end).latest if tenure.end else None,
        known_until=edtf.bounds(tenure.as_of).latest if tenure.as_of and not tenure.end else None,
    )


def _office(tenure: Tenure) -> tuple[str, str | None]:
    """The office key and the state or organisation of a row; a ruling party's office is its state's."""
    return office_types()[tenure.office_type].office, state_of(tenure_of(tenure))


@cache
def known_until() -> date:
    """The last day on which the reference data was known to hold."""
    known = [term.known_until for terms in _index().values() for term in terms if term.known_until]
    return max(known, default=date.today())


def horizon() -> date:
    """The last day of the year in which the reference data was last known to hold: no story is dated later."""
    return date(known_until().year, 12, 31)
