"""What is wrong with a store or an RDF file: shapes, the merged view, the check queries, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.answers import ask, rows
from kg.errors import BadData
from kg.identifiers import BASE
from kg.model import Violation
from kg.queries import queries
from kg.store import Store
from kg.validate import validate
from kg.vocab import SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in plain words: which check found it, where, what it is. `warning`: worth a look, no fault."""

    check: str
    where: str
    what: str
    warning: bool = False


def audit_file(path: Path) -> tuple[Finding, ...]:
    """What the shapes say of an RDF file. Raises `BadData` where it cannot be read."""
    try:
        quads = tuple(ox.parse(path=str(path)))
    except FileNotFoundError as error:
        raise BadData(f"{path} does not exist: check the path.") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadData(f"{path} is no RDF file that can be read ({error}): correct it or its name's ending.") from error
    return tuple(_violations(validate(quads).violations, ""))


def audit_store(store: Store, *, checks: bool = False) -> Iterator[Finding]:
    """What was set aside, what breaks the shapes or the merged view, and the rows of the check queries."""
    for rejected in store.set_aside:
        if rejected.violations:
            yield from _violations(rejected.violations, rejected.source)
        else:
            yield Finding(check="set aside", where=rejected.source, what=rejected.reason)
    for graph in store.articles():
        quads = store.oxigraph.quads_for_pattern(None, None, None, graph)
        yield from _violations(validate(quads).violations, _identifier(store, graph))
    yield from (Finding(check="merged view", where="", what=fault) for fault in store.check())
    if checks:
        yield from _checks(store)


def _checks(store: Store) -> Iterator[Finding]:
    for query in queries("checks"):
        found = rows(ask(store, query.text))
        for row in found.cells:
            said = ", ".join(f"{name}: {cell}" for name, cell in zip(found.columns, row, strict=True) if cell)
            yield Finding(check=query.name, where=said, what=query.problem or query.title)


def _violations(violations: tuple[Violation, ...], where: str) -> Iterator[Finding]:
    for violation in violations:
        focus = violation.focus.removeprefix(BASE)
        place = f"{where}: {focus}" if where else focus
        yield Finding(check="shapes", where=place, what=violation.message, warning=violation.severity != "Violation")


def _identifier(store: Store, graph: ox.NamedNode) -> str:
    found = store.oxigraph.quads_for_pattern(graph, SCHEMA.identifier, None, graph)
    return next((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), graph.value)
