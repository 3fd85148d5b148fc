"""The short way of queries through the server: the same answers as the ordinary way, in order, and for whoever asks."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx
import pytest

from tests.endpoint.conftest import Served, until
from tests.endpoint.test_hard_to_hurt import HOSTILE

SELECT = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s ?o"
ASKED = {
    "a query": SELECT,
    "one that cannot be parsed": "SELECT {",
    "one that is refused": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "one of a long answer": f"SELECT ?i {{ VALUES ?i {{ {' '.join(map(str, range(40_000)))} }} }}",
}

VALUES = [f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcdef"]


def said(served: Served, *pieces: bytes) -> bytes:
    """What the server says to a request that comes in pieces, without its date."""
    host, port = served.root.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(0.05)
        with line.makefile("rb") as file:
            return b"\n".join(row for row in file.read().split(b"\n") if not row.startswith(b"date:"))


@pytest.mark.parametrize("name", ASKED)
def test_the_short_way_answers_like_the_ordinary_one(readable: Served, name: str) -> None:
    """Byte for byte: a body that comes late takes the ordinary way."""
    body = ASKED[name].encode()
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    )
    at_once, in_pieces = said(readable, head + body), said(readable, head, body)
    assert at_once.startswith(b"HTTP/1.1 ")
    assert at_once == in_pieces


def test_requests_that_come_at_once_are_answered_in_their_order(readable: Served) -> None:
    """HTTP pipelining: twenty in one piece, some of them not for the short way."""
    wanted = [f"SELECT ({number} AS ?n) {{}}" if number % 3 else "SELECT {" for number in range(20)]
    lines = [f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n" for query in wanted]
    lines[-1] += "Connection: close\r\n"
    answer = said(readable, "".join(f"{each}\r\n" for each in lines).encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200" if number % 3 else b"400" for number in range(20)]
    assert re.findall(rb"n\r\n(\d+)\r\n", answer) == [b"%d" % number for number in range(20) if number % 3]


def test_what_goes_the_short_way_is_counted(readable: Served) -> None:
    """The metrics know every answer."""
    counts = readable.app.watch.answers
    before = counts["sparql", "GET", 200]
    for number in range(3):
        readable.ask(f"ASK {{ ?s ?p {number} }}")
        readable.ask("ASK {}")
    assert counts["sparql", "GET", 200] == before + 6


@pytest.mark.parametrize(("company", "together"), [(False, 2), (True, 1)])
def test_only_in_company_a_slow_client_gets_one_reader(
    serve: Callable[..., Served], company: bool, together: int
) -> None:
    """Nobody waits for the sake of somebody who is not there."""
    served = serve(patience=0.6, workers=2, timeout=5.0)

    def ask(query: str, timeout: float, client: str) -> int:
        with httpx.Client(base_url=served.root, timeout=30) as line:
            parameters = {"query": query, "timeout": str(timeout)}
            return line.get("/sparql", params=parameters, headers={"x-forwarded-for": client}).status_code

    hostile = HOSTILE["count of a product"]
    assert ask(hostile, 3.0, "192.0.2.1") == 504
    assert until(lambda: served.app.pool.counts["readers"] == 2)
    if company:
        assert ask("ASK { ?a ?b ?c }", 5.0, "192.0.2.2") == 200
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(ask, f"{hostile} #{number}", 0.5, "192.0.2.1") for number in range(2)]
        most = 0
        while not all(each.done() for each in both):
            counts = served.app.pool.counts
            most = max(most, counts["busy"] - counts["slow"])
            time.sleep(0.01)
    assert most == together


def test_what_comes_while_an_answer_is_awaited_waits_for_its_turn(readable: Served) -> None:
    """On a connection whose head is known: three queries, one after another, none waiting for an answer."""
    queries = ["SELECT (1 AS ?n) {}", f"SELECT (COUNT(*) AS ?n) {{ {' '.join(VALUES)} }}", "SELECT {"]
    heads = [f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n" for query in queries]
    ends = ["\r\n", "\r\n", "\r\n", "Connection: close\r\n\r\n"]
    pieces = [f"{head}{end}".encode() for head, end in zip([*heads, heads[0]], ends, strict=True)]
    answer = said(readable, pieces[0], *pieces)
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200", b"200", b"200", b"400", b"200"]
    assert re.findall(rb"n\r\n(\d+)\r\n", answer) == [b"1", b"1", b"1000000", b"1"]


def test_a_remembered_head_is_that_of_its_bytes(readable: Served) -> None:
    """Two connections whose heads differ get what each asks for, however often they ask."""
    query = quote("SELECT ?i { VALUES ?i { 1 } }")
    for kind in ["text/csv", "application/json"] * 3:
        head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: {kind}\r\nConnection: close\r\n\r\n"
        head = head.replace("Connection: close\r\n", "") + head
        answer = said(readable, head[: len(head) // 2 - 10].encode(), head[len(head) // 2 - 10 :].encode())
        assert (answer.count(b"i\r\n1\r\n"), answer.count(b'"value"')) == ((2, 0) if kind == "text/csv" else (0, 2))


def test_an_idle_connection_is_closed_after_its_last_answer(readable: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the parser has not seen that one; until then it stays."""
    monkeypatch.setattr(readable.server.config, "timeout_keep_alive", 1)
    request = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
    host, port = readable.root.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        for _ in range(4):
            line.sendall(request)
            assert line.recv(1000).startswith(b"HTTP/1.1 200")
            time.sleep(0.5)
        assert line.recv(1000) == b""


def test_a_client_that_leaves_early_costs_no_reader(serve: Callable[..., Served]) -> None:
    """What has just begun may end; the same reader answers the next."""
    served = serve("INSERT DATA { " + " ".join(f"<http://e/{n}> <http://e/p> {n} ." for n in range(200)) + " }")
    host, port = served.root.removeprefix("http://").split(":")
    for number in range(20):
        query = quote(f"SELECT (SUM(?o + {number}) AS ?n) {{ ?s ?p ?o }}")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.001)
    assert until(lambda: served.app.pool.counts["busy"] == 0)
    assert served.app.pool.counts["restarts"] == 0
