"""Which French words exist, how common they are, and where words that have run together come apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import reference
from kg.languages.fr.words import lines, lists

# Capital letters, for a regular expression's set.
CAPITAL = "A-ZÀ-ÖØ-ÞĐ"

_LONGEST = 60
_NEVER = float("-inf")

# The rarest word (ten times log10 of its occurrences in 10⁹ words) that may be a part, by its number of letters.
_RAREST = {3: 50, 4: 38, 5: 33, 6: 30, 7: 27}
_RAREST_LONG = 20
# Two words of content have to be common: nothing else speaks for the cut.
_COMMON = {3: 55, 4: 38, 5: 36, 6: 31, 7: 29, 8: 26}
_COMMON_LONG = 20
_VERY_COMMON, _DEMONYM, _ODD = 40, 45, 28
_LONG = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of `frequencies.txt` and `glue.toml`. `spelt`, `other`: how common a word is, in tenths of log10."""

    spelt: dict[str, int]
    other: dict[str, int]
    participles: frozenset[str]
    function: frozenset[str]
    after_content: frozenset[str]
    after_common: frozenset[str]
    auxiliaries: frozenset[str]
    weak: frozenset[str]
    endings: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    prefixes: frozenset[str]
    eliders: tuple[str, ...]
    intact: frozenset[str]
    before_participle: dict[str, str]
    after_participle: dict[str, str]

    def confuses(self, word: str) -> bool:
        """Whether a word may be two, by what surrounds it."""
        return word in self.before_participle or word in self.after_participle


@cache
def words() -> Words:
    """All word lists, read once (a tenth of a second)."""
    known: dict[str, dict[str, int]] = {"s": {}, "p": {}, "o": {}}
    for line in lines("frequencies"):
        if not line.startswith("#"):
            head, _, rest = line.partition(" ")
            known[head[0]].update(dict.fromkeys(rest.split(), int(head[1:])))
    glue = lists("glue")
    pairs = [(p, d) for p in glue["prepositions"] for d in glue["determiners"]]
    pairs += [(p, a) for p in glue["pronouns"] for a in glue["auxiliaries"]]
    pairs += [(d, n) for d in glue["determiners"] for n in glue["after_determiner"]]
    pairs += [(a, b) for a in glue["auxiliaries"] for b in ("eu", "été")]
    pairs += [(o, p) for o in glue["openers"] for p in (*glue["prepositions"], *glue["pronouns"])]
    spelt = known["s"] | known["p"]
    for demonym in (demonym for state in reference.states().values() for demonym in state.demonyms):
        for form in (demonym, demonym + "s"):
            spelt[form] = max(_DEMONYM, spelt.get(form, 0))
    return Words(
        spelt=spelt,
        other=known["o"],
        participles=frozenset(known["p"]),
        function=frozenset(
            word for name in ("prepositions", "determiners", "pronouns", "auxiliaries") for word in glue[name]
        ),
        after_content=frozenset(glue["after_content"]),
        after_common=frozenset(glue["after_common"]),
        auxiliaries=frozenset(glue["auxiliaries"]),
        weak=frozenset(glue["weak"]),
        endings=frozenset(glue["endings"]),
        pairs=frozenset(pairs),
        prefixes=frozenset(glue["prefixes"]),
        eliders=tuple(glue["eliders"]),
        intact=frozenset(glue["intact"]),
        before_participle=glue["before_participle"],
        after_participle=glue["after_participle"],
    )


@cache
def names() -> frozenset[str]:
    """Every word of a known person's, city's or state's name, in lower case."""
    known: list[str] = []
    for tenure in reference.tenures():
        known += (tenure.person, *tenure.aliases)
    for city in reference.cities():
        known += (city.name_fr, city.name_en, *city.aliases)
    for state in reference.states().values():
        known += (state.name_fr, state.name_en, *state.aliases, *state.demonyms)
    return frozenset(
        word for name in known for word in name.lower().replace("-", " ").replace("’", " ").replace("'", " ").split()
    )


def is_participle(word: str) -> bool:
    """Whether a word is a past participle, in any gender and number."""
    participles = words().participles
    return (
        word in participles
        or word.removesuffix("s") in participles
        or word.removesuffix("s").removesuffix("e") in participles
    )


def _how_common(word: str) -> int:
    return words().spelt.get(word, 0)


def is_part(word: str) -> bool:
    """Whether a word in lower case is common enough for its length to be one of several that have run together."""
    if word in words().function:
        return len(word) > 1
    if len(word) < 3:
        return word in ("an", "eu", "vu", "dû")
    rarest = _RAREST.get(len(word), _RAREST_LONG)
    return _how_common(word) >= rarest or (len(word) > 7 and _is_derived(word))


def _is_content(word: str) -> bool:
    return word not in words().function


def _is_common(word: str) -> bool:
    return len(word) > 2 and _how_common(word) >= _COMMON.get(len(word), _COMMON_LONG)


@lru_cache(maxsize=16384)
def split(word: str) -> tuple[str, ...]:
    """The words that have run together in a lower-case word that is not spelt itself; empty where nothing says so."""
    if len(word) > _LONGEST or _is_derived(word):
        return ()
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(word) + 1):
        best.append(max((_longer(best[start], word[start:end]) for start in range(end)), default=(_NEVER, ())))
    parts = best[-1][1]
    return parts if len(parts) > 1 else ()


def _longer(before: tuple[float, tuple[str, ...]], word: str) -> tuple[float, tuple[str, ...]]:
    """A way to read the letters so far with one word more, and its log10 probability."""
    score, parts = before
    if score == _NEVER or not (is_part(word) or word in ("à", "a") or (word == "y" and not parts)):
        return _NEVER, ()
    if parts and not _may_follow(parts[-1], word):
        return _NEVER, ()
    return score + _how_common(word) / 10 - 9, (*parts, word)


def _is_derived(word: str) -> bool:
    """Whether a word is a prefix and another word of content: "transfrontalière"."""
    return any(
        word[:i] in words().prefixes and word[i:] in words().spelt and _is_content(word[i:])
        for i in range(2, min(8, len(word) - 3))
    )


def _may_follow(first: str, second: str) -> bool:
    """Whether French puts two words side by side so often that they may have run together."""
    lists = words()
    if first == "a":
        return is_participle(second) or (second.endswith("ment") and _is_content(second)) or second in lists.auxiliaries
    if first == "y":
        return second.endswith(("er", "ir", "re")) and _is_content(second)
    if first in lists.function:
        return _is_content(second) or (first, second) in lists.pairs or len(first) > 2 < len(second)
    if second in lists.function:
        return _content_and_grammar(first, second)
    return second not in lists.endings and first[-1] != "o" and _is_common(first) and _is_common(second)


def _content_and_grammar(first: str, second: str) -> bool:
    """Whether a word of grammar may follow a word of content, and the two are not one word with an ending."""
    if second in ("a", "ont") and first.endswith("r"):
        return False
    if second[0] == first[-1] and second in ("ne", "le", "la", "les", "ses", "son"):
        return False
    if second in words().after_content:
        return len(first) > 2
    return (
        second in words().after_common
        and len(first) > 4
        and _how_common(first) >= (_VERY_COMMON if len(first) < _LONG else _RAREST[6])
    )


def is_sure(parts: tuple[str, ...]) -> bool:
    """Whether a cut holds even where nothing else has run together: a word of grammar and a common word."""
    if len(parts) != 2 or parts in words().pairs:
        return len(parts) == 2
    first, second = parts
    if first in words().function:
        return first not in words().weak and len(second) > 3 and _how_common(second) >= _VERY_COMMON
    return second in words().after_content and second not in words().weak and len(first) > 3 and _is_common(first)


@cache
def elisions() -> frozenset[str]:
    """What may stand before an apostrophe."""
    return frozenset((*words().eliders, "aujourd", "presqu", "quelqu", "entr", "prud", "grand"))


def pieces(word: str) -> tuple[str, ...]:
    """The word itself where it can be a part, else the words that have run together in it."""
    return (word,) if is_part(word) else split(word)


def is_spelt(word: str) -> bool:
    """Whether a lower-case word is spelt correctly."""
    return word in words().spelt


def is_known(word: str) -> bool:
    """Whether a lower-case word is spelt correctly, part of a known name, or found in French texts anyway."""
    lists = words()
    return word in lists.spelt or word in lists.other or word in names()


def is_odd(word: str) -> bool:
    """Whether a word is found in French texts, but rarely and not as French: two words may have run together."""
    return word not in names() and words().other.get(word, 99) <= _ODD


def is_french(runs: Collection[str]) -> bool:
    """Whether at least half of the different words without a capital are French."""
    return 2 * len(words().spelt.keys() & runs) >= sum(map(str.islower, runs))


def paired(word: str) -> tuple[str, ...]:
    """Two words of grammar that have run together in a word that texts have for another reason too: "dela", "ila"."""
    return next(((word[:i], word[i:]) for i in range(1, len(word)) if (word[:i], word[i:]) in words().pairs), ())


def confused(word: str, before: str, after: str) -> tuple[str, ...]:
    """The two words that a real word stands for next to a past participle: "reçu parle président", "quia pris"."""
    lists = words()
    if is_participle(after) and word in lists.before_participle:
        return tuple(lists.before_participle[word].split())
    if len(before) > 2 and is_participle(before) and word in lists.after_participle:
        return tuple(lists.after_participle[word].split())
    return ()
