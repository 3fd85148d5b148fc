"""What is known of names: word lists, the people of the tenure table, and when two forms denote one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from kg import reference
from kg.languages.fr.tokens.words import fold, norms
from kg.languages.fr.words import lines, lists

# A Vietnamese syllable without its tone marks: onset, one to three vowels, coda.
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


@cache
def _words() -> dict[str, Any]:
    return lists("names")


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of `names.toml` as folded words."""
    value = _words()[name]
    return frozenset(fold(w) for w in (value.split() if isinstance(value, str) else value))


@cache
def surnames() -> frozenset[str]:
    """Vietnamese family names, folded."""
    return frozenset(name for line in lines("surnames_vi") for name in line.split())


@cache
def known_people() -> dict[str, list[tuple[str, ...]]]:
    """The name forms of the tenure table by their first word, the longest first."""
    table: dict[str, set[tuple[str, ...]]] = {}
    for tenure in reference.tenures():
        for name in (tenure.person, *tenure.aliases):
            form = norms(name)
            if len(form) > 1:
                table.setdefault(form[0], set()).add(form)
    return {first: sorted(forms, key=len, reverse=True) for first, forms in table.items()}


@cache
def given_names() -> frozenset[str]:
    """Words that a name may start with: those of the tenure table and common given names."""
    return frozenset(known_people()) | word_set("given_names")


_SON_OF = frozenset(("ben", "bin", "ibn", "bint"))


@lru_cache(maxsize=65536)
def vietnamese(norm: str) -> bool:
    """True where the word has the shape of a Vietnamese syllable."""
    return all(_SYLLABLE.fullmatch(part) for part in norm.split("-"))


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens and apostrophes undone: "Jean-Yves" has two words, "N'Guesso" one."""
    return tuple(fold(name).replace("'", "").replace("-", " ").split())


@lru_cache(maxsize=8192)
def _spoken(words: tuple[str, ...]) -> str:
    """What two spellings of a name share: "Serguei" and "Sergei", "Mohamed" and "Mohammed"."""
    joined = " ".join(words).replace("gu", "g").replace("ph", "f").replace("y", "i").replace("h", "")
    return re.sub(r"(.)\1+", r"\1", joined)


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """True where two folded forms plainly denote one person: the words of one are all among the other's."""
    if "".join(a) == "".join(b) or (len(a) > 1 and len(a) == len(b) and _spoken(tuple(a)) == _spoken(tuple(b))):
        return True
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) > 1 and short[0].endswith(".") and short[0][0] == long_[0][0]:
        return tuple(short[1:]) == tuple(long_[-len(short) + 1 :])  # "V. Poutine"
    if not _SON_OF.isdisjoint(short[1:]) and short[0] != long_[0]:
        return False  # "Abdelaziz ben Salmane" is no "Mohammed ben Salmane ben Abdelaziz"
    return set(short) <= set(long_) and (len(short) > 1 or len(short[0]) >= 3 or short[0] in (long_[0], long_[-1]))
