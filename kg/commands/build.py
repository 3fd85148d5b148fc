"""`kg build`: articles into a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    paths: Annotated[list[Path], typer.Argument(help="Articles: .txt, .html, .jsonl, or folders of them.")],
    store: Annotated[Path, typer.Option(help="Folder of the store; made where it does not exist.")],
    metadata: Annotated[
        Path | None, typer.Option(help="CSV table article,published,language[,url,title], by base name of the file.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read. Default: one per processor.")] = None,
) -> None:
    """Read articles into a store.

    What the store holds already, unchanged, is not read again.

    Example: kg build examples/articles --metadata examples/articles/metadata.csv --store graph
    """
    from kg import console
    from kg.intake import files
    from kg.metadata import read_metadata
    from kg.pipeline import build
    from kg.settings import Settings
    from kg.store import Store

    table = read_metadata(metadata) if metadata else {}
    found = files(paths)
    with Store.open(store) as opened, console.progress("Reading", found) as watch:
        tally = build(found, opened, metadata=table, workers=workers or Settings.from_env().processes, watch=watch)
    console.summary(tally)
    if tally.rejected:
        console.say(f"{tally.rejected} set aside, each with its report: kg validate --store {store}")
        raise typer.Exit(3)
