"""Partnerships: the levels of relations that the story names between two parties, once per pair and level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.events.partnership import Partnership
from kg.languages.fr.clauses.limits import MOST_EVENTS
from kg.languages.fr.clauses.view import View
from kg.languages.fr.partnerships import chronicle
from kg.languages.fr.partnerships.acts import acts_of
from kg.languages.fr.partnerships.levels import LADDER, levels
from kg.languages.fr.partnerships.parties import between
from kg.languages.fr.partnerships.telling import Telling

_RANK = {"existing": 0, "proposed": 1, "established": 2, "upgraded": 3}


def read(view: View) -> Iterator[Partnership]:
    """One fact per pair and level, with the strongest status that the story tells of it."""
    kept: dict[tuple[frozenset[str], str], Telling] = {}
    for told in _tellings(view):
        key = frozenset(told.parties), told.level
        if key not in kept or _RANK[told.status] > _RANK[kept[key].status]:
            kept[key] = told
    for told in kept.values():
        if told.status != "existing" or not _left_behind(told, kept.values()):
            yield Partnership(
                parties=told.parties, level=told.level, status=told.status,
                evidence=view.evidence(told.sentence, f"fr.partnership.{told.rule}"),
            )  # fmt: skip


def _tellings(view: View) -> Iterator[Telling]:
    latest: Telling | None = None
    for s, sentence in enumerate(view.sentences):
        here: list[Telling] = []
        found = levels(view.text, sentence.first, sentence.last)
        for level in islice(found, MOST_EVENTS):
            told = acts_of(view, s, level)
            for pair in between(view, s, level) if told else ():
                here.extend(Telling(pair, name, status, s, level.head) for name, status in told)
        if not here and latest:
            here = list(chronicle.continued(view, s, latest))
        latest = here[-1] if here else latest
        yield from here


def _left_behind(told: Telling, others: Iterable[Telling]) -> bool:
    """True for a level below one that the story says was reached."""
    return any(
        other.status == "upgraded" and set(other.parties) == set(told.parties)
        and LADDER.get(told.level, 9) < LADDER.get(other.level, 0)
        for other in others
    )  # fmt: skip
