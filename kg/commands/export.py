"""`kg export`: a store as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    store: Annotated[Path, typer.Option(help="Folder of the store.")],
    out: Annotated[Path, typer.Option(help="The file to write; it appears when it is complete.")],
    format_: Annotated[str, typer.Option("--format", help="nquads, trig, turtle, jsonld, csv …")] = "nquads",
) -> None:
    """Write a store to a file.

    nquads and trig hold the graph of each article and the merged view, turtle and jsonld the merged view,
    csv a table of meetings for spreadsheets, quickstatements what Wikidata may lack, with the addresses of articles.

    Example: kg export --store graph --format nquads --out graph.nq
    """
    from kg import console
    from kg.exporting import export
    from kg.store import Store

    with Store.read(store) as opened:
        size = export(opened, format_, out)
    console.say(f"{out}: {size:,} bytes of {format_}.")
