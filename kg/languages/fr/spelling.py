"""Which French words exist, how common they are, and where words that have run together come apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg import reference

_FOLDER = Path(__file__).parent
_LONGEST = 60
_NEVER = float("-inf")

# The rarest word (ten times log10 of its occurrences in 10⁹ words) that may be a part, by its number of letters.
_RAREST = {3: 50, 4: 38, 5: 33, 6: 30, 7: 27}
_RAREST_LONG = 20
# Two words of content have to be common and long: nothing else speaks for the cut.
_COMMON, _LONG = 35, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of `frequencies.txt` and `glue.toml`. `spelt`, `other`: how common a word is, in tenths of log10."""

    spelt: dict[str, int]
    other: dict[str, int]
    participles: frozenset[str]
    function: frozenset[str]
    pairs: frozenset[str]
    prefixes: frozenset[str]
    eliders: tuple[str, ...]
    intact: frozenset[str]
    before_participle: dict[str, str]
    after_participle: dict[str, str]


@cache
def words() -> Words:
    """All word lists, read once (a tenth of a second)."""
    lists: dict[str, dict[str, int]] = {"s": {}, "p": {}, "o": {}}
    for line in (_FOLDER / "frequencies.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            head, _, rest = line.partition(" ")
            lists[head[0]].update(dict.fromkeys(rest.split(), int(head[1:])))
    glue = tomllib.loads((_FOLDER / "glue.toml").read_text(encoding="utf-8"))
    pairs = [(p, d) for p in glue["prepositions"] for d in glue["determiners"]]
    pairs += [(p, a) for p in glue["pronouns"] for a in glue["auxiliaries"]]
    return Words(
        spelt=lists["s"] | lists["p"],
        other=lists["o"],
        participles=frozenset(lists["p"]),
        function=frozenset(word for name in ("prepositions", "determiners", "pronouns", "auxiliaries") for word in glue[name]),
        pairs=frozenset(first + second for first, second in pairs),
        prefixes=frozenset(glue["prefixes"]),
        eliders=tuple(glue["eliders"]),
        intact=frozenset(glue["intact"]),
        before_participle=glue["before_participle"],
        after_participle=glue["after_participle"],
    )
