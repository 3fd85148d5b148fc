"""A group of claims → the triples of its canonical node: what all say, and of what an event has once, the best told.

Where articles contradict each other, each keeps its claim in its own graph; `queries/checks/` lists them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg.identifiers import UNKNOWN
from kg.merging.claims import Claim
from kg.merging.clusters import Group
from kg.merging.times import time_of
from kg.persons import UNCONFIRMED
from kg.vocab import ENT, PREFIXES, RDFS, concept

Names = Mapping[NamedNode, NamedNode]

SAME_AS = NamedNode(PREFIXES["owl"] + "sameAs")
"""Leads from a canonical node to the claims that have another IRI, so that those can still be looked up."""

_DATED = frozenset({ENT.date, ENT.earliest, ENT.latest, ENT.dateBasis, ENT.dateReason})
_ONCE = frozenset({ENT.format, ENT.status, ENT.place, ENT.partOf, ENT.visitor, getattr(ENT, "from"), ENT.destination,
                   ENT.visitKind, ENT.gestureKind, ENT.giver, ENT.receiver, ENT.inviter, ENT.invitee,
                   ENT.role, ENT.onBehalfOf})  # fmt: skip
# The values that say least: any other value stands against them, however many articles have them.
_LEAST = frozenset({concept("event-status", "planned"), concept("agreement-status", "planned"),
                    concept("visit-kind", "visit"), concept("meeting-format", "meeting"),
                    concept("participation-role", "participant")})  # fmt: skip


def lead(group: Iterable[Claim]) -> list[Claim]:
    """The claims of a group, the best told first: by its day, its people, and how many articles tell it so."""
    claims = tuple(group)
    told = Counter(claim.node for claim in claims)
    dates = Counter(claim.date for claim in claims)

    def rank(claim: Claim) -> tuple[int, int, int, int, str, str]:
        return -_precision(claim.date), -dates[claim.date], -told[claim.node], -len(claim.people), *claim.order

    return sorted(claims, key=rank)


def _precision(date: str) -> int:
    """How well a date is known: a day, a stretch, a day of some year, nothing."""
    time = time_of(date)
    if time is None:
        return 0
    return 1 if not time.known else 3 if time.days == 1 else 2


def names(found: Iterable[Group]) -> dict[Group, NamedNode]:
    """The canonical IRI of each group: that of its best told claim which no other group has."""
    taken: set[str] = set()
    named: dict[Group, NamedNode] = {}
    for group in found:
        best = [claim.node for claim in lead(group)]
        free = next((node for node in best if node not in taken), None)
        number = 2
        while free is None:
            free = None if f"{best[0]}-{number}" in taken else f"{best[0]}-{number}"
            number += 1
        taken.add(free)
        named[group] = NamedNode(free)
    return named


def resolve(
    group: Group, canonical: NamedNode, triples: Mapping[Claim, Iterable[Triple]], names: Mapping[Claim, Names]
) -> set[Triple]:
    """The triples of the canonical node: those of the claims with its IRI in place of theirs, what is once resolved.

    `names`: per claim, the canonical IRIs of the other events that its triples name.
    """
    if len(group) == 1 and canonical.value == group[0].node and not any(names.values()):
        return set(triples[group[0]])  # what stands alone is as its article has it
    order = lead(group)
    said = [(claim, _renamed(claim, canonical, triples[claim], names.get(claim, {}))) for claim in order]
    out: set[Triple] = set()
    votes: dict[tuple[NamedNode, NamedNode], list[NamedNode | Literal]] = {}
    for position, (_, found) in enumerate(said):
        for triple in found:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if predicate in _ONCE:
                votes.setdefault((subject, predicate), []).append(value)  # type: ignore[arg-type] # no quoted triples
            elif position == 0 or (predicate not in _DATED and (subject, predicate) != (canonical, RDFS.label)):
                out.add(triple)
    out |= {Triple(subject, predicate, _best(values)) for (subject, predicate), values in votes.items()}
    others = {claim.node for claim in group} - {canonical.value}
    return _confirmed(out) | {Triple(canonical, SAME_AS, NamedNode(node)) for node in others}


def _confirmed(triples: set[Triple]) -> set[Triple]:
    """Without the participations of those whom another report names for certain."""
    parts = {t.subject: t.object for t in triples if t.predicate == ENT.participant and isinstance(t.object, NamedNode)}
    sure, mark = set(parts.values()), f"-{UNCONFIRMED}"
    twice = {p for p in sure if p.value.endswith(mark) and NamedNode(p.value.removesuffix(mark)) in sure}
    gone = twice | {part for part, person in parts.items() if person in twice}
    return {t for t in triples if t.subject not in gone and t.object not in gone}


def _best(values: list[NamedNode | Literal]) -> NamedNode | Literal:
    """The value that most articles give, of those that say more than the least."""
    counts = Counter(values)
    return min(counts, key=lambda value: (value in _LEAST, _vague(value), -counts[value], str(value)))


def _vague(value: object) -> bool:
    """A territory stands against its cities, a name of no known state against the same one of a state."""
    return "/territory/" in str(value) or f"/{UNKNOWN}/" in str(value)


def _renamed(claim: Claim, canonical: NamedNode, triples: Iterable[Triple], names: Names) -> list[Triple]:
    own = NamedNode(claim.node)
    if own == canonical and not names:
        return list(triples)

    def rename(term: object) -> object:
        if term == own:
            return canonical
        if isinstance(term, NamedNode):
            if term.value.startswith(claim.node + "/"):
                return NamedNode(canonical.value + term.value.removeprefix(claim.node))
            return names.get(term, term)
        return term

    return [Triple(rename(t.subject), t.predicate, rename(t.object)) for t in triples]  # type: ignore[arg-type] # as they were
