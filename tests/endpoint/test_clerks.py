"""Clerks: other processes answer small queries, and nobody can tell but by the clock."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx

from tests.endpoint.conftest import TOKEN, Served, until

DATA = "INSERT DATA { " + " ".join(f"<http://e/s{n}> <http://e/p> <http://e/o{n}> ." for n in range(50)) + " }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"


def small(number: int) -> str:
    """A query that a clerk answers."""
    return f"SELECT ?o {{ <http://e/s{number % 50}> <http://e/p> ?o }} # {number}"


def handed(served: Served) -> int:
    """How many connections the clerks have."""
    return sum(clerk.connections for clerk in served.app.clerks._clerks)


def ready(served: Served) -> Served:
    """The server, once its clerks can answer."""
    clerks = served.app.clerks._clerks
    assert until(lambda: len(clerks) == served.app.settings.clerks and all(clerk.opened for clerk in clerks))
    return served


def hand_over(served: Served, client: httpx.Client) -> None:
    """Asks small queries until a clerk has the connection."""
    before = handed(served)
    for number in range(6):
        assert ask(client, small(number + id(client))).status_code == 200
    assert until(lambda: handed(served) == before + 1)


def ask(client: httpx.Client, query: str) -> httpx.Response:
    """A query by GET."""
    return client.get("/sparql", params={"query": query})


def objects(answer: httpx.Response) -> list[str]:
    """The values of the only column."""
    return [row["o"]["value"] for row in answer.json()["results"]["bindings"]]


def heard(line: socket.socket, words: bytes, times: int = 1) -> bytes:
    """What comes on a connection until the words have come so often."""
    said = b""
    while said.count(words) < times:
        piece = line.recv(1 << 18)
        assert piece, f"the connection was closed after {said!r}"
        said += piece
    return said


def test_a_clerk_says_what_the_server_says(serve: Callable[..., Served]) -> None:
    """Byte for byte, but for the time: before and after the connection has changed hands."""
    served = ready(serve(DATA, cache_mb=0))
    queries = [*map(small, range(20)), "ASK { <http://e/s1> <http://e/p> <http://e/o1> }", "ASK { <a:a> <a:b> <a:c> }"]
    both = []
    for _ in range(2):
        answers = [ask(served.client, query) for query in queries]
        both.append([(each.status_code, each.content, {**each.headers, "date": ""}) for each in answers])
    alone = serve(DATA, cache_mb=0, clerks=0)
    quiet = [(each.status_code, each.content) for each in (ask(alone.client, query) for query in queries)]
    assert handed(served) == 1
    assert [each[:2] for each in both[0]] == quiet
    tags = [{**headers, "etag": ""} for _, _, headers in both[0]]
    assert tags == [{**headers, "etag": ""} for _, _, headers in both[1]]


def test_what_a_clerk_does_not_answer_goes_back_and_comes_again(serve: Callable[..., Served]) -> None:
    """Small and large ones on one connection: every answer is right, whoever gives it."""
    served = ready(serve(DATA))
    for turn in range(5):
        for number in range(8):
            assert objects(ask(served.client, small(number + turn * 100))) == [f"http://e/o{number}"]
        assert until(lambda: handed(served) == 1)
        assert ask(served.client, f"{PRODUCT} #{turn}").json()["results"]["bindings"][0]["n"]["value"] == "2500"
        assert handed(served) == 0
        assert ask(served.client, "SELECT {").status_code == 400
        assert served.client.get("/health").status_code == 200


def test_a_request_in_pieces_and_two_at_once_find_their_way_back(serve: Callable[..., Served]) -> None:
    """What a clerk has read of them is not lost, and they are answered in their order."""
    served = ready(serve(DATA))
    address = served.root.removeprefix("http://").split(":")

    def request(number: int) -> bytes:
        return f"GET /sparql?query={quote(small(number))} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()

    asked = itertools.count(100)
    for pieces in (
        [request(7)[:30], request(7)[30:]],
        [request(7) + request(8)],
        [request(7)[:-1], b"\n" + request(8)],
    ):
        with socket.create_connection((address[0], int(address[1])), timeout=20) as line:
            for number in itertools.islice(asked, 6):
                line.sendall(request(number))
                heard(line, f"http://e/o{number % 50}\r\n".encode())
            assert until(lambda: handed(served) == 1)
            wanted = [b"7", b"8"][: b"".join(pieces).count(b"GET")]
            for piece in pieces:
                line.sendall(piece)
                time.sleep(0.05)
            said = heard(line, b"http://e/o", len(wanted))
            assert [word[:1] for word in said.split(b"http://e/o")[1:]] == wanted
        assert until(lambda: handed(served) == 0)


def test_whoever_writes_reads_it_next_from_a_clerk(serve: Callable[..., Served]) -> None:
    """Thirty writes, each seen by the next query on every connection, whoever has it."""
    served = ready(serve(DATA, token=TOKEN))
    with httpx.Client(base_url=served.root, timeout=30) as other:
        hand_over(served, served.client)
        hand_over(served, other)
        for number in range(30):
            update = f"INSERT DATA {{ <http://e/new> <http://e/p> {number} }}"
            with httpx.Client(base_url=served.root, timeout=30) as writer:
                form = {"update": update}
                assert writer.post("/sparql", data=form, headers={"authorization": f"Bearer {TOKEN}"}).is_success
            for client in (served.client, other):
                assert len(objects(ask(client, "SELECT ?o { <http://e/new> <http://e/p> ?o }"))) == number + 1
            assert handed(served) == 2
        snapshots = list(served.app.settings.store.parent.glob(".*snapshots*/*/"))
        assert until(lambda: len([path for path in snapshots if path.exists()]) <= 2)


def test_a_killed_clerk_is_replaced(serve: Callable[..., Served]) -> None:
    """kill -9: its connections end, new ones are answered at once, and soon it has a successor."""
    served = ready(serve(DATA))
    hand_over(served, served.client)
    for clerk in list(served.app.clerks._clerks):
        os.kill(clerk.process.pid, signal.SIGKILL)
    with httpx.Client(base_url=served.root, timeout=30) as client:
        assert objects(ask(client, small(3))) == ["http://e/o3"]
        ready(served)
        hand_over(served, client)
    assert served.app.clerks.used == {served.app.dataset.snapshot}


def test_every_answer_is_counted_and_logged_once(serve: Callable[..., Served], tmp_path: Path) -> None:
    """By whomever it was given, with the client's address as a trusted proxy tells it."""
    log = tmp_path / "access.log"
    served = ready(serve(DATA, access_log=str(log)))

    def many(number: int) -> None:
        with httpx.Client(base_url=served.root, timeout=30, headers={"x-forwarded-for": f"192.0.2.{number}"}) as client:
            for turn in range(50):
                assert objects(ask(client, small(turn))) == [f"http://e/o{turn}"]

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(many, range(4)))
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert sorted({line["client"] for line in lines}) == [f"192.0.2.{number}" for number in range(4)]
    assert len(lines) == 200
    counted = 'entente_answers_total{route="sparql",method="GET",status="200"} 200'
    assert until(lambda: counted in served.client.get("/metrics").text)
    assert 'entente_seconds_count{route="sparql"} 200' in served.client.get("/metrics").text


def test_a_silent_connection_is_closed(serve: Callable[..., Served]) -> None:
    """As the server does with those that it has."""
    served = ready(serve(DATA))
    hand_over(served, served.client)
    assert until(lambda: handed(served) == 0, 10)
    assert ask(served.client, small(1)).status_code == 200


def test_a_client_that_reads_slowly_gets_everything(serve: Callable[..., Served]) -> None:
    """A hundred answers of ten kilobytes wait in a clerk until the client takes them."""
    long = " ".join(f"<http://e/s> <http://e/p> <http://e/{'x' * 60}{n:03}> ." for n in range(100))
    served = ready(serve(f"INSERT DATA {{ {long} }}"))
    host, port = served.root.removeprefix("http://").split(":")
    query = quote("SELECT ?o { <http://e/s> <http://e/p> ?o }")
    request = f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        for _ in range(300):
            line.sendall(request)
            time.sleep(0.001)
        said = heard(line, b"http://e/", 300 * 100)
    assert said.count(b"http://e/") == 300 * 100
    assert said.count(b"HTTP/1.1 200 OK") == 300
