"""What a query asks, and the answers to it that need no reader: the client has it, it was kept, or it is small."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from endpoint.answering.cache import VARY, Cache, Stored, etag_of, matches
from endpoint.protocol import guard
from endpoint.protocol.operation import Operation
from endpoint.settings import Settings
from endpoint.small.near import Near
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import CORS, Request

_STATUS = {200: b"HTTP/1.1 200 OK\r\n", 304: b"HTTP/1.1 304 Not Modified\r\n"}
_CORS = b"".join(b"%b: %b\r\n" % header for header in CORS)


class Shown(Protocol):
    """The data that readers see now: the path of its snapshot, and a name that changes with every write."""

    snapshot: str
    version: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks of the readers, of which version of the data, and under which key and tag its answer is
    known."""

    task: dict[str, Any]
    timeout: float
    version: str
    key: Hashable | None
    etag: str | None


class Whole(NamedTuple):
    """An answer that is there as a whole."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def raw(self, first: list[tuple[bytes, bytes]], *, keep_alive: bool) -> bytes:
        """The answer as it is sent; `first` are the server's own headers."""
        lines = [_STATUS[self.status], *(b"%b: %b\r\n" % header for header in first)]
        lines += [f"{name}: {value}\r\n".encode("latin-1") for name, value in self.headers]
        if self.status == 200:
            lines.append(b"content-length: %d\r\n" % len(self.body))
        lines += [_CORS, b"\r\n" if keep_alive else b"connection: close\r\n\r\n", self.body]
        return b"".join(lines)


class AtHand:
    """Makes questions of requests, and answers those that it can at once."""

    def __init__(self, settings: Settings, shown: Shown, near: Near) -> None:
        self._settings, self._shown, self.near = settings, shown, near
        self.cache = Cache(settings.cache_mb << 20)

    def query(self, request: Request, asked: Operation) -> Question:
        """What a query asks; a 4xx `Problem` where it may not."""
        if len(asked.text) > self._settings.max_query:
            raise Problem(413, f"the query is longer than {self._settings.max_query} characters: shorten it.")
        guard.refuse_outbound(asked.text, self._settings.allow_service, update=False)
        accept = request.headers.get("accept")
        task = {
            "do": "query",
            "query": asked.text,
            "base": f"{request.base}/sparql",
            "default": asked.graphs,
            "named": asked.named,
            "format": asked.format,
            "accept": accept,
        }
        key = None if guard.is_volatile(asked.text) else (asked.text, asked.graphs, asked.named, asked.format, accept)
        return self.question(request, task, asked.timeout, key)

    def question(self, request: Request, task: dict[str, Any], timeout: float, key: Hashable | None) -> Question:
        """What a request asks by `task`. `key` says what is asked; None where two runs may differ."""
        gzip = negotiate.accepts_gzip(request.headers.get("accept-encoding"))
        task |= {"gzip": gzip, "head": request.method == "HEAD", "limit": self._settings.max_result}
        version, full_key = self._shown.version, None if key is None else (key, gzip, request.base)
        return Question(task, timeout, version, full_key, None if full_key is None else etag_of(version, full_key))

    def find(self, request: Request, question: Question) -> Whole | None:
        """The answer that needs no reader; None where one must be asked."""
        if question.etag is None:
            return None
        if matches(request.headers.get("if-none-match"), question.etag):
            return Whole(304, [("etag", question.etag), *VARY], b"")
        stored = self.cache.get(question.version, question.key)
        if stored is None:
            small = self.near.answer(question.task, self._shown.snapshot)
            stored = None if small is None else self.keep(question, *small)
        return None if stored is None else Whole(200, stored.headers, stored.body)

    def keep(self, question: Question, head: dict[str, Any], body: bytes) -> Stored:
        """An answer that the newest snapshot gave, kept while the data stays."""
        stored = Stored(headers_of(head, question.etag), body)
        if question.key is not None and question.version == self._shown.version:
            self.cache.put(question.version, question.key, stored)
        return stored


def headers_of(head: dict[str, Any], etag: str | None) -> list[tuple[str, str]]:
    """The headers of an answer of which a reader tells this."""
    headers = [("content-type", head["type"]), *VARY]
    if etag is not None:
        headers += [("etag", etag), ("cache-control", "no-cache")]
    if head["gzip"]:
        headers.append(("content-encoding", "gzip"))
    return headers
