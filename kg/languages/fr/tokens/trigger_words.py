"""The trigger words of each event, from `triggers/<event>.toml`, as sets of folded forms."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.languages.fr.tokens.words import norms
from kg.languages.fr.words import lists


@cache
def triggers(event: str) -> dict[str, Any]:
    """The whole table of an event."""
    return lists(f"triggers/{event}")


@cache
def forms(event: str, *path: str) -> frozenset[str]:
    """One list of single words, by its path in the table."""
    value: Any = triggers(event)
    for key in path:
        value = value[key]
    return frozenset(value)


@cache
def phrases(event: str, *path: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """A table of lists of phrases as (words, its list's name), the longest first."""
    value: Any = triggers(event)
    for key in path:
        value = value[key]
    found = [(norms(phrase), name) for name, many in value.items() for phrase in many]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def by_first_word(event: str, *path: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases of a table by their first word."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in phrases(event, *path):
        table.setdefault(words[0], []).append((words, name))
    return {first: tuple(found) for first, found in table.items()}
