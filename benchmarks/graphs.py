"""A store of any size whose articles are like real ones: facts that people read, told again on other days.

    python -m benchmarks.graphs STORE [--triples 1000000]

Each article of `tests/gold` is told again and again, every time all its days later, so that its events are others.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.factsjson import from_json
from kg.identifiers import Iris
from kg.model import Article, Reading
from kg.store import Store
from kg.triples import to_quads

GOLD = Path(__file__).parents[1] / "tests" / "gold"
_STEP = 17  # days between two tellings
_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


def readings() -> Iterator[Reading]:
    """Readings without end, no two with the same events, the same in every run."""
    texts = [(path, path.read_text("utf-8"), path.with_suffix(".txt").read_text("utf-8")) for path in _articles()]
    for turn in count():
        for path, facts, text in texts:
            yield _told(path.stem, _later(facts, turn * _STEP), text, turn)


def _articles() -> list[Path]:
    return [path for path in sorted(GOLD.rglob("*.json")) if path.with_suffix(".txt").is_file()]


def _later(facts: str, days: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_DAY.sub(lambda day: _shifted(day[0], days), facts))
    return found


def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except ValueError:
        return day


def _told(stem: str, item: dict[str, Any], text: str, turn: int) -> Reading:
    for story in item["stories"]:
        for key, facts in story.items():
            if isinstance(facts, list):
                story[key] = [fact for fact in facts if fact["quote"] in text]
    source = Article(
        id=f"{stem}-{turn}", text=text, source=stem, published=item.get("published"), language="fr", title=stem
    )
    return from_json(item, source)


def fill(folder: Path, triples: int) -> int:
    """A store whose merged view holds at least so many triples; gives the number of articles. One that is there and
    large enough is used again."""
    iris = Iris()
    with Store.open(folder) as store:
        made = sum(1 for _ in store.articles())
        for number, reading in enumerate(readings()):
            if number >= made and number % 200 == 0 and _size(store) >= triples:
                return number
            if number >= made:
                quads = to_quads(reading, iris)
                store.replace(quads[0].graph_name, quads, "benchmark")  # type: ignore[arg-type] # always named
    raise AssertionError("there are readings without end")


def _size(store: Store) -> int:
    return sum(1 for _ in store.oxigraph.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def main() -> None:
    """Makes the store and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    given = parser.parse_args()
    start = time.perf_counter()
    articles = fill(given.store, given.triples)
    with Store.read(given.store) as store:
        merged, whole = _size(store), len(store.oxigraph)
    print(f"{articles:,} articles, {merged:,} merged triples, {whole:,} quads, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
