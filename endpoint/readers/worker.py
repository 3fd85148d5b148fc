"""The server's side of one reader process: starts it, hands it a task, passes its answer on, kills it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from endpoint import allocator
from endpoint.readers import frames
from endpoint.web.problem import Problem

_AHEAD = 4 * frames.PIECE  # bytes of an answer that may wait for a slow client


class Answer:
    """What a reader says to a task: `head` first, then pieces. It ends whole, or with a `Problem`."""

    __slots__ = (
        "_ready",
        "_resume",
        "client",
        "complete",
        "failure",
        "head",
        "notify",
        "pieces",
        "size",
        "started",
        "task",
        "until",
    )

    def __init__(self, task: dict[str, Any], client: str, until: float) -> None:
        self.task, self.client, self.until = task, client, until
        self.head: dict[str, Any] | None = None
        self.pieces: deque[bytes] = deque()
        self.size = 0
        self.complete = False
        self.failure: Problem | None = None
        self.started: float | None = None
        self.notify: Callable[[], None] | None = None  # called once, at the first word; then whoever waits is woken
        self._ready: asyncio.Future[None] | None = None
        self._resume: Callable[[], None] | None = None

    async def begin(self) -> dict[str, Any]:
        """Waits for the head; raises the `Problem` if there will be none."""
        while self.head is None and self.failure is None:
            await self._wait()
        if self.failure is not None:
            raise self.failure
        assert self.head is not None
        return self.head

    async def piece(self) -> bytes | None:
        """The next piece, or None at the end; raises the `Problem` when the answer breaks off."""
        while not self.pieces and not self.complete and self.failure is None:
            await self._wait()
        if self.pieces:
            data = self.pieces.popleft()
            self.size -= len(data)
            if self._resume is not None and self.size < _AHEAD // 2:
                self._resume()
                self._resume = None
            return data
        if self.failure is not None:
            raise self.failure
        return None

    def fail(self, problem: Problem) -> None:
        """Ends the answer without its rest."""
        if not self.complete and self.failure is None:
            self.failure = problem
            self._wake()

    def add(self, data: bytes) -> bool:
        """Takes a piece; False asks the reader to pause."""
        self.pieces.append(data)
        self.size += len(data)
        self._wake()
        return self.size < _AHEAD

    def on_resume(self, resume: Callable[[], None]) -> None:
        """Whom to tell when the client has caught up."""
        self._resume = resume

    def whole(self, head: dict[str, Any], body: bytes) -> None:
        """Takes a small answer at once."""
        self.head, self.complete = head, True
        if body:
            self.pieces.append(body)
            self.size = len(body)
        self._wake()

    def begun(self, head: dict[str, Any]) -> None:
        """Takes the head."""
        self.head = head
        self._wake()

    def ended(self) -> None:
        """Takes the end."""
        self.complete = True
        self._wake()

    async def _wait(self) -> None:
        self._ready = asyncio.get_running_loop().create_future()
        await self._ready

    def _wake(self) -> None:
        notify, self.notify = self.notify, None
        if notify is not None:
            notify()
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)


class Worker(asyncio.Protocol):
    """One reader process. `done(worker)` is called when it is free again, `gone(worker)` when it has died by itself."""

    def __init__(
        self, done: Callable[[Worker], None], gone: Callable[[Worker], None], *, module: str = "endpoint.readers.reader"
    ) -> None:
        self._done, self._gone, self._module = done, gone, module
        self._unpacker = frames.Unpacker()
        self._transport: asyncio.Transport | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.answer: Answer | None = None
        self.snapshot = ""
        self._spent: float | None = None
        self.slow = False
        self.dead = False

    async def start(self, memory_mb: int, *, network: bool) -> None:
        """Starts the process."""
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).parents[2])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        environ = {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, str(theirs.fileno()), str(memory_mb), str(int(network))],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # the engine's last words on a full memory are not for the log
            env={**allocator.environment(environ), "PYTHONPATH": paths},
        )
        theirs.close()
        ours.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=ours)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid if self._process is not None else 0

    def run(self, answer: Answer) -> None:
        """Hands over a task."""
        self.answer = answer
        self.snapshot = answer.task["snapshot"]
        answer.started = time.monotonic()
        self._spent = _processor_seconds(self.pid)
        assert self._transport is not None
        self._transport.write(frames.pack_value(frames.TASK, answer.task))

    def worked(self, now: float) -> float:
        """Seconds of processor that the task has had; those of the clock where the system does not tell."""
        spent = _processor_seconds(self.pid)
        if spent is None or self._spent is None:
            return 0.0 if self.answer is None or self.answer.started is None else now - self.answer.started
        return spent - self._spent

    def renice(self) -> None:
        """Lets ordinary queries go before this one."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 15)

    def kill(self) -> None:
        """Ends the process at once."""
        self.dead = True
        if self._process is not None:
            self._process.kill()
        if self._transport is not None:
            self._transport.abort()

    def reap(self) -> bool:
        """Whether the process has ended (and is waited for)."""
        return self._process is None or self._process.poll() is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's does not inherit from asyncio's

    def data_received(self, data: bytes) -> None:
        """Called by the event loop with what the reader sent."""
        for kind, payload in self._unpacker.feed(data):
            if self.answer is not None:
                self._take(self.answer, kind, payload)

    def _take(self, answer: Answer, kind: bytes, payload: bytes) -> None:
        if kind == frames.DATA:
            if not answer.add(payload) and self._transport is not None:
                self._transport.pause_reading()
                answer.on_resume(self._transport.resume_reading)
            return
        value = frames.loads(payload)
        if kind == frames.HEAD:
            answer.begun(value)
            return
        self._free()  # first: the next task is on its way while this answer goes out
        if kind == frames.WHOLE:
            answer.whole(*value)
        elif kind == frames.FAULT:
            answer.fail(Fault(value))
        else:
            answer.ended()

    def _free(self) -> None:
        self.answer = None
        self._done(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Called by the event loop when the process is gone."""
        if not self.dead:
            self.dead = True
            self._gone(self)


def _processor_seconds(pid: int) -> float | None:
    """What a process has had of the processor, by the clock that Linux keeps for each (clock_getcpuclockid(3))."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except (OSError, OverflowError):
        return None


class Fault(Problem):
    """A reader's refusal, not yet in words: `code` and `text` as the reader gave them."""

    def __init__(self, value: dict[str, Any]) -> None:
        super().__init__(value["status"], value["code"])
        self.code: str = value["code"]
        self.text: str = value["text"]
