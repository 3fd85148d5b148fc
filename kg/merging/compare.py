"""Whether two claims may tell one event, how well they agree, and whether something speaks against it.

A score of 0 is no reason to join; a conflict forbids it, also through a third claim. What a text tells apart, by one
story with two events, is in conflict. Scores only order what is joined first.
"""

from __future__ import annotations

from functools import cache

from kg import reference
from kg.identifiers import UNKNOWN
from kg.merging.claims import Claim
from kg.merging.times import NEAR, SAME, WIDE, Time, agreement, time_of
from kg.resources import data

ASSEMBLIES = frozenset({"conference", "consultation"})
_CITY = "/city/"
HELD_SLACK, _SET_OUT = 3, 10  # days between two datings of one journey; days of a journey around an undated report
_AHEAD = 60  # days that an undated announcement of a journey looks ahead


@cache
def _formats() -> dict[frozenset[str], str]:
    """Pairs of formats that may be words for one meeting: "same", or "loose" where people and time must agree too."""
    rows = (row for _, row in reference.rows(data("meeting_formats.csv")))
    return {frozenset((row["one"], row["other"])): row["how"] for row in rows}


def score(one: Claim, other: Claim) -> int:
    """How well two claims agree, above 0 where they may be of one event."""
    if conflict(one, other):
        return 0
    found = {"meeting": _meetings, "visit": _visits}.get(one.kind, _named_alike)(one, other)
    return found or _named_alike(one, other)


def conflict(one: Claim, other: Claim) -> bool:
    """Whether two claims cannot be of one event."""
    if one.graph == other.graph and (one.node == other.node or set(one.stories) & set(other.stories)):
        return True
    if one.kind != other.kind:
        return True
    if one.kind == "meeting":
        return _other_meeting(one, other)
    return one.kind == "visit" and _other_visit(one, other)


def _named_alike(one: Claim, other: Claim) -> int:
    return int(one.node == other.node)


# ── meetings ──


def _format(one: Claim, other: Claim) -> str:
    """How two formats go together: "same", "loose" or "" where one meeting is never called both."""
    pair = frozenset((one.format, other.format))
    return "same" if len(pair) == 1 else _formats().get(pair, "")


def _assembly(one: Claim, other: Claim) -> bool:
    return one.format in ASSEMBLIES and other.format in ASSEMBLIES


def _sides(claim: Claim) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for person, side in claim.people:
        found.setdefault(side, set()).add(person)
    return found


def _other_meeting(one: Claim, other: Claim) -> bool:
    if not _format(one, other):
        return True
    first, second = time_of(one.date), time_of(other.date)
    if first and second and not agreement(first, second):
        return True
    if _assembly(one, other):
        return False
    sides, others = _sides(one), _sides(other)
    if any(not sides[side] & others[side] for side in sides.keys() & others.keys()):
        return True
    return not _parties_fit(one, other)


def _parties_fit(one: Claim, other: Claim) -> bool:
    """The same parties, or one report names fewer of them, and calls the meeting the same."""
    few, many = sorted((set(one.parties), set(other.parties)), key=len)
    return few == many or (few < many and (len(few) < 2 or one.format == other.format))


def _meetings(one: Claim, other: Claim) -> int:
    first, second = time_of(one.date), time_of(other.date)
    when = agreement(first, second) if first and second else 0
    if not when:
        return 0
    sides, others = _sides(one), _sides(other)
    shared = sum(bool(sides[side] & others[side]) for side in sides.keys() & others.keys())
    enough = _same_assembly if _assembly(one, other) else _same_encounter
    if not enough(one, other, when, shared):
        return 0
    return 100 * when + 10 * min(shared, 5) + 5 * (one.format == other.format) + 3 * _place(one, other)


def _same_encounter(one: Claim, other: Claim, when: int, shared: int) -> bool:
    if shared >= 2:
        return when >= NEAR or _format(one, other) == "same"
    if _format(one, other) == "loose" or when == WIDE:
        return False
    if "ceremony" in (one.format, other.format) and not shared and (one.people or other.people):
        return False  # a day of feasts has many
    parties = set(one.parties) & set(other.parties)
    return len(parties) >= 2 and (when == SAME or shared == 1)


def _same_assembly(one: Claim, other: Claim, when: int, shared: int) -> bool:
    parties, every = set(one.parties) & set(other.parties), set(one.parties) | set(other.parties)
    hosts = {party for party in parties if len(party) > 2}  # organisations: states have two letters
    alike = 2 * len(parties) >= len(every)
    if when == WIDE:
        return bool(hosts) and alike and one.format == other.format
    return bool(hosts) or alike or shared >= 2


def _place(one: Claim, other: Claim) -> int:
    """1 for the same place, -1 for two cities, 0 where nothing is said against it."""
    if one.place and one.place == other.place:
        return 1
    return -1 if _CITY in one.place and _CITY in other.place else 0


# ── visits ──


def journey(claim: Claim) -> tuple[Time | None, bool]:
    """When a visit was: as told, or around the article that tells of it; and whether it is told."""
    told = time_of(claim.date)
    if told or not claim.attested:
        return told, told is not None
    about = time_of(claim.attested)
    if about is None or not (about.first and about.last):
        return None, False
    ahead = _AHEAD if claim.status == "planned" else _SET_OUT
    return Time(about.first.fromordinal(about.first.toordinal() - _SET_OUT),
                about.last.fromordinal(about.last.toordinal() + ahead)), False  # fmt: skip


def _visit_times(one: Claim, other: Claim) -> int:
    (first, told), (second, also) = journey(one), journey(other)
    if first is None or second is None:
        return 0
    found = agreement(first, second, HELD_SLACK)
    return found if told and also else min(found, WIDE)


def _other_visit(one: Claim, other: Claim) -> bool:
    if one.visitor and other.visitor and not _one_visitor(one.visitor, other.visitor):
        return True
    for first, second in ((one.origin, other.origin), (one.destination, other.destination)):
        if first and second and first != second:
            return True
    dated = journey(one)[0] is not None and journey(other)[0] is not None
    return dated and not _visit_times(one, other)


def _one_visitor(one: str, other: str) -> bool:
    """The same person, or a full name of no known state and the same name of a state."""
    (home, name), (another, same) = one.split("/")[-2:], other.split("/")[-2:]
    return one == other or (name == same and "-" in name and UNKNOWN in (home, another))


def _visits(one: Claim, other: Claim) -> int:
    when = _visit_times(one, other)
    if not when or not one.destination or one.destination != other.destination:
        return 0
    if one.visitor and other.visitor and _one_visitor(one.visitor, other.visitor):
        return 100 * when + 20 if one.visitor == other.visitor or when >= NEAR else 0
    unnamed = not (one.visitor and other.visitor)
    return 100 * when + 10 if unnamed and one.origin and one.origin == other.origin and when >= NEAR else 0
