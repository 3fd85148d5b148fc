"""The HTTP/1.1 connection: uvicorn's, with a limit to how slowly a request may come and a short way for queries."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from endpoint import express
from endpoint.answers import Whole
from endpoint.worker import Answer

_HEAD_SECONDS = 10.0


class Connection(HttpToolsProtocol):
    """A connection that does not wait for slow-loris clients, and hands queries to `endpoint.express`."""

    _clock: asyncio.TimerHandle | None = None
    _reading = False  # the head of a request
    _held: RequestResponseCycle | None = None  # a request whose body may be there any moment
    _ride: express.Ride | None = None

    def connection_made(self, transport: Any) -> None:
        """Called by the event loop."""
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        self._disarm()
        super().connection_lost(exc)
        if self._ride is not None:
            self._ride.leave()

    def data_received(self, data: bytes) -> None:
        """Called by the event loop. The clock runs while a head is there in part."""
        super().data_received(data)
        if self._held is not None:  # more of it is to come
            self._go(self._held)
        if self._reading and self._clock is None:
            self._arm()

    def on_message_begin(self) -> None:
        """Called by the parser at the first byte of a request."""
        self._reading = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser when the head is whole."""
        self._reading = False
        self._disarm()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Called by the parser when the body is whole."""
        super().on_message_complete()
        cycle, self._held = self._held, None
        if cycle is not None:
            line = _Line(self, cycle)
            self._ride = self.app.express.take(cycle.scope, cycle.receive, bytes(cycle.body), line)
            if self._ride is None:
                self._go(cycle)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Called when the head is whole and all earlier requests of the connection are answered."""
        if app is self.app and cycle.more_body and app.express.may_take(cycle.scope):
            self._held = cycle
        else:
            super()._start_asgi_task(cycle, app)

    def _go(self, cycle: RequestResponseCycle) -> None:
        """Takes the ordinary way."""
        self._held = None
        super()._start_asgi_task(cycle, self.app)

    def _arm(self) -> None:
        self._clock = self.loop.call_later(_HEAD_SECONDS, self.transport.abort)

    def _disarm(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


class _Line:
    """One request of a connection, as `endpoint.express` sees it."""

    __slots__ = ("_connection", "_cycle")

    def __init__(self, connection: Connection, cycle: RequestResponseCycle) -> None:
        self._connection, self._cycle = connection, cycle

    def send(self, whole: Whole) -> None:
        connection, cycle = self._connection, self._cycle
        first = connection.server_state.default_headers
        connection._ride = None
        cycle.response_started = cycle.response_complete = True
        connection.transport.write(express.head(whole, first, keep_alive=cycle.keep_alive) + whole.body)
        if not cycle.keep_alive:
            connection.transport.close()
        connection.on_response_complete()

    def ordinary(self, began: float, answer: Answer | None) -> None:
        self._connection._ride = None
        self._cycle.scope["state"]["begun"] = (began, answer)
        self._connection._go(self._cycle)

    def is_full(self) -> bool:
        return self._connection.flow.write_paused
