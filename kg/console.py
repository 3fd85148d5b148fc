"""What commands show to a person: tables, progress, warnings. Tables go to the output, all else beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg.model import Event
from kg.plugins import events
from kg.tally import Outcome, Tally, Watch

_SHOWN = 20  # rejected articles that are named one by one
_WIDE = 160  # columns where the output is a file or a pipe

out = Console(width=None if Console().is_terminal else _WIDE, highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """A line beside the output."""
    err.print(escape(text))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on the output; numbers are set right."""
    if title:
        out.print(f"\n[bold]{escape(title)}[/bold]")
    grid = Table()
    made = [[_cell(value) for value in row] for row in rows]
    for position, column in enumerate(columns):
        numeric = bool(made) and all(row[position].replace(",", "").isdigit() for row in made)
        grid.add_column(escape(column), justify="right" if numeric else "left", overflow="fold")
    for row in made:
        grid.add_row(*map(escape, row))
    out.print(grid)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


@contextmanager
def progress(what: str, files: Sequence[Path]) -> Iterator[Watch]:
    """A progress bar over files; gives the function to tell of each article, and names the first rejected ones."""
    many = any(file.suffix in (".jsonl", ".ndjson") for file in files)  # how many articles is known at the end only
    total = None if many else len(files)
    logging.basicConfig(format="%(message)s", level=logging.WARNING, force=True)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page that has no article; we count them
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    rejected = 0
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=total)

        def watch(_: Outcome, __: str, reason: str | None) -> None:
            nonlocal rejected
            bar.advance(task)
            if reason is not None:
                rejected += 1
                if rejected <= _SHOWN:
                    bar.console.print(f"• {escape(reason)}")

        yield watch
    if rejected > _SHOWN:
        say(f"… and {rejected - _SHOWN} more.")


_FIRST = ("meeting", "visit", "office", "partnership")


def _rank(event: Event) -> tuple[int, str]:
    return (_FIRST.index(event.name) if event.name in _FIRST else len(_FIRST), event.name)


def summary(tally: Tally) -> None:
    """What a run read, as one table."""
    rows: list[tuple[str, int]] = [("articles", tally.total)]
    rows += [(f"  {outcome}", tally.articles[outcome]) for outcome in Outcome if tally.articles[outcome]]
    if tally.stories:
        rows.append(("stories", tally.stories))
        rows += [(event.plural, tally.facts[event.plural]) for event in sorted(events(), key=_rank)]
    rows.append(("violations", tally.violations))
    table("What was read", ("", "count"), rows)
