"""The light routes, through FastAPI: pages for people, saved queries, what is served, and how it goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from endpoint.answering.answers import Answers
from endpoint.answering.cache import VARY
from endpoint.pages import describe, html, rdf
from endpoint.protocol.saved import offered
from endpoint.reconciliation import service
from endpoint.settings import Settings
from endpoint.store.dataset import Dataset
from endpoint.watch import Watch
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import Request
from kg.queries import Query

_TYPES = {"page.css": "text/css; charset=utf-8", "query.js": "text/javascript; charset=utf-8"}
_FIRST = """PREFIX ent: <https://w3id.org/entente/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?date ?label ?meeting WHERE {
  ?meeting a ent:Meeting ; rdfs:label ?label ; ent:date ?date .
  FILTER(lang(?label) = "en")
}
ORDER BY DESC(?date)
LIMIT 50
"""


_PLAIN = {  # the routes that do not go through FastAPI
    "/sparql": {"get": "A query, or the service description", "post": "A query or an update"},
    "/data": {"get": "A graph", "put": "Replace a graph", "post": "Add to a graph", "delete": "Remove a graph"},
    "/id/{path}": {"get": "A thing (303)"},
    "/doc/{path}": {"get": "The description of a thing"},
    "/ont": {"get": "The ontology"},
    "/scheme/{path}": {"get": "A concept scheme or a concept"},
    "/queries/{name}": {"get": "The answer to a saved query"},
}


class Pages(FastAPI):
    """The application of the light routes; it describes the others too."""

    def openapi(self) -> dict[str, Any]:
        """The description of the API, with the routes that do not go through FastAPI."""
        if self.openapi_schema is None:
            schema = get_openapi(title=self.title, version=self.version, routes=self.routes)
            answer = {
                "responses": {"200": {"description": "the answer"}, "4XX": {"description": "application/problem+json"}}
            }
            for path, methods in _PLAIN.items():
                schema["paths"][path] = {method: {"summary": text, **answer} for method, text in methods.items()}
            self.openapi_schema = schema
        return self.openapi_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the pages are about: parts of the endpoint, its figures of the moment, and the `base` of things."""

    settings: Settings
    dataset: Dataset
    answers: Answers
    watch: Watch
    base: str
    counts: Callable[[], dict[str, int]]
    gauges: Callable[[], dict[str, float]]


def application(endpoint: Served) -> FastAPI:
    """The FastAPI application of the light routes."""
    app = Pages(title="Entente", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(404, _nothing)
    app.add_exception_handler(405, _method)
    _for_people(app, endpoint)
    _for_keepers(app, endpoint)
    app.include_router(service.router(endpoint.dataset, endpoint.base))
    return app


def _for_people(app: FastAPI, endpoint: Served) -> None:
    @app.get("/", summary="The query page")
    async def home(request: HttpRequest) -> Response:
        return _html(
            html.page(
                _own(request).base,
                "Entente",
                _home(_own(request), endpoint.base, offered(endpoint.settings)),
                script=True,
            )
        )

    @app.get("/queries", summary="The saved queries")
    async def saved(request: HttpRequest) -> Response:
        own = _own(request)
        if negotiate.choose(own.headers.get("accept"), (_JSON, negotiate.HTML)) is negotiate.HTML:
            return _html(html.page(own.base, "Queries", _list(own, offered(endpoint.settings))))
        return _json([_plain(query, own) for query in offered(endpoint.settings)])

    @app.get("/static/{name}", include_in_schema=False)
    async def static(name: str) -> Response:
        if name not in _TYPES:
            raise Problem(404, "there is no such file.")
        content = (html.STATIC / name).read_bytes()
        return Response(content, media_type=_TYPES[name], headers={"cache-control": "max-age=3600"})


def _for_keepers(app: FastAPI, endpoint: Served) -> None:
    @app.get("/health", summary="Whether queries are answered")
    async def health() -> dict[str, Any]:
        await endpoint.answers.rows("SELECT (1 AS ?one) {}", timeout=5)
        return {"status": "ok", "version": endpoint.dataset.version, **endpoint.counts()}

    @app.get("/metrics", summary="Counters for Prometheus")
    async def metrics() -> Response:
        return Response(endpoint.watch.metrics(endpoint.gauges()), media_type="text/plain; version=0.0.4")

    @app.get("/.well-known/void", summary="What is served: VoID and DCAT")
    async def void(request: HttpRequest) -> Response:
        own = _own(request)
        offer = rdf.wanted(own, (*negotiate.GRAPHS, negotiate.HTML))
        triples = await describe.dataset(own, endpoint.answers)
        if offer is negotiate.HTML:
            return _html(html.page(own.base, "Data set", describe.page(own, triples)))
        return Response(
            rdf.written(triples, offer, describe.NAMESPACES), headers=dict(VARY), media_type=offer.content_type
        )


_JSON = negotiate.Offer("application/json", None, (), "json")


def _own(request: HttpRequest) -> Request:
    own: Request = request.scope["entente"]
    return own


def _html(content: bytes) -> Response:
    headers = {"content-security-policy": html.POLICY, **dict(VARY)}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False, indent=1), media_type="application/json", headers=dict(VARY))


def _home(request: Request, things: str, saved: list[Query]) -> str:
    items = "".join(
        f'<li><a href="{escape(request.base)}/queries/{escape(query.name)}" data-query="{escape(_body(query))}">'
        f"{escape(query.title)}</a></li>"
        for query in saved
    )
    return (
        "<h1>Who met whom, when, in which office, and the sentence that says so</h1>"
        + html.ask_form(request.base, things, _FIRST)
        + (f'<h2>Questions to start from</h2><ul class="questions">{items}</ul>' if items else "")
    )


def _body(query: Query) -> str:
    """The text of a query without its header, which is for programs."""
    return "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("#+"))


def _list(request: Request, saved: list[Query]) -> str:
    rows = "".join(
        f"<li><p>{html.link(f'{request.base}/queries/{query.name}', query.title)}<br>"
        f'<span class="note">{escape(query.descriptions.get("en", ""))}'
        f"{escape(_parameters(query))}</span></p></li>"
        for query in saved
    )
    return f"<h1>Queries</h1><ul>{rows}</ul>"


def _parameters(query: Query) -> str:
    return f" Parameters: {', '.join(p.name for p in query.parameters)}." if query.parameters else ""


def _plain(query: Query, request: Request) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.titles,
        "description": query.descriptions,
        "address": f"{request.base}/queries/{query.name}",
        "parameters": [
            {"name": p.name, "datatype": p.datatype, "default": p.default.value, "description": p.description}
            for p in query.parameters
        ],
    }


def _problem(_: HttpRequest, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return Response(error.body(), error.status, headers=error.headers, media_type="application/problem+json")


def _nothing(request: HttpRequest, _: Exception) -> Response:
    return _problem(request, Problem(404, "there is nothing at this address: the endpoint is /sparql, its page is /."))


def _method(request: HttpRequest, _: Exception) -> Response:
    return _problem(
        request, Problem(405, f"{request.method} means nothing here: use GET.", {"allow": "GET, HEAD, OPTIONS"})
    )
