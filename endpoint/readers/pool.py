"""Reader processes and the queue in front of them: a fair turn for every client, a deadline for every query.

Ordinary queries share `workers` processes. One that outlasts `patience` moves, with its process, to a slow lane of low
priority, and a fresh process takes its place; the client's next queries then run one at a time for a while, as long as
others ask too. A query past its deadline is ended by killing its process: nothing else stops the engine.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from typing import Any

from endpoint.readers.worker import Answer, Worker
from endpoint.settings import Settings
from endpoint.small.near import Near
from endpoint.web.problem import Problem

_LOG = logging.getLogger("entente.endpoint")
_TICK = 0.05  # seconds between looks at the clocks
_MEMORY_OF_SLOWNESS = 60.0  # seconds for which a client that ran a slow query gets one process at a time
_COMPANY = 10.0  # seconds for which a client counts as being there after it has asked
_QUEUES = 8  # the whole line may be this many times as long as one client's


class Pool:
    """`submit` a task, await its `Answer`. `publish` moves all readers to a new snapshot."""

    def __init__(self, settings: Settings, left: Callable[[set[str]], None]) -> None:
        self._settings, self._left = settings, left
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._ending: list[Worker] = []
        self._lines: OrderedDict[str, deque[Answer]] = OrderedDict()
        self._waiting = 0
        self._slow_clients: dict[str, float] = {}
        self._seen: dict[str, float] = {}
        self._starting = 0
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._ticker: asyncio.Task[None] | None = None
        self.near = Near()
        self.snapshot = ""
        self.restarts = 0

    async def start(self, snapshot: str) -> None:
        """Starts the readers; returns when all of them run."""
        self.snapshot = snapshot
        await asyncio.gather(self.near.open(snapshot), *(self._add() for _ in range(self._settings.workers)))
        self._ticker = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """Kills every reader and waits for them."""
        self._closed = True
        if self._ticker is not None:
            self._ticker.cancel()
        for answer in [answer for line in self._lines.values() for answer in line]:
            answer.fail(Problem(503, "the server is stopping: ask again shortly.", {"retry-after": "2"}))
        for worker in list(self._workers):
            self._end(worker, Problem(503, "the server is stopping: ask again shortly.", {"retry-after": "2"}))
        while any(not worker.reap() for worker in self._ending):
            await asyncio.sleep(0.01)

    def submit(self, task: dict[str, Any], client: str, timeout: float) -> Answer:
        """Puts a task in line; 429 when this client already waits for too many, 503 when all do."""
        now = time.monotonic()
        answer = Answer(task, client, now + timeout)
        if client:
            self._seen[client] = now
        line = self._lines.get(client)
        if line is not None and len(line) >= self._settings.queue:
            raise Problem(
                429, f"{len(line)} of your queries already wait: ask again in a second.", {"retry-after": "1"}
            )
        if self._waiting >= self._settings.queue * _QUEUES:
            raise Problem(503, "too many queries wait: ask again in a few seconds.", {"retry-after": "3"})
        if line is None:
            line = self._lines[client] = deque()
        line.append(answer)
        self._waiting += 1
        self._dispatch()
        return answer

    def cancel(self, answer: Answer) -> None:
        """Ends a task whose client went away."""
        self._drop(answer, Problem(503, "the client went away."))

    def publish(self, snapshot: str) -> None:
        """Lets every task from now on see a new snapshot."""
        self.snapshot = snapshot
        self._keep(self._bring_near())
        for worker in self._idle[:]:
            self._refresh(worker)
        self.tell_left()

    async def _bring_near(self) -> None:
        await self.near.open(self.snapshot)
        self.tell_left()

    @property
    def counts(self) -> dict[str, int]:
        """How many readers there are, how many of them work, how many run slow queries, how many tasks wait."""
        busy = sum(worker.answer is not None for worker in self._workers)
        slow = sum(worker.slow for worker in self._workers)
        return {
            "readers": len(self._workers),
            "busy": busy,
            "slow": slow,
            "waiting": self._waiting,
            "restarts": self.restarts,
            "near": self.near.answers,
        }

    def _dispatch(self) -> None:
        while self._idle and (answer := self._next()) is not None:
            worker = self._idle.pop()
            answer.task["snapshot"] = self.snapshot
            worker.run(answer)

    def _next(self) -> Answer | None:
        """The task whose turn it is: clients take turns, and none takes more than its share."""
        for client in list(self._lines):
            line = self._lines[client]
            if self._running(client) < self._share(client):
                answer = line.popleft()
                self._waiting -= 1
                if line:
                    self._lines.move_to_end(client)
                else:
                    del self._lines[client]
                return answer
        return None

    def _running(self, client: str) -> int:
        return sum(w.answer is not None and not w.slow and w.answer.client == client for w in self._workers)

    def _share(self, client: str) -> int:
        """How many readers a client may keep busy: all, but for one that was slow lately while others are there."""
        now = time.monotonic()
        if self._slow_clients.get(client, 0.0) < now or not self._in_company(client, now):
            return self._settings.workers
        return 1

    def _in_company(self, client: str, now: float) -> bool:
        return any(seen > now - _COMPANY for other, seen in self._seen.items() if other != client)

    def _freed(self, worker: Worker) -> None:
        if worker.slow or self._closed:
            self._end(worker, None)
        elif worker.snapshot != self.snapshot and not self._waiting:
            self._refresh(worker)
            self.tell_left()
        elif worker not in self._idle:
            self._idle.append(worker)
            self._dispatch()

    def _refresh(self, worker: Worker) -> None:
        """Lets an idle reader open the newest snapshot before anyone asks it something."""
        if worker in self._idle:
            self._idle.remove(worker)
        worker.run(Answer({"do": "open", "snapshot": self.snapshot}, "", time.monotonic() + 60))

    def tell_left(self) -> None:
        """Says which snapshots are still used here."""
        self._left({self.snapshot, *self.near.used, *(worker.snapshot for worker in self._workers)})

    def _died(self, worker: Worker) -> None:
        """A reader ended by itself: its memory was full, or someone killed it."""
        self._end(
            worker,
            Problem(503, "the query was stopped, probably because it needs too much memory: ask for less at once."),
        )

    def _end(self, worker: Worker, problem: Problem | None) -> None:
        if worker not in self._workers:
            return
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        worker.kill()
        self._ending.append(worker)
        if worker.answer is not None and problem is not None:
            worker.answer.fail(problem)
        if not self._closed:
            self._refill()
        self.tell_left()

    def _refill(self) -> None:
        missing = self._settings.workers - self._starting - sum(not worker.slow for worker in self._workers)
        for _ in range(missing):
            self._starting += 1
            self._keep(self._replace())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Lets something be done aside."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self) -> None:
        self.restarts += 1
        try:
            await self._add()
        except OSError:
            _LOG.exception("a reader could not be started")
        finally:
            self._starting -= 1

    async def _add(self) -> None:
        worker = Worker(self._freed, self._died)
        await worker.start(self._settings.memory_mb, network=bool(self._settings.allow_service))
        if self._closed:
            worker.kill()
            self._ending.append(worker)
            return
        self._workers.add(worker)
        self._refresh(worker)

    def _drop(self, answer: Answer, problem: Problem) -> None:
        line = self._lines.get(answer.client)
        if line is not None and answer in line:
            line.remove(answer)
            self._waiting -= 1
            if not line:
                del self._lines[answer.client]
        for worker in list(self._workers):
            if worker.answer is answer:
                self._end(worker, problem)
        answer.fail(problem)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            try:
                self._look(time.monotonic())
            except Exception:  # deadlines must go on being kept, whatever happened
                _LOG.exception("a look at the readers failed")

    def _look(self, now: float) -> None:
        self._ending = [worker for worker in self._ending if not worker.reap()]
        for worker in list(self._workers):
            answer = worker.answer
            if answer is None or answer.started is None:
                continue
            if now >= answer.until:
                self._drop(
                    answer,
                    Problem(504, "the query took longer than its time limit: ask for less at once, or add LIMIT."),
                )
            elif not worker.slow and self._outlasts(worker, now - answer.started, now):
                self._slow_down(worker, answer, now)
        for line in list(self._lines.values()):
            for answer in [answer for answer in line if now >= answer.until]:
                self._drop(answer, Problem(503, "no reader was free in time: ask again shortly.", {"retry-after": "2"}))
        self._refill()  # a reader that could not be started is tried again
        self._slow_clients = {client: until for client, until in self._slow_clients.items() if until > now}
        self._seen = {client: seen for client, seen in self._seen.items() if seen > now - _COMPANY}

    def _outlasts(self, worker: Worker, lasted: float, now: float) -> bool:
        """Whether a query is slow by itself, not because the machine is busy."""
        return lasted > self._settings.patience and worker.worked(now) > self._settings.patience / 2

    def _slow_down(self, worker: Worker, answer: Answer, now: float) -> None:
        """Moves a query to the slow lane. Where that is full it stays, until somebody else waits for its process."""
        self._slow_clients[answer.client] = now + _MEMORY_OF_SLOWNESS
        slow = [other for other in self._workers if other.slow]
        own = sum(other.answer is not None and other.answer.client == answer.client for other in slow)
        if len(slow) < self._settings.slow_workers and own < max(1, self._settings.slow_workers - 1):
            worker.slow = True
            worker.renice()
            self._refill()
        elif not self._idle and any(client != answer.client for client in self._lines):
            why = "too many long queries run and others wait: ask again later, or ask for less at once."
            self._drop(answer, Problem(503, why, {"retry-after": "10"}))
