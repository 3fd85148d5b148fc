"""A query over several default graphs: each triple once, as SPARQL 1.1 has it (13.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.endpoint.conftest import Served, serving

G1, G2 = "http://example.org/g1", "http://example.org/g2"
DATA = f"""INSERT DATA {{ <http://e/s> <http://e/p> 0
  GRAPH <{G1}> {{ <http://e/s> <http://e/p> 1, 2 }}
  GRAPH <{G2}> {{ <http://e/s> <http://e/p> 2, 3 . <http://e/t> <http://e/p> <http://e/s> }}
  GRAPH <http://e/other> {{ <http://e/s> <http://e/p> 9 }} }}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over two graphs that share a triple."""
    with serving(tmp_path_factory.mktemp("union") / "store", DATA) as server:
        yield server


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (f"SELECT (COUNT(*) AS ?n) FROM <{G1}> FROM <{G2}> {{ <http://e/s> ?p ?o }}", ["3"]),
        (f"SELECT (SUM(?o) AS ?n) FROM <{G1}> FROM <{G2}> {{ <http://e/s> ?p ?o }}", ["6"]),
        (f"PREFIX g: <http://example.org/>\nSELECT ?o from g:g1 FROM<{G2}> {{ <http://e/s> ?p ?o }}", list("123")),
        ("BASE <http://example.org/> SELECT ?o FROM <g1> FROM <g2> { <http://e/t> <http://e/p>/<http://e/p> ?o }",
         list("123")),
        (f"SELECT ?o FROM <{G1}> FROM <{G2}> FROM NAMED <{G1}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", list("12")),
        (f"SELECT ?o FROM <{G1}> FROM <{G1}> {{ ?s ?p ?o }}", list("12")),
        (f"SELECT ?o FROM <{G1}> FROM <http://e/nowhere> {{ ?s ?p ?o }}", list("12")),
        (f"SELECT ?o FROM <{G1}> {{ ?s ?p ?o }} # FROM <{G2}> from", list("12")),
        (f"SELECT ?o FROM NAMED <{G1}> FROM NAMED <{G2}> {{ ?s ?p ?o }}", []),
        ('SELECT ?o { ?s ?p ?o FILTER("from" != " from ") }', ["0"]),
    ],
)  # fmt: skip
def test_each_triple_counts_once(served: Served, query: str, rows: list[str]) -> None:
    """In counts, sums, paths and lists; FROM NAMED and other words of the name stay what they are."""
    assert sorted(served.ask(query, accept="text/csv").text.split()[1:]) == rows


def test_the_graphs_of_the_protocol_are_merged_too(served: Served) -> None:
    """`default-graph-uri` twice, also for CONSTRUCT; it wins over FROM."""
    graphs = {"default-graph-uri": [G1, G2], "query": "CONSTRUCT { ?s ?p ?o } FROM <http://e/other> WHERE { ?s ?p ?o }"}
    answer = served.client.get("/sparql", params=graphs, headers={"accept": "application/n-triples"})
    assert len(answer.text.splitlines()) == len(set(answer.text.splitlines())) == 4
    named = {"default-graph-uri": [G1, G2], "named-graph-uri": G2, "query": "SELECT ?g { GRAPH ?g {} }"}
    assert served.client.get("/sparql", params=named, headers={"accept": "text/csv"}).text.split() == ["g", G2]
