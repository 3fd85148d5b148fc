"""The page of one thing, for people: what the data says of it, the sentences that state it, what links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from endpoint.pages import html, picture
from kg.vocab import ENT, LABELS, ONTOLOGY, PREFIXES, RDFS, SCHEME

_OA = PREFIXES["oa"]
_WAYS = {
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF/XML",
}
_UNTOLD = {f"{SCHEME}participation-role/participant"}  # a role that says nothing more


class Page:
    """The page of `node` from the triples `about` it. `others` are (media type, address) of the same in RDF."""

    def __init__(
        self, base: str, things: str, node: NamedNode, about: list[Triple], others: list[tuple[str, str]]
    ) -> None:
        self._base, self._things, self._node, self._others = base, things, node, others
        self._about = sorted(about, key=str)
        self._names = _labels(about)

    def html(self) -> bytes:
        """The whole page."""
        return html.page(self._base, self._name(self._node), self._body(), alternates=self._others)

    def _body(self) -> str:
        own: dict[str, list[str]] = {}
        for triple in self._about:
            if triple.subject == self._node:
                own.setdefault(self._shown(triple.predicate), []).append(self._shown(triple.object))
        evidence, links = "".join(self._evidence()), self._links()
        return (
            f'<h1>{escape(self._name(self._node))}</h1><p class="iri">{escape(self._node.value)}<br>{self._ways()}</p>'
            + self._picture()
            + html.facts(own)
            + (f"<h2>Stated by</h2>{evidence}" if evidence else "")
            + (f"<h2>Linked from</h2>{html.facts(links)}" if links else "")
        )

    def _picture(self) -> str:
        """A meeting with those who took part, by their sides, its place and its date."""
        sides: dict[str, list[picture.Label]] = {}
        for part in self._objects(self._node, ENT.participation.value):
            who = [person for person in self._objects(part, ENT.participant.value) if isinstance(person, NamedNode)]
            names = [self._said(part, term.value) for term in (ENT.onBehalfOf, ENT.inCapacity)]
            sides.setdefault(names[0], []).extend(self._label(person, names[1]) for person in who)
        for party in self._objects(self._node, ENT.party.value):
            sides.setdefault(self._name(party) if isinstance(party, NamedNode) else "", [])
        places = [place for place in self._objects(self._node, ENT.place.value) if isinstance(place, NamedNode)]
        dates = [picture.Label(_text(date)) for date in self._objects(self._node, ENT.date.value)]
        kind = self._said(self._node, ENT.format.value) or "meeting"
        drawn = [picture.Side(name, tuple(people)) for name, people in sorted(sides.items())]
        return picture.meeting(picture.Label(kind), drawn, [*(self._label(place) for place in places), *dates])

    def _label(self, node: NamedNode, below: str = "") -> picture.Label:
        return picture.Label(self._name(node), self._page_of(node.value), below)

    def _said(self, subject: object, predicate: str) -> str:
        """The name of what a subject has as a property, "" where it has none."""
        found = [node for node in self._objects(subject, predicate) if isinstance(node, NamedNode)]
        return self._name(found[0]) if found else ""

    def _ways(self) -> str:
        """Links to the same in RDF."""
        return " · ".join(html.link(href, _WAYS.get(kind, kind)) for kind, href in self._others)

    def _links(self) -> dict[str, list[str]]:
        """What links here, by property. Who takes part by a participation is not told a second time."""
        taking = any(t.object == self._node and t.predicate == ENT.participant for t in self._about)
        skipped = {f"{_OA}hasBody", ENT.hasParticipant.value if taking else ""}
        links: dict[str, list[str]] = {}
        for triple in self._about:
            if triple.object == self._node and triple.predicate.value not in skipped:
                links.setdefault(self._shown(triple.predicate), []).append(self._shown(triple.subject))
        return links

    def _evidence(self) -> Iterator[str]:
        """Every sentence that states this, with its article."""
        for sentence in sorted({t.subject for t in self._about if t.predicate.value == f"{_OA}hasSource"}, key=str):
            sources = self._objects(sentence, f"{_OA}hasSource")
            quotes = [q for s in self._objects(sentence, f"{_OA}hasSelector") for q in self._objects(s, f"{_OA}exact")]
            for quote_ in quotes[:1]:
                articles = ", ".join(self._shown(source) for source in sources)
                yield f"<blockquote>{escape(_text(quote_))}<footer>{articles}</footer></blockquote>"

    def _objects(self, subject: object, predicate: str) -> list[object]:
        return [t.object for t in self._about if t.subject == subject and t.predicate.value == predicate]

    def _shown(self, term: object) -> str:
        """A term as HTML: its label, linked to its page."""
        if isinstance(term, NamedNode):
            taken = self._participation(term) if term != self._node and term.value not in self._names else ""
            return taken or html.link(self._page_of(term.value), self._name(term))
        if isinstance(term, Literal) and term.language:
            return f'<span lang="{escape(term.language)}">{escape(term.value)}</span>'
        return escape(_text(term))

    def _participation(self, node: NamedNode) -> str:
        """Who takes part, in which capacity, for whom; on the page of who takes part, in what."""
        capacity = self._objects(node, ENT.inCapacity.value) or self._objects(node, ENT.onBehalfOf.value)
        wholes = [t.subject for t in self._about if t.object == node and t.predicate == ENT.participation]
        roles = [role for role in self._objects(node, ENT.role.value) if _text(role) not in _UNTOLD]
        told = [*wholes, *self._objects(node, ENT.participant.value), *capacity, *roles]
        return ", ".join(self._shown(each) for each in told if each != self._node)

    def _page_of(self, iri: str) -> str:
        if iri.startswith(self._things):
            return f"{self._base}/id/{quote(iri.removeprefix(self._things), safe='/:@!$&()*+,;=~-._%')}"
        if iri.startswith(SCHEME):
            return f"{self._base}/scheme/{iri.removeprefix(SCHEME)}"
        if iri.startswith(ONTOLOGY.value):
            return f"{self._base}/ont{iri.removeprefix(ONTOLOGY.value)}"
        return iri

    def _name(self, node: NamedNode) -> str:
        """The English label, else any other, else the end of the IRI."""
        known = self._names.get(node.value) or LABELS.get((node.value, "en")) or LABELS.get((node.value, ""))
        return known or node.value.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or node.value


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode | BlankNode) else str(term)


def _labels(about: Iterable[Triple]) -> dict[str, str]:
    """The English label of each thing, else its first."""
    found: dict[str, list[Literal]] = {}
    for triple in about:
        if triple.predicate == RDFS.label and isinstance(triple.object, Literal):
            assert isinstance(triple.subject, NamedNode | BlankNode)
            found.setdefault(triple.subject.value, []).append(triple.object)
    return {
        iri: min(labels, key=lambda label: (label.language != "en", label.value)).value for iri, labels in found.items()
    }
