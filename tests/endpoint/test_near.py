"""What the server answers by itself, without a reader: only what is small, and then what a reader would say."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from endpoint.small.bounded import Bounded, bounded
from endpoint.small.near import Near
from tests.endpoint.conftest import TOKEN, Served, until
from tests.endpoint.test_hard_to_hurt import HOSTILE as SLOW

HOSTILE = SLOW["count of a product"]
P = "PREFIX e: <http://e/> PREFIX : <http://x/> "
SMALL = {
    "nothing asked": "ASK {}",
    "one triple": f"{P}ASK {{ e:s e:p e:o0 }}",
    "several triples": f"{P}ASK WHERE {{ e:s a e:T ; e:p e:o0, <http://e/o1> . e:s e:p e:o2 . }} # why not",
    "is there any": f"{P}ask {{ ?s e:p e:o1 }}",
    "all of a thing": f"{P}SELECT ?p ?o WHERE {{ e:s ?p ?o }}",
    "some of a thing": f"{P}SELECT * {{ e:s ?p ?o }} LIMIT 3",
    "a graph of a thing": f"{P}CONSTRUCT {{ e:s ?p ?o }} WHERE {{ e:s ?p ?o }}",
    "who has it": f"{P}SELECT ?s {{ ?s e:p :o }}",
    "what they have": f"{P}SELECT ?y ?x {{ ?x e:q ?y . ?x e:p e:o1 }}",
    "what its own have": f"{P}SELECT ?y {{ e:s e:p ?x . ?x a ?y }}",
}
LARGE = {
    "a filter": f"{P}SELECT * {{ e:s ?p ?o FILTER(?o > 1) }}",
    "an order": f"{P}SELECT * {{ e:s ?p ?o }} ORDER BY ?o",
    "distinct": f"{P}SELECT DISTINCT ?o {{ e:s ?p ?o }}",
    "an offset": f"{P}SELECT * {{ e:s ?p ?o }} OFFSET 100000000",
    "an aggregate": f"{P}SELECT (COUNT(*) AS ?n) {{ e:s ?p ?o }}",
    "everything": "SELECT * { ?s ?p ?o }",
    "all of a kind": f"{P}SELECT * {{ ?s e:p ?o }}",
    "equal variables": f"{P}SELECT * {{ ?s e:p ?s }}",
    "a product": f"{P}SELECT * {{ e:s ?p ?o . e:t ?q ?r }}",
    "three in a row": f"{P}SELECT * {{ e:s e:p ?x . ?x e:p ?y . ?y e:p ?z }}",
    "any property of theirs": f"{P}SELECT * {{ ?x e:p e:o1 ; ?q ?y }}",
    "a question that finds no end": f"{P}ASK {{ ?x e:p ?y . ?y e:p ?x }}",
    "another template": f"{P}CONSTRUCT {{ e:a e:b e:c }} WHERE {{ e:s ?p ?o }}",
    "a path": f"{P}ASK {{ e:s e:p* ?x }}",
    "a path with a name": f"{P}ASK {{ e:s e:p/e:q e:o1 }}",
    "a graph": f"{P}SELECT * {{ GRAPH e:g {{ e:s ?p ?o }} }}",
    "a service": f"{P}SELECT * {{ SERVICE e:s {{ e:s ?p ?o }} }}",
    "a data set": f"{P}SELECT * FROM e:g {{ e:s ?p ?o }}",
    "a description": f"{P}DESCRIBE e:s",
    "a blank node": f"{P}SELECT * {{ e:s e:p [] }}",
    "another blank node": f"{P}SELECT * {{ e:s ?p _:b . _:b e:q ?o }}",
    "an option": f"{P}SELECT * {{ e:s e:p ?x OPTIONAL {{ ?x e:q ?y }} }}",
    "two patterns in one": f"{P}SELECT * {{ {{ e:s e:p ?x }} {{ ?y e:q ?z }} }}",
    "a name that is longer than it looks": f"{P}SELECT * {{ ?x e:p e:o1.q:r ; e:q ?y }}",
    "a name with two colons": f"{P}SELECT * {{ ?x e:p:q e:o ; e:q ?y }}",
    "an escape": f"{P}SELECT * {{ e:s\\u0020 ?p ?o }}",
    "an address that means another": "SELECT * { <http://e/a/../s> ?p ?o }",
    "an address without its beginning": "SELECT * { <s> ?p ?o }",
    "an unknown prefix": "SELECT * { e:s ?p ?o }",
    "values": f"{P}SELECT * {{ VALUES ?p {{ e:p }} e:s ?p ?o }}",
    "many triples": f"{P}ASK {{ {' . '.join(f'e:s e:p e:o{n}' for n in range(20))} }}",
    "what is cut off": f"{P}SELECT * {{ e:s ?p ?o",
    "more than one": f"{P}SELECT * {{ e:s ?p ?o }} SELECT * {{ ?s ?p ?o }}",
}
DATA = "PREFIX e: <http://e/> INSERT DATA { " + (
    "e:s a e:T . "
    + " ".join(f"e:s e:p e:o{n} . e:o{n} a e:O . e:t{n} e:p e:o1 ; e:q {n}, 'x' ." for n in range(20))
    + " }"
)
FORMATS = ("json", "xml", "csv", "tsv", "ttl", "nt", "jsonld", "rdf")


@pytest.mark.parametrize("name", SMALL)
def test_what_is_small_is_known_to_be(name: str) -> None:
    """By its text, but for the one that asks for a look at the data."""
    assert bounded(SMALL[name]) is not None


@pytest.mark.parametrize("name", LARGE)
def test_what_may_be_large_is_never_taken_for_small(name: str) -> None:
    """Also where it looks like something small."""
    assert bounded(LARGE[name]) is None


PIECES = [
    *"{}.;,*/:#?$<>()[]|^+! \n\t\\",
    "a",
    "e:s",
    "e:p",
    ":o",
    "?s",
    "?x",
    "<http://e/p>",
    "FILTER",
    "LIMIT 5",
    "UNION",
    "e:",
]
HARMLESS = {"SelectQuery", "AskQuery", "ConstructQuery", "Project", "Slice", "BGP"}


@settings(max_examples=700, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(SMALL.values())),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 4), st.sampled_from(PIECES)), max_size=4),
)
def test_another_parser_finds_nothing_but_triples_in_what_is_small(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    """A thousand small queries with some pieces cut out and others put in."""
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    if bounded(text) is None:
        return
    try:
        algebra = prepareQuery(text).algebra
    except Exception:
        with pytest.raises(SyntaxError):
            ox.Store().query(text, base_iri="http://x/sparql")
        return
    names: set[str] = set()
    triples: list[tuple[Any, Any, Any]] = []

    def look(node: Any) -> None:
        if isinstance(node, CompValue):
            names.add(node.name)
            if node.name == "BGP":
                triples.extend(node.triples)
            for value in node.values():
                look(value)

    look(algebra)
    assert names <= HARMLESS
    assert all(isinstance(term, URIRef | Variable) for triple in triples for term in triple)
    assert len(triples) <= 9


def test_a_first_pattern_is_the_one_that_the_data_must_tell_the_size_of() -> None:
    """Whichever is written first."""
    assert bounded(SMALL["what they have"]) == Bounded((None, "http://e/p", "http://e/o1"))
    assert bounded(SMALL["what its own have"]) == Bounded(("http://e/s", "http://e/p", None))


@pytest.mark.parametrize("name", ["what they have", "what its own have"])
def test_the_engine_takes_the_first_pattern_first(tmp_path: Path, name: str) -> None:
    """Its own plan says so: for each match of the first, those of the second."""
    ox.Store(str(tmp_path / "store")).flush()
    plan = tmp_path / "plan.json"
    engine = Path(sys.executable).with_name("oxigraph")
    if not engine.exists():
        pytest.skip("the engine's program is not installed")
    where = ["--location", str(tmp_path / "store"), "--explain-file", str(plan), "--results-format", "json"]
    subprocess.run([str(engine), "query", "--query", SMALL[name], *where], check=True, capture_output=True)
    assert "HashJoin" not in plan.read_text()
    assert "Lateral" in plan.read_text() or "ForLoop" in plan.read_text()


def test_small_answers_are_those_of_a_reader(serve: Callable[..., Served]) -> None:
    """Byte for byte, headers and all, in every format, with and without compression."""
    served = serve(DATA, cache_mb=0)
    near = served.app.pool.near
    for query in SMALL.values():
        for word in FORMATS:
            for encoding in ("gzip", "identity"):
                parameters = {"query": query, "format": word}
                before = near.answers
                both = []
                for store in (near._store, None):
                    near._store, kept = store, near._store
                    answer = served.client.get("/sparql", params=parameters, headers={"accept-encoding": encoding})
                    near._store = kept
                    headers = {name: value for name, value in answer.headers.items() if name != "date"}
                    both.append((answer.status_code, headers, answer.content))
                assert both[0] == both[1]
                assert near.answers == before + (both[0][0] == 200)


def test_an_answer_that_grows_is_left_to_a_reader(serve: Callable[..., Served]) -> None:
    """It looks small, but has ten thousand rows; or its first pattern has."""
    served = serve(
        "INSERT DATA { " + " ".join(f"<http://e/{n}> <http://e/p> <http://e/o> ." for n in range(10_000)) + " }"
    )
    for query in (
        "SELECT ?s { ?s <http://e/p> <http://e/o> }",
        "SELECT * { ?s <http://e/p> <http://e/o> ; <http://e/q> ?x }",
    ):
        assert bounded(query) is not None
        rows = served.ask(query).json()["results"]["bindings"]
        assert len(rows) == (10_000 if "q" not in query.split("/p")[1] else 0)
    assert served.app.pool.near.answers == 0


def test_a_small_answer_is_of_the_newest_data(serve: Callable[..., Served]) -> None:
    """What is written is read by the next query, whoever answers it; soon by the server itself."""
    served = serve(token=TOKEN)
    near = served.app.pool.near
    for number in range(5):
        assert served.update(f"INSERT DATA {{ <http://e/s> <http://e/p> {number} }}").status_code == 204
        rows = json.loads(served.ask(f"SELECT ?o {{ <http://e/s> <http://e/p> ?o }} #{number}").text)["results"][
            "bindings"
        ]
        assert len(rows) == number + 1
    assert until(lambda: near._snapshot == served.app.dataset.snapshot)
    before = near.answers
    assert served.ask("ASK { <http://e/s> <http://e/p> <http://e/o> }").json()["boolean"] is False
    assert near.answers == before + 1


def test_a_failing_engine_leaves_the_answer_to_a_reader(serve: Callable[..., Served]) -> None:
    """A snapshot that is not there, a query that is none."""
    near = Near()
    task = {"do": "query", "query": "ASK {}", "base": None, "default": None, "named": None, "head": False}
    assert near.answer(task, "") is None
    served = serve()
    assert served.ask("SELECT { <http://e/s> ?p ?o }").status_code == 400


def test_small_answers_do_not_wait_for_slow_ones(serve: Callable[..., Served]) -> None:
    """However many ask at once: where readers have more to do, the server itself answers."""
    served = serve(DATA, patience=30.0, cache_mb=0)
    near = served.app.pool.near
    with ThreadPoolExecutor(12) as threads:
        long = [
            threads.submit(served.client.get, "/sparql", params={"query": f"{HOSTILE} #{n}", "timeout": 4})
            for n in "ab"
        ]
        assert until(lambda: served.app.pool.counts["busy"] == 2)
        time.sleep(0.1)
        before = near.answers
        small = [threads.submit(served.ask, f"ASK {{ <http://e/s> <http://e/p> <http://e/o{n}> }}") for n in range(100)]
        assert all(each.result().json()["boolean"] is (n < 20) for n, each in enumerate(small))
        assert until(lambda: near.answers == before + 100)  # clerks tell theirs a little later
        assert not any(each.done() for each in long)
