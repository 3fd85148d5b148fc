"""What an article's graph claims of an event, in the form that is compared: who, when, where, of which kind.

An article keeps its claims for ever, in its own graph. Only what happens is compared (`HAPPENING`); tenures and
partnerships have one IRI by their nature, which every article shares.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.identifiers import home, organizations
from kg.persons import UNCONFIRMED
from kg.vocab import ENT, OA, RDF, SCHEMA

HAPPENING = {
    ENT.Meeting: "meeting",
    ENT.Visit: "visit",
    ENT.Invitation: "invitation",
    ENT.Agreement: "agreement",
    ENT.Gesture: "gesture",
}
"""The classes of what happens, each with the name of its claims."""

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One article's claim of one event. All values are the ends of IRIs (`person/vn/to-lam`) or plain strings.

    `people` gives each person's side, "" where it is not told; who has a known person's name and state counts as that
    person, as nothing speaks against it. `stories` are the stories that tell the event, `attested` is the publication
    date of the article, which bounds what has no date.
    """

    graph: str
    node: str
    kind: str
    stories: tuple[int, ...] = ()
    format: str = ""
    status: str = ""
    date: str = ""
    place: str = ""
    people: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    visitor: str = ""
    origin: str = ""
    destination: str = ""
    attested: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """What sorts claims, whatever the order of reading."""
        return self.node, self.graph


def to_json(claim: Claim) -> str:
    """A claim as the book-keeping holds it: what has a value."""
    return json.dumps({key: value for key, value in asdict(claim).items() if value}, ensure_ascii=False)


@lru_cache(maxsize=65536)
def from_json(text: str) -> Claim:
    """A claim from the book-keeping."""
    item: dict[str, Any] = json.loads(text)
    people = tuple((person, side) for person, side in item.pop("people", ()))
    stories, parties = tuple(item.pop("stories", ())), tuple(item.pop("parties", ()))
    return Claim(people=people, stories=stories, parties=parties, **item)


class Graph:
    """The triples of one article's graph, split into those of its events and all others."""

    def __init__(self, name: NamedNode, triples: Iterable[Triple]) -> None:
        self.name = name
        self.events: dict[NamedNode, list[Triple]] = {}
        self.others: list[Triple] = []
        self._split(tuple(triples))

    def _split(self, triples: tuple[Triple, ...]) -> None:
        owner: dict[object, NamedNode] = {}  # an event, or a part of it, → the event
        for t in triples:
            if t.predicate == RDF.type and t.object in HAPPENING and isinstance(t.subject, NamedNode):
                owner[t.subject] = t.subject
        parts = [
            (t.object, owner[t.subject]) for t in triples if t.predicate == ENT.participation and t.subject in owner
        ]
        owner.update(parts)
        for t in triples:
            event = owner.get(t.object if t.predicate == OA.hasBody else t.subject)
            if event is None:
                self.others.append(t)
            else:
                self.events.setdefault(event, []).append(t)

    def claims(self) -> Iterator[Claim]:
        """The claims of this graph, in order of their nodes."""
        if not self.events:
            return
        published = next((_text(t.object) for t in self.others if t.predicate == SCHEMA.datePublished), "")
        told = {t.subject: int(_text(t.object)) for t in self.others if t.predicate == ENT.story}
        for node in sorted(self.events, key=str):
            yield self._claim(node, published, told)

    def _claim(self, node: NamedNode, published: str, told: dict[Any, int]) -> Claim:
        triples = self.events[node]
        said = {t.predicate: _text(t.object) for t in triples if t.subject == node}
        sides = {t.subject: _text(t.object) for t in triples if t.predicate == ENT.onBehalfOf}
        people = {
            _text(t.object).removesuffix(f"-{UNCONFIRMED}"): _side(sides.get(t.subject, ""))
            for t in triples
            if t.predicate == ENT.participant
        }
        parties = {_side(_text(t.object)) for t in triples if t.predicate in (ENT.party, ENT.signatory)}
        stories = {told[t.subject] for t in triples if t.predicate == OA.hasBody and t.subject in told}
        return Claim(
            graph=self.name.value,
            node=node.value,
            kind=next(HAPPENING[t.object] for t in triples if t.predicate == RDF.type and t.object in HAPPENING),  # type: ignore[index] # a key, as tested
            stories=tuple(sorted(stories)),
            format=_end(said.get(ENT.format, "")),
            status=_end(said.get(ENT.status, "")),
            date=said.get(ENT.date, ""),
            place=said.get(ENT.place, ""),
            people=tuple(sorted(people.items())),
            parties=tuple(sorted(parties | {side for side in people.values() if side})),
            visitor=said.get(ENT.visitor, ""),
            origin=_side(said.get(_FROM, "")),
            destination=_side(said.get(ENT.destination, "")),
            attested=published if 0 in stories else "",
        )


_FROM: NamedNode = getattr(ENT, "from")


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]


@lru_cache(maxsize=4096)
def _side(party: str) -> str:
    """A state or organisation by the end of its IRI; a party's or organ's state where the tables give one."""
    code = _end(party)
    org = organizations().get(code)
    return home(code).upper() if org and org.state else code
