"""Levels of relations as noun phrases: "partenariat de coopération stratégique intégrale", "solidarité spéciale"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.languages.fr.clauses.pairs import pair_at
from kg.languages.fr.tokens.text import Text
from kg.languages.fr.tokens.trigger_words import forms, triggers

LADDER = {"sectoral": 1, "comprehensive": 2, "strategic": 3, "comprehensive-strategic": 4}
_QUOTES = frozenset(("«", "»", '"', "“", "”", "'"))
_ALL_ROUND = ("tous", "azimuts")
_OF = forms("partnership", "glue", "of")
_FOR = frozenset(("pour", "dans", "sur", "en", "contre"))


@dataclass(slots=True)
class Level:
    """A level named on tokens `first` … `last`, `pair` where the phrase says between whom, and its kind of head."""

    first: int
    last: int
    level: str
    head: str
    pair: tuple[str, ...] = ()
    bilateral: bool = False
    words: set[str] = field(default_factory=set)


@cache
def _heads() -> dict[str, str]:
    return {form: head for head, many in triggers("partnership")["heads"].items() for form in many}


@cache
def _kinds() -> dict[str, str]:
    return {form: kind for kind, many in triggers("partnership")["words"].items() for form in many}


def levels(text: Text, first: int, last: int) -> Iterator[Level]:
    """The levels named between two tokens, in order."""
    heads, tokens, until = _heads(), text.tokens, first
    for i in [k for k in range(first, last + 1) if tokens[k].norm in heads]:
        if i < until:
            continue
        head = heads[tokens[i].norm]
        found = _bond(text, i, first, last) if head == "bond" else _partnership(text, i, last, head)
        if found:
            yield found
            until = found.last + 1


def level_of(kinds: set[str]) -> str | None:
    """The level that the kinds of adjectives of a partnership add up to."""
    if "strategic" in kinds:
        if "comprehensive" in kinds:
            return "comprehensive-strategic"
        return "sectoral" if kinds & {"sectoral", "sector"} else "strategic"
    if "comprehensive" in kinds:
        return None if "sector" in kinds else "comprehensive"
    return next((kind for kind in ("sectoral", "other") if kind in kinds), None)


def _partnership(text: Text, i: int, last: int, head: str) -> Level | None:
    found = Level(i, i, "", head)
    _modifiers(text, i + 1, last, found)
    if head == "partnership" and not found.words:
        _predicate(text, i + 1, last, found)
    if _sector(text, found.last + 1, last):
        found.words.add("sector")
    level = level_of(found.words)
    before = text.norm(i - 1), text.norm(i - 2)
    agreement = before[0] == "de" and before[1] in ("accord", "accords")
    if level is None or "excluded" in found.words or (agreement and "strategic" not in found.words):
        return None
    if level == "other" and not (head == "partnership" or (head == "rung" and text.norm(i) == "statut")):
        return None
    if head in ("association", "rung") and level in ("comprehensive", "sectoral"):
        return None
    if text.norm(i) == "cooperation" and not (level.startswith("compre") and before[1] in ("relations", "relation")):
        return None
    found.level = level
    return found


def _modifiers(text: Text, j: int, last: int, found: Level) -> None:
    """Reads the adjectives and "de coopération …" after a head; `found.last` ends up on the last of them."""
    while j <= last:
        k = j
        while k <= last and text.norm(k) in _QUOTES:
            k += 1
        k += text.norm(k) == "et"
        if text.norm(k) in _OF and _kinds().get(text.norm(k + 1)) in ("nouns", "other"):
            k += 1
        kind = _kinds().get(text.norm(k)) if k <= last else None
        both = pair_at(text, k) if k <= last and not kind else None
        if kind in ("strategic", "comprehensive", "sectoral", "other", "special", "neutral", "nouns", "excluded"):
            found.words.add(kind)
            found.bilateral |= text.norm(k).startswith("bilatera")
            found.last = k
        elif both and k == j:
            found.pair, found.last, k = both[0], both[1], both[1]
        elif (text.norm(j), text.norm(j + 1)) == _ALL_ROUND:
            found.words.add("comprehensive")
            found.last = k = j + 1
        else:
            return
        j = k + 1
        if text.norm(j) in _QUOTES:
            j += 1


def _predicate(text: Text, j: int, last: int, found: Level) -> None:
    """ "un partenariat devenu stratégique", "qualifié de « stratégique »": a verb links the level to its head."""
    linking, start = forms("partnership", "acts", "linking"), j
    while j <= last and j < start + 5 and text.norm(j) in linking:
        j += 1
    linked = {text.norm(k) for k in range(start, j)} - {"de", ",", "«", '"'}
    if linked and _kinds().get(text.norm(j)) in ("strategic", "comprehensive"):
        _modifiers(text, j, last, found)


def _sector(text: Text, j: int, last: int) -> bool:
    """True for "pour la croissance verte", "dans le domaine de l'eau" at token `j`."""
    if text.norm(j) not in _FOR:
        return False
    ahead = {text.norm(k) for k in range(j + 1, min(j + 4, last + 1))}
    return bool(ahead & forms("partnership", "words", "sectors")) and not ahead & {"paix", "phase", "nouvelle"}


def _bond(text: Text, i: int, first: int, last: int) -> Level | None:
    """ "grande amitié, solidarité spéciale et coopération intégrale", "liens traditionnels d'amitié"."""
    special, traditional = forms("partnership", "words", "special"), forms("partnership", "words", "traditional")
    j, kinds, heads = i, set(), set()
    known = forms("partnership", "glue", "joined") | special | traditional | forms("partnership", "heads", "bond")
    while j <= last and text.norm(j) in known:
        kinds |= {name for name, many in (("special", special), ("traditional", traditional)) if text.norm(j) in many}
        heads |= {"amitie" if text.norm(j).startswith("amical") else text.norm(j)} & {"amitie", "solidarite"}
        j += 1
    end = j - 1
    while end > i and text.norm(end) in _OF | {"et", ","}:
        end -= 1
    before = {text.norm(k) for k in range(max(first, i - 2), i)}
    if "amitie" in heads and (before | {text.norm(k) for k in range(i, end + 1)}) & traditional:
        return Level(i, end, "traditional", "bond")
    if "special" in kinds and (
        heads or not {"particuliere", "particulieres"} & {text.norm(k) for k in range(i, end + 1)}
    ):
        return Level(i, end, "special", "bond")
    return None
