"""What a store of a million triples costs: `kg validate` with one and two processes, and each named query.

    python -m benchmarks.million [--store DIR] [--triples 1000000] [--json FILE]

The store is filled by `benchmarks.graphs` where DIR does not hold it yet. Memory is that of all processes, without what
they map from files. Milliseconds an article are processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.graphs import fill
from kg import console
from kg.answers import ask
from kg.queries import queries
from kg.store import Store
from kg.validate import validate

_SAMPLE = 500  # articles validated one by one
_FOLDERS = ("examples", "checks")


def processes(pid: int) -> Iterator[int]:
    """A process and all below it (Linux)."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                yield from processes(int(child))
        except OSError:
            continue


def memory(pid: int) -> float:
    """Anonymous memory of a process and all below it, in MB."""
    total = 0
    for each in processes(pid):
        try:
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
    return total / 1024


def run(store: Path, workers: int, format_: str) -> tuple[str, ...]:
    """A whole `kg validate`: workers, format, seconds, peak memory in each quarter of the time, exit code."""
    command = [sys.executable, "-m", "kg", "validate", "--store", str(store), "--format", format_]
    start, seen = time.perf_counter(), []
    with subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            seen.append((time.perf_counter() - start, memory(process.pid)))
            time.sleep(0.2)
    took = time.perf_counter() - start
    quarters = [[m for at, m in seen if q * took / 4 <= at < (q + 1) * took / 4] or [0.0] for q in range(4)]
    peaks = " · ".join(f"{max(part):,.0f}" for part in quarters)
    return str(workers), format_, f"{took:.1f}", peaks, str(process.returncode)


def article(store: Store) -> tuple[str, ...]:
    """Triples an article, and milliseconds that validating one takes: median, mean, 95th percentile."""
    spent, sizes = [], []
    for graph in islice(store.articles(), _SAMPLE):
        quads = tuple(store.oxigraph.quads_for_pattern(None, None, None, graph))
        start = time.process_time()
        validate(quads)
        spent.append(1000 * (time.process_time() - start))
        sizes.append(len(quads))
    figures = (statistics.median(spent), statistics.mean(spent), sorted(spent)[len(spent) * 95 // 100])
    return f"{statistics.mean(sizes):.0f}", *(f"{figure:.2f}" for figure in figures)


def questions(store: Store) -> Iterator[tuple[str, str, str]]:
    """Each named query with its defaults: name, rows, seconds (the better of two)."""
    for query in (query for folder in _FOLDERS for query in queries(folder) if "SERVICE" not in query.text):
        times = []
        for _ in range(2):
            start = time.perf_counter()
            rows = sum(1 for _ in ask(store, query.text))  # type: ignore[union-attr, misc] # none is an ASK
            times.append(time.perf_counter() - start)
        yield f"{query.folder}/{query.name}", f"{rows:,}", f"{min(times):.2f}"


def measure(store: Path, triples: int) -> dict[str, list[tuple[str, ...]]]:
    """Every table by its title."""
    count = fill(store, triples)
    title = f"kg validate, {count:,} articles, at least {triples:,} merged triples"
    found: dict[str, list[tuple[str, ...]]] = {title: [run(store, workers, "json") for workers in (1, 2)]}
    with Store.read(store) as opened:
        found["One article"] = [article(opened)]
        found["Queries"] = list(questions(opened))
    return found


_COLUMNS = (
    ("processes", "format", "seconds", "peak MB by quarter", "exit code"),
    ("triples", "median ms", "mean ms", "p95 ms"),
    ("query", "rows", "seconds"),
)


def main() -> None:
    """Measures and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.store or Path(folder) / "store", given.triples)
    for (title, rows), columns in zip(found.items(), _COLUMNS, strict=True):
        console.table(title, columns, rows)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
