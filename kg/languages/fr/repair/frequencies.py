"""Makes `frequencies.txt`, the French words that `spelling.py` knows. Run it by hand; nothing imports it.

    python -m kg.languages.fr.repair.frequencies fr.dic fr.aff > kg/languages/fr/words/frequencies.txt

Needs wordfreq 3.1 (its word frequencies are CC BY-SA 4.0, hence so is the file made) and the Hunspell dictionary of
French by Grammalecte (https://grammalecte.net, "toutes variantes" 7.0), which only tells which words are spelt so.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_SUFFIX = re.compile(r"SFX (\S\S) (\S+) ([^/\s]+)(?:/\S*)? (\S+)(.*)")
_RAREST = 1.5
Rules = dict[str, list[tuple[str, str, re.Pattern[str], str]]]

HEADER = """\
# French words by how common they are. Licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
# Frequencies: wordfreq 3.1 by Robyn Speer (https://github.com/rspeer/wordfreq). Made by
# kg/languages/fr/repair/frequencies.py.
# Each line: s (spelt correctly), p (so, and a masculine singular past participle) or o (other), ten times log10 of
# the occurrences in a thousand million words, then the words."""


def rules(aff: Path) -> Rules:
    """The suffixes of a Hunspell affix file by flag: what to cut, what to add, after what, and what that makes."""
    found: Rules = defaultdict(list)
    for line in aff.read_text(encoding="utf-8").splitlines():
        if match := _SUFFIX.match(line):
            flag, cut, add, condition, morphology = match.groups()
            found[flag].append(
                ("" if cut == "0" else cut, "" if add == "0" else add, re.compile(condition + "$"), morphology)
            )
    return found


def forms(dic: Path, suffixes: Rules) -> Iterator[tuple[str, str]]:
    """Every word that a Hunspell dictionary spells, with its morphology."""
    for line in dic.read_text(encoding="utf-8").splitlines()[1:]:
        entry, _, morphology = line.partition(" ")
        word, _, flags = entry.partition("/")
        yield word, morphology
        for i in range(0, len(flags) - 1, 2):
            for cut, add, condition, made in suffixes.get(flags[i : i + 2], ()):
                if word.endswith(cut) and condition.search(word):
                    yield word[: len(word) - len(cut)] + add, made


def kinds(dic: Path, aff: Path) -> dict[str, str]:
    """ "s" or "p" for every word spelt without a capital."""
    found: dict[str, str] = {}
    for word, morphology in forms(dic, rules(aff)):
        if word.isalpha() and word.islower():
            participle = "po:ppas" in morphology and "is:mas" in morphology and "is:pl" not in morphology
            found[word] = "p" if participle or found.get(word) == "p" else "s"
    return found


def main() -> None:
    """Writes the file to standard output."""
    from wordfreq import get_frequency_dict

    spelt = kinds(Path(sys.argv[1]), Path(sys.argv[2]))
    lines: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, frequency in get_frequency_dict("fr", "best").items():
        zipf = math.log10(frequency) + 9
        if word.isalpha() and (word in spelt or zipf >= _RAREST):
            lines[spelt.get(word, "o"), round(zipf * 10)].append(word)
    print(HEADER)
    for (kind, tenths), words in sorted(lines.items(), key=lambda item: (-item[0][1], item[0][0])):
        print(f"{kind}{tenths}", *sorted(words))


if __name__ == "__main__":
    main()
