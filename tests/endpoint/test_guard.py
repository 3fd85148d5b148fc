"""What the guard sees in a query; a trap server hears what it lets through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

from endpoint.guard import is_volatile, refuse_outbound, touched_graphs, with_dataset
from endpoint.problem import Problem
from tests.endpoint.conftest import Served

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


class Trap:
    """A server that counts who calls."""

    def __init__(self) -> None:
        calls: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(500)
                self.end_headers()

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.calls = calls
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
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


def test_the_trap_hears_what_is_allowed(serve: Callable[..., Served], trap: Trap) -> None:
    """With the address on the list the request goes out: the trap works."""
    served = serve(allow_service=(trap.address,))
    served.ask(f"ASK {{ SERVICE <{trap.address}> {{ ?s ?p ?o }} }}")
    assert len(trap.calls) == 1
    assert served.ask(f"ASK {{ SERVICE <{trap.address}x> {{ ?s ?p ?o }} }}").status_code == 403
    trap.calls.clear()


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


@pytest.mark.parametrize(
    ("update", "graphs"),
    [
        ("INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/b> 1 } }", {"http://e/g"}),
        ("PREFIX e: <http://e/> DROP GRAPH e:g", {"http://e/g"}),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("CLEAR ALL", None),
        ("BASE <http://e/> DROP GRAPH <g>", None),
    ],
)
def test_the_graphs_that_an_update_may_touch_are_known(update: str, graphs: set[str] | None) -> None:
    """All of them, perhaps more; None where it may be any."""
    found = touched_graphs(update, "http://base/sparql")
    assert found is None if graphs is None else graphs <= set(found or ())
