"""From a reader to the client: an answer in pieces as they come, from the cache, or not at all because the client has
it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from endpoint.answering.athand import AtHand, Question, Whole, headers_of
from endpoint.answering.cache import Stored
from endpoint.protocol.faults import in_words
from endpoint.readers.pool import Pool
from endpoint.readers.worker import Answer
from endpoint.settings import Settings
from endpoint.store.dataset import Dataset
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, Send, send_all, send_start

_UNWATCHED = 0.05  # seconds that a query may run before we look whether its client is still there


class Answers:
    """Runs tasks on the readers and sends what they say."""

    def __init__(self, settings: Settings, dataset: Dataset, pool: Pool) -> None:
        self._settings, self._dataset, self._pool = settings, dataset, pool
        self._watchers: set[asyncio.Task[None]] = set()
        self.at_hand = AtHand(settings, dataset, pool.near)

    def begin(self, request: Request, question: Question) -> Answer:
        """Asks the readers; 429 or 503 when too many wait."""
        return self._pool.submit(question.task, request.client, question.timeout)

    def whole(self, question: Question, answer: Answer) -> Whole | None:
        """The answer where it came whole at once; kept while the data stays."""
        if answer.head is None or not answer.complete or len(answer.pieces) > 1:
            return None
        body = answer.pieces[0] if answer.pieces else b""
        if answer.task["snapshot"] == self._dataset.snapshot:
            return Whole(200, *self.at_hand.keep(question, answer.head, body))
        return Whole(200, headers_of(answer.head, question.etag), body)

    async def send(self, request: Request, question: Question, send: Send, *, text: str = "") -> None:
        """Answers a request; goes on with what a reader has begun to say, if it has."""
        whole = None if request.begun is not None else self.at_hand.find(request, question)
        if whole is None:
            answer = request.begun or self.begin(request, question)
            whole = await self._pass_on(request, question, answer, send, text)
        if whole is not None:
            await send_all(send, *whole, head=request.method == "HEAD")

    async def _pass_on(
        self, request: Request, question: Question, answer: Answer, send: Send, text: str
    ) -> Whole | None:
        """Sends the pieces of an answer as they come; returns it instead where it came whole at once."""
        watch = asyncio.get_running_loop().call_later(_UNWATCHED, self._watch, request, answer)
        try:
            headers = headers_of(await answer.begin(), question.etag)
            if request.method == "HEAD":
                await send_start(send, 200, headers)
                await send({"type": "http.response.body", "body": b""})
                return None
            if (whole := self.whole(question, answer)) is not None:
                return whole
            await send_start(send, 200, headers)
            while (piece := await answer.piece()) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return None
        except Problem as problem:
            raise in_words(problem, "query", text) from problem
        finally:
            watch.cancel()
            self.stop(answer)

    async def rows(self, query: str, client: str = "", timeout: float | None = None) -> list[dict[str, Any]]:
        """The solutions of a query of our own, each variable as SPARQL JSON gives it; kept per version of the data."""
        bindings: list[dict[str, Any]] = json.loads(await self.own(query, "json", client, timeout))["results"][
            "bindings"
        ]
        return bindings

    async def own(self, query: str, word: str, client: str = "", timeout: float | None = None) -> bytes:
        """The answer to a query of our own in the format that `word` names; kept per version of the data."""
        version, key = self._dataset.version, ("own", query, word)
        stored = self.at_hand.cache.get(version, key)
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
            self.stop(answer)
        body = b"".join(pieces)
        if version == self._dataset.version:
            self.at_hand.cache.put(version, key, Stored([], body))
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
        self.stop(answer)

    def leave(self, answer: Answer) -> None:
        """Ends a task whose client went away; one that has just begun may end, which costs less than its reader."""
        if answer.started is None:
            self.stop(answer)
        else:
            asyncio.get_running_loop().call_later(_UNWATCHED, self.stop, answer)

    def stop(self, answer: Answer) -> None:
        """Ends a task that nobody waits for any more, if it still runs."""
        if not answer.complete and answer.failure is None:
            self._pool.cancel(answer)
