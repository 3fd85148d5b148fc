"""What looks like a person's name and is none: sites that bear one, states and regions with a hyphen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.languages.fr.names.name_lists import word_set
from kg.languages.fr.tokens.lexicon import pair, state_by_name, state_of_city
from kg.languages.fr.tokens.words import Token

_HONOURS = frozenset(("excellence", "altesse", "eminence"))
_GIVEN = frozenset(("an", "noel"))  # nouns of days that are names too
_BEFORE_FEASTS = frozenset(("nouvel", "l'", "a", "de", "pour", "avant", "apres", "marche", "depuis", "bonne"))
ADJECTIVAL = ("ais", "ois", "en", "ain", "aise", "oise", "enne", "aine", "international", "militaire", "olympique")


def dedicated(tokens: Sequence[Token], first: int) -> bool:
    """True for a name that a site bears: "l'aéroport international du Roi | Khaled", "rue du Général | Leclerc"."""
    if tokens[first - 1].norm not in word_set("dedicatees"):
        return False
    k = first - 2
    k -= tokens[k].norm in ("le", "la", "l'")
    k -= tokens[k].norm in ("du", "de")
    k -= tokens[k].norm.endswith(ADJECTIVAL)
    return k >= 0 and tokens[k].norm in word_set("dedicated")


@lru_cache(maxsize=4096)
def regions(norm: str) -> bool:
    """True for "France-Afrique": every part is a state or a word that no person is named by."""
    placed = (state_by_name(part.capitalize()) or state_of_city(part.capitalize()) for part in norm.split("-"))
    return (
        all(here or part in word_set("never") for here, part in zip(placed, norm.split("-"), strict=True))
        or pair(norm.title()) is not None
    )


def syllable(before: str, norm: str, after: str, inner: bool) -> bool:
    """True for a noun that is part of a name before a capital: "Mme | An Qing", "Ri | Son Gwon", "| Noël Le Bon"."""
    if inner:
        return norm == "son" and after not in _HONOURS
    return before in word_set("addresses") or (norm in _GIVEN and before not in _BEFORE_FEASTS)
