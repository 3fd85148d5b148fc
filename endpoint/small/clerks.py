"""The server's side of its clerks: which connections they get, what they see, what they give back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import marshal
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from endpoint import allocator
from endpoint.answering.cache import Cache
from endpoint.settings import Settings
from endpoint.small.clerk import LONGEST
from endpoint.small.near import Near
from endpoint.watch import Watch
from endpoint.web.requestline import Head
from endpoint.web.wire import Request

_LOG = logging.getLogger("entente.endpoint")
_MOST = 200  # connections of one clerk
_AGAIN = 1.0  # seconds until a clerk that died is replaced
_CACHE_MB = 8
_HEAD = 1 << 13  # bytes of a head that is worth handing over


class Clerk:
    """One clerk, seen from the server."""

    def __init__(self, knobs: dict[str, Any]) -> None:
        self.wire, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environ = {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")}
        paths = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "endpoint.small.clerk", str(theirs.fileno()), json.dumps(knobs)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**allocator.environment(environ), "PYTHONPATH": paths},
        )
        theirs.close()
        self.wire.setblocking(False)
        self.connections = 0
        self.opened = ""  # the snapshot that it answers from
        self.next: list[str] = []  # those that it has been told of since

    def tell(self, *message: Any, descriptor: int | None = None) -> bool:
        """Says something; False where it does not listen."""
        with contextlib.suppress(OSError):
            socket.send_fds(self.wire, [marshal.dumps(message)], [] if descriptor is None else [descriptor])
            return True
        return False

    def end(self) -> None:
        """Kills the process and waits for it."""
        self.wire.close()
        self.process.kill()
        self.process.wait()


class Clerks:
    """`hand_over` gives a connection away, `connect` makes one of what comes back with its first bytes."""

    def __init__(self, settings: Settings, watch: Watch, near: Near, cache: Cache, left: Callable[[], None]) -> None:
        self._settings, self._watch, self._near, self._cache, self._left = settings, watch, near, cache, left
        self._clerks: set[Clerk] = set()
        self._shown = ("", "")
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.connect: Callable[[bytes], asyncio.Protocol] | None = None

    @property
    def used(self) -> set[str]:
        """The snapshots that must not be removed yet."""
        return {path for clerk in self._clerks for path in (clerk.opened, *clerk.next)}

    def start(self, snapshot: str, version: str) -> None:
        """Starts the clerks, if connections can come back from them."""
        self._shown = (snapshot, version)
        if self.connect is not None:
            for _ in range(self._settings.clerks):
                self._add()

    def stop(self) -> None:
        """Ends all of them, and their connections."""
        self._closed = True
        for clerk in list(self._clerks):
            self._drop(clerk)

    def publish(self, snapshot: str, version: str) -> None:
        """Lets them answer from a new snapshot: each reads this before it answers anything else."""
        self._shown = (snapshot, version)
        for clerk in list(self._clerks):
            self._show(clerk)

    def hand_over(self, descriptor: int, head: Head, request: Request) -> bool:
        """Gives a connection away, whose requests have this head; False where no clerk can take it."""
        ready = [clerk for clerk in self._clerks if clerk.opened and clerk.connections < _MOST]
        if not ready or len(head[1]) > _HEAD:
            return False
        clerk = min(ready, key=lambda each: each.connections)
        known = {name: getattr(request, name) for name in ("method", "path", "iri", "headers", "base", "client")}
        if not clerk.tell("connection", head, known, descriptor=descriptor):
            return False
        clerk.connections += 1
        return True

    def _add(self) -> None:
        knobs = ("memory_mb", "timeout", "max_query", "max_result", "allow_service", "access_log")
        given = {name: getattr(self._settings, name) for name in knobs}
        try:
            clerk = Clerk(given | {"cache_mb": min(_CACHE_MB, self._settings.cache_mb)})
        except OSError:
            _LOG.exception("a clerk could not be started: the server answers small queries itself")
            return
        self._clerks.add(clerk)
        asyncio.get_running_loop().add_reader(clerk.wire.fileno(), self._listen, clerk)
        self._show(clerk)

    def _show(self, clerk: Clerk) -> None:
        clerk.next.append(self._shown[0])
        if not clerk.tell("snapshot", *self._shown):
            self._replace(clerk)

    def _replace(self, clerk: Clerk) -> None:
        self._drop(clerk)
        asyncio.get_running_loop().call_later(_AGAIN, lambda: None if self._closed else self._add())

    def _drop(self, clerk: Clerk) -> None:
        asyncio.get_running_loop().remove_reader(clerk.wire.fileno())
        self._clerks.discard(clerk)
        clerk.end()

    def _listen(self, clerk: Clerk) -> None:
        try:
            message, descriptors, _, _ = socket.recv_fds(clerk.wire, LONGEST, 1)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        if not message:
            _LOG.warning("a clerk ended: another one takes its place")
            self._replace(clerk)
            return
        word, *rest = marshal.loads(message)
        if word == "opened":
            clerk.opened = rest[0]
            del clerk.next[: clerk.next.index(clerk.opened) + 1]
            self._left()
        elif word == "counts":
            self._count(*rest)
        else:
            clerk.connections -= 1
            if word == "back":
                task = asyncio.ensure_future(self._take_back(socket.socket(fileno=descriptors[0]), rest[0]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _count(self, figures: Any, hits: int, misses: int, near: int) -> None:
        self._watch.add(figures)
        self._cache.hits += hits
        self._cache.misses += misses
        self._near.answers += near

    async def _take_back(self, sock: socket.socket, data: bytes) -> None:
        assert self.connect is not None
        connect = self.connect
        try:
            await asyncio.get_running_loop().connect_accepted_socket(lambda: connect(data), sock)
        except OSError:  # the client is gone
            sock.close()
