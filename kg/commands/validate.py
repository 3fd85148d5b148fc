"""`kg validate`: what is wrong, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    file: Annotated[Path | None, typer.Argument(help="An RDF file (.ttl .nt .nq .trig …).")] = None,
    store: Annotated[Path | None, typer.Option(help="A store: its graphs, and what was set aside.")] = None,
    checks: Annotated[bool, typer.Option("--checks", help="Also ask queries/checks/: each row is a fault.")] = False,
) -> None:
    """Say in plain words what breaks the shapes, in a file or in a store, and why articles were set aside.

    Example: kg validate --store graph --checks
    """
    if (file is None) == (store is None) or (file and checks):
        raise typer.BadParameter("give either an RDF file, or --store DIR (which --checks needs).")
    from kg import console
    from kg.auditing import audit_file, audit_store
    from kg.store import Store

    if store:
        with Store.read(store) as opened:
            findings = tuple(audit_store(opened, checks=checks))
    else:
        findings = audit_file(file) if file else ()
    if findings:
        rows = [(f"{f.check} (warning)" if f.warning else f.check, f.where, f.what) for f in findings]
        console.table("", ("check", "where", "what is wrong"), rows)
    faults = sum(not finding.warning for finding in findings)
    console.say(f"{faults:,} faults, {len(findings) - faults:,} warnings." if findings else "Nothing is wrong.")
    if faults:
        raise typer.Exit(3)
