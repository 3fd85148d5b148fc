"""A real server over a store on disk, for tests that speak HTTP to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from endpoint.run import server
from endpoint.settings import Settings

TOKEN = "a secret of the tests"
DATA = """
PREFIX ent: <https://w3id.org/entente/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA {
  <http://example.org/m1> a ent:Meeting ; rdfs:label "a meeting" .
  <http://example.org/m2> a ent:Meeting ; rdfs:label "another \\"meeting\\"" .
  GRAPH <http://example.org/g1> { <http://example.org/m1> a ent:Meeting }
  GRAPH <http://example.org/g2> { <http://example.org/m2> a ent:Meeting }
}
"""


class Served:
    """A running server: its client, its root address and its application."""

    def __init__(self, settings: Settings) -> None:
        self.server = server(settings)
        self._thread = threading.Thread(target=self.server.run, daemon=True)
        self._thread.start()
        while not self.server.started and self._thread.is_alive():
            time.sleep(0.01)
        assert self.server.started, "the server did not start"
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.root, timeout=30)
        self.app: Any = self.server.config.app

    def ask(self, query: str, **headers: str) -> httpx.Response:
        """A query by GET."""
        return self.client.get("/sparql", params={"query": query}, headers=headers)

    def update(self, text: str) -> httpx.Response:
        """An update with the token."""
        return self.client.post("/sparql", data={"update": text}, headers={"authorization": f"Bearer {TOKEN}"})

    def stop(self) -> None:
        """Stops the server and waits for its end."""
        self.client.close()
        self.server.should_exit = True
        self._thread.join(timeout=20)
        assert not self._thread.is_alive(), "the server did not stop"


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def serving(folder: Path, data: str = DATA, **knobs: Any) -> Iterator[Served]:
    """A server over a new store in `folder`, filled by the update `data`."""
    store = ox.Store(str(folder))
    store.update(data)
    store.flush()
    del store
    served = Served(Settings(store=folder, port=0, **knobs))
    try:
        yield served
    finally:
        served.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers with the settings that a test gives."""
    with ExitStack() as stack:
        counter = iter(range(100))
        yield lambda data=DATA, **knobs: stack.enter_context(serving(tmp_path / f"store{next(counter)}", data, **knobs))


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that only reads, shared by the tests of a module."""
    with serving(tmp_path_factory.mktemp("readable") / "store") as served:
        yield served


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that writes with TOKEN, shared by the tests of a module."""
    with serving(tmp_path_factory.mktemp("writable") / "store", token=TOKEN) as served:
        yield served
