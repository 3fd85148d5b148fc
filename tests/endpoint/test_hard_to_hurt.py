"""Queries, clients and accidents that try to take the endpoint down."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.endpoint.conftest import TOKEN, Served, until

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


def patiently(served: Served, query: str) -> int:
    """The status of a query whose client does as Retry-After says, three times at most."""
    for _ in range(3):
        answer = served.ask(query)
        if answer.status_code != 503 or "retry-after" not in answer.headers:
            break
        time.sleep(float(answer.headers["retry-after"]))
    return answer.status_code


def test_ordinary_clients_are_answered_while_one_client_is_hostile(serve: Callable[..., Served]) -> None:
    """Twenty hostile queries of one address; another address, which comes back when told to, gets all its answers."""
    served = serve(timeout=3.0, patience=0.3)

    def attack(query: str) -> int:
        with httpx.Client(base_url=served.root, timeout=60) as client:
            headers = {"x-forwarded-for": "192.0.2.1"}
            return client.get("/sparql", params={"query": query}, headers=headers).status_code

    with ThreadPoolExecutor(20) as threads:
        attacks = [threads.submit(attack, query) for query in list(HOSTILE.values()) * 5]
        statuses = []
        while not all(each.done() for each in attacks):
            statuses.append(patiently(served, f"ASK {{ ?s ?p {len(statuses)} }}"))
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
    monkeypatch.setattr("endpoint.web.http._HEAD_SECONDS", 1.0)
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
