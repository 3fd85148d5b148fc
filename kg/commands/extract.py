"""`kg extract`: the facts of articles as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    paths: Annotated[list[Path], typer.Argument(help="Articles: .txt, .html, .jsonl, or folders of them.")],
    out: Annotated[Path, typer.Option(help="Folder for the JSON files, one for each article, of its name.")],
    metadata: Annotated[
        Path | None, typer.Option(help="CSV table article,published,language[,url,title], by base name of the file.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read. Default: one per processor.")] = None,
) -> None:
    """Write the facts of articles as JSON, with the sentence and the rule of each.

    Example: kg extract examples/articles/hanoi-guterres.txt --out facts
    """
    from kg import console
    from kg.intake import files
    from kg.metadata import read_metadata
    from kg.pipeline import extract
    from kg.settings import Settings

    table = read_metadata(metadata) if metadata else {}
    found = files(paths)
    with console.progress("Reading", found) as watch:
        tally = extract(found, out, metadata=table, workers=workers or Settings.from_env().processes, watch=watch)
    console.summary(tally)
    if tally.rejected:
        raise typer.Exit(3)
