"""Queries, clients and accidents that try to take the endpoint down."""

from __future__ import annotations

import asyncio
import os
import re
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endpoint.dataset import Dataset
from tests.endpoint.conftest import TOKEN, Served

MANY = "VALUES ?{0} {{ " + " ".join(str(n) for n in range(60)) + " }}"
PRODUCT = " ".join(MANY.format(name) for name in "abcdefgh")
HOSTILE = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "order of a product": f"SELECT * {{ {PRODUCT} }} ORDER BY ?h ?g",
    "distinct of a product": f"SELECT DISTINCT ?a ?b ?c ?d ?e {{ {PRODUCT} }}",
    "filter that never holds": f"SELECT * {{ {PRODUCT} FILTER(?a + ?b + ?c + ?d + ?e + ?f + ?g + ?h < 0) }}",
}


def slow(served: Served, query: str, timeout: float, **headers: str) -> httpx.Response:
    """A query with a deadline of its own."""
    return served.client.get("/sparql", params={"query": query, "timeout": timeout}, headers=headers)


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_stopped_and_the_next_one_answered(readable: Served, name: str) -> None:
    """504 at its deadline (503 where its memory ran out first), and no reader goes on working."""
    answer = slow(readable, HOSTILE[name], 0.4)
    assert answer.status_code in (503, 504)
    assert readable.ask("ASK {}").json()["boolean"] is True
    assert until(lambda: readable.app.pool.counts["busy"] == 0)


def test_a_query_that_takes_too_much_memory_is_stopped(serve: Callable[..., Served]) -> None:
    """503 that says so, long before its deadline."""
    served = serve(memory_mb=300, timeout=60.0)
    answer = served.ask(HOSTILE["order of a product"])
    assert answer.status_code == 503
    assert "memory" in answer.json()["detail"]
    assert served.ask("ASK {}").status_code == 200


def test_an_answer_that_is_too_long_breaks_off_visibly(serve: Callable[..., Served]) -> None:
    """The connection is cut before the last chunk, so that nobody takes a part for the whole."""
    served = serve(max_result=1 << 20)
    with pytest.raises(httpx.RemoteProtocolError):
        served.ask(f"SELECT * {{ {PRODUCT} }}")
    assert served.ask("ASK {}").status_code == 200


def test_an_answer_that_outlasts_its_deadline_breaks_off_visibly(readable: Served) -> None:
    """Also once it has begun."""
    with pytest.raises(httpx.RemoteProtocolError):
        slow(readable, f"SELECT * {{ {PRODUCT} }}", 0.5)


def test_ordinary_clients_are_answered_while_one_client_is_hostile(serve: Callable[..., Served]) -> None:
    """Twenty hostile queries of one address; another address gets all of its answers."""
    served = serve(timeout=3.0, patience=0.3)

    def attack(query: str) -> int:
        with httpx.Client(base_url=served.root, timeout=60) as client:
            headers = {"x-forwarded-for": "192.0.2.1"}
            return client.get("/sparql", params={"query": query}, headers=headers).status_code

    with ThreadPoolExecutor(20) as threads:
        attacks = [threads.submit(attack, query) for query in list(HOSTILE.values()) * 5]
        statuses = []
        while not all(each.done() for each in attacks):
            statuses.append(served.ask(f"ASK {{ ?s ?p {len(statuses)} }}").status_code)
    assert set(statuses) == {200}
    assert {each.result() for each in attacks} <= {429, 503, 504}


def test_a_client_that_asks_too_much_at_once_is_told_to_wait(serve: Callable[..., Served]) -> None:
    """429 with Retry-After."""
    served = serve(queue=2, workers=1, timeout=1.0, patience=5.0)

    def ask(_: int) -> httpx.Response:
        with httpx.Client(base_url=served.root, timeout=30) as client:
            return client.get("/sparql", params={"query": HOSTILE["count of a product"]})

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)


def test_a_query_ends_when_its_client_goes_away(serve: Callable[..., Served]) -> None:
    """Nobody waits for it, so nobody pays for it."""
    served = serve(timeout=60.0, patience=30.0)
    with pytest.raises(httpx.ReadTimeout):
        served.client.get("/sparql", params={"query": HOSTILE["count of a product"]}, timeout=0.3)
    assert until(lambda: served.app.pool.counts["busy"] == 0, 5)


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
        for number in range(20):
            assert (
                served.client.put("/data?graph=http://e/g", content=body.format(number), headers=headers).status_code
                == 204
            )
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
    server = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    root = f"http://127.0.0.1:{port}"
    assert until(lambda: alive(root), 20)
    yield server, root, folder
    server.kill()
    server.wait()


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
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 5)
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
    threads = [threading.Thread(target=quiet, args=(root, HOSTILE["count of a product"])) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    server.terminate()
    assert server.wait(timeout=15) in (0, -signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 5)
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    assert len(ox.Store(str(folder))) == 0


def quiet(root: str, query: str) -> None:
    """A query whose end does not matter."""
    with suppress(httpx.TransportError):
        httpx.get(f"{root}/sparql", params={"query": query}, timeout=30)


def test_a_hundred_megabytes_are_refused_without_being_read(readable: Served) -> None:
    """413 by the declared length; the connection is closed."""
    address = readable.root.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=10) as line:
        head = "POST /sparql HTTP/1.1|Host: x|Content-Type: application/sparql-query|Content-Length: 104857600||"
        line.sendall(head.replace("|", "\r\n").encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_clients_that_send_their_request_slowly_do_not_stop_the_others(
    readable: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred half requests; the rest of the world is answered, and the line of each is cut."""
    monkeypatch.setattr("endpoint.http._HEAD_SECONDS", 1.0)
    host, port = readable.root.removeprefix("http://").split(":")
    lines = [socket.create_connection((host, int(port)), timeout=10) for _ in range(100)]
    for line in lines:
        line.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost:")
    assert readable.ask("ASK {}").status_code == 200
    assert all(line.recv(10) == b"" for line in lines)
    for line in lines:
        line.close()


WORDS = st.sampled_from(
    [
        "query",
        "update",
        "ASK {}",
        "SELECT",
        "{",
        "}",
        "\x00",
        "é",
        "%",
        "=",
        "&",
        "default-graph-uri",
        "http://e/",
        "format",
        "json",
    ]
)
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=8).map("".join)
HEADER = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=30)


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]),
    path=st.sampled_from(
        ["/sparql", "/data", "/data/x", "/id/x", "/doc/", "/scheme/", "/ont", "/queries/", "/", "/health", "/%00"]
    ),
    query=TEXT,
    body=st.one_of(st.none(), st.binary(max_size=60), TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))),
    content_type=st.one_of(
        st.sampled_from(
            [
                "application/x-www-form-urlencoded",
                "application/sparql-query",
                "application/sparql-update",
                "text/turtle",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/sparql-query; charset=utf-16",
            ]
        ),
        HEADER,
    ),
    accept=st.one_of(st.just("*/*"), HEADER),
)
def test_no_malformed_request_is_answered_500(
    writable: Served, method: str, path: str, query: str, body: bytes | None, content_type: str, accept: str
) -> None:
    """A thousand of them, with the token: the fault is never ours."""
    target = f"{path}?{re.sub('[^!-~]', lambda match: f'%{ord(match[0]) % 256:02X}', query).replace('#', '')}"
    headers = [
        (b"content-type", content_type.strip().encode("latin-1")),
        (b"accept", accept.strip().encode("latin-1")),
        (b"authorization", f"Bearer {TOKEN}".encode()),
    ]
    url = httpx.URL(writable.root).copy_with(raw_path=target.encode("ascii"))
    try:
        status = writable.client.request(method, url, content=body, headers=headers).status_code
    except (httpx.LocalProtocolError, httpx.RemoteProtocolError):
        return  # not a request that HTTP can carry
    assert status < 500 or status == 501
