"""What became of the articles of a run, counted: every article once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an article. READ is for facts written to a file, the three before it for a store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    READ = "read"
    SET_ASIDE = "set aside"
    UNREADABLE = "unreadable"


@dataclass(slots=True)
class Tally:
    """Counts of a run: `articles` adds up to the articles given, the rest counts what was read anew in them."""

    articles: Counter[Outcome] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    stories: int = 0
    quads: int = 0
    violations: int = 0

    @property
    def total(self) -> int:
        """The articles given."""
        return self.articles.total()

    @property
    def rejected(self) -> int:
        """The articles that did not come through."""
        return self.articles[Outcome.SET_ASIDE] + self.articles[Outcome.UNREADABLE]


Watch = Callable[[Outcome, str, str | None], None]
"""Told of each article as it is done: what became of it, its source, and why where it was rejected."""
