"""How often two sides met, ever and by year: counters in the merged view, which follow every change of its meetings.

A held meeting counts once for each pair of its parties, and in the year of its earliest day where it has one. A query
over all meetings takes seconds on millions of them; a counter is looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

import pyoxigraph as ox

from kg.identifiers import Iris
from kg.settings import Settings
from kg.transaction import Update, quad_of
from kg.vocab import ENT, RDF, XSD, concept

Key = tuple[str, str, str]
"""The IRIs of two parties, in their order, and a year; "" for all years."""

KINDS = (ENT.MeetingCount, ENT.YearlyMeetingCount)
"""The classes of counters."""

_DEFAULT = ox.DefaultGraph()
_HELD = concept("event-status", "held")


def counted(triples: Iterable[ox.Triple]) -> Counter[Key]:
    """How often each pair met in these triples of whole meetings."""
    held: set[object] = set()
    parties: dict[object, set[str]] = {}
    years: dict[object, str] = {}
    for triple in triples:
        if triple.predicate == ENT.status and triple.object == _HELD:
            held.add(triple.subject)
        elif triple.predicate == ENT.party and isinstance(triple.object, ox.NamedNode):
            parties.setdefault(triple.subject, set()).add(triple.object.value)
        elif triple.predicate == ENT.earliest and isinstance(triple.object, ox.Literal):
            years[triple.subject] = triple.object.value[:4]
    found: Counter[Key] = Counter()
    for meeting in held & parties.keys():
        for one, other in combinations(sorted(parties[meeting]), 2):
            found.update({(one, other, ""), (one, other, years.get(meeting, ""))})
    return found


def counters(counts: Counter[Key]) -> set[ox.Triple]:
    """What the merged view says of these counts; nothing of a count of none."""
    return {triple for key, count in counts.items() for triple in _counter(key, count)}


def said(store: ox.Store) -> set[ox.Triple]:
    """What the merged view of a store says of counts."""
    nodes = {quad.subject for kind in KINDS for quad in store.quads_for_pattern(None, RDF.type, kind, _DEFAULT)}
    return {quad.triple for node in nodes for quad in store.quads_for_pattern(node, None, None, _DEFAULT)}


def renewal(store: ox.Store) -> Update:
    """What makes the counters of a store right, whatever they are."""
    read = (ENT.status, ENT.party, ENT.earliest)
    now = counters(counted(q.triple for p in read for q in store.quads_for_pattern(None, p, None, _DEFAULT)))
    was = said(store)
    return Update([quad_of(t, _DEFAULT) for t in was - now], [quad_of(t, _DEFAULT) for t in now - was])


def follow(store: ox.Store, old: Iterable[ox.Triple], new: Iterable[ox.Triple], update: Update) -> None:
    """Add to an update what changes of the counts where meetings of the merged view become others."""
    change = counted(new)
    change.subtract(counted(old))
    for key, more in sorted(change.items()):
        before = _count(store, key) if more else 0
        was, now = set(_counter(key, before)), set(_counter(key, before + more))
        update.delete.extend(quad_of(triple, _DEFAULT) for triple in was - now)
        update.insert.extend(quad_of(triple, _DEFAULT) for triple in now - was)


def _count(store: ox.Store, key: Key) -> int:
    quads = store.quads_for_pattern(_node(key), ENT.meetings, None, _DEFAULT)
    return next((int(quad.object.value) for quad in quads if isinstance(quad.object, ox.Literal)), 0)


def _counter(key: Key, count: int) -> Iterator[ox.Triple]:
    if count > 0:
        *pair, year = key
        node = _node(key)
        yield ox.Triple(node, RDF.type, ENT.YearlyMeetingCount if year else ENT.MeetingCount)
        for party in pair:
            yield ox.Triple(node, ENT.between, ox.NamedNode(party))
        if year:
            yield ox.Triple(node, ENT.year, ox.Literal(year, datatype=XSD.gYear))
        yield ox.Triple(node, ENT.meetings, ox.Literal(str(count), datatype=XSD.integer))


def _node(key: Key) -> ox.NamedNode:
    one, other, year = key
    return Iris(Settings.from_env().base).meeting_count(one, other, year)
