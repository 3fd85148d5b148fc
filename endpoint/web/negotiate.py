"""Content negotiation: from an `Accept` header to one of the formats that we write (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat


class Offer(NamedTuple):
    """A format that we write: its media type, what the engine calls it, the names a client may ask by, its `format=`
    word."""

    media_type: str
    engine: QueryResultsFormat | RdfFormat | None
    names: tuple[str, ...]
    word: str

    @property
    def content_type(self) -> str:
        """The value of `Content-Type`."""
        return f"{self.media_type}; charset=utf-8"


_XML = ("application/xml", "text/xml")
SOLUTIONS = (
    Offer("application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",), "json"),
    Offer("application/sparql-results+xml", QueryResultsFormat.XML, _XML, "xml"),
    Offer("text/csv", QueryResultsFormat.CSV, (), "csv"),
    Offer("text/tab-separated-values", QueryResultsFormat.TSV, (), "tsv"),
)
TURTLE = Offer("text/turtle", RdfFormat.TURTLE, ("application/turtle", "application/x-turtle"), "ttl")
N_TRIPLES = Offer("application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",), "nt")
JSON_LD = Offer("application/ld+json", RdfFormat.JSON_LD, ("application/json",), "jsonld")
RDF_XML = Offer("application/rdf+xml", RdfFormat.RDF_XML, _XML, "rdf")
TRIG = Offer("application/trig", RdfFormat.TRIG, (), "trig")
N_QUADS = Offer("application/n-quads", RdfFormat.N_QUADS, (), "nq")
HTML = Offer("text/html", None, ("application/xhtml+xml",), "html")
GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG, N_QUADS)
DATASETS = (N_QUADS, TRIG, JSON_LD)
PAGES = (TURTLE, HTML, N_TRIPLES, JSON_LD, RDF_XML)

INPUT: Mapping[str, RdfFormat] = {  # what may be sent to the graph store
    **{
        name: offer.engine
        for offer in GRAPHS
        for name in (offer.media_type, *offer.names)
        if name not in _XML and isinstance(offer.engine, RdfFormat)
    },
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}


@lru_cache(maxsize=1024)
def choose(accept: str | None, offers: tuple[Offer, ...]) -> Offer | None:
    """The offer that `Accept` likes most, ours first among equals; None when it accepts none of them (406)."""
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:  # a list of nothing asks for nothing
        return offers[0]
    best: tuple[float, Offer | None] = (0.0, None)
    for offer in offers:
        aliases = [quality for name, quality in ranges if name in offer.names]
        quality = max([_quality(offer.media_type, ranges), *aliases])
        if quality > best[0]:
            best = (quality, offer)
    return best[1]


def language(accept_language: str | None, offers: tuple[str, ...]) -> str:
    """The language that `Accept-Language` likes most (RFC 9110, 12.5.4), the first offer where it likes none."""
    ranges = [_range(part) for part in (accept_language or "").split(",") if part.strip()]
    liked = {tag.partition("-")[0]: quality for tag, quality in sorted(ranges, key=lambda found: found[1])}
    return max(offers, key=lambda offer: (liked.get(offer, 0.0), -offers.index(offer)))


def by_word(word: str, offers: tuple[Offer, ...]) -> Offer | None:
    """The offer that a `format=` parameter or a file extension names."""
    return next((offer for offer in offers if word in (offer.word, offer.media_type)), None)


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return ("*/*" if name == "*" else name), quality


def _quality(name: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of a media type: the most specific range that covers it decides."""
    for wanted in (name, name.split("/")[0] + "/*", "*/*"):
        found = [quality for given, quality in ranges if given == wanted]
        if found:
            return max(found)
    return 0.0


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether a client reads gzip."""
    ranges = [_range(part) for part in (accept_encoding or "").split(",") if part.strip()]
    return any(name in ("gzip", "x-gzip") and quality > 0 for name, quality in ranges)
