"""Dereferencing: what the data says of one thing, what links to it, and the sentences that state it.

`/id/…` names a thing, so it answers 303 with the address of its description, `/doc/…`. `/scheme/…` are documents.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, parse

from endpoint.answering.answers import Answers
from endpoint.answering.cache import VARY
from endpoint.pages import html, rdf
from endpoint.pages.thingpage import Page
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, send_all
from kg.settings import Settings as KgSettings
from kg.tombstones import GONE
from kg.transaction import RECORDS
from kg.vocab import PREFIXES, SCHEME

_OA = PREFIXES["oa"]
_LINKS = 200  # things that link to this one, at most

_ABOUT = f"""PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX oa: <{_OA}> PREFIX ent: <{PREFIXES["ent"]}>
CONSTRUCT {{ $X ?p ?o . ?o rdfs:label ?ol . ?s ?q $X . ?s rdfs:label ?sl .
  ?w ?wp ?wo . ?wo rdfs:label ?wl . ?m ent:participation ?w . ?m rdfs:label ?ml .
  ?a ?ap ?ao . ?t ?tp ?to . ?e ?ep ?eo . ?r ?rp ?ro }}
{{ {{ $X ?p ?o OPTIONAL {{ ?o rdfs:label ?ol }} }}
  UNION {{ {{ SELECT ?s ?q {{ ?s ?q $X FILTER(?q NOT IN (oa:hasBody, ent:between)) }} LIMIT {_LINKS} }}
    OPTIONAL {{ ?s rdfs:label ?sl }} }}
  UNION {{ {{ SELECT ?w {{ {{ $X ent:participation ?w }} UNION {{ ?w ent:participant $X }} }} LIMIT {_LINKS} }}
    ?w ?wp ?wo . OPTIONAL {{ ?wo rdfs:label ?wl }} }}
  UNION {{ {{ SELECT ?w {{ ?w ent:participant $X }} LIMIT {_LINKS} }} ?m ent:participation ?w ; rdfs:label ?ml }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a ?ap ?ao }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget ?t . ?t ?tp ?to }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget/oa:hasSelector ?e . ?e ?ep ?eo }}
  UNION {{ {{ SELECT ?a {{ ?a oa:hasBody $X }} LIMIT {_LINKS} }} ?a oa:hasTarget/oa:hasSource ?r . ?r ?rp ?ro }} }}"""


_GONE = f"SELECT ?x {{ GRAPH {RECORDS} {{ $X {GONE} ?x }} }}"


class Things:
    """The handlers of `/id/…`, `/doc/…` and `/scheme/…`."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.base = KgSettings.from_env().base

    async def name(self, request: Request, send: Send) -> None:
        """303 from a thing to its description."""
        location = request.iri.replace("/id/", "/doc/", 1)
        await self._known(request, self.base, "/id/")
        await send_all(send, 303, [("location", location), *VARY], b"", head=True)

    async def describe(self, request: Request, send: Send) -> None:
        """The description of a thing, as a page or as RDF."""
        await self._send(request, await self._known(request, self.base, "/doc/"), send)

    async def concept(self, request: Request, send: Send) -> None:
        """The description of a concept scheme, with its concepts, or of one concept."""
        await self._send(request, await self._known(request, SCHEME, "/scheme/"), send)

    async def _known(self, request: Request, base: str, prefix: str) -> str:
        """The IRI that the data knows, by the address as it was sent (`%2F` may be part of an IRI) or decoded."""
        sent = request.iri.removeprefix(request.base + prefix)
        paths = dict.fromkeys((sent, request.path.removeprefix(prefix)))
        refused: Problem | None = None
        for path in paths:
            try:
                return await self._found(request, base + path)
            except Problem as problem:
                refused = problem if refused is None or problem.status == 410 else refused
        assert refused is not None
        raise refused

    async def _found(self, request: Request, iri: str) -> str:
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
        if await self._answers.rows(_GONE.replace("$X", str(node)), request.client):
            raise Problem(410, "this was in the data and has been removed.")
        raise Problem(404, "the data holds nothing of this name: search for it by its label at the endpoint's root.")

    async def _send(self, request: Request, iri: str, send: Send) -> None:
        offer = rdf.wanted(request, negotiate.PAGES)
        node = NamedNode(iri)
        data = await self._answers.own(_ABOUT.replace("$X", str(node)), "nt", request.client)
        about = [quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)]
        if offer is negotiate.HTML:
            page = Page(request.base, self.base, node, about, _others(request))
            await _answer(request, send, offer, page.html())
        else:
            await _answer(request, send, offer, rdf.written(about, offer, PREFIXES))


def _others(request: Request) -> list[tuple[str, str]]:
    offers = [offer for offer in negotiate.PAGES if offer is not negotiate.HTML]
    return [(offer.media_type, f"{request.iri}?format={offer.word}") for offer in offers]


async def _answer(request: Request, send: Send, offer: negotiate.Offer, body: bytes) -> None:
    headers = [("content-type", offer.content_type), *VARY]
    if offer is negotiate.HTML:
        headers.append(("content-security-policy", html.POLICY))
    await send_all(send, 200, headers, body, head=request.method == "HEAD")
