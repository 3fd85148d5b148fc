"""The ontology at its own path: its documentation for people, its triples for programs, its JSON-LD context.

`/ont` and `/ont/VERSION` negotiate format and language (`?format=`, `?lang=`); `/ont/context.jsonld` is the context.
"""

from __future__ import annotations

import base64
import hashlib

from endpoint.pages import rdf
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, parameters, send_all
from kg.resources import resource
from kg.terms import ontology
from kg.termspage import LANGUAGES, STYLE, page
from kg.vocab import PREFIXES, triples

_VARY = ("vary", "Accept, Accept-Encoding, Accept-Language")
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'"


async def answer(rest: str, request: Request, send: Send) -> None:
    """Answers a request below `/ont`; 404 for what is neither this version nor the context."""
    if rest == "context.jsonld":
        body, headers = resource("ontology", rest).read_bytes(), [("content-type", "application/ld+json")]
    elif rest in ("", ontology().about["versionInfo"][""]):
        body, headers = _document(request)
    else:
        raise Problem(404, "the ontology has no such version or file: it is at /ont, its context /ont/context.jsonld.")
    await send_all(send, 200, headers, body, head=request.method == "HEAD")


def _document(request: Request) -> tuple[bytes, list[tuple[str, str]]]:
    offer = rdf.wanted(request, negotiate.PAGES)
    headers = [("content-type", offer.content_type), _VARY]
    if offer is not negotiate.HTML:
        return rdf.written(triples(), offer, PREFIXES), headers
    others = [(each.media_type, f"?format={each.word}") for each in negotiate.PAGES if each is not negotiate.HTML]
    tongue = _language(request)
    headers += [("content-language", tongue), ("content-security-policy", _POLICY)]
    return page(tongue, root=request.base, alternates=others).encode(), headers


def _language(request: Request) -> str:
    """The language that `?lang=` or `Accept-Language` asks for."""
    word = next((value for name, value in parameters(request.query) if name == "lang"), None)
    return word if word in LANGUAGES else negotiate.language(request.headers.get("accept-language"), LANGUAGES)
