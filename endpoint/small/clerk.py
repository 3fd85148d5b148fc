"""A clerk: a process that answers small queries on connections that the server hands to it.

Started by `endpoint.small.clerks` with a connected socket as file descriptor `argv[1]`. It is given a connection whose
client asks one small query after another; the clerk answers those whose head it knows, on the newest snapshot,
and gives the connection back, with the bytes that it could not answer, at the first that is anything else.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import marshal
import os
import select
import socket
import sys
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from email.utils import formatdate
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from pyoxigraph import Store

from endpoint.answering.athand import AtHand, Whole
from endpoint.protocol import operation
from endpoint.readers.reader import confine
from endpoint.settings import Settings
from endpoint.small.near import Near
from endpoint.watch import Watch
from endpoint.web.problem import Problem
from endpoint.web.requestline import Head, request_line
from endpoint.web.wire import Request

LONGEST = 1 << 17  # bytes of a message between server and clerk
_PUSH = 0.1  # seconds after an answer until the server knows of it
_IDLE = 5.0  # seconds for which a connection may be silent
_SWEEP = 1.0  # seconds between looks for silent connections
_PIECE = 1 << 16  # bytes read from a client at once
_REMEMBERED = 1000  # heads of requests


@dataclass(slots=True)
class _Shown:
    snapshot: str = ""
    version: str = ""


class Clerk:
    """Knows heads of requests and the newest snapshot; counts what it answers."""

    def __init__(self, wire: socket.socket, settings: Settings) -> None:
        self._wire, self._settings = wire, settings
        self._news = select.poll()
        self._news.register(wire, select.POLLIN)
        self._shown, self._near = _Shown(), Near()
        self._at_hand = AtHand(settings, self._shown, self._near)
        self._watch = Watch(settings.access_log)
        self._known: dict[Head, Request] = {}
        self._buffer = memoryview(bytearray(_PIECE))
        self._pushing = False
        self._second, self._date = 0, b""
        self._tasks: set[asyncio.Task[None]] = set()
        self.connections: set[Connection] = set()

    def read_news(self) -> None:
        """Takes all that the server has said until now."""
        while self._news.poll(0):
            message, descriptors, _, _ = socket.recv_fds(self._wire, LONGEST, 1)
            if not message:
                os._exit(0)  # the server is gone, and nothing is to be saved
            word, *rest = marshal.loads(message)
            if word == "snapshot":
                self._open(*rest)
            else:
                self._take(descriptors[0], *rest)

    def _open(self, snapshot: str, version: str) -> None:
        self._shown.snapshot, self._shown.version = snapshot, version
        self._near.take(Store.read_only(snapshot), snapshot)
        self.tell("opened", snapshot)

    def _take(self, descriptor: int, head: Head, fields: dict[str, Any]) -> None:
        if head not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[head] = Request(**fields, query=b"", receive=_nothing, began=0.0)
        task = asyncio.ensure_future(self._connect(socket.socket(fileno=descriptor), head[2:]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, sock: socket.socket, ends: tuple[str, str]) -> None:
        try:
            loop = asyncio.get_running_loop()
            await loop.connect_accepted_socket(lambda: Connection(self, ends, self._buffer), sock)
        except OSError:  # the client is gone
            sock.close()
            self.tell("closed")

    def answer(self, head: Head, query: bytes) -> tuple[Whole, Request] | None:
        """What is said to a request; None where the server must be asked."""
        if self._news.poll(0):
            self.read_news()
        known = self._known.get(head)
        if known is None:
            return None
        request = Request(
            known.method, known.path, known.iri, query, known.headers, known.base, known.client, known.receive,
            time.perf_counter(),
        )  # fmt: skip
        try:
            asked = operation.sent(request, "", b"", self._settings)
            if asked.kind != "query":
                return None
            whole = self._at_hand.find(request, self._at_hand.query(request, asked))
        except Problem:  # the server says it
            return None
        return None if whole is None else (whole, request)

    def note(self, whole: Whole, request: Request) -> None:
        """Counts an answer."""
        self._watch.note(request, whole.status, len(whole.body), request.began, "ok")
        if not self._pushing:
            self._pushing = True
            asyncio.get_running_loop().call_later(_PUSH, self._push)

    def _push(self) -> None:
        self._pushing = False
        cache, near = self._at_hand.cache, self._near
        self.tell("counts", self._watch.taken(), cache.hits, cache.misses, near.answers)
        cache.hits = cache.misses = near.answers = 0

    def date(self) -> list[tuple[bytes, bytes]]:
        """The header that tells the time."""
        second = int(time.time())
        if second != self._second:
            self._second, self._date = second, formatdate(second, usegmt=True).encode()
        return [(b"date", self._date)]

    def tell(self, *message: Any, descriptor: int | None = None) -> None:
        """Says something to the server, which always listens."""
        socket.send_fds(self._wire, [marshal.dumps(message)], [] if descriptor is None else [descriptor])

    def sweep(self) -> None:
        """Closes the connections that have been silent for too long."""
        now = asyncio.get_running_loop().time()
        for connection in list(self.connections):
            if connection.last < now - _IDLE:
                connection.close()
        asyncio.get_running_loop().call_later(_SWEEP, self.sweep)


class Connection(asyncio.BufferedProtocol):
    """A connection that was handed over."""

    def __init__(self, clerk: Clerk, ends: tuple[str, str], buffer: memoryview) -> None:
        self._clerk, self._ends, self._buffer = clerk, ends, buffer
        self._transport: asyncio.Transport | None = None
        self._waiting: bytes | None = None  # what came while the client did not read
        self._full = self._gone = False
        self.last = asyncio.get_running_loop().time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(0)
        self._clerk.connections.add(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Called by the event loop."""
        self._clerk.connections.discard(self)
        if not self._gone:
            self._clerk.tell("closed")

    def pause_writing(self) -> None:
        """Called by the event loop when the client does not take all of an answer at once."""
        self._full = True

    def resume_writing(self) -> None:
        """Called by the event loop when the client has taken all."""
        self._full = False
        data, self._waiting = self._waiting, None
        if data is not None and self._transport is not None:
            self._transport.resume_reading()
            self._read(data)

    def get_buffer(self, _sizehint: int) -> memoryview:
        """Called by the event loop: where to read to. One place for all connections, as each is read at once."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Called by the event loop."""
        data = bytes(self._buffer[:nbytes])
        if self._full and self._transport is not None:
            self._transport.pause_reading()
            self._waiting = data
        else:
            self._read(data)

    def _read(self, data: bytes) -> None:
        found = request_line(data)
        said = None if found is None else self._clerk.answer((found[0], found[2], *self._ends), found[1])
        if said is None:
            self._give_back(data)
            return
        assert self._transport is not None
        self.last = asyncio.get_running_loop().time()
        self._transport.write(said[0].raw(self._clerk.date(), keep_alive=True))
        self._clerk.note(*said)

    def _give_back(self, data: bytes) -> None:
        assert self._transport is not None
        self._gone = True
        self._clerk.tell("back", data, descriptor=self._transport.get_extra_info("socket").fileno())
        self._transport.abort()

    def close(self) -> None:
        """Ends the connection."""
        if self._transport is not None:
            self._transport.close()


async def _nothing() -> MutableMapping[str, Any]:
    """Nobody is asked for more."""
    return {"type": "http.disconnect"}


async def _serve(clerk: Clerk, wire: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    loop.add_reader(wire.fileno(), clerk.read_news)
    clerk.sweep()
    gc.collect()
    gc.freeze()
    await loop.create_future()


def main() -> None:
    """Answers until the server goes."""
    wire = socket.socket(fileno=int(sys.argv[1]))
    knobs = json.loads(sys.argv[2])
    confine(knobs.pop("memory_mb"), network=False)
    clerk = Clerk(wire, Settings(store=Path(), **knobs))
    if find_spec("uvloop") is None:
        asyncio.run(_serve(clerk, wire))
    else:
        import uvloop

        uvloop.run(_serve(clerk, wire))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        main()
    os._exit(0)  # nothing to save: a snapshot is only read
