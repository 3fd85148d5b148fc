"""The HTTP/1.1 connection, with one rule more than uvicorn's: the head of a request arrives in time or we hang up."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_SECONDS = 10.0


class Connection(HttpToolsProtocol):
    """A connection that does not wait for slow-loris clients."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Called by the event loop."""
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        self._disarm()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Called by the parser at the first byte of a request."""
        self._arm()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser when the head is whole."""
        self._disarm()
        super().on_headers_complete()

    def _arm(self) -> None:
        self._disarm()
        self._clock = self.loop.call_later(_HEAD_SECONDS, self.transport.abort)

    def _disarm(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
