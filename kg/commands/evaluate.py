"""`kg evaluate`: how well articles are read, against gold data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.evaluate import Scores


def command(
    gold: Annotated[
        list[Path], typer.Argument(help="Folders with gold facts (.json) and their texts (.txt, metadata.csv).")
    ],
    facts: Annotated[
        Path | None, typer.Option(help="Score the facts in this folder instead of reading the texts.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option(help="Folder of the texts, where they are not beside the gold facts.")
    ] = None,
    only: Annotated[
        Path | None, typer.Option(help="Score only the articles that this file lists, as folder/name.")
    ] = None,
    skip: Annotated[Path | None, typer.Option(help="Leave out the articles that this file lists.")] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="List what was missed (-) and extra (+), by kind.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the reading of articles against gold data: precision, recall and F1 of each kind of fact.

    Example: kg evaluate tests/gold/corpus --verbose
    """
    from kg.evaluate import Selection, evaluate

    if only and skip:
        raise typer.BadParameter("give --only or --skip, not both")
    listing = only or skip
    selection = Selection.from_file(listing, only=bool(only)) if listing else None
    scores = evaluate(*gold, facts_dir=facts, texts_dir=texts, selection=selection)
    if verbose:
        _findings(scores)
    _json(scores) if as_json else _table(scores)


def _findings(scores: Scores) -> None:
    from kg import console
    from kg.evaluate import ALL

    for what in ALL:
        for found in (finding for finding in scores.findings if finding.what == what):
            told = {key: value for key, value in found.item.items() if value and key not in ("evidence", "confidence")}
            console.say(f"{found.mark} {what} {found.story} {json.dumps(told, ensure_ascii=False)}")


def _json(scores: Scores) -> None:
    from dataclasses import asdict

    figures = {name: asdict(figure) for name, figure in scores.figures().items()}
    print(json.dumps({"articles": scores.articles, **figures}, indent=1))


def _table(scores: Scores) -> None:
    from kg import console

    rows = [
        (name, figure.gold, f"{figure.precision:.3f}", f"{figure.recall:.3f}", f"{figure.f1:.3f}")
        for name, figure in scores.figures().items()
    ]
    console.table(f"{scores.articles} articles", ("fact", "gold", "precision", "recall", "F1"), rows)
