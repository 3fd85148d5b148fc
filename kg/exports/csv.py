"""CSV (RFC 4180) for spreadsheets: one row for each meeting and each article that states it, by date.

Within a cell, ` | ` separates several values. Sentences are on one line; `start` and `end` count characters of the
article's original text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO

import pyoxigraph as ox

from kg.model import Export
from kg.store import Store
from kg.vocab import ENT, OA, RDF, RDFS, SCHEMA, SKOS

_MEETING = ("meeting", "date", "earliest", "latest", "format", "status", "place", "participants", "offices", "parties")
_EVIDENCE = ("article", "published", "url", "sentence", "start", "end", "rule", "confidence")
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class _View:
    """Looks things up in the merged view."""

    store: ox.Store

    def all(self, node: ox.NamedNode, *path: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        """What a path of predicates leads to, in a stable order."""
        found: list[ox.NamedNode | ox.Literal] = [node]
        for predicate in path:
            found = [
                quad.object
                for start in found
                if isinstance(start, ox.NamedNode)
                for quad in self.store.quads_for_pattern(start, predicate, None, _DEFAULT)
                if isinstance(quad.object, ox.NamedNode | ox.Literal)
            ]
        return sorted(found, key=lambda term: term.value)

    def nodes(self, node: ox.NamedNode, *path: ox.NamedNode) -> list[ox.NamedNode]:
        """The IRIs that a path leads to."""
        return [term for term in self.all(node, *path) if isinstance(term, ox.NamedNode)]

    def subjects(self, predicate: ox.NamedNode, value: ox.NamedNode) -> list[ox.NamedNode]:
        """The IRIs that say this."""
        quads = self.store.quads_for_pattern(None, predicate, value, _DEFAULT)
        return sorted((q.subject for q in quads if isinstance(q.subject, ox.NamedNode)), key=lambda node: node.value)

    def text(self, node: ox.NamedNode, *path: ox.NamedNode) -> str:
        """The values at the end of a path as one cell."""
        return " | ".join(term.value for term in self.all(node, *path))

    def label(self, node: ox.NamedNode) -> str:
        """The English label of a thing, else any, else its IRI."""
        labels = [term for term in self.all(node, RDFS.label) if isinstance(term, ox.Literal)]
        english = [label for label in labels if label.language == "en"]
        return next((label.value for label in (*english, *labels)), node.value)

    def code(self, node: ox.NamedNode) -> str:
        """The code of a state or organisation, else its label."""
        return self.text(node, SKOS.notation) or self.label(node)


def write(store: Store, out: BinaryIO) -> None:
    """The table, in UTF-8 with a byte-order mark, which spreadsheets need to see the accents."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="")
    table, view = csv.writer(text), _View(store.oxigraph)
    table.writerow((*_MEETING, *_EVIDENCE))
    meetings = view.subjects(RDF.type, ENT.Meeting)
    for meeting in sorted(meetings, key=lambda node: (view.text(node, ENT.earliest) or "9999", node.value)):
        row = tuple(_meeting(view, meeting))
        table.writerows((*row, *evidence) for evidence in _evidence(view, meeting))
    text.detach()  # flushes, and leaves the file to its owner


def _meeting(view: _View, meeting: ox.NamedNode) -> Iterator[str]:
    yield meeting.value
    for predicate in (ENT.date, ENT.earliest, ENT.latest):
        yield view.text(meeting, predicate)
    for predicate in (ENT.format, ENT.status):
        yield " | ".join(concept.value.rpartition("/")[2] for concept in view.nodes(meeting, predicate))  # its notation
    yield " | ".join(view.label(place) for place in view.nodes(meeting, ENT.place))
    people = view.nodes(meeting, ENT.participation)
    yield " | ".join(_participant(view, person) for person in people)
    yield " | ".join(office for person in people for office in _offices(view, person))
    yield " | ".join(view.code(party) for party in view.nodes(meeting, ENT.party))


def _participant(view: _View, participation: ox.NamedNode) -> str:
    name = " / ".join(view.label(person) for person in view.nodes(participation, ENT.participant))
    speaks_for = ", ".join(view.code(party) for party in view.nodes(participation, ENT.onBehalfOf))
    return f"{name} ({speaks_for})" if speaks_for else name


def _offices(view: _View, participation: ox.NamedNode) -> Iterator[str]:
    name = " / ".join(view.label(person) for person in view.nodes(participation, ENT.participant))
    for post in view.nodes(participation, ENT.inCapacity):
        yield f"{name}: {view.label(post)}"


def _evidence(view: _View, meeting: ox.NamedNode) -> Iterator[tuple[str, ...]]:
    for annotation in view.subjects(OA.hasBody, meeting):
        source = (OA.hasTarget, OA.hasSource)
        where = (OA.hasTarget, OA.hasSelector)
        said = (*source, SCHEMA.identifier), (*source, SCHEMA.datePublished), (*source, SCHEMA.url)
        found = [
            view.text(annotation, *path) for path in (*said, (*where, OA.exact), (*where, OA.start), (*where, OA.end))
        ]
        found[3] = " ".join(found[3].split())
        yield (*found, view.text(annotation, ENT.rule), view.text(annotation, ENT.confidence))


PLUGIN = Export(name="csv", media_type="text/csv", extension=".csv", write=write)
