"""`kg validate`: what is wrong, for a person or a program."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.auditing import Finding


class _Format(StrEnum):
    TABLE = "table"
    TURTLE = "turtle"
    JSON = "json"


def command(
    file: Annotated[Path | None, typer.Argument(help="An RDF file (.ttl .nt .nq .trig …).")] = None,
    store: Annotated[Path | None, typer.Option(help="A store: its graphs, and what was set aside.")] = None,
    checks: Annotated[
        bool, typer.Option("--checks", help="Also check the merged view, and ask queries/checks/: each row is a fault.")
    ] = False,
    format_: Annotated[
        _Format, typer.Option("--format", help="A table, a sh:ValidationReport in Turtle, or JSON.")
    ] = _Format.TABLE,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that look at a store. [default: processors]")
    ] = None,
) -> None:
    """Say what breaks the shapes, in a file or in a store, and why articles were set aside.

    Exit code 0: it conforms, perhaps with warnings. 3: it does not.

    Example: kg validate --store graph --checks
    """
    if (file is None) == (store is None) or (file and checks):
        raise typer.BadParameter("give either an RDF file, or --store DIR (which --checks needs).")
    from kg.auditing import audit_file, audit_store
    from kg.settings import Settings
    from kg.store import Store

    if store:
        with Store.read(store) as opened:
            found = audit_store(opened, checks=checks, workers=workers or Settings.from_env().processes)
            conforms = _report(found, format_)
    else:
        conforms = _report(audit_file(file), format_) if file else True
    if not conforms:
        raise typer.Exit(3)


def _report(found: Iterable[Finding], format_: _Format) -> bool:
    """Write the report; whether there is no fault."""
    import sys

    from kg import console
    from kg.findings import Verdict, to_json, to_table, to_turtle

    verdict = Verdict()
    if format_ is _Format.TABLE:
        to_table(verdict.over(found), console.table)
    else:
        {_Format.TURTLE: to_turtle, _Format.JSON: to_json}[format_](found, verdict, sys.stdout.write)
    console.say(str(verdict))
    return verdict.conforms
