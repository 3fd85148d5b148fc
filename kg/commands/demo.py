"""`kg demo`: the whole way, on the example notes."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer


def command(
    store: Annotated[Path | None, typer.Option(help="Folder to keep the store in. Default: none is kept.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. Default: ENTENTE_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. Default: ENTENTE_PORT or 7878.")] = None,
    serve: Annotated[bool, typer.Option(help="Serve the store when it is built.")] = True,
) -> None:
    """Build a graph from the example notes, validate it, ask it questions, and serve it.

    Example: kg demo --no-serve
    """
    from kg import console
    from kg.commands.serve import start

    with nullcontext(str(store)) if store else TemporaryDirectory(prefix="entente-") as folder:
        rejected = _build(Path(folder))
        _ask(Path(folder))
        if serve:
            start(Path(folder), host=host, port=port)
        else:
            console.say("Serve a store with: kg serve --store DIR")
    if rejected:
        raise typer.Exit(3)


def _build(folder: Path) -> int:
    from kg import console
    from kg.intake import files
    from kg.metadata import read_metadata
    from kg.pipeline import build
    from kg.resources import resource
    from kg.store import Store

    notes = resource("examples", "articles")
    found = files([notes])
    with Store.open(folder) as store, console.progress("Reading", found) as watch:
        tally = build(found, store, metadata=read_metadata(notes / "metadata.csv"), watch=watch)
    console.summary(tally)
    return tally.rejected


def _ask(folder: Path) -> None:
    from kg import console
    from kg.answers import ask, rows, shown
    from kg.queries import find
    from kg.store import Store

    with Store.read(folder) as store:
        for name in _QUESTIONS:
            query = find(name)
            found = rows(ask(store, query.text))
            defaults = ", ".join(f"{each.name}: {shown(each.default)}" for each in query.parameters)
            console.table(f"{query.title} ({defaults})", found.columns, found.cells[:_SHOWN])
            if len(found.cells) > _SHOWN:
                console.say(f"… and {len(found.cells) - _SHOWN} more: kg query {name} --store DIR")


_QUESTIONS = ("who-met", "meetings-of-two", "meetings-with-sentences")
_SHOWN = 8
