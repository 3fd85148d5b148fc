"""`/data`: the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

Graphs are named by `?graph=IRI`, `?default`, or directly by their address below `/data/`. Without a name, GET gives
the whole dataset and POST makes a new graph.
"""

from __future__ import annotations

import uuid
from typing import Any

from endpoint.answering.answers import Answers
from endpoint.protocol.operation import check_iri, content_type
from endpoint.settings import Settings
from endpoint.web import negotiate
from endpoint.web.access import require_writer
from endpoint.web.multipart import Part, parts
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, parameters, send_all
from endpoint.writes.writing import Writer
from kg.vocab import PREFIXES

ALLOW = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_ROOT = ("/data", "/data/")


class Graphs:
    """The handler of `/data`."""

    def __init__(self, settings: Settings, answers: Answers, writer: Writer) -> None:
        self._settings, self._answers, self._writer = settings, answers, writer

    async def __call__(self, request: Request, send: Send) -> None:
        """Reads, replaces, merges or removes a graph."""
        graph = _graph(request)
        if request.method in ("GET", "HEAD"):
            await self._read(request, graph, send)
            return
        if request.method not in ("PUT", "POST", "DELETE"):
            raise Problem(405, f"{request.method} means nothing for a graph: use one of {ALLOW}.", {"allow": ALLOW})
        require_writer(request, self._settings.token)
        if request.method == "DELETE":
            await self._writer.drop(_named(graph))
            await send_all(send, 204, [], b"", head=True)
        elif request.method == "PUT":
            name = _named(graph)
            created = await self._writer.put(name, await self._triples(request, name))
            await send_all(send, 201 if created else 204, [], b"", head=True)
        else:
            await self._post(request, graph, send)

    async def _read(self, request: Request, graph: str | None, send: Send) -> None:
        asked = parameters(request.query)
        task: dict[str, Any] = {
            "do": "graph",
            "graph": graph,
            "format": next((value for name, value in asked if name == "format"), None),
            "accept": request.headers.get("accept"),
            "prefixes": PREFIXES,
        }
        key = ("graph", graph, task["format"], task["accept"])
        question = self._answers.at_hand.question(request, task, self._settings.timeout, key)
        await self._answers.send(request, question, send)

    async def _post(self, request: Request, graph: str | None, send: Send) -> None:
        headers = []
        if graph is None:
            graph = f"{request.base}/data/{uuid.uuid4()}"
            headers = [("location", graph)]
        created = await self._writer.add(graph, await self._triples(request, graph))
        await send_all(send, 201 if created else 204, headers, b"", head=True)

    async def _triples(self, request: Request, graph: str) -> str:
        """The triples of a body, one a line."""
        media_type, _ = content_type(request)
        body = await request.body(self._settings.max_body)
        pieces = [Part(media_type, "", body)]
        if media_type == "multipart/form-data":
            pieces = parts(request.headers["content-type"], body)
        base = graph or request.iri
        return "".join([await self._writer.parsed(piece.body, _type(piece), base) for piece in pieces])


def _type(part: Part) -> str:
    """The media type of a document, by its name where it tells none; 415 where we do not read it."""
    media_type = part.media_type
    if media_type in ("", "application/octet-stream"):
        offer = negotiate.by_word(part.name.rpartition(".")[2], negotiate.GRAPHS) if part.name else None
        media_type = offer.media_type if offer else media_type
    if media_type not in negotiate.INPUT:
        raise Problem(
            415,
            f"a graph of type {media_type or 'unknown'} is not understood: "
            f"send one of {', '.join(sorted(negotiate.INPUT))}.",
        )
    return media_type


def _graph(request: Request) -> str | None:
    """The graph that a request is about: its IRI, "" for the default graph, None where it names none."""
    if request.path not in _ROOT:
        check_iri(request.iri, "the address of this graph")
        return request.iri
    asked = [(name, value) for name, value in parameters(request.query) if name in ("graph", "default")]
    if len(asked) > 1:
        raise Problem(400, "the request names more than one graph: give `graph=IRI` or `default`, once.")
    if not asked:
        return None
    name, value = asked[0]
    if name == "default":
        return ""
    check_iri(value, "graph")
    return value


def _named(graph: str | None) -> str:
    if graph is None:
        raise Problem(400, "the request names no graph: give `graph=IRI` or `default`.")
    return graph
