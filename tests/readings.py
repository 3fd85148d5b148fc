"""Readings for tests: from facts in the JSON of the gold data, and from the gold data where it lies beside us."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.factsjson import from_json
from kg.model import Article, Reading

SHARED = Path(__file__).parents[2] / "shared"


def reading(
    text: str, *, article: str = "note", published: str | None = None, **facts: list[dict[str, Any]]
) -> Reading:
    """A reading of a one-story article; each fact without a quote is stated by the whole text."""
    story = {key: [{"quote": text, **fact} for fact in found] for key, found in facts.items()}
    source = Article(id=article, text=text, source="test", published=published, language="fr")
    return from_json({"stories": [{"story": 0, **story}]}, source)


def gold() -> Iterator[Reading]:
    """Every gold article that is not set apart for measuring; a quote that its text does not hold is left out."""
    if not SHARED.is_dir():
        pytest.skip("the gold data is not beside this checkout")
    apart = set((SHARED / "gold" / "MEASURE.txt").read_text("utf-8").split())
    for path in sorted((SHARED / "gold").glob("*/*.json")):
        folder, name = path.parent.name, path.stem
        if f"{folder}/{name}" not in apart:
            home = SHARED / "seeds" if folder == "seeds" else path.parent
            yield _gold(path, (home / f"{name}.txt").read_text("utf-8"))


def _gold(path: Path, text: str) -> Reading:
    item = json.loads(path.read_text("utf-8"))
    for story in item["stories"]:
        for key, facts in story.items():
            if isinstance(facts, list):
                story[key] = [fact for fact in facts if fact["quote"] in text]
    return from_json(
        item, Article(id=path.stem, text=text, source=path.name, published=item["published"], language="fr")
    )
