"""A server of moods, for clients that must bear them: it answers as a test's list says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

Answer = tuple[int, bytes, dict[str, str]]
"""Status, body, headers."""


@dataclass
class Moods:
    """The answers still to come, the last one again and again; who asked, and what."""

    answers: list[Answer] = field(default_factory=list)
    address: str = ""
    agents: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    think: Callable[[dict[str, str]], Answer] | None = None

    def next(self, form: dict[str, str]) -> Answer:
        """The answer to a form."""
        self.asked.append(form)
        if self.answers:
            return self.answers.pop(0) if len(self.answers) > 1 or self.think else self.answers[0]
        assert self.think is not None
        return self.think(form)


@contextmanager
def serving(moods: Moods) -> Iterator[Moods]:
    """The server of these moods, while it runs."""

    class Handler(BaseHTTPRequestHandler):
        """Reads a form, of the address or of the body, and gives the next answer."""

        def do_GET(self) -> None:
            """The next answer."""
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            """Likewise."""
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, form: str) -> None:
            moods.agents.append(self.headers["User-Agent"])
            status, body, headers = moods.next(dict(parse_qsl(form)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError):  # a client that has seen enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    moods.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield moods
    finally:
        server.shutdown()
        server.server_close()
