"""Where a run of letters comes apart into words, by its shape and by what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import reference
from kg.languages.fr.repair.spelling import (
    CAPITAL,
    confused,
    elisions,
    is_known,
    is_odd,
    is_participle,
    is_spelt,
    is_sure,
    names,
    paired,
    pieces,
    split,
    words,
)

_HUMP = re.compile(rf"(?<=[^\W\d_{CAPITAL}])(?=[{CAPITAL}])")
_ACRONYM = re.compile(rf"([{CAPITAL}]{{2,}})([^\W\d_{CAPITAL}]+)$")
_ORDINAL = re.compile(r"(?:er|e|ème|ᵉ)(?=.)")
_AFTER_ORDINAL = 3


@dataclass(frozen=True, slots=True)
class Around:
    """What decides doubtful cases.

    The words before and after, whether a sentence opens, how often the text has each run of letters, and whether other
    words of the text have run together.
    """

    before: str
    after: str
    opens: bool
    seen: Counter[str]
    glued: bool

    def acts(self) -> bool:
        """Whether a past participle or an adverb follows, so that a final "a" is the verb: "sessiona été"."""
        return (
            is_participle(self.after)
            or self.after.endswith("ment")
            or self.after in ("été", "eu", "aussi", "lieu", "déjà", "ensuite")
        )

    def name(self, word: str) -> bool:
        """Whether a word with a capital is known, or stands by itself elsewhere in the text."""
        return is_known(word.lower()) or self.seen[word] > 0


def parts(run: str, around: Around) -> Iterator[int]:
    """The offsets in a run at which it comes apart."""
    if run.islower():
        yield from _offsets(_lower(run, around))
    elif _HUMP.search(run):
        yield from _humps(run, around)
    elif acronym := _ACRONYM.match(run):
        yield from _after_acronym(acronym, around)
    else:
        yield from _offsets(_capitalised(run, around))


def _offsets(parts: Sequence[str]) -> Iterator[int]:
    """Where each part but the first begins."""
    offset = 0
    for part in parts[:-1]:
        offset += len(part)
        yield offset


def after_digit(word: str) -> Iterator[int]:
    """ "20novembre", "15millions", "37eAssemblée", "1erjanvier"."""
    if words().spelt.get(word, 0) >= 45 and len(word) > 2:
        yield 0
    elif (ordinal := _ORDINAL.match(word)) and len(word) > ordinal.end() + _AFTER_ORDINAL:
        rest = word[ordinal.end() :]
        if is_spelt(rest.lower()) or is_known(rest.lower()):
            yield ordinal.end()


def stands_before_number(word: str) -> bool:
    """Whether a number follows such a word: "pour2014", "mardi12"."""
    return (
        word == "à"
        or (word in words().function and len(word) > 1)
        or (len(word) > 2 and words().spelt.get(word, 0) >= 50)
    )


def before_apostrophe(word: str, seen: Counter[str]) -> Iterator[int]:
    """ "visited'amitié": the elided word, and what has run together before it."""
    lower = word.lower()
    if lower in elisions() or is_spelt(lower):
        return
    for elided in words().eliders:
        rest = word.removesuffix(elided)
        if rest != word and (
            inner := pieces(rest.lower())
            or ((rest,) if len(rest) > 3 and (seen[rest] or is_known(rest.lower())) else ())
        ):
            yield from (*_offsets(inner), len(rest))
            return


def _lower(word: str, around: Around) -> tuple[str, ...]:
    """The parts of a word without a capital."""
    if two := confused(word, around.before.lower(), around.after):
        return two
    if is_spelt(word):
        return ()
    parts = paired(word) if is_known(word) and not (around.glued and is_odd(word)) else split(word)
    if len(parts) > 1 and parts[-1] == "a":
        return parts if around.acts() else ()
    return parts if around.glued or is_sure(parts) else ()


def _capitalised(word: str, around: Around) -> tuple[str, ...]:
    """The parts of a word with a capital at its start only."""
    lower, alone = word.lower(), not around.after[:1].isupper()
    if is_known(lower):
        parts = paired(lower) if around.opens and alone else ()
    else:
        parts = _capitalised_unknown(lower, around, alone) or _name_and_word(word, around)
    return () if parts and parts[-1] == "a" and not around.acts() else parts


def _capitalised_unknown(lower: str, around: Around, alone: bool) -> tuple[str, ...]:
    """ "Lesdeux" where a sentence opens; "Premierministre" after a word without a capital."""
    parts = split(lower) or (split("é" + lower[1:]) if lower[0] == "e" else ())
    if not parts or not (around.glued or is_sure(parts)):
        return ()
    if parts[0] in words().function:
        return parts if around.opens and (alone or is_sure(parts)) else ()
    return parts if around.opens or not around.before[:1].isupper() else ()


def _name_and_word(word: str, around: Around) -> tuple[str, ...]:
    """ "Laosa eu", "Vietnamà", "Etatet": a name that is known or stands elsewhere, and a word of grammar after it."""
    lists = words()
    for i in range(len(word) - 1, 2, -1):
        name, rest = word[:i], word[i:]
        grammar = rest in lists.after_content or (rest in lists.after_common and around.glued and i > 3)
        if rest == "à" or (rest == "a" and around.acts()) or (grammar and rest != "a"):
            foreign = len(rest) > 2 and around.seen[word] == 1 and is_known(name.lower()) and not is_spelt(name.lower())
            two = rest == "et" and around.glued and around.after[:1].isupper() and name.lower() in names()
            if around.seen[name] or foreign or two or (rest in lists.after_content and name in _places()):
                return name, rest
    return ()


@cache
def _places() -> frozenset[str]:
    """The names of cities and states: "Hanoile", "Laosont" hold one, whether or not it stands elsewhere."""
    cities = (name for city in reference.cities() for name in (city.name_fr, *city.aliases))
    return frozenset(cities) | {state.name_fr for state in reference.states().values()}


def _after_acronym(match: re.Match[str], around: Around) -> Iterator[int]:
    """ "PCVsur": an acronym and the words after it."""
    rest = match[2]
    inner = pieces(rest) or ((rest,) if rest == "à" or (rest == "a" and around.acts()) else ())
    if inner:
        yield from (len(match[1]), *(len(match[1]) + offset for offset in _offsets(inner)))


def _humps(word: str, around: Around) -> Iterator[int]:
    """Before capitals inside a word: "duParti", "lesEtats", "RichardMarles"; "McCain" and names of firms stay whole."""
    if word in words().intact or (around.seen[word] > 1 and not word[0].islower()):
        return
    bounds = [0, *(m.start() for m in _HUMP.finditer(word)), len(word)]
    for start, middle, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
        left, right = word[start:middle], word[middle:end]
        if left[0].islower():
            inner = ("à",) if left == "à" else pieces(left)
            yield from (start + offset for offset in _offsets(inner))
            apart = bool(inner) or (around.glued and len(left) > 2)
        else:
            apart = (
                left not in ("Mc", "Mac", "Fitz")
                and len(right) > 1
                and (around.glued or (around.name(left) and around.name(right)))
            )
        if apart:
            yield middle
    yield from (bounds[-2] + offset for offset in _offsets(_capitalised(word[bounds[-2] :], around)))
