"""Names → the items that they may be: what every way of finding them gives, and the way that needs no service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from kg.identifiers import organizations, slug
from kg.persons import known

LEAST, MANY = 0.7, 3
"""The score that a match needs, and how many of them are given for one name."""
UNTOLD = 0.85
"""The share of a likeness that a score keeps where the state is another or not told."""

_SHARED = 0.1  # share of the trigrams of two names that both have, where it is worth to compare letter by letter


@dataclass(frozen=True, slots=True)
class Name:
    """A name in search of an item, of a "person" or an "organisation"; `home` is the slug of a person's state."""

    text: str
    kind: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An item that a name may be, with its own name, a score from 0 to 1, and why."""

    qid: str
    item: str
    score: float
    reason: str


Finder = Callable[[Sequence[Name]], Iterator[list[Match]]]
"""The matches of each name in order, best first."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the snapshot: its names as slugs, and the homes of a person (none of an organisation)."""

    qid: str
    name: str
    names: frozenset[str]
    homes: frozenset[str]


@cache
def _items(kind: str) -> tuple[_Item, ...]:
    if kind == "person":
        return tuple(_Item(p.qid, p.name, p.names, p.homes) for p in known() if p.qid)
    found = []
    for org in organizations().values():
        if org.qid:
            names = frozenset(slug(name) for name in (org.name_fr, org.name_en, *org.acronyms, *org.aliases) if name)
            found.append(_Item(org.qid, org.name_en or org.name_fr, names, frozenset()))
    return tuple(found)


def in_snapshot(names: Sequence[Name]) -> Iterator[list[Match]]:
    """The matches of each name among the items of the reference tables."""
    yield from (best(_compared(name)) for name in names)


def _compared(name: Name) -> Iterator[Match]:
    own = slug(name.text)
    for item in _items(name.kind):
        found = max(likeness(own, other) for other in item.names)
        if not found:
            continue
        same = name.home in item.homes
        state = f"; the state is {'the same' if same else 'another or not told'}" if name.kind == "person" else ""
        score = found * (1.0 if same or name.kind != "person" else UNTOLD)
        yield Match(item.qid, item.name, round(score, 3), f"{alike(found, item.name)}{state}")


def best(matches: Iterable[Match]) -> list[Match]:
    """The best of the matches that are good enough, in order."""
    return sorted((m for m in matches if m.score >= LEAST), key=lambda match: (-match.score, match.qid))[:MANY]


def alike(found: float, name: str) -> str:
    """A likeness in words."""
    return "the name is the same" if found == 1 else f"the name is like {name} ({found:.2f})"


def likeness(one: str, other: str) -> float:
    """How like two names are, from 0 to 1, as slugs; the order of their words does not matter. Below `LEAST`, 0."""
    (grams, words), (others, their) = _parts(one), _parts(other)
    if len(grams & others) < _SHARED * (len(grams) + len(others)):
        return 0.0
    if words == their:
        return 1.0
    found = SequenceMatcher(None, one, other).ratio()
    return found if found >= LEAST else 0.0


@lru_cache(maxsize=65536)
def _parts(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The trigrams of a slug, and its words in an order of their own."""
    padded = f"-{name}-"
    grams = frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
    return grams, tuple(sorted(name.split("-")))
