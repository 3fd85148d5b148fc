"""`/queries/NAME?parameter=value`: the project's saved queries as an API, answered like any query."""

from __future__ import annotations

from contextlib import suppress

from endpoint.protocol import guard
from endpoint.protocol.sparql import Sparql
from endpoint.settings import Settings
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, parameters
from kg.errors import BadQuery
from kg.queries import Query, bind, queries

_OURS = ("format", "timeout")


def offered(settings: Settings) -> list[Query]:
    """The saved queries that this endpoint answers: none that would fetch an address not allowed."""
    found = []
    for query in queries():
        with suppress(Problem):
            guard.refuse_outbound(query.text, settings.allow_service, update=False)
            found.append(query)
    return found


async def answer(request: Request, settings: Settings, sparql: Sparql, send: Send) -> None:
    """Answers a saved query with the values that the request gives to its parameters."""
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, f"{request.method} means nothing here: use GET.", {"allow": "GET, HEAD, OPTIONS"})
    name = request.path.removeprefix("/queries/")
    query = next((query for query in offered(settings) if query.name == name), None)
    if query is None:
        raise Problem(404, "there is no saved query of this name: see /queries.")
    pairs = parameters(request.query)
    try:
        text = bind(query, {key: value for key, value in pairs if key not in _OURS})
    except BadQuery as error:
        raise Problem(400, str(error)) from error
    await sparql.ask(request, text, [(key, value) for key, value in pairs if key in _OURS], send)
