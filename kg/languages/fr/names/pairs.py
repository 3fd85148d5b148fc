"""Two persons bound by a dash, who are no person of that name: "l'entretien Dahl-Holm"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.languages.fr.tokens.words import Token


class Name(NamedTuple):
    """The tokens `first` … `last` (inclusive) that make up a person's name. `sure`: by its form, not its context."""

    first: int
    last: int
    sure: bool


def singly(tokens: Sequence[Token], names: Sequence[Name]) -> list[Name]:
    """The names without those of one word each part of which ends another name of the story."""
    bound = [name for name in names if name.first == name.last and "-" in tokens[name.first].norm]
    if not bound:
        return list(names)
    alone = {tokens[name.last].norm for name in names}
    return [n for n in names if n not in bound or not alone.issuperset(tokens[n.first].norm.split("-"))]
