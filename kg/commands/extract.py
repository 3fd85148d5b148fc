"""`kg extract`: the facts of articles as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    paths: Annotated[list[Path], typer.Argument(help="Articles: .txt, .html, .jsonl, or folders of them.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the JSON files, one for each article, of its name.")
    ] = None,
    metadata: Annotated[
        Path | None, typer.Option(help="CSV table article,published,language[,url,title], by base name of the file.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read. Default: one per processor.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was read and why, in colour; write nothing.")
    ] = False,
) -> None:
    """Write the facts of articles as JSON, with the sentence and the rule of each.

    Example: kg extract examples/articles/hanoi-guterres.txt --out facts
    """
    if explain == (out is not None):
        raise typer.BadParameter("give --out DIR to write the facts, or --explain to see them")
    rejected = _write(paths, out, metadata, workers) if out else _explain(paths, metadata)
    if rejected:
        raise typer.Exit(3)


def _write(paths: list[Path], out: Path, metadata: Path | None, workers: int | None) -> int:
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
    return tally.rejected


def _explain(paths: list[Path], metadata: Path | None) -> int:
    from kg import console
    from kg.errors import BadInput
    from kg.explain import read_and_explain
    from kg.intake import articles
    from kg.metadata import read_metadata
    from kg.setaside import Rejected

    rejected = 0
    for item in articles(paths, read_metadata(metadata) if metadata else None):
        try:
            if isinstance(item, Rejected):
                raise BadInput(item.reason)
            console.out.print(read_and_explain(item))
        except BadInput as error:
            rejected += 1
            console.say(str(error))
    return rejected
