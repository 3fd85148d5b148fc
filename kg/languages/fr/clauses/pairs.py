"""Two parties named as one: "Vietnam-Laos", "UE - Japon", "ASEAN-Chine", "franco-vietnamien"."""

from __future__ import annotations

from functools import lru_cache

from kg.languages.fr.tokens.lexicon import pair, phrases, state_by_name
from kg.languages.fr.tokens.text import Text
from kg.languages.fr.tokens.words import norms

_DASHES = frozenset(("-", "–", "—", "/"))
_LONGEST = 4  # words of a state's name that may follow a hyphen: "Vietnam-République de Corée"


def pair_at(text: Text, i: int) -> tuple[tuple[str, str], int] | None:
    """The two parties that the words from token `i` on name, and the last of these words; None for anything else."""
    token = text.tokens[i].text
    if "-" in token or "–" in token:
        both = pair(token) or _with_organization(token)
        return (both, i) if both else _long(text, i)
    first = text.hit(i, "country") or text.hit(i, "org")
    if first and text.norm(i + first.length) in _DASHES:
        after = i + first.length + 1
        second = text.hit(after, "country") or text.hit(after, "org")
        if second and second.key != first.key:
            return (first.key, second.key), after + second.length - 1
    return None


def _long(text: Text, i: int) -> tuple[tuple[str, str], int] | None:
    """ "Vietnam-République de Corée": a name of several words after the hyphen."""
    left, _, right = text.tokens[i].text.partition("-")
    first = state_by_name(left) if left[:1].isupper() and right[:1].isupper() else None
    for last in range(min(i + _LONGEST, len(text.tokens) - 1), i, -1) if first else ():
        second = state_by_name(f"{right} {text.words(i + 1, last)}")
        if first and second and first != second:
            return (first, second), last
    return None


@lru_cache(maxsize=4096)
def _with_organization(token: str) -> tuple[str, str] | None:
    left, _, right = token.replace("–", "-").partition("-")
    first, second = _code(left), _code(right)
    return (first, second) if first and second and first != second else None


def _code(name: str) -> str | None:
    if not name[:1].isupper():
        return None
    known = norms(name)
    acronym = (e.key for e in phrases().get(known[0], ()) if e.kind == "org" and e.words == known and e.text == name)
    return state_by_name(name) or next(acronym, None)
