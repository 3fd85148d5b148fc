"""The name of an office that stands past its mandate: "la directrice pour l'Europe et l'Asie, X"."""

from __future__ import annotations

from kg.languages.fr.names.surroundings import is_verb, name_after
from kg.languages.fr.tokens.text import Text, grammar

_STOPS = grammar("stops")
_MANDATES = frozenset(("pour", "charge", "chargee", "responsable"))
_ONWARD = ("et", "dans", "de", "avec", "sur", "en", "au", "aux")
_LONGEST = 16  # tokens of a mandate at most


def past_mandate(text: Text, first: int, last: int, end: int) -> int | None:
    """The name after the office on tokens `first` … `last` and its mandate: "… pour l'Europe | et l'Asie, X", "… |
    chargé de l'Énergie, X"."""
    k = last + 1
    k += text.norm(k) == "en"
    begun = any(text.norm(n) in _MANDATES for n in range(first, k))
    if text.norm(k) not in _MANDATES and not (begun and text.norm(k) in _ONWARD):
        return None
    for n in range(k + 1, min(k + _LONGEST, end)):
        if text.norm(n) == ",":
            name = name_after(text, n + 1, end, comma=False)
            after = None if name is None else text.name_at[name] + 1
            return name if after is not None and not is_verb(text, after) else None
        if text.norm(n) in _STOPS or n in text.name_at or text.hit(n, "head"):
            return None
    return None
