"""How fast articles are read, stage by stage, with one and two processes, and in how much memory.

    python -m benchmarks.reading [FOLDER…] [--articles 2000] [--words 400]

Articles are put together from the texts of FOLDER (default: tests/gold and examples/articles), whole texts in an order
of chance until there are enough words. The figures are those of this machine while nothing else runs on it.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kg import console
from kg.identifiers import Iris
from kg.intake import articles
from kg.model import Article
from kg.pipeline import build, extract
from kg.plugins import languages
from kg.store import Store
from kg.tally import Outcome, Tally
from kg.triples import to_quads
from kg.validate import validate

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
SEED = 20_240_101
LANGUAGE = "fr"
WARM = 20  # articles read before the clock starts: word lists load once


def generate(texts: list[str], count: int, words: int) -> Iterator[dict[str, str]]:
    """`count` articles of about `words` words, the same in every run."""
    chance = random.Random(SEED)
    enough = words - statistics.mean(len(text.split()) for text in texts) / 2
    for number in range(count):
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < enough:
            parts.append(chance.choice(texts))
        published = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        text = f"Dépêche numéro {number}\n\n" + "\n\n".join(parts)
        yield {"id": f"bench-{number}", "text": text, "published": published, "language": LANGUAGE}


@dataclass(slots=True)
class Clock:
    """Milliseconds an article spends in each stage."""

    spent: dict[str, list[float]] = field(default_factory=dict)

    def time(self, stage: str, work: Callable[..., T], *given: Any) -> T:
        """Does the work and notes how long it took."""
        start = time.perf_counter()
        result = work(*given)
        self.spent.setdefault(stage, []).append(1000 * (time.perf_counter() - start))
        return result

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Stage, articles a second, median and 95th percentile in milliseconds."""
        whole = [sum(parts) for parts in zip(*self.spent.values(), strict=True)]
        for stage, spent in {**self.spent, "all stages": whole}.items():
            slow = sorted(spent)[len(spent) * 95 // 100]
            yield stage, f"{1000 * len(spent) / sum(spent):,.0f}", f"{statistics.median(spent):.2f}", f"{slow:.2f}"


def stages(sample: Iterable[Article], store: Store) -> Clock:
    """Each stage alone, in this process."""
    language, iris, clock = languages()[LANGUAGE], Iris(), Clock()
    for number, article in enumerate(sample):
        if number == WARM:
            clock = Clock()
        document = clock.time("parse", language.parse, article)
        reading = clock.time("read", language.read, document)
        quads = clock.time("triples", to_quads, reading, iris)
        clock.time("validate", validate, quads)
        clock.time("store", store.replace, iris.article(article.id), quads)
    return clock


@dataclass(slots=True)
class Run:
    """A whole run over `count` articles: memory of this process in MB at a quarter, half and end, time and tally."""

    count: int
    done: int = 0
    memory: list[str] = field(default_factory=list)

    def watch(self, _outcome: Outcome, _source: str, _reason: str | None) -> None:
        """Told of each article."""
        self.done += 1
        if self.done in (self.count // 4, self.count // 2, self.count):
            self.memory.append(f"{_resident():,.0f}")

    def row(self, name: str, workers: int, work: Callable[..., Tally], *given: Any) -> tuple[str, ...]:
        """Does the run and tells of it."""
        start = time.perf_counter()
        tally = work(*given, workers=workers, watch=self.watch)
        speed = f"{tally.total / (time.perf_counter() - start):,.0f}"
        return name, str(workers), speed, str(tally.rejected), " · ".join(self.memory)


def _resident() -> float:
    """Resident memory in MB; where the system does not tell it, the peak so far."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def texts_of(folders: list[Path]) -> list[str]:
    """The plain texts of some folders."""
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*.txt"))]


def main() -> None:
    """Runs the benchmark and prints its two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[ROOT / "tests" / "gold", ROOT / "examples" / "articles"]
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=400)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        made = generate(texts_of(given.folders), given.articles, given.words)
        path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in made), "utf-8")
        _print(path, Path(folder), given.articles)


def _print(path: Path, folder: Path, count: int) -> None:
    sample = [item for item in articles([path]) if isinstance(item, Article)][: max(WARM + 1, min(count, 500))]
    with Store.open(folder / "stages") as store:
        rows = stages(sample, store).rows()
        console.table("One process, stage by stage", ("stage", "articles/s", "median ms", "p95 ms"), list(rows))
    runs = []
    for workers in (1, 2):
        runs.append(Run(count).row("extract", workers, extract, [path], folder / f"facts-{workers}"))
        with Store.open(folder / f"store-{workers}") as store:
            runs.append(Run(count).row("build", workers, build, [path], store))
    columns = ("command", "processes", "articles/s", "rejected", "MB at ¼ · ½ · end")
    console.table(f"Whole runs, {count:,} articles", columns, runs)


if __name__ == "__main__":
    main()
