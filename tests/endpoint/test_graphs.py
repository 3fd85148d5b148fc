"""`/data` over HTTP, beyond what W3C's tests ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.endpoint.conftest import TOKEN, Served

AUTH = {"authorization": f"Bearer {TOKEN}"}
TURTLE = {"content-type": "text/turtle", **AUTH}


def test_a_graph_is_read_in_the_format_asked_for(writable: Served) -> None:
    """Every format, and 406 for others."""
    graph = {"graph": "http://example.org/g1"}
    for media_type in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        answer = writable.client.get("/data", params=graph, headers={"accept": media_type})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
    assert writable.client.get("/data", params=graph, headers={"accept": "image/png"}).status_code == 406


def test_the_whole_dataset_is_a_dump_without_book_keeping(writable: Served) -> None:
    """N-Quads with the named graphs, not the store's own records."""
    writable.update("INSERT DATA { GRAPH <urn:x-entente:records> { <http://example.org/g1> <urn:x:digest> 'd' } }")
    dump = writable.client.get("/data", headers={"accept": "application/n-quads"}).text
    assert "<http://example.org/g1>" in dump
    assert "urn:x-entente:records" not in dump


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"<http://e/s> <http://e/p> ", "text/turtle", 400),
        (b"\xff\xfe", "text/turtle", 400),
        (b"{", "application/ld+json", 400),
        (b"<a/>", "application/rdf+xml", 400),
        (b"x", "image/png", 415),
        (b"x", "", 415),
        (b"<http://e/s> <http://e/p> 1 .", "multipart/form-data; boundary=no", 400),
        (b"<http://e/s> <http://e/p> <http://e/o> <http://e/g> .", "application/n-quads", 400),
    ],
)
def test_a_bad_graph_is_refused_and_nothing_changes(
    writable: Served, body: bytes, content_type: str, status: int
) -> None:
    """4xx, and the graph is as it was."""
    graph = {"graph": "http://example.org/g2"}
    before = writable.client.get("/data", params=graph).text
    answer = writable.client.put("/data", params=graph, content=body, headers={"content-type": content_type, **AUTH})
    assert answer.status_code == status
    assert writable.client.get("/data", params=graph).text == before


def test_a_syntax_error_in_a_graph_tells_its_line(writable: Served) -> None:
    """As for queries."""
    body = b"<http://e/s> <http://e/p> 1 .\n<http://e/s> <http://e/p> ."
    answer = writable.client.put("/data?graph=http://e/g", content=body, headers=TURTLE)
    assert (answer.status_code, answer.json()["line"]) == (400, 2)


@pytest.mark.parametrize("query", ["graph=a&graph=b", "graph=http://e/g&default", "graph=relative"])
def test_a_graph_is_named_once_and_in_full(writable: Served, query: str) -> None:
    """400 otherwise."""
    assert writable.client.get(f"/data?{query}").status_code == 400


def test_writing_a_graph_needs_the_token(writable: Served) -> None:
    """For every method that writes."""
    for method in ("PUT", "POST", "DELETE"):
        answer = writable.client.request(
            method, "/data?graph=http://e/g", content=b"", headers={"content-type": "text/turtle"}
        )
        assert answer.status_code == 401


def test_a_graph_that_breaks_the_shapes_is_not_written(writable: Served) -> None:
    """422, and there is no such graph."""
    body = b"<http://e/m> a <https://w3id.org/entente/ont#Meeting> ."
    assert writable.client.put("/data?graph=http://e/broken", content=body, headers=TURTLE).status_code == 422
    assert writable.client.get("/data?graph=http://e/broken").status_code == 404


def test_a_graph_has_a_tag_until_it_changes(writable: Served) -> None:
    """304 for what the client has."""
    graph = {"graph": "http://e/tagged"}
    writable.client.put("/data", params=graph, content=b"<http://e/s> <http://e/p> 1 .", headers=TURTLE)
    tag = writable.client.get("/data", params=graph).headers["etag"]
    assert writable.client.get("/data", params=graph, headers={"if-none-match": tag}).status_code == 304
    writable.client.post("/data", params=graph, content=b"<http://e/s> <http://e/p> 2 .", headers=TURTLE)
    assert writable.client.get("/data", params=graph, headers={"if-none-match": tag}).status_code == 200


def test_an_unknown_method_is_405_and_says_which_are_known(writable: Served) -> None:
    """With `Allow`."""
    answer = writable.client.patch("/data?graph=http://e/g")
    assert (answer.status_code, "PUT" in answer.headers["allow"]) == (405, True)


NESTED = {
    "text/turtle": b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 100_000 + b"1" + b" )>>" * 100_000 + b" .",
    "application/ld+json": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "application/rdf+xml": b'<!DOCTYPE l [<!ENTITY e0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    + b']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    b'<rdf:Description rdf:about="http://e/x"><e:p>&e11;</e:p></rdf:Description></rdf:RDF>',
}


@pytest.mark.parametrize("media_type", NESTED)
def test_a_body_that_breaks_its_parser_breaks_nothing_else(serve: Callable[..., Served], media_type: str) -> None:
    """Nested without end, or an entity that grows to terabytes: refused, and the next write is done."""
    served = serve(token=TOKEN, timeout=3.0, memory_mb=500)
    headers = {"content-type": media_type, **AUTH}
    answer = served.client.put("/data?graph=http://e/n", content=NESTED[media_type], headers=headers)
    assert answer.status_code in (400, 503, 504)
    assert served.client.get("/data?graph=http://e/n").status_code == 404
    assert served.client.put("/data?graph=http://e/n", content=b"<a:a> <a:b> 1 .", headers=TURTLE).status_code == 201
