"""kill -9 of readers and of the server, other writers, a clean end: what was acknowledged stays."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from endpoint.store.dataset import Dataset
from tests.endpoint.conftest import TOKEN, Served, until
from tests.processes import started

# A query that runs for hours.
_DIGITS = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcdefghijklmnop")
LONG = f"SELECT (COUNT(*) AS ?n) {{ {_DIGITS} }}"


def test_a_killed_reader_is_replaced(serve: Callable[..., Served]) -> None:
    """kill -9 at any moment: the one query fails with 503 or the next are answered all the same."""
    served = serve(token=TOKEN)
    for number in range(6):
        for pid in reader_pids(served):
            os.kill(pid, signal.SIGKILL)
        assert served.update(f"INSERT DATA {{ <http://e/{number}> <http://e/p> 1 }}").status_code == 204
        assert until(lambda n=number: served.ask(f"ASK {{ <http://e/{n}> ?p 1 }}").status_code == 200)  # type: ignore[misc]
    assert served.ask("SELECT (COUNT(*) AS ?n) { ?s <http://e/p> 1 }", accept="text/csv").text == "n\r\n6\r\n"


def reader_pids(served: Served) -> list[int]:
    """The processes that read for this server."""
    return [worker.pid for worker in served.app.pool._workers]


def test_a_reader_never_sees_half_of_a_write(serve: Callable[..., Served]) -> None:
    """A graph of fifty triples is replaced again and again; every count is fifty."""
    served = serve(token=TOKEN)
    body = "".join(f"<http://e/s{n}> <http://e/p> {{0}} .\n" for n in range(50))
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "text/turtle"}
    served.client.put("/data?graph=http://e/g", content=body.format(0), headers=headers)
    done = threading.Event()

    def read() -> set[str]:
        query = (
            "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { GRAPH <http://e/g> { ?s ?p ?o } FILTER(RAND() < 2) }"
        )
        seen = set()
        with httpx.Client(base_url=served.root, timeout=30) as client:
            while not done.is_set():
                seen.add(client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text.split()[1])
        return seen

    with ThreadPoolExecutor(2) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        try:
            for number in range(20):
                put = served.client.put("/data?graph=http://e/g", content=body.format(number), headers=headers)
                assert put.status_code == 204
        finally:
            done.set()
    assert {row for each in readers for row in each.result()} == {"50,1"}


def test_a_server_that_only_reads_lets_others_write_and_shows_it(serve: Callable[..., Served]) -> None:
    """`kg build` beside `kg serve`: the store is free, and what it wrote is soon answered."""
    served = serve()
    store = ox.Store(str(served.app.settings.store))
    store.update("INSERT DATA { <http://e/new> <http://e/p> 1 }")
    assert served.ask("ASK { <http://e/new> ?p ?o }").json()["boolean"] is False
    del store
    assert until(lambda: served.ask("ASK { <http://e/new> ?p ?o }").json()["boolean"])


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """A server in a process of its own: the process, its address and its store."""
    folder = tmp_path / "store"
    store = ox.Store(str(folder))
    del store
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"from endpoint.run import serve; serve({str(folder)!r}, port={port}, token={TOKEN!r})"
    with started([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) as server:
        root = f"http://127.0.0.1:{port}"
        assert until(lambda: alive(root), 60)
        yield server, root, folder


def alive(root: str) -> bool:
    """Whether a server answers."""
    try:
        return httpx.get(f"{root}/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def test_what_was_acknowledged_survives_kill_9_of_the_server(
    process: tuple[subprocess.Popen[bytes], str, Path],
) -> None:
    """Killed amid writes: every write that was answered 204 is in the store, and no reader is left behind."""
    server, root, folder = process
    kept: list[int] = []

    def write() -> None:
        with httpx.Client(base_url=root, timeout=30) as client, suppress(httpx.TransportError):
            for number in range(10_000):
                update = {"update": f"INSERT DATA {{ <http://e/{number}> <http://e/p> {number} }}"}
                answer = client.post("/sparql", data=update, headers={"authorization": f"Bearer {TOKEN}"})
                assert answer.status_code == 204
                kept.append(number)

    thread = threading.Thread(target=write)
    thread.start()
    assert until(lambda: len(kept) >= 10, 30)
    children = child_pids(server.pid)
    server.kill()
    thread.join()
    store = ox.Store(str(folder))
    found = {int(quad.object.value) for quad in store.quads_for_pattern(None, ox.NamedNode("http://e/p"), None)}
    assert set(kept) <= found <= {*kept, len(kept)}
    assert children
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 20)
    del store
    left = list(folder.parent.glob(".store.snapshots-*"))
    after = Dataset(folder, writable=False)
    assert left
    assert not any(path.exists() for path in left), "the next start removes what the killed server left"
    asyncio.run(after.close())


def child_pids(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(p) for p in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()]


def test_sigterm_ends_the_server_and_its_readers_amid_queries(
    process: tuple[subprocess.Popen[bytes], str, Path],
) -> None:
    """A clean end: exit code 0, no snapshot left, the store can be opened."""
    server, root, folder = process
    children = child_pids(server.pid)
    threads = [threading.Thread(target=quiet, args=(root, LONG)) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    server.terminate()
    assert server.wait(timeout=40) in (0, -signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 20)
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    assert len(ox.Store(str(folder))) == 0


def quiet(root: str, query: str) -> None:
    """A query whose end does not matter."""
    with suppress(httpx.TransportError):
        httpx.get(f"{root}/sparql", params={"query": query}, timeout=30)
