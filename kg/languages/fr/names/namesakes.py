"""Sites that bear a person's name: no one of that name is told of."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.names.name_lists import word_set
from kg.languages.fr.tokens.words import Token

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
