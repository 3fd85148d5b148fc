"""Which claims are compared at all: those that one seeks under a key which the other is kept under.

A key names two parties (or a visitor and where to) and a day or month, without the year, which a report may lack. Day
is compared with day; what is dated no better than by its month is sought there, and seeks all of that month.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from kg.merging.claims import Claim
from kg.merging.compare import ASSEMBLIES, HELD_SLACK, journey
from kg.merging.times import FEW, Time, time_of

_MANY = 6  # parties of a meeting that are paired
_STATE = 2  # letters of a state's code


def kept(claim: Claim) -> frozenset[str]:
    """The keys that a claim is found under."""
    return _meeting(claim, kept=True) | _visit(claim) | {f"node {claim.node}"}


def sought(claim: Claim) -> frozenset[str]:
    """The keys under which the claims lie that this one is compared with."""
    return _meeting(claim, kept=False) | _visit(claim) | {f"node {claim.node}"}


def _meeting(claim: Claim, *, kept: bool) -> frozenset[str]:
    time = time_of(claim.date) if claim.kind == "meeting" else None
    if time is None:
        return frozenset()
    days, months = _days(time), _months(time)
    every, vague = {f"in {month}" for month in months}, {f"about {month}" for month in months}
    others = every if kept else vague
    whens = days | others if days else every | (vague if kept else set())
    return frozenset(f"meeting {when} {who}" for when in whens for who in _whos(claim))


def _visit(claim: Claim) -> frozenset[str]:
    time = journey(claim)[0] if claim.kind == "visit" else None
    if time is None:
        return frozenset()
    goers = {claim.visitor.rpartition("/")[2], claim.origin} - {""}
    return frozenset(f"visit {month} {who} {claim.destination}" for month in _months(time) for who in goers)


def _days(time: Time) -> set[str]:
    """The days of a short time; none where it is no better known than by its month."""
    if time.day:
        return {f"{time.month:02}-{time.day:02}"}
    if time.first is None or time.days > FEW:
        return set()
    return {f"{time.first + timedelta(days=day):%m-%d}" for day in range(time.days)}


def _months(time: Time) -> set[str]:
    """The months of a time, and of the days that a visit's dating may lie beside it."""
    if time.month:
        return {f"{time.month:02}"}
    if not (time.first and time.last) or time.days > 330:
        return {f"{month:02}" for month in range(1, 13)}
    first, last = time.first.toordinal() - HELD_SLACK, time.last.toordinal() + HELD_SLACK
    return {f"{date.fromordinal(day):%m}" for day in (*range(first, last, 28), last)}


def _whos(claim: Claim) -> set[str]:
    """Pairs of parties, organisations first, and for an assembly each organisation."""
    parties = sorted(claim.parties, key=lambda party: (len(party) <= _STATE, party))[:_MANY]
    alone = {party for party in parties if len(party) > _STATE} if claim.format in ASSEMBLIES else set()
    return {" ".join(pair) for pair in combinations(parties, 2)} | alone
