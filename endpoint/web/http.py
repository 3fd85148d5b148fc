"""The HTTP/1.1 connection: uvicorn's, with a limit to how slowly a request may come and a short way for queries."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from endpoint.answering.athand import Whole
from endpoint.answering.express import Line, Ride
from endpoint.readers.worker import Answer
from endpoint.web.requestline import Head, request_line

_HEAD_SECONDS = 10.0
_AHEAD = 1 << 16  # bytes that a client may send while it waits for an answer
_IN_A_ROW = 4  # small answers, after which a clerk takes the connection


class Connection(HttpToolsProtocol):
    """A connection that does not wait for slow-loris clients, and hands queries to `endpoint.answering.express`."""

    _clock: asyncio.TimerHandle | None = None
    _reading = False  # the head of a request
    _between = True  # requests: none is there in part
    _ends = ("", "")  # the client's address and ours
    _head: Head | None = None  # what to remember the head that is parsed now by
    _held: RequestResponseCycle | None = None  # a request whose body may be there any moment
    _ride: Ride | None = None
    _ahead: Ahead | None = None  # the request of the ride, where the parser has not seen it
    _begun: tuple[float, Answer] | None = None  # what a reader has said to the request that is parsed now
    _in_a_row = 0  # small answers
    _first = b""  # what was read by a clerk
    _answered = 0.0  # when a request that the parser has not seen was last answered

    def connection_made(self, transport: Any) -> None:
        """Called by the event loop."""
        super().connection_made(transport)
        self._ends = (self.client[0] if self.client else "", str(self.server))
        self._arm()
        if self._first:
            self.data_received(self._first)

    def begin_with(self, data: bytes) -> Connection:
        """Lets a connection that comes back begin with what was read from it."""
        self._first = data
        return self

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        self._disarm()
        super().connection_lost(exc)
        if self._ride is not None:
            self._ride.leave()

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        if self._ahead is not None:
            self._ahead.wait(data)
            return
        found = request_line(data) if self._is_idle() else None
        if found is None:
            self.parse(data)
            return
        path, query, lines = found
        known = (path, lines, *self._ends)
        small = self.app.express.small
        self._ahead = Ahead(self, data)
        self._ride = self.app.express.again(known, query, self._ahead)
        if self._ride is None:
            self._ahead, self._in_a_row = None, 0
            self.parse(data, known)
            return
        if self._clock is not None:
            self._disarm()
        if self._ahead is not None:  # a reader was asked
            self._in_a_row = 0
        elif self.app.express.small > small:
            self._count_small(known)

    def _count_small(self, known: Head) -> None:
        """After some small answers in a row, lets a clerk have the connection."""
        self._in_a_row += 1
        if self._in_a_row >= _IN_A_ROW and not self.transport.get_write_buffer_size():
            self._in_a_row = 0
            if self.app.express.hand_over(self.transport.get_extra_info("socket").fileno(), known):
                self.transport.abort()  # which leaves it open, as it is the clerk's now

    def _is_idle(self) -> bool:
        """Whether a request may begin that nothing stands before."""
        return (
            self._between
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
            and (self.limit_concurrency is None or len(self.connections) < self.limit_concurrency)
        )

    def parse(self, data: bytes, known: Head | None = None, begun: tuple[float, Answer] | None = None) -> None:
        """Reads what came with the parser. The clock runs while a head is there in part."""
        self._head, self._begun = known, begun
        super().data_received(data)
        self._head = None
        if self._begun is not None:  # it could not be read after all
            self.app.express.answers.stop(self._begun[1])
        if self._held is not None:  # more of it is to come
            self._go(self._held)
        if self._reading and self._clock is None:
            self._arm()

    def on_message_begin(self) -> None:
        """Called by the parser at the first byte of a request."""
        self._reading, self._between = True, False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser when the head is whole."""
        self._reading = False
        self._disarm()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Called by the parser when the body is whole."""
        self._between = True
        super().on_message_complete()
        cycle, self._held = self._held, None
        if cycle is not None:
            known = self._head if cycle.keep_alive else None
            way = self.app.express
            self._ride = way.take(cycle.scope, cycle.receive, bytes(cycle.body), Parsed(self, cycle), known)
            if self._ride is None:
                self._go(cycle)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Called when the head is whole and all earlier requests of the connection are answered."""
        if self._begun is not None:
            begun, self._begun = self._begun, None
            self.go(cycle, begun)
        elif app is self.app and cycle.more_body and app.express.may_take(cycle.scope):
            self._held = cycle
        else:
            super()._start_asgi_task(cycle, app)

    def go(self, cycle: RequestResponseCycle, begun: tuple[float, Answer]) -> None:
        """Takes the ordinary way, with what a reader has begun to say."""
        cycle.scope["state"]["begun"] = begun
        self._go(cycle)

    def _go(self, cycle: RequestResponseCycle) -> None:
        self._held = self._ride = None
        super()._start_asgi_task(cycle, self.app)

    def answered(self, *, more: bytes, keep_alive: bool) -> None:
        """Called when a request that the parser has not seen is answered; `more` came since."""
        self._ride = self._ahead = None
        self.server_state.total_requests += 1
        self._answered = self.loop.time()
        if not keep_alive:
            self.transport.close()
        elif self.timeout_keep_alive_task is None:
            self._wait_for_more(self.timeout_keep_alive)
        self.flow.resume_reading()
        if more:
            self.data_received(more)

    def timeout_keep_alive_handler(self) -> None:
        """Called some time after an answer, perhaps not the last one."""
        left = self.timeout_keep_alive - (self.loop.time() - self._answered)
        if self._ahead is None and left <= 0:
            super().timeout_keep_alive_handler()
        else:
            self._wait_for_more(max(left, 1.0))

    def _wait_for_more(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def shutdown(self) -> None:
        """Called when the server stops: the connection ends with the answer that it waits for."""
        if self._ahead is not None:
            self._ahead.keep_alive = False
        else:
            super().shutdown()

    def write(self, whole: Whole, *, keep_alive: bool) -> None:
        """Writes an answer."""
        self.transport.write(whole.raw(self.server_state.default_headers, keep_alive=keep_alive))

    def _arm(self) -> None:
        self._clock = self.loop.call_later(_HEAD_SECONDS, self.transport.abort)

    def _disarm(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


class Parsed(Line):
    """A request that the parser has read."""

    __slots__ = ("_connection", "_cycle")

    def __init__(self, connection: Connection, cycle: RequestResponseCycle) -> None:
        self._connection, self._cycle = connection, cycle

    def send(self, whole: Whole) -> None:
        """Writes an answer."""
        connection, cycle = self._connection, self._cycle
        connection._ride = None
        cycle.response_started = cycle.response_complete = True
        connection.write(whole, keep_alive=cycle.keep_alive)
        if not cycle.keep_alive:
            connection.transport.close()
        connection.on_response_complete()

    def ordinary(self, began: float, answer: Answer) -> None:
        """Lets the application answer."""
        self._connection.go(self._cycle, (began, answer))

    def is_full(self) -> bool:
        """Whether the client reads more slowly than we write."""
        return self._connection.flow.write_paused


class Ahead(Line):
    """A request that goes ahead of the parser, which sees it only where it must take the ordinary way."""

    __slots__ = ("_connection", "_data", "_more", "keep_alive")

    def __init__(self, connection: Connection, data: bytes) -> None:
        self._connection, self._data = connection, data
        self._more = b""
        self.keep_alive = True

    def send(self, whole: Whole) -> None:
        """Writes an answer."""
        self._connection.write(whole, keep_alive=self.keep_alive)
        self._connection.answered(more=self._more, keep_alive=self.keep_alive)

    def ordinary(self, began: float, answer: Answer) -> None:
        """Lets the application answer."""
        connection = self._connection
        connection._ride = connection._ahead = None
        connection.parse(self._data, begun=(began, answer))
        connection.flow.resume_reading()
        if self._more:
            connection.data_received(self._more)
        if not self.keep_alive:
            connection.shutdown()

    def is_full(self) -> bool:
        """Whether the client reads more slowly than we write."""
        return self._connection.flow.write_paused

    def wait(self, data: bytes) -> None:
        """Keeps what comes before the answer has gone."""
        self._more += data
        if len(self._more) > _AHEAD:
            self._connection.flow.pause_reading()
