"""What stands around a noun or name: the determiner and preposition before it, the name after it."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.languages.fr.names.name_lists import word_set
from kg.languages.fr.tokens.text import Text, grammar

FORMER = grammar("former")
BEFORE_HEAD = FORMER | grammar("before_head")
ADVERBS = grammar("adverbs")
FEMALE, MALE = grammar("female"), grammar("male")
TITLES = word_set("civilities") | word_set("ranks")
_NOBLES = word_set("nobles")
_TAILS = tuple(tail.replace("d'", "d' ").split() for tail in sorted(word_set("rank_tails"), key=len, reverse=True))
_HONOURS = grammar("honours")
_ROYAL = frozenset(("royale", "royales", "serenissime", "imperiale"))
_MAJESTIES = frozenset(
    ("s.m.", "s.a.", "s.a.r.", "s.a.s.", "s.a.i.", "ll.mm.", "ll.aa.rr.", "ll.aa.ss.", "ll.ee.", "sm", "sar", "sas")
)
_WHOSE = frozenset(("son", "sa", "leurs"))
_TAIL_ENDS = frozenset(tail[-1] for tail in _TAILS)
_PLURAL_ADJECTIVES = grammar("plural_adjectives")
_MERGED = frozenset(("du", "des", "au", "aux"))
_DETERMINERS, _PREPOSITIONS = grammar("determiners"), grammar("prepositions")
_ARTICLES = frozenset(("le", "la", "l'"))
_PARTICIPLES = ("cu", "tre", "lli")  # "a reçu", "a rencontré", "a accueilli"
_VERBS = grammar("verb_starts")
_FINITE = re.compile(r"[a-z]{3,}(?:ait|aient|era|eront|irent|erent)")


class Left(NamedTuple):
    """What stands to the left of a noun: the phrase's first token, preposition ("" for none), qualifier, determiner."""

    first: int
    prep: str
    qualifier: str | None
    determiner: str


def left(text: Text, start: int, i: int) -> Left:
    """The left context of the noun or name at token `i` in a sentence that starts at token `start`."""
    j, qualifier = before_honour(text, start, before_tail(text, i - 1)), None
    while j >= start and (text.norm(j) in BEFORE_HEAD or text.norm(j) in TITLES) and not text.hit(j, "head"):
        qualifier = "former" if text.norm(j) in FORMER else qualifier
        j = before_honour(text, start, j - 1)
    determiner = ""
    if j >= start and text.norm(j) in _DETERMINERS and text.norm(j) not in _MERGED:
        determiner = text.norm(j)
        j = before_honour(text, start, j - 1)
        j -= j >= start and text.norm(j) in _MAJESTIES  # "par | S.M. le roi"
        if j >= start and text.norm(j) in ("feu", "feue"):
            j, qualifier = j - 1, "former"
    prep = text.norm(j) if j >= start and text.norm(j) in _PREPOSITIONS else ""
    if prep in _MERGED:
        determiner = determiner or prep
        indefinite = prep == "des" and (j == start or text.norm(j - 1).endswith(_PARTICIPLES))
        return Left(j, "" if indefinite else prep, qualifier, determiner)
    if prep == "de" and not determiner and _partitive(text, j):
        return Left(j, "", qualifier, prep)
    return Left(j + 1, prep, qualifier, determiner)


def _partitive(text: Text, j: int) -> bool:
    """ "a reçu, à Hanoï, | de nouveaux ambassadeurs": "de" at `j` is the article of a plural, not a preposition."""
    before = text.norm(j - 1)
    return text.norm(j + 1) in _PLURAL_ADJECTIVES and (
        before == "," or text.capital(j - 1) or before.endswith(_PARTICIPLES)
    )


def before_tail(text: Text, j: int) -> int:
    """The token of the rank whose last words end at `j`: "général | de corps d'armée"; `j` where there is none."""
    for tail in _TAILS if text.norm(j) in _TAIL_ENDS else ():
        first = j + 1 - len(tail)
        if text.norm(first - 1) in TITLES and [text.norm(k) for k in range(first, j + 1)] == tail:
            return first - 1
    return j


def before_honour(text: Text, start: int, j: int) -> int:
    """The token before "Son Excellence", "Sa Majesté", "Son Altesse Royale" ending at `j`; `j` where there is none."""
    k = j - 1 if text.norm(j) in _ROYAL else j
    honoured = k > start and text.norm(k) in _HONOURS and text.norm(k - 1) in _WHOSE
    return k - 2 if honoured else j


def past_titles(text: Text, j: int) -> int:
    """The token after the civilities, ranks and their articles at `j`: "S.E.M.", "le général de corps d'armée"."""
    if text.norm(j) in _WHOSE and text.norm(j + 1) in _HONOURS:
        j += 2
        j += text.norm(j) in _ROYAL
    j += text.written(j, "SA") or (text.norm(j), text.norm(j + 1)) == ("tan", "sri")  # "SA le prince X"
    if text.norm(j) in _ARTICLES and text.norm(j + 1) in TITLES:
        j += 1
    while text.norm(j) in TITLES and j not in text.name_at:
        j += 1 + (text.norm(j + 1) == "'")  # "Dato' X"
        for tail in _TAILS:
            if [text.norm(j + n) for n in range(len(tail))] == tail:
                j += len(tail)
                break
        j += text.norm(j) in _ARTICLES and text.norm(j + 1) in TITLES  # "S.E. le général X"
    return j


def name_after(text: Text, j: int, last: int, comma: bool) -> int | None:
    """The token where a name starts at `j`, past civility and rank, and past a comma too where `comma` allows it."""
    if comma and text.norm(j) in (",", ":"):
        j += 1
    j = past_titles(text, j)
    if text.norm(j) in _ARTICLES and text.norm(j + 1) in _NOBLES:
        j = past_titles(text, j + 2)  # "le ministre de l'Énergie, | le prince X"
    demonym = text.hit(j, "demonym")
    if text.norm(j) in _ARTICLES and text.hit(j + 1, "demonym") and text.capital(j + 1):
        j, demonym = j + 1, text.hit(j + 1, "demonym")
    if demonym and text.capital(j) and j + demonym.length in text.name_at:
        j += demonym.length
    return j if j in text.name_at and j <= last else None


def is_verb(text: Text, j: int) -> bool:
    """True where a finite verb or its pronouns start at `j`: what stands before is a subject, not an apposition."""
    return text.norm(j) in _VERBS or bool(_FINITE.fullmatch(text.norm(j)))
