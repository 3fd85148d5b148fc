"""The whole endpoint as one ASGI application: the heavy routes plain, the rest through FastAPI (OpenAPI at
`/docs/api`)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import MutableMapping
from typing import Any

from endpoint.answering.answers import Answers
from endpoint.answering.express import Express
from endpoint.pages import ontology
from endpoint.pages.routes import Served, application
from endpoint.pages.things import Things
from endpoint.protocol import saved
from endpoint.protocol.graphs import Graphs
from endpoint.protocol.operation import ALLOW
from endpoint.protocol.sparql import Sparql
from endpoint.readers.pool import Pool
from endpoint.settings import Settings
from endpoint.small.clerks import Clerks
from endpoint.store.dataset import Dataset
from endpoint.watch import Watch
from endpoint.web.links import request as read_request
from endpoint.web.problem import Problem
from endpoint.web.wire import CORS, Disconnected, Receive, Request, Scope, Send, send_all
from endpoint.writes.writing import Writer

_LOG = logging.getLogger("entente.endpoint")


class Endpoint:
    """An ASGI application over one store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.dataset = Dataset(settings.store, writable=settings.token is not None)
        self.pool = Pool(settings, lambda used: self.dataset.leave(used | self.clerks.used))
        self.dataset.on_publish(self._publish)
        self.writer = Writer(settings, self.dataset)
        self.answers = Answers(settings, self.dataset, self.pool)
        self.sparql = Sparql(settings, self.answers, self.writer)
        self.graphs = Graphs(settings, self.answers, self.writer)
        self.things = Things(self.answers)
        self.watch = Watch(settings.access_log)
        cache = self.answers.at_hand.cache
        self.clerks = Clerks(settings, self.watch, self.pool.near, cache, self.pool.tell_left)
        self.express = Express(settings, self.answers, self.watch, self.clerks)
        self.pages = application(
            Served(
                settings=settings, dataset=self.dataset, answers=self.answers, watch=self.watch, base=self.things.base,
                counts=lambda: self.pool.counts, gauges=self.gauges,
            )
        )  # fmt: skip

    def _publish(self, snapshot: str) -> None:
        self.clerks.publish(snapshot, self.dataset.version)
        self.pool.publish(snapshot)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Called by the server for every request, and once for its life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.pool.start(self.dataset.snapshot)
        self.clerks.start(self.dataset.snapshot, self.dataset.version)
        reads_only = self.settings.token is None
        aside = asyncio.create_task(self.dataset.follow() if reads_only else self.writer.prepare())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if reads_only:
            aside.cancel()
        self.clerks.stop()
        await self.pool.stop()
        await self.writer.close()
        await self.dataset.close()
        await send({"type": "lifespan.shutdown.complete"})

    def gauges(self) -> dict[str, float]:
        """What the metrics show beside the counters."""
        cache = self.answers.at_hand.cache
        return {**self.pool.counts, "cache_hits": cache.hits, "cache_misses": cache.misses}

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = read_request(scope, receive, self.settings)
        status = size = 0
        outcome = "ok"

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *CORS]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._route(scope, request, answer)
        except Disconnected:
            outcome = "client went away"
        except Problem as problem:
            outcome = problem.detail
            if not status:
                await _refuse(request, problem, answer)
        except Exception:
            outcome = "failed"
            _LOG.exception("a request failed: %s %s", request.method, request.path)
            if not status:
                await _refuse(request, Problem(500, "something went wrong here: the server's log says more."), answer)
        finally:
            self.watch.note(request, status, size, request.began, outcome)

    async def _route(self, scope: Scope, request: Request, send: Send) -> None:
        if request.method == "OPTIONS":
            await _options(send)
            return
        first, _, rest = request.path.removeprefix("/").partition("/")
        if first == "sparql" and not rest:
            await self.sparql(request, send)
        elif first == "data":
            await self.graphs(request, send)
        elif first == "queries" and rest:
            await saved.answer(request, self.settings, self.sparql, send)
        elif first in ("id", "doc", "ont", "scheme"):
            await self._dereference(first, rest, request, send)
        else:
            inner = {**scope, "path": request.path, "entente": request}
            if request.method == "HEAD":
                inner["method"], send = "GET", _without_body(send)
            await self.pages(inner, request.receive, send)

    async def _dereference(self, first: str, rest: str, request: Request, send: Send) -> None:
        if request.method not in ("GET", "HEAD"):
            raise Problem(405, f"{request.method} means nothing here: use GET.", {"allow": "GET, HEAD, OPTIONS"})
        if first == "ont":
            await ontology.answer(rest, request, send)
        elif first == "id" and rest:
            await self.things.name(request, send)
        elif first == "doc" and rest:
            await self.things.describe(request, send)
        elif first == "scheme" and rest:
            await self.things.concept(request, send)
        else:
            raise Problem(404, "there is nothing at this address: the endpoint is /sparql, its page is /.")


def _without_body(send: Send) -> Send:
    async def shorten(message: MutableMapping[str, Any]) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return shorten


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
