"""`/sparql`: the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) over the pool of readers and the one writer."""

from __future__ import annotations

import asyncio
import contextlib

from endpoint import guard, negotiate
from endpoint.access import require_writer
from endpoint.cache import VARY, Cache, Stored, etag_of, matches
from endpoint.dataset import Dataset
from endpoint.faults import in_words
from endpoint.pool import Pool
from endpoint.problem import Problem
from endpoint.protocol import Operation, read
from endpoint.settings import Settings
from endpoint.wire import Request, Send, send_all, send_start
from endpoint.worker import Answer
from endpoint.writing import Writer

_WATCHERS: set[asyncio.Task[None]] = set()


class Sparql:
    """The handler of `/sparql`."""

    def __init__(self, settings: Settings, dataset: Dataset, pool: Pool, writer: Writer) -> None:
        self._settings, self._dataset, self._pool, self._writer = settings, dataset, pool, writer
        self.cache = Cache(settings.cache_mb << 20)

    async def __call__(self, request: Request, send: Send) -> None:
        """Answers a request that asks something (a bare GET is the service description's)."""
        operation = await read(request, self._settings)
        if operation.kind == "query":
            await self._query(request, operation, send)
        else:
            await self._update(request, operation, send)

    async def _query(self, request: Request, operation: Operation, send: Send) -> None:
        if len(operation.text) > self._settings.max_query:
            raise Problem(413, f"the query is longer than {self._settings.max_query} characters: shorten it.")
        guard.refuse_outbound(operation.text, self._settings.allow_service, update=False)
        steady = not guard.is_volatile(operation.text)
        gzip = negotiate.accepts_gzip(request.headers.get("accept-encoding"))
        accept = request.headers.get("accept")
        key = (operation.text, operation.graphs, operation.named, operation.format, accept, gzip, request.base)
        etag = etag_of(self._dataset.version, key) if steady else None
        if etag and matches(request.headers.get("if-none-match"), etag):
            await send_all(send, 304, [("etag", etag), *VARY], b"", head=True)
            return
        stored = self.cache.get(self._dataset.version, key) if steady else None
        if stored is None:
            task = {
                "do": "query",
                "query": operation.text,
                "base": f"{request.base}/sparql",
                "default": operation.graphs,
                "named": operation.named,
                "format": operation.format,
                "accept": accept,
                "gzip": gzip,
                "head": request.method == "HEAD",
                "limit": self._settings.max_result,
            }
            answer = self._pool.submit(task, request.client, operation.timeout)
            stored = await self._pass_on(request, answer, etag, send)
            if stored is None:
                return
            if steady and request.method != "HEAD":
                self.cache.put(self._dataset.version, key, stored)
        await send_all(send, 200, stored.headers, stored.body, head=request.method == "HEAD")

    async def _pass_on(self, request: Request, answer: Answer, etag: str | None, send: Send) -> Stored | None:
        """Sends the pieces of an answer as they come; returns it instead where it came whole at once."""
        watch = asyncio.get_running_loop().call_later(0.05, self._watch, request, answer)
        try:
            head = await answer.begin()
            headers = [("content-type", head["type"]), *VARY]
            if etag:
                headers += [("etag", etag), ("cache-control", "no-cache")]
            if head["gzip"]:
                headers.append(("content-encoding", "gzip"))
            if answer.complete and len(answer.pieces) < 2:
                return Stored(headers, answer.pieces[0] if answer.pieces else b"")
            await send_start(send, 200, headers)
            while (piece := await answer.piece()) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return None
        except Problem as problem:
            raise in_words(problem, "query", answer.task["query"]) from problem
        finally:
            watch.cancel()
            if not answer.complete and answer.failure is None:
                self._pool.cancel(answer)

    def _watch(self, request: Request, answer: Answer) -> None:
        """Once a query has run for a while: stop it when its client goes away."""
        watcher = asyncio.ensure_future(self._until_gone(request, answer))
        _WATCHERS.add(watcher)
        watcher.add_done_callback(_WATCHERS.discard)

    async def _until_gone(self, request: Request, answer: Answer) -> None:
        with contextlib.suppress(Exception):
            while (await request.receive())["type"] != "http.disconnect":
                pass
        if not answer.complete and answer.failure is None:
            self._pool.cancel(answer)

    async def _update(self, request: Request, operation: Operation, send: Send) -> None:
        require_writer(request, self._settings.token)
        guard.refuse_outbound(operation.text, self._settings.allow_service, update=True)
        text = guard.with_dataset(operation.text, list(operation.graphs or ()), list(operation.named or ()))
        await self._writer.update(text, f"{request.base}/sparql")
        await send_all(send, 204, [], b"", head=True)
