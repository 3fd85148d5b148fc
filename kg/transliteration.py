"""One key for the French and English spellings of a name from another script: Ioulia Petrovskaïa, Yulia Petrovskaya.

Which scripts, by state, and what is the same in them is data: `kg/data/transliteration.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.resources import data


@dataclass(frozen=True, slots=True)
class _Script:
    """Variant → name, and the rules that follow."""

    names: dict[str, str]
    rules: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _scripts() -> dict[str, _Script]:
    """The scripts by state, in lower case; under "" the one that is written everywhere."""
    found = tomllib.loads(data("transliteration.toml").read_text("utf-8"))
    everywhere = _script(found.pop("everywhere"), {})
    scripts = {"": everywhere}
    for said in found.values():
        scripts |= dict.fromkeys(said["states"].lower().split(), _script(said, everywhere.names))
    return scripts


def _script(said: dict[str, Any], names: dict[str, str]) -> _Script:
    own = {variant: name for name, variants in said.get("names", {}).items() for variant in variants.split()}
    return _Script(names | own, tuple((re.compile(found), put) for found, put in said.get("rules", ())))


@lru_cache(maxsize=16384)
def folded(name: str, home: str) -> str:
    """The key of a name (a slug) of a state (likewise); the name itself where nothing is to be said of its script."""
    script = _scripts().get(home) or _scripts()[""]
    return "-".join(_word(word, script) for word in name.split("-"))


def _word(word: str, script: _Script) -> str:
    word = script.names.get(word, word)
    for found, put in script.rules:
        word = found.sub(put, word)
    return word
