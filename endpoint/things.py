"""Dereferencing: what the data says of one thing, what links to it, and the sentences that state it.

`/id/…` names a thing, so it answers 303 with the address of its description, `/doc/…`. `/scheme/…` are documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from endpoint import html, negotiate, rdf
from endpoint.answers import Answers
from endpoint.cache import VARY
from endpoint.dataset import Dataset
from endpoint.problem import Problem
from endpoint.wire import Request, Send, send_all
from kg.settings import Settings as KgSettings
from kg.vocab import LABELS, ONTOLOGY, PREFIXES, SCHEME

_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
_OA = PREFIXES["oa"]
_LINKS = 200  # things that link to this one, at most

_ABOUT = f"""PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX oa: <{_OA}>
CONSTRUCT {{ $X ?p ?o . ?o rdfs:label ?ol . ?s ?q $X . ?s rdfs:label ?sl .
  ?a ?ap ?ao . ?t ?tp ?to . ?e ?ep ?eo . ?r ?rp ?ro }}
{{ {{ $X ?p ?o OPTIONAL {{ ?o rdfs:label ?ol }} }}
  UNION {{ {{ SELECT ?s ?q {{ ?s ?q $X FILTER(?q != oa:hasBody) }} LIMIT {_LINKS} }} OPTIONAL {{ ?s rdfs:label ?sl }} }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a ?ap ?ao }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget ?t . ?t ?tp ?to }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget/oa:hasSelector ?e . ?e ?ep ?eo }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget/oa:hasSource ?r . ?r ?rp ?ro }} }}"""


class Things:
    """The handlers of `/id/…`, `/doc/…` and `/scheme/…`."""

    def __init__(self, dataset: Dataset, answers: Answers) -> None:
        self._dataset, self._answers = dataset, answers
        self.base = KgSettings.from_env().base

    async def name(self, request: Request, send: Send) -> None:
        """303 from a thing to its description."""
        location = request.iri.replace("/id/", "/doc/", 1)
        await self._known(request, self.base + request.path.removeprefix("/id/"))
        await send_all(send, 303, [("location", location), *VARY], b"", head=True)

    async def describe(self, request: Request, send: Send) -> None:
        """The description of a thing, as a page or as RDF."""
        await self._send(request, await self._known(request, self.base + request.path.removeprefix("/doc/")), send)

    async def concept(self, request: Request, send: Send) -> None:
        """The description of a concept scheme, with its concepts, or of one concept."""
        await self._send(request, await self._known(request, SCHEME + request.path.removeprefix("/scheme/")), send)

    async def _known(self, request: Request, iri: str) -> str:
        """The IRI, if the data knows it; 404 if it does not, 410 if it once did."""
        try:
            node = NamedNode(iri)
        except ValueError as error:
            raise Problem(404, "nothing can have this address: check it.") from error
        rows = await self._answers.rows(
            f"SELECT ?x {{ {{ {node} ?p ?x }} UNION {{ ?x ?p {node} }} }} LIMIT 1", request.client
        )
        if rows:
            return iri
        if self._dataset.is_gone(iri):
            raise Problem(410, "this was in the data and has been removed.")
        raise Problem(404, "the data holds nothing of this name: search for it by its label at the endpoint's root.")

    async def _send(self, request: Request, iri: str, send: Send) -> None:
        offer = rdf.wanted(request, negotiate.PAGES)
        node = NamedNode(iri)
        data = await self._answers.own(_ABOUT.replace("$X", str(node)), "nt", request.client)
        about = [quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)]
        if offer is negotiate.HTML:
            body = _Page(request.base, self.base, node, about).body()
            title = _name(node, about)
            await _answer(request, send, offer, html.page(request.base, title, body, alternates=_others(request)))
        else:
            await _answer(request, send, offer, rdf.written(about, offer, PREFIXES))


class _Page:
    """The page of one thing."""

    def __init__(self, base: str, things: str, node: NamedNode, about: list[Triple]) -> None:
        self._base, self._things, self._node, self._about = base, things, node, about

    def body(self) -> str:
        """The HTML of the page."""
        own: dict[str, list[str]] = {}
        links: dict[str, list[str]] = {}
        for triple in sorted(self._about, key=str):
            if triple.subject == self._node:
                own.setdefault(self._shown(triple.predicate), []).append(self._shown(triple.object))
            elif triple.object == self._node and triple.predicate.value != f"{_OA}hasBody":
                links.setdefault(self._shown(triple.predicate), []).append(self._shown(triple.subject))
        title = f'<h1>{escape(_name(self._node, self._about))}</h1><p class="iri">{escape(self._node.value)}</p>'
        evidence = "".join(self._evidence())
        return (
            title
            + html.facts(own)
            + (f"<h2>Stated by</h2>{evidence}" if evidence else "")
            + (f"<h2>Linked from</h2>{html.facts(links)}" if links else "")
        )

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
            return html.link(self._page_of(term.value), _name(term, self._about))
        if isinstance(term, Literal) and term.language:
            return f'<span lang="{escape(term.language)}">{escape(term.value)}</span>'
        return escape(_text(term))

    def _page_of(self, iri: str) -> str:
        if iri.startswith(self._things):
            return f"{self._base}/id/{quote(iri.removeprefix(self._things), safe='/:@!$&()*+,;=~-._%')}"
        if iri.startswith(SCHEME):
            return f"{self._base}/scheme/{iri.removeprefix(SCHEME)}"
        if iri.startswith(ONTOLOGY.value):
            return f"{self._base}/ont{iri.removeprefix(ONTOLOGY.value)}"
        return iri


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode | BlankNode) else str(term)


def _name(node: NamedNode, about: Iterable[Triple]) -> str:
    """The English label, else any other, else the end of the IRI."""
    labels = [t.object for t in about if t.subject == node and t.predicate == _LABEL and isinstance(t.object, Literal)]
    labels.sort(key=lambda label: (label.language != "en", label.value))
    known = labels[0].value if labels else LABELS.get((node.value, "en")) or LABELS.get((node.value, ""))
    return known or node.value.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or node.value


def _others(request: Request) -> list[tuple[str, str]]:
    offers = [offer for offer in negotiate.PAGES if offer is not negotiate.HTML]
    return [(offer.media_type, f"{request.iri}?format={offer.word}") for offer in offers]


async def _answer(request: Request, send: Send, offer: negotiate.Offer, body: bytes) -> None:
    headers = [("content-type", offer.content_type), *VARY]
    if offer is negotiate.HTML:
        headers.append(("content-security-policy", html.POLICY))
    await send_all(send, 200, headers, body, head=request.method == "HEAD")
