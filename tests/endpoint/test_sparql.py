"""`/sparql` over HTTP, beyond what W3C's tests ask."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import httpx
import pytest

from tests.endpoint.conftest import TOKEN, Served

SELECT = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"


@pytest.mark.parametrize(
    ("accept", "content_type", "within"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '"another \\"meeting\\""'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<literal>a meeting</literal>"),
        ("text/csv", "text/csv", "http://example.org/m1,a meeting"),
        ("text/tab-separated-values", "text/tab-separated-values", '<http://example.org/m1>\t"a meeting"'),
    ],
)
def test_solutions_come_in_every_format(readable: Served, accept: str, content_type: str, within: str) -> None:
    """JSON, XML, CSV and TSV."""
    answer = readable.ask(SELECT, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{content_type}; charset=utf-8"
    assert within in answer.text


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_graphs_come_in_every_format(readable: Served, media_type: str) -> None:
    """Six formats, each under its own name."""
    answer = readable.ask(CONSTRUCT, accept=media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert "http://example.org/m1" in answer.text


def test_a_format_that_we_do_not_write_is_406(readable: Served) -> None:
    """The answer says which ones there are."""
    answer = readable.ask("ASK {}", accept="image/png")
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


def test_format_parameter_wins_over_accept(readable: Served) -> None:
    """For links and forms, which cannot set headers."""
    answer = readable.client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/csv")


def test_a_syntax_error_tells_where_and_what_to_do(readable: Served) -> None:
    """Line, column, the line itself with a mark, and a hint."""
    answer = readable.ask("SELECT *\nWHERE { ?s rdfs:label ?l }")
    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["line"] == 2
    assert problem["excerpt"][1].endswith("^")
    assert "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>" in problem["hint"]


def test_an_update_sent_as_a_query_is_explained(readable: Served) -> None:
    """A common slip."""
    assert "send it as `update=`" in readable.ask("INSERT DATA { <a:b> <a:b> 1 }").json()["hint"]


def test_head_has_the_headers_of_get_and_no_body(readable: Served) -> None:
    """RFC 9110, 9.3.2."""
    answer = readable.client.head("/sparql", params={"query": SELECT})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("application/sparql-results+json")


def test_other_sites_may_ask_from_a_browser(readable: Served) -> None:
    """CORS: the preflight and the answers, refusals too."""
    preflight = readable.client.options(
        "/sparql", headers={"origin": "https://example.org", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    assert readable.ask("ASK {").headers["access-control-allow-origin"] == "*"


def test_an_unchanged_answer_is_304(serve: Callable[..., Served]) -> None:
    """The tag holds for one version of the data, one query and one format."""
    served = serve(token=TOKEN)
    first = served.ask(SELECT)
    tag = first.headers["etag"]
    assert served.ask(SELECT, **{"if-none-match": tag}).status_code == 304
    assert served.ask(SELECT, **{"if-none-match": tag, "accept": "text/csv"}).status_code == 200
    assert served.update("INSERT DATA { <http://example.org/x> <http://example.org/y> 1 }").status_code == 204
    assert served.ask(SELECT, **{"if-none-match": tag}).status_code == 200


def test_answers_vary_by_format_and_encoding(readable: Served) -> None:
    """A shared cache must not mix them."""
    assert readable.ask("ASK {}").headers["vary"] == "Accept, Accept-Encoding"


def test_a_random_answer_is_never_reused(readable: Served) -> None:
    """NOW, RAND, UUID: no tag, no cache."""
    query = "SELECT (UUID() AS ?u) {}"
    first, second = readable.ask(query), readable.ask(query)
    assert "etag" not in first.headers
    assert first.text != second.text


def test_a_repeated_query_is_answered_from_the_cache_until_a_write(serve: Callable[..., Served]) -> None:
    """The cache is bound to the version of the data."""
    served = serve(token=TOKEN)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = served.ask(count).text
    hits = served.app.answers.at_hand.cache.hits
    assert served.ask(count).text == before
    assert served.app.answers.at_hand.cache.hits == hits + 1
    served.update("INSERT DATA { <http://example.org/x> <http://example.org/y> 1 }")
    assert served.ask(count).text != before


def test_large_answers_are_compressed_and_small_ones_are_not(readable: Served) -> None:
    """gzip from one kilobyte on."""
    large = f"SELECT ?i {{ VALUES ?i {{ {' '.join(map(str, range(2000)))} }} }}"
    with readable.client.stream(
        "GET", "/sparql", params={"query": large}, headers={"accept-encoding": "gzip"}
    ) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(raw))["results"]["bindings"]) == 2000
    assert "content-encoding" not in readable.ask("ASK {}").headers


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"query": "ASK {}", "default-graph-uri": "not an iri"}, 400),
        ({"query": "ASK {}", "timeout": "soon"}, 400),
        ({"query": "ASK {}", "timeout": "-1"}, 400),
        ({"query": "ASK {}", "update": "CLEAR ALL"}, 400),
        ({"unknown": "x"}, 200),
    ],
)
def test_wrong_parameters_are_refused(readable: Served, parameters: dict[str, str], status: int) -> None:
    """Each with a sentence; what is no parameter of ours is passed over."""
    answer = readable.client.get("/sparql", params=parameters)
    assert answer.status_code == status


def test_parameters_that_are_not_utf8_are_400(readable: Served) -> None:
    """Latin-1 percent-encoding."""
    assert readable.client.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%E9%22%20%7D").status_code == 400


def test_a_body_that_is_too_long_is_413(serve: Callable[..., Served]) -> None:
    """Whether it says its length or not."""
    served = serve(max_query=1000)
    headers = {"content-type": "application/sparql-query"}
    assert served.client.post("/sparql", content=b"#" * 2000, headers=headers).status_code == 413
    pieces = (b"#" * 500 for _ in range(4))
    assert served.client.post("/sparql", content=pieces, headers=headers).status_code == 413


def test_writing_needs_the_token(serve: Callable[..., Served]) -> None:
    """Off without one (403), refused without it or with another (401)."""
    off, on = serve(), serve(token=TOKEN)
    update = {"update": "INSERT DATA { <http://example.org/x> <http://example.org/y> 1 }"}
    assert off.client.post("/sparql", data=update, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 403
    assert on.client.post("/sparql", data=update).status_code == 401
    wrong = on.client.post("/sparql", data=update, headers={"authorization": f"Bearer {TOKEN}x"})
    assert (wrong.status_code, "Bearer" in wrong.headers["www-authenticate"]) == (401, True)
    assert on.client.post("/sparql", data=update, headers={"authorization": f"bearer {TOKEN}"}).status_code == 204


def test_what_breaks_the_shapes_is_not_written(serve: Callable[..., Served]) -> None:
    """422 with the violations, and the data as it was."""
    served = serve("CLEAR ALL", token=TOKEN)
    meeting = "<http://example.org/m> a <https://w3id.org/entente/ont#Meeting>"
    answer = served.update(f"INSERT DATA {{ GRAPH <http://example.org/g> {{ {meeting} }} }}")
    assert answer.status_code == 422
    assert any(violation["node"] == "http://example.org/m" for violation in answer.json()["violations"])
    assert served.ask("ASK { GRAPH ?g { ?s ?p ?o } }").json()["boolean"] is False


def test_faults_that_were_there_before_do_not_stop_a_write(serve: Callable[..., Served]) -> None:
    """A write answers for what it breaks, not for what it finds."""
    served = serve(token=TOKEN)  # its two meetings have no evidence
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert served.update(f'INSERT DATA {{ <http://example.org/m1> <{label}> "new"@en }}').status_code == 204


def test_an_update_that_fails_changes_nothing(serve: Callable[..., Served]) -> None:
    """The second operation fails, so the first did not happen."""
    served = serve(token=TOKEN)
    answer = served.update(
        "INSERT DATA { <http://example.org/x> <http://example.org/y> 1 } ; CREATE GRAPH <http://example.org/g1>"
    )
    assert answer.status_code == 400
    assert served.ask("ASK { <http://example.org/x> ?p ?o }").json()["boolean"] is False


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK", "/data?graph=x", "/id/x", "/nothing", "/sparql?query=%ff", "/doc/%00"]
)
def test_no_answer_tells_a_path_or_a_trace(readable: Served, path: str) -> None:
    """Problems are for the client, not about our machine."""
    answer = readable.client.get(path)
    assert 400 <= answer.status_code < 500
    assert not any(word in answer.text for word in ("Traceback", ".py", "/tmp", "/home", "/usr"))


def test_links_are_those_of_the_proxy(serve: Callable[..., Served]) -> None:
    """X-Forwarded-* of a trusted peer; the same from another peer counts for nothing."""
    forwarded = {
        "accept": "text/turtle",
        "x-forwarded-proto": "https",
        "x-forwarded-host": "data.example.org",
        "x-forwarded-prefix": "/kg",
    }
    trusting, wary = serve(), serve(trusted_proxies=())
    assert "<https://data.example.org/kg/sparql>" in trusting.client.get("/sparql", headers=forwarded).text
    assert "data.example.org" not in wary.client.get("/sparql", headers=forwarded).text


def test_a_base_path_is_served_and_linked(serve: Callable[..., Served]) -> None:
    """For proxies that pass the path on as it is."""
    served = serve(base_path="/kg")
    assert served.client.get("/kg/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    assert f"<{served.root}/kg/sparql>" in served.client.get("/kg/sparql", headers={"accept": "text/turtle"}).text


def test_sixteen_clients_at_once_are_all_answered_right(readable: Served) -> None:
    """No answer goes to the wrong question."""
    from concurrent.futures import ThreadPoolExecutor

    def ask(number: int) -> bool:
        with httpx.Client(base_url=readable.root) as client:
            answers = [
                client.get("/sparql", params={"query": f"SELECT ({number * 100 + i} AS ?n) {{}}"}) for i in range(20)
            ]
        return [int(a.json()["results"]["bindings"][0]["n"]["value"]) for a in answers] == [
            number * 100 + i for i in range(20)
        ]

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(ask, range(16)))
