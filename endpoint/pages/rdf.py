"""Small graphs of our own making, as answers in any format that the client accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Triple, serialize

from endpoint.answering.cache import VARY
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, parameters, send_all


def wanted(request: Request, offers: tuple[negotiate.Offer, ...] = negotiate.GRAPHS) -> negotiate.Offer:
    """The format that a request asks for, by `?format=` or `Accept`; 406 if we do not write it."""
    word = next((value for name, value in parameters(request.query) if name == "format"), None)
    offer = negotiate.by_word(word, offers) if word else negotiate.choose(request.headers.get("accept"), offers)
    if offer is None:
        raise Problem(406, f"none of the formats that you accept is written here: accept one of {names(offers)}.")
    return offer


def names(offers: tuple[negotiate.Offer, ...]) -> str:
    """The media types of offers, for a person."""
    return ", ".join(offer.media_type for offer in offers)


def written(triples: Iterable[Triple], offer: negotiate.Offer, prefixes: Mapping[str, str]) -> bytes:
    """Triples in a format, those of a subject together, with the prefixes that they use."""
    assert isinstance(offer.engine, RdfFormat)
    lines = sorted((str(triple), triple) for triple in triples)
    used = {name: iri for name, iri in prefixes.items() if any(f"<{iri}" in line for line, _ in lines)}
    return serialize((triple for _, triple in lines), format=offer.engine, prefixes=used) or b""


async def send_graph(request: Request, triples: Iterable[Triple], prefixes: Mapping[str, str], send: Send) -> None:
    """Answers with a graph in the format that the request asks for."""
    offer = wanted(request)
    headers = [("content-type", offer.content_type), *VARY]
    await send_all(send, 200, headers, written(triples, offer, prefixes), head=request.method == "HEAD")
