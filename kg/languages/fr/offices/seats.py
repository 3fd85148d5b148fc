"""The chamber that an office leaves to the words before it: "reçu au Sénat par son président, X"."""

from __future__ import annotations

from kg.languages.fr.offices.bodies import skip_articles
from kg.languages.fr.offices.offices import Phrase, parse_as
from kg.languages.fr.tokens.text import Text

_AT = frozenset(("a", "au", "aux"))
_BEFORE = 16  # tokens at most from a chamber to who presides over it
_CHAIRS = frozenset(("president", "vice-president"))


def seated(text: Text, start: int, phrase: Phrase) -> Phrase:
    """The phrase, of the chamber at which its sentence, from token `start` on, tells of a bare "président" by whom or
    with whom something is done; itself elsewhere."""
    ref = phrase.ref
    if ref.head not in _CHAIRS or ref.body or ref.state or ref.qualifier or phrase.last != phrase.first:
        return phrase
    if {"par", "avec"}.isdisjoint((text.norm(phrase.first - 2), text.norm(phrase.first - 3))):
        return phrase
    for k in range(phrase.first - 3, max(phrase.first - _BEFORE, start) - 1, -1):
        if text.norm(k) in _AT and text.capital(at := skip_articles(text, k + 1)):
            held = parse_as(text, phrase.first, at, ref.head, phrase.plural, direct=True).ref
            if held.office and held.office.startswith("legislature"):
                return phrase._replace(ref=held)
    return phrase
