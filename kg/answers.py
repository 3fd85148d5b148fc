"""A query asked of a store, and its answer as a person or a program wants it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import BadQuery
from kg.identifiers import BASE
from kg.store import Store
from kg.vocab import PREFIXES, SCHEME

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

# Strings, addresses, comments, variables and names, and words: SPARQL 1.1, section 19.8.
_TOKEN = re.compile(
    r"""\"{3}(?s:.*?)\"{3}|'{3}(?s:.*?)'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|\#[^\n]*|[?$]?[\w-]*:?[\w.-]+|:"""
)

ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table for a person: columns and cells."""

    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def ask(store: Store, sparql: str, allowed: Collection[str] = ()) -> Answer:
    """The answer of a read-only query; our prefixes need no declaration.

    Raises `BadQuery` with the place in the query, where the engine cannot answer it, or where a SERVICE would ask an
    address that is not among those `allowed`.
    """
    for address in _services(sparql):
        if address not in allowed:
            raise BadQuery(f"the query asks {address} over the network: allow it with --allow-service {address}.")
    with _engine():
        return store.oxigraph.query(sparql, prefixes=PREFIXES)


def _services(sparql: str) -> Iterator[str]:
    """What the SERVICE clauses reach. Who asks here owns the machine: it is against surprise, not against malice."""
    tokens = [token for token in _TOKEN.findall(sparql) if token[0] not in "#\"'"]
    for at, token in enumerate(tokens):
        if token.lower() == "service":
            target = next((found for found in tokens[at + 1 :] if found.lower() != "silent"), "")
            yield target[1:-1] if target.startswith("<") else target


@contextmanager
def _engine() -> Iterator[None]:
    """The engine's errors, also those that come with a later row, in words."""
    try:
        yield
    except SyntaxError as error:
        place = re.search(r"(\d+):(\d+): (.*)", str(error), re.DOTALL)
        where = f"line {place[1]}, column {place[2]}: {_short(place[3])}" if place else _short(str(error))
        raise BadQuery(f"this is no SPARQL query ({where}); correct it, updates are not asked here.") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise BadQuery(f"the query cannot be answered: {_short(str(error))}") from error


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) < 100 else f"{line[:99]}…"


def write(answer: Answer, out: BinaryIO, name: str) -> None:
    """Stream an answer in a format of `ROWS`, or of `GRAPHS` where it is a graph. Raises `BadQuery` for another."""
    graph = isinstance(answer, ox.QueryTriples)
    formats = GRAPHS if graph else ROWS
    if name not in formats:
        kind = "a graph" if graph else "a table or yes/no"
        raise BadQuery(f"the answer is {kind}, which '{name}' cannot hold: choose {', '.join(formats)}.")
    with _engine():
        if isinstance(answer, ox.QueryTriples):
            ox.serialize(answer, out, GRAPHS[name], prefixes=PREFIXES)
        else:
            answer.serialize(out, ROWS[name])


def rows(answer: Answer) -> Rows:
    """An answer as a table of short words. Raises `BadQuery` where the engine fails on the way."""
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), (("yes" if answer else "no",),))
    with _engine():
        if isinstance(answer, ox.QueryTriples):
            cells = tuple((shown(t.subject), shown(t.predicate), shown(t.object)) for t in answer)
            return Rows(("subject", "predicate", "object"), cells)
        columns = tuple(variable.value for variable in answer.variables)
        return Rows(columns, tuple(tuple(shown(row[name]) for name in columns) for row in answer))


def shown(term: Term) -> str:
    """A term for a person: literals bare, our things and concepts by their path, terms of vocabularies by prefix."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        return term.value
    if not isinstance(term, ox.NamedNode):
        return str(term)
    for base in (BASE, SCHEME):
        if term.value.startswith(base):
            return term.value.removeprefix(base)
    prefix, base = max(PREFIXES.items(), key=lambda item: len(item[1]) if term.value.startswith(item[1]) else 0)
    local = term.value.removeprefix(base)
    return term.value if local == term.value else f"{prefix}:{local}"
