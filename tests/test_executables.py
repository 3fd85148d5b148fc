"""The headers of the queries are valid `sh:SPARQLExecutable` metadata, and their texts SPARQL that stands alone."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, Store, serialize
from rdflib.plugins.sparql import prepareQuery

from kg.queries import Query, metadata, queries

SHAPES = Path(__file__).parent / "queries" / "executables.ttl"
EVERY = [*queries(), *queries("checks")]


def _conforms(data: str) -> tuple[bool, str]:
    shapes = SHAPES.read_text("utf-8")
    found = pyshacl.validate(data, shacl_graph=shapes, data_graph_format="nt", shacl_graph_format="turtle")
    return bool(found[0]), str(found[2])


def test_the_metadata_of_the_queries_is_valid() -> None:
    """One text each, of the kind that its type says; every parameter has a path, a default and a kind of value."""
    data = (serialize(metadata(), format=RdfFormat.N_TRIPLES) or b"").decode()
    conforms, report = _conforms(data)
    assert conforms, report
    assert not _conforms("\n".join(line for line in data.splitlines() if "#defaultValue" not in line))[0]
    assert not _conforms("\n".join(line for line in data.splitlines() if "#select>" not in line))[0]


@pytest.mark.parametrize("query", EVERY, ids=lambda query: f"{query.folder}/{query.name}")
def test_a_query_is_sparql_for_any_engine(query: Query) -> None:
    """It parses in two engines without prefixes from outside."""
    prepareQuery(query.text)
    if "SERVICE" not in query.text:
        Store().query(query.text)
