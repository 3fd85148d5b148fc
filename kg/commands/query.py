"""`kg query`: a question to a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    query: Annotated[str | None, typer.Argument(help="Name of a query (see --list), or a file (.rq).")] = None,
    store: Annotated[Path | None, typer.Option(help="Folder of the store.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="name=value for a parameter; repeatable.")] = None,
    format_: Annotated[
        str, typer.Option("--format", help="table, json, csv, tsv, xml; for graphs turtle, ntriples, jsonld, rdfxml.")
    ] = "table",
    allow_service: Annotated[
        list[str] | None, typer.Option(help="An address that SERVICE may ask [default: none]; repeatable.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the named queries and their parameters.")] = False,
) -> None:
    """Ask a store a question: a named query, or SPARQL from a file.

    Example: kg query meetings-of-pair --store graph --param a=country/VN
    """
    if list_:
        _list()
    elif query is None or store is None:
        raise typer.BadParameter("give a query and --store DIR, or --list to see the named queries.")
    else:
        _ask(query, store, param or [], format_, allow_service or [])


def _ask(name: str, folder: Path, params: list[str], format_: str, allowed: list[str]) -> None:
    import signal
    import sys

    from kg import console
    from kg.answers import ask, rows, write
    from kg.queries import bind, find
    from kg.store import Store

    wrong = next((param for param in params if "=" not in param), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong!r} is not name=value.")
    sparql = bind(find(name), dict(param.split("=", 1) for param in params))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine does not stop for Python: let Ctrl-C end the process
    with Store.read(folder) as store:
        answer = ask(store, sparql, allowed)
        if format_ != "table":
            write(answer, sys.stdout.buffer, format_)
            return
        found = rows(answer)
        console.table("", found.columns, found.cells)
        console.say(f"{len(found.cells):,} row{'' if len(found.cells) == 1 else 's'}.")


def _list() -> None:
    from kg import console
    from kg.queries import queries

    named = [query for folder in ("examples", "checks") for query in queries(folder)]
    console.table(
        "Named queries",
        ("name", "question", "parameters (default)"),
        [
            (
                query.name if query.folder == "examples" else f"{query.folder}/{query.name}",
                query.title,
                ", ".join(f"{parameter.name} ({parameter.default.value})" for parameter in query.parameters),
            )
            for query in named
        ],
    )
