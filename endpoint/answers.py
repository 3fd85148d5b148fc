"""From a reader to the client: an answer in pieces as they come, from the cache, or not at all because the client has
it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Hashable
from typing import Any

from endpoint import negotiate
from endpoint.cache import VARY, Cache, Stored, etag_of, matches
from endpoint.dataset import Dataset
from endpoint.faults import in_words
from endpoint.pool import Pool
from endpoint.problem import Problem
from endpoint.settings import Settings
from endpoint.wire import Request, Send, send_all, send_start
from endpoint.worker import Answer

_UNWATCHED = 0.05  # seconds that a query may run before we look whether its client is still there


class Answers:
    """Runs tasks on the readers and sends what they say."""

    def __init__(self, settings: Settings, dataset: Dataset, pool: Pool) -> None:
        self._settings, self._dataset, self._pool = settings, dataset, pool
        self._watchers: set[asyncio.Task[None]] = set()
        self.cache = Cache(settings.cache_mb << 20)

    async def send(
        self,
        request: Request,
        task: dict[str, Any],
        timeout: float,
        send: Send,
        *,
        key: Hashable | None,
        text: str = "",
    ) -> None:
        """Answers a request with what `task` gives. `key` says what is asked; None where two runs may differ."""
        version, head = self._dataset.version, request.method == "HEAD"
        gzip = negotiate.accepts_gzip(request.headers.get("accept-encoding"))
        full_key = None if key is None else (key, gzip, request.base)
        etag = None if full_key is None else etag_of(version, full_key)
        if etag is not None and matches(request.headers.get("if-none-match"), etag):
            await send_all(send, 304, [("etag", etag), *VARY], b"", head=True)
            return
        stored = None if full_key is None else self.cache.get(version, full_key)
        if stored is None:
            task |= {"gzip": gzip, "head": head, "limit": self._settings.max_result}
            answer = self._pool.submit(task, request.client, timeout)
            stored = await self._pass_on(request, answer, etag, send, text)
            current = (version, answer.task["snapshot"]) == (self._dataset.version, self._dataset.snapshot)
            if stored is not None and full_key is not None and current:
                self.cache.put(version, full_key, stored)
        if stored is not None:
            await send_all(send, 200, stored.headers, stored.body, head=head)

    async def _pass_on(
        self, request: Request, answer: Answer, etag: str | None, send: Send, text: str
    ) -> Stored | None:
        """Sends the pieces of an answer as they come; returns it instead where it came whole at once."""
        watch = asyncio.get_running_loop().call_later(_UNWATCHED, self._watch, request, answer)
        try:
            headers = _headers(await answer.begin(), etag)
            if request.method == "HEAD":
                await send_start(send, 200, headers)
                await send({"type": "http.response.body", "body": b""})
                return None
            if answer.complete and len(answer.pieces) < 2:
                return Stored(headers, answer.pieces[0] if answer.pieces else b"")
            await send_start(send, 200, headers)
            while (piece := await answer.piece()) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return None
        except Problem as problem:
            raise in_words(problem, "query", text) from problem
        finally:
            watch.cancel()
            self._stop(answer)

    async def rows(self, query: str, client: str = "", timeout: float | None = None) -> list[dict[str, Any]]:
        """The solutions of a query of our own, each variable as SPARQL JSON gives it; kept per version of the data."""
        bindings: list[dict[str, Any]] = json.loads(await self.own(query, "json", client, timeout))["results"][
            "bindings"
        ]
        return bindings

    async def own(self, query: str, word: str, client: str = "", timeout: float | None = None) -> bytes:
        """The answer to a query of our own in the format that `word` names; kept per version of the data."""
        version, key = self._dataset.version, ("own", query, word)
        stored = self.cache.get(version, key)
        if stored is not None:
            return stored.body
        task: dict[str, Any] = {
            "do": "query",
            "query": query,
            "base": None,
            "default": None,
            "named": None,
            "format": word,
        }
        answer = self._pool.submit(
            task | {"limit": self._settings.max_result}, client, timeout or self._settings.timeout
        )
        try:
            await answer.begin()
            pieces = []
            while (piece := await answer.piece()) is not None:
                pieces.append(piece)
        except Problem as problem:
            raise in_words(problem, "query", query) from problem
        finally:
            self._stop(answer)
        body = b"".join(pieces)
        if version == self._dataset.version:
            self.cache.put(version, key, Stored([], body))
        return body

    def _watch(self, request: Request, answer: Answer) -> None:
        """Once a task has run for a while: stop it when its client goes away."""
        watcher = asyncio.ensure_future(self._until_gone(request, answer))
        self._watchers.add(watcher)
        watcher.add_done_callback(self._watchers.discard)

    async def _until_gone(self, request: Request, answer: Answer) -> None:
        with contextlib.suppress(Exception):  # however the connection ends, the task ends with it
            while (await request.receive())["type"] != "http.disconnect":
                pass
        self._stop(answer)

    def _stop(self, answer: Answer) -> None:
        if not answer.complete and answer.failure is None:
            self._pool.cancel(answer)


def _headers(head: dict[str, Any], etag: str | None) -> list[tuple[str, str]]:
    headers = [("content-type", head["type"]), *VARY]
    if etag is not None:
        headers += [("etag", etag), ("cache-control", "no-cache")]
    if head["gzip"]:
        headers.append(("content-encoding", "gzip"))
    return headers
