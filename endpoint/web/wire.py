"""Plain ASGI: reading a request, writing an answer. The heavy routes use it in place of a framework."""

from __future__ import annotations

import asyncio
import binascii
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from endpoint.readers.worker import Answer
from endpoint.web.problem import Problem

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location, Retry-After, Link"),
    (b"x-content-type-options", b"nosniff"),
)  # in every answer
_HALF_QUOTED = re.compile(rb"%(?![0-9A-Fa-f]{2})").search
_BODY_SECONDS = 30.0  # a client that feeds its body more slowly than this is let go


@dataclass(slots=True)
class Request:
    """An HTTP request: method, decoded path, addresses, headers by lower-case name, and who asks (after trusted
    proxies)."""

    method: str
    path: str
    iri: str  # absolute address of what is asked, without its query string
    query: bytes
    headers: dict[str, str]
    base: str  # absolute address of the endpoint's root, without a slash at the end
    client: str
    receive: Receive
    began: float  # when it came, by `time.perf_counter`
    begun: Answer | None = None  # what a reader has begun to answer already

    async def body(self, limit: int) -> bytes:
        """The whole body; 413 beyond `limit` bytes, 408 when it comes too slowly."""
        declared = self.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            raise _too_large(limit)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                return await self._collect(limit)
        except TimeoutError as error:
            raise Problem(408, f"the body did not arrive within {_BODY_SECONDS:g} seconds: send it again.") from error

    async def _collect(self, limit: int) -> bytes:
        pieces, size = [], 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            piece: bytes = message.get("body", b"")
            size += len(piece)
            if size > limit:
                raise _too_large(limit)
            pieces.append(piece)
            if not message.get("more_body", False):
                return b"".join(pieces)


class Disconnected(Exception):  # noqa: N818 - not an error: nobody is there to be told
    """The client went away."""


def _too_large(limit: int) -> Problem:
    return Problem(413, f"the body is larger than {limit} bytes: send less at once.", {"connection": "close"})


def parameters(raw: bytes) -> list[tuple[str, str]]:
    """The fields of a query string or form, percent-decoded once; 400 when they are not UTF-8."""
    pairs = []
    for field in raw.split(b"&"):
        if field:
            name, _, value = field.partition(b"=")
            pairs.append((_decode(name), _decode(value)))
    return pairs


def _decode(raw: bytes) -> str:
    raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = _unquoted(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "the parameters are not UTF-8: percent-encode them as UTF-8.") from error


def _unquoted(raw: bytes) -> bytes:
    """Percent-decoded, in a quarter of the standard library's time: quoted-printable is the same with another sign."""
    if _HALF_QUOTED(raw):
        return unquote_to_bytes(raw)
    return binascii.a2b_qp(raw.replace(b"=", b"%3D").replace(b"%", b"="))


async def send_start(send: Send, status: int, headers: Iterable[tuple[str, str]]) -> None:
    """The status line and headers."""
    raw = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})


async def send_all(send: Send, status: int, headers: Iterable[tuple[str, str]], body: bytes, *, head: bool) -> None:
    """A whole answer; `head` leaves the body out but keeps its length."""
    await send_start(
        send, status, [*headers, ("content-length", str(len(body)))] if status not in (204, 304) else headers
    )
    await send({"type": "http.response.body", "body": b"" if head else body})
