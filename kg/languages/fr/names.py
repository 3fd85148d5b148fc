"""Persons' names: which capitalised words of a story are the name of a person, and which short form belongs to which."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import simplemma

from kg import reference
from kg.languages.fr.lexicon import FOLDER, Hit
from kg.languages.fr.words import Token, fold, norms

Hits = Sequence[tuple[Hit, ...]]

# A Vietnamese syllable without its tone marks: onset, one to three vowels, coda.
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


class Name(NamedTuple):
    """The tokens `first` … `last` (inclusive) that make up a person's name. `sure`: by its form, not by its context."""

    first: int
    last: int
    sure: bool


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "names.toml").read_text("utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of `names.toml` as folded words."""
    value = _words()[name]
    return frozenset(fold(w) for w in (value.split() if isinstance(value, str) else value))


@cache
def _surnames() -> frozenset[str]:
    return frozenset((FOLDER / "surnames_vi.txt").read_text("utf-8").split())


@cache
def known_people() -> dict[str, list[tuple[tuple[str, ...], reference.Tenure]]]:
    """The persons of the tenure table by the first word of each of their name forms."""
    table: dict[str, list[tuple[tuple[str, ...], reference.Tenure]]] = {}
    for tenure in reference.tenures():
        for form in {norms(name) for name in (tenure.person, *tenure.aliases)}:
            if len(form) > 1:
                table.setdefault(form[0], []).append((form, tenure))
    for forms in table.values():
        forms.sort(key=lambda pair: -len(pair[0]))
    return table


@lru_cache(maxsize=65536)
def _common(text: str) -> bool:
    return simplemma.is_known(text.lower(), "fr")


@lru_cache(maxsize=65536)
def vietnamese(norm: str) -> bool:
    """True where the word has the shape of a Vietnamese syllable."""
    return all(_SYLLABLE.fullmatch(part) for part in norm.split("-"))


def _known_at(tokens: Sequence[Token], i: int) -> int:
    for form, _ in known_people().get(tokens[i].norm, ()):
        if tuple(t.norm for t in tokens[i : i + len(form)]) == form:
            return len(form)
    return 0


def _blocked(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """True where token `i` cannot be a part of a name: a state, a body, an office, a common capitalised noun."""
    token = tokens[i]
    if token.norm in word_set("never"):
        return True
    kinds = {hit.kind for hit in hits[i]}
    if not kinds:
        return False
    if token.norm in word_set("first_names"):
        return not (i + 1 < len(tokens) and tokens[i + 1].capital and not hits[i + 1])
    return bool(kinds & {"country", "org", "head", "city"}) or ("demonym" in kinds and not token.text.isupper())


def _name_word(token: Token) -> bool:
    return token.word and token.capital and (len(token.text) > 1) and not token.text.endswith("'")


def _extend(tokens: Sequence[Token], hits: Hits, i: int) -> int:
    """The last token of the run of name words that starts at `i`."""
    last, j = i, i + 1
    while j < len(tokens):
        token = tokens[j]
        if _name_word(token) and not _blocked(tokens, hits, j):
            last = j
        elif token.norm in word_set("particles") or token.norm in ("d'", "l'", "la", "le", "les"):
            ahead = j + 1
            while ahead < len(tokens) and tokens[ahead].norm in word_set("particles") | {"la", "los"}:
                ahead += 1
            if ahead - j > 2 or ahead >= len(tokens) or not _name_word(tokens[ahead]) or _blocked(tokens, hits, ahead):
                break
            if token.norm in ("d'", "l'", "le", "les", "la"):
                break
            j = last = ahead
        elif token.word and token.capital and token.text.endswith(".") and token.norm not in word_set("civilities"):
            last = j
        else:
            break
        j += 1
    return last


def _starts(tokens: Sequence[Token], hits: Hits, i: int, first: bool) -> bool:
    token = tokens[i]
    if not token.capital or not token.word or _blocked(tokens, hits, i):
        return False
    initials = token.text.endswith(".") and token.norm not in word_set("civilities")
    if not initials and not _name_word(token):
        return False
    if initials:
        return i + 1 < len(tokens) and _name_word(tokens[i + 1]) and not _blocked(tokens, hits, i + 1)
    if token.norm in word_set("civilities") or token.norm in word_set("ranks"):
        return False
    follows = i + 1 < len(tokens) and _name_word(tokens[i + 1]) and not _blocked(tokens, hits, i + 1)
    if token.norm in _ARTICLES:
        return follows and token.norm in _surnames() and _vietnamese_run(tokens, i)
    return not (first and _common(token.text) and not (follows and not _common(tokens[i + 1].text)))


_ARTICLES = frozenset(
    "le la les un une des du de au aux en et a il elle ils elles on ce cet cette ces son sa ses leur leurs par pour dans sur avec selon "
    "apres avant lors mais ou ni si que qui quand comme plus moins tous toutes tout toute deux trois quatre cinq six sept huit neuf dix "
    "l' d' s' n' c' j' m' qu' y lui eux aussi ainsi enfin puis ensuite outre depuis jusqu' entre vers chez sans sous contre parmi malgre".split()
)


def _vietnamese_run(tokens: Sequence[Token], i: int) -> bool:
    run = 0
    while i + run < len(tokens) and _name_word(tokens[i + run]) and vietnamese(tokens[i + run].norm):
        run += 1
    return run >= 3


def find_names(tokens: Sequence[Token], hits: Hits, firsts: frozenset[int]) -> list[Name]:
    """The names of a story in order. `firsts`: the tokens that start a sentence, whose capital says nothing."""
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        known = _known_at(tokens, i) if tokens[i].capital else 0
        if known:
            last = max(i + known - 1, _extend(tokens, hits, i + known - 1))
            found.append(Name(i, last, True))
        elif _starts(tokens, hits, i, i in firsts):
            last = _extend(tokens, hits, i)
            words = [t for t in tokens[i : last + 1] if t.word]
            shape = tokens[i].norm in _surnames() and all(vietnamese(w.norm) for w in words) and len(words) > 1
            found.append(Name(i, last, shape))
        else:
            i += 1
            continue
        i = found[-1].last + 1
    return found


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """True where two folded forms plainly denote one person: the words of one are all among the other's."""
    if "".join(a) == "".join(b):
        return True
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    return set(short) <= set(long_) and (len(short) > 1 or len(short[0]) >= 3)
