"""What is wrong with a store or an RDF file: shapes, the merged view, the check queries, and what was set aside.

A store is looked at in portions, each in some process, so that memory stays flat and no processor is idle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg.answers import ask, rows
from kg.errors import BadData
from kg.identifiers import BASE
from kg.model import Violation
from kg.parallel import in_order
from kg.queries import Query, queries
from kg.store import Store
from kg.validate import validate
from kg.vocab import RDF, SCHEMA

_PORTION = 8  # graphs looked at in one go: as long as it takes to send them to a process, and short enough to share


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in plain words: which check found it, where, what it is. `warning`: worth a look, no fault.

    `violation` is the result of a shape, where a shape found it.
    """

    check: str
    where: str
    what: str
    warning: bool = False
    violation: Violation | None = None


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some article graphs of a store."""

    path: Path
    graphs: tuple[str, ...]


def audit_file(path: Path) -> Iterator[Finding]:
    """What the shapes say of an RDF file: of each graph that is an article's, as in a store; where there is none, of
    all its triples together. Raises `BadData` where it cannot be read."""
    graphs: dict[object, list[ox.Quad]] = {}
    try:
        for quad in ox.parse(path=str(path)):
            graphs.setdefault(quad.graph_name, []).append(quad)
    except FileNotFoundError as error:
        raise BadData(f"{path} does not exist: check the path.") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadData(f"{path} is no RDF file that can be read ({error}): correct it or its name's ending.") from error
    articles = [quads for name, quads in graphs.items() if any(_is_article(quad, name) for quad in quads)]
    for quads in articles or [list(chain.from_iterable(graphs.values()))]:
        yield from _violations(validate(quads).violations, "")


def _is_article(quad: ox.Quad, graph: object) -> bool:
    return quad.subject == graph and quad.predicate == RDF.type and quad.object == SCHEMA.NewsArticle


def audit_store(store: Store, *, checks: bool = False, workers: int = 1) -> Iterator[Finding]:
    """What was set aside and which articles break the shapes; with `checks`, faults of the merged view (which takes
    memory for all of it) and the rows of the check queries. Raises `StoreError` for a store in memory."""
    if store.writable and store.path is not None:  # what processes look at may not change meanwhile
        with Store.read(store.path) as still:
            yield from audit_store(still, checks=checks, workers=workers)
        return
    for rejected in store.set_aside:
        if rejected.violations:
            yield from _violations(rejected.violations, rejected.source)
        else:
            yield Finding(check="set aside", where=rejected.source, what=rejected.reason)
    for found in in_order(_look, _portions(store), workers, here=lambda _: False):
        yield from found
    if checks:
        yield from (Finding(check="merged view", where="", what=fault) for fault in store.check())
        for query in queries("checks"):
            yield from _check(store, query)


def _portions(store: Store) -> Iterator[_Portion]:
    graphs = (graph.value for graph in store.articles())
    path = store.snapshot.path if store.snapshot is not None else store.path
    while path and (portion := tuple(islice(graphs, _PORTION))):
        yield _Portion(path, portion)


def _look(portion: _Portion) -> tuple[Finding, ...]:
    return tuple(chain.from_iterable(_shapes(_opened(portion.path), graph) for graph in portion.graphs))


@cache
def _opened(path: Path) -> ox.Store:
    return ox.Store.read_only(str(path))


def _shapes(store: ox.Store, graph: str) -> Iterator[Finding]:
    node = ox.NamedNode(graph)
    found = validate(store.quads_for_pattern(None, None, None, node)).violations
    yield from _violations(found, _identifier(store, node)) if found else ()


def _check(store: Store, query: Query) -> Iterator[Finding]:
    found = rows(ask(store, query.text))
    for row in found.cells:
        said = ", ".join(f"{name}: {cell}" for name, cell in zip(found.columns, row, strict=True) if cell)
        yield Finding(check=query.name, where=said, what=query.problem or query.title)


def _violations(violations: tuple[Violation, ...], where: str) -> Iterator[Finding]:
    for violation in violations:
        focus = violation.focus.removeprefix(BASE)
        yield Finding(
            check="shapes",
            where=f"{where}: {focus}" if where else focus,
            what=violation.message,
            warning=violation.severity != "Violation",
            violation=violation,
        )


def _identifier(store: ox.Store, graph: ox.NamedNode) -> str:
    found = store.quads_for_pattern(graph, SCHEMA.identifier, None, graph)
    return next((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), graph.value)
