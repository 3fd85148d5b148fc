"""The whole endpoint as one ASGI application: the heavy routes plain, the rest through FastAPI (OpenAPI at
`/docs/api`)."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

from fastapi import FastAPI

from endpoint.answers import Answers
from endpoint.dataset import Dataset
from endpoint.graphs import Graphs
from endpoint.links import request as read_request
from endpoint.pool import Pool
from endpoint.problem import Problem
from endpoint.protocol import ALLOW
from endpoint.settings import Settings
from endpoint.sparql import Sparql
from endpoint.wire import Disconnected, Receive, Request, Scope, Send, send_all
from endpoint.writing import Writer

_LOG = logging.getLogger("entente.endpoint")
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location, Retry-After, Link"),
    (b"x-content-type-options", b"nosniff"),
]


class Endpoint:
    """An ASGI application over one store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.dataset = Dataset(settings.store)
        self.pool = Pool(settings, self.dataset.leave)
        self.dataset.on_publish(self.pool.publish)
        self.writer = Writer(settings, self.dataset)
        self.answers = Answers(settings, self.dataset, self.pool)
        self.sparql = Sparql(settings, self.answers, self.writer)
        self.graphs = Graphs(settings, self.answers, self.writer)
        self.pages = FastAPI(title="Entente", docs_url=None, redoc_url=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Called by the server for every request, and once for its life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.pool.start(self.dataset.snapshot)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.stop()
        await self.writer.close()
        await self.dataset.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = read_request(scope, receive, self.settings)
        started = False

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_CORS]
            await send(message)

        try:
            await self._route(scope, request, answer)
        except Disconnected:
            return
        except Problem as problem:
            if not started:
                await _refuse(request, problem, answer)
        except Exception:
            _LOG.exception("a request failed: %s %s", request.method, request.path)
            if not started:
                await _refuse(
                    request, Problem(500, "something went wrong here: the log of the server says more."), answer
                )

    async def _route(self, scope: Scope, request: Request, send: Send) -> None:
        if request.method == "OPTIONS":
            await _options(send)
        elif request.path in ("/sparql", "/sparql/"):
            await self.sparql(request, send)
        elif request.path == "/data" or request.path.startswith("/data/"):
            await self.graphs(request, send)
        else:
            await self.pages({**scope, "path": request.path}, request.receive, send)


async def _refuse(request: Request, problem: Problem, send: Send) -> None:
    headers = [("content-type", "application/problem+json"), ("cache-control", "no-store"), *problem.headers.items()]
    await send_all(send, problem.status, headers, problem.body(), head=request.method == "HEAD")


async def _options(send: Send) -> None:
    headers = [
        ("allow", f"{ALLOW}, PUT, DELETE"),
        ("access-control-allow-methods", f"{ALLOW}, PUT, DELETE"),
        ("access-control-allow-headers", "Accept, Authorization, Content-Type, If-None-Match"),
        ("access-control-max-age", "86400"),
    ]
    await send_all(send, 204, headers, b"", head=True)
