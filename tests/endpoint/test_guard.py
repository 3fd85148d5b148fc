"""What the guard sees in a query; a trap server hears what it lets through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from endpoint.protocol.guard import is_volatile, refuse_outbound, with_dataset
from endpoint.web.problem import Problem
from tests.endpoint.conftest import TOKEN, Served

OUTBOUND = [
    "ASK { SERVICE <$> { ?s ?p ?o } }",
    "ASK { service silent <$> { ?s ?p ?o } }",
    "ASK {SERVICE<$>{?s ?p ?o}}",
    "ASK { # SERVICE\nSERVICE <$> {} }",
    "PREFIX s: <$> ASK { SERVICE s: {} }",
    "PREFIX s: <$> ASK { SERVICEs: {} }",
    "PREFIX : <$> ASK { service:x {} }",
    "PREFIX : <$> ASK { SeRvIcE SILENT:x {} }",
    "PREFIX : <$> ASK { SERVICESILENT:x {} }",
    "SELECT * { BIND(<$> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <$> } SERVICE?e{ ?s ?p ?o } }",
    "ASK { ?s ?p 'a' . SERVICE <$> {} }",
    "ASK { ?s ?p '''a 'b' ''' . SERVICE <$> {} }",
    'ASK { ?s ?p """ \\""" """ . SERVICE <$> {} }',
    "ASK { ?s ?p trueSERVICE<$>{} }",
    "ASK { ?s ?p 1.SERVICE<$>{} }",
    "ASK { ?s ?p 1e5SERVICE<$>{} }",
    "ASK { ?s ?p 'x'@en.SERVICE<$>{} }",
    "PREFIX e: <http://e/> ASK { ?s ?p e:x.SERVICE<$>{} }",
    "ASK { ?s ?p _:x.SERVICE<$>{} }",
    "ASK { ?s ?p ?o FILTER(?s<?o)SERVICE<$>{} }",
    "ASK { ?s ?p ?o FILTER(?s<?o #>\n) SERVICE <$> {} }",
    "ASK { ?s ?p <http://e/#x> . SERVICE <$> {} }",
    "ASK { \\u0053ERVICE <$> {} }",
    "ASK { #\\u000ASERVICE <$> {}\n }",
    "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <$> {} } }",
]
LOADS = [
    "LOAD <$>",
    "load silent <$> into graph <http://e/g>",
    "LOAD<$>",
    "LOADSILENT<$>",
    "PREFIX : <$> LOAD:x",
    "PREFIX s: <$>LOADs:x",
    "INSERT DATA { <a:b> <a:b> 1 };LOAD <$>",
    "CLEAR ALL ; # x\nLOAD <$>",
    "INSERT { ?s <a:b> 1 } WHERE { SERVICE <$> { ?s ?p ?o } }",
]
HARMLESS = [
    'ASK { ?s ?p "SERVICE <http://e/> {}" }',
    "ASK { ?s ?p '''SERVICE <http://e/> {}''' }",
    "ASK { # SERVICE <http://e/> {}\n }",
    "ASK { ?service ?p ?o }",
    "PREFIX sd: <http://e/> ASK { ?s a sd:Service ; sd:service sd:x . { ?s ?p ?o } }",
    "ASK { ?s ?p <http://e/SERVICE> }",
    "PREFIX service: <http://e/> ASK { ?s service:x ?o }",
    "PREFIX service: <http://e/> ASK { GRAPH service:x { ?s ?p ?o } }",
    'ASK { ?s ?p "x"@service }',
    'ASK { ?s ?p "load" }',
]


ANSWER = b"""{"head": {"vars": ["s"]}, "results": {"bindings": [
  {"s": {"type": "uri", "value": "http://example.org/m1"}}, {"s": {"type": "uri", "value": "http://example.org/x"}}]}}"""


class Trap:
    """A server that counts who calls, and answers with two solutions, with a triple, or by sending elsewhere."""

    def __init__(self, elsewhere: str | None = None) -> None:
        calls: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                calls.append(self.path)
                table = self.command == "POST"
                body = ANSWER if table else b"<http://e/loaded> <http://e/p> 1 ."
                self.send_response(200 if elsewhere is None else 302)
                self.send_header("content-type", "application/sparql-results+json" if table else "text/turtle")
                self.send_header("content-length", str(len(body)))
                if elsewhere is not None:
                    self.send_header("location", elsewhere)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.calls = calls
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    """A trap for outbound requests."""
    server = Trap()
    yield server
    server.stop()


def test_no_query_makes_the_server_call_out(readable: Served, trap: Trap) -> None:
    """Every way to write SERVICE is refused or does not parse, and the trap hears nothing."""
    for query in OUTBOUND:
        answer = readable.ask(query.replace("$", trap.address))
        assert answer.status_code in (400, 403), query
    assert trap.calls == []


def test_no_update_makes_the_server_call_out(writable: Served, trap: Trap) -> None:
    """The same for LOAD, and for SERVICE in an update."""
    for update in LOADS:
        answer = writable.update(update.replace("$", trap.address))
        assert answer.status_code in (400, 403), update
    assert trap.calls == []


def test_an_allowed_address_is_asked_and_its_answer_joined(serve: Callable[..., Served], trap: Trap) -> None:
    """Of its two solutions the one that we know; any other address, also below the allowed one, is refused unasked."""
    served = serve(allow_service=(trap.address,), token=TOKEN)
    query = f"SELECT ?s {{ ?s a <https://w3id.org/entente/ont#Meeting> . SERVICE <{trap.address}> {{ ?s ?p ?o }} }}"
    assert served.ask(query, accept="text/csv").text.split() == ["s", "http://example.org/m1"]
    assert len(trap.calls) == 1
    assert served.update(f"LOAD <{trap.address}> INTO GRAPH <http://e/g>").status_code == 204
    assert served.ask("ASK { GRAPH <http://e/g> { <http://e/loaded> ?p 1 } }").json()["boolean"] is True
    trap.calls.clear()
    for other in (f"{trap.address}x", trap.address.replace("127.0.0.1", "localhost"), trap.address.rstrip("/")):
        assert served.ask(f"ASK {{ SERVICE <{other}> {{ ?s ?p ?o }} }}").status_code == 403
        assert served.update(f"LOAD <{other}>").status_code == 403
        assert served.update(f"INSERT {{ ?s ?p 1 }} WHERE {{ SERVICE <{other}> {{ ?s ?p ?o }} }}").status_code == 403
    assert served.ask(f"ASK {{ VALUES ?e {{ <{trap.address}> }} SERVICE ?e {{ ?s ?p ?o }} }}").status_code == 403
    assert trap.calls == []


def test_an_allowed_address_cannot_send_the_server_elsewhere(serve: Callable[..., Served], trap: Trap) -> None:
    """A redirect is not followed, by SERVICE or by LOAD; the client is told that the other endpoint failed."""
    sender = Trap(trap.address)
    served = serve(allow_service=(sender.address,), token=TOKEN)
    answer = served.ask(f"ASK {{ SERVICE <{sender.address}> {{ ?s ?p ?o }} }}")
    assert answer.status_code == 502
    assert trap.address not in answer.text
    assert served.update(f"LOAD <{sender.address}>").status_code == 400
    assert served.ask(f"ASK {{ ?s a ?c SERVICE SILENT <{sender.address}> {{ ?s ?p ?o }} }}").status_code == 200
    assert len(sender.calls) >= 3
    assert trap.calls == []
    sender.stop()


@pytest.mark.parametrize("query", HARMLESS)
def test_words_in_strings_comments_and_names_do_not_trip_the_guard(readable: Served, query: str) -> None:
    """They are answered."""
    assert readable.ask(query).status_code == 200


@pytest.mark.parametrize("query", OUTBOUND)
def test_the_guard_itself_sees_each_of_them(query: str) -> None:
    """Without the help of the network's absence: whatever the engine can parse is refused."""
    text = query.replace("$", "http://127.0.0.1:1/")
    try:
        ox.Store().query(text)
    except SyntaxError:
        return
    except OSError:  # the engine tried to call
        pass
    with pytest.raises(Problem):
        refuse_outbound(text, (), update=False)


@pytest.mark.parametrize(
    ("text", "volatile"),
    [
        ("SELECT (NOW() AS ?t) {}", True),
        ("SELECT (struuid() AS ?t) {}", True),
        ("ASK { ?s ?p 'now' }", False),
        ("ASK { ?now ?p ?o }", False),
    ],
)
def test_queries_that_change_by_themselves_are_known(text: str, volatile: bool) -> None:
    """By their functions, not by their words."""
    assert is_volatile(text) is volatile


def test_the_protocols_dataset_is_written_into_every_operation() -> None:
    """Also into DELETE WHERE, whose short form has no place for it."""
    update = "DELETE WHERE { ?s ?p ?o } ; INSERT { ?s ?p 'WHERE' } WHERE { ?s ?p ?o }"
    written = with_dataset(update, ["http://e/g"], [])
    assert written.count("USING <http://e/g>") == 2
    assert "DELETE { ?s ?p ?o } USING <http://e/g> WHERE { ?s ?p ?o }" in " ".join(written.split())
