"""The short way of a query: from the parsed request to the pool and back to the socket, without a task or a framework.

It answers what comes whole: kept answers, 304, and what a reader says in one piece. All else (problems, long answers,
updates, slow bodies) goes the ordinary way, `endpoint.app`, which goes on with the answer that a reader has begun.

A client sends the same headers with every query: what was read from them is remembered by their bytes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any, Protocol

from endpoint.answering.answers import Answers
from endpoint.answering.athand import Question, Whole
from endpoint.protocol import operation
from endpoint.readers.worker import Answer
from endpoint.settings import Settings
from endpoint.small.clerks import Clerks
from endpoint.watch import Watch
from endpoint.web import links
from endpoint.web.problem import Problem
from endpoint.web.requestline import Head
from endpoint.web.wire import Receive, Request, Scope

_LOG = logging.getLogger("entente.endpoint")
_LARGEST = 1 << 16  # bytes of a body that is worth a look
_REMEMBERED = 1000  # heads of requests


class Line(Protocol):
    """What a connection does for a query on the short way."""

    def send(self, whole: Whole) -> None:
        """Writes an answer."""

    def ordinary(self, began: float, answer: Answer) -> None:
        """Lets the application answer, with what a reader has begun to say."""

    def is_full(self) -> bool:
        """Whether the client reads more slowly than we write."""


class Express:
    """Takes what it can answer at once or by one word of a reader."""

    def __init__(self, settings: Settings, answers: Answers, watch: Watch, clerks: Clerks) -> None:
        self._settings, self.answers, self.watch, self._clerks = settings, answers, watch, clerks
        self._known: dict[Head, Request] = {}

    @property
    def small(self) -> int:
        """How many small answers were given until now."""
        return self.answers.at_hand.near.answers

    def hand_over(self, descriptor: int, head: Head) -> bool:
        """Lets a clerk have a connection whose client asks one small query after another."""
        known = self._known.get(head)
        return known is not None and self._clerks.hand_over(descriptor, head, known)

    def may_take(self, scope: Scope) -> bool:
        """Whether a request is worth a look once its body is there."""
        return scope["method"] in ("GET", "POST") and scope["path"].endswith("/sparql")

    def take(self, scope: Scope, receive: Receive, body: bytes, line: Line, head: Head | None) -> Ride | None:
        """Answers a request: at once (then the ride has ended), later, or not at all (None). `head` remembers it."""
        if len(body) > _LARGEST:
            return None
        try:
            request = links.request(scope, receive, self._settings)
            if request.path != "/sparql":
                return None
            if head is not None and "authorization" not in request.headers:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[head] = replace(request, receive=_nothing)  # what it belongs to goes
            return self._take(request, body, line)
        except Problem:  # the ordinary way says it
            return None
        except Exception:
            _LOG.exception("a query could not go the short way")
            return None

    def again(self, head: Head, query: bytes, line: Line) -> Ride | None:
        """The same for a GET whose head, but for the query string, came before; None where it did not."""
        known = self._known.get(head)
        if known is None:
            return None
        request = Request(
            known.method,
            known.path,
            known.iri,
            query,
            known.headers,
            known.base,
            known.client,
            known.receive,
            time.perf_counter(),
        )
        try:
            return self._take(request, b"", line)
        except Problem:
            return None
        except Exception:
            _LOG.exception("a query could not go the short way")
            return None

    def _take(self, request: Request, body: bytes, line: Line) -> Ride | None:
        asked = operation.sent(request, operation.kind_of_body(request), body, self._settings)
        if asked.kind != "query":
            return None
        question = self.answers.at_hand.query(request, asked)
        ride = Ride(self, request, question, line)
        if (whole := self.answers.at_hand.find(request, question)) is not None:
            ride.arrive(whole)
        else:
            ride.wait(self.answers.begin(request, question))
        return ride


class Ride:
    """A query on the short way."""

    __slots__ = ("_answer", "_express", "_line", "_question", "_request")

    def __init__(self, express: Express, request: Request, question: Question, line: Line) -> None:
        self._express, self._request, self._question, self._line = express, request, question, line
        self._answer: Answer | None = None

    def wait(self, answer: Answer) -> None:
        """Goes on when a reader says something."""
        self._answer = answer
        answer.notify = self._told

    def leave(self) -> None:
        """The client went away."""
        if self._answer is not None:
            self._answer.notify = None
            self._express.answers.leave(self._answer)
            self._express.watch.note(self._request, 0, 0, self._request.began, "client went away")

    def arrive(self, whole: Whole) -> None:
        """Sends the answer."""
        self._answer = None
        self._line.send(whole)
        self._express.watch.note(self._request, whole.status, len(whole.body), self._request.began, "ok")

    def _told(self) -> None:
        answer = self._answer
        if answer is None:
            return
        whole = None if self._line.is_full() else self._express.answers.whole(self._question, answer)
        if whole is not None:
            self.arrive(whole)
        else:
            self._answer = None
            self._line.ordinary(self._request.began, answer)


async def _nothing() -> MutableMapping[str, Any]:
    """Nobody is asked for more on the short way."""
    return {"type": "http.disconnect"}
