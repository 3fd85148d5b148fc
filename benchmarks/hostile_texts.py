"""How the time to read a text that is no article grows with its size: a curve for each kind, from text to facts.

    python -m benchmarks.hostile_texts [--largest 5000000]

Each column doubles the size of the one before it. Time that grows as the text does doubles too; the last column is the
power that the growth follows over the largest three sizes (1 linear, 2 quadratic).
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kg import console
from kg.model import Article
from kg.plugins import languages

_COLUMNS = 5
_EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def kinds() -> dict[str, Callable[[int], str]]:
    """What each kind of text is, as a function of its size in characters."""
    prose = " ".join(path.read_text("utf-8").replace("\n", " ") for path in sorted(_EXAMPLES.glob("*.txt")))
    patterns = {
        "prose on one line": prose + " ",
        "prose without a full stop": prose.replace(".", " et") + " ",
        "commas": ",",
        "commas between words": "ministre, ",
        "unbalanced quotes": "« il a dit \" ' ",
        "open brackets": "(Hanoï (Paris ",
        "one word": "a",
        "glued capitals": "LeMinistreDesAffairesÉtrangères",
        "names": "Jean Martin, ",
        "a list of names": "Nguyen Van Minh et ",
        "titles": "le ministre des Affaires étrangères de la ",
        "meetings": "Le président a reçu le ministre et ",
        "numbers": "12 et 13 mai 2024, ",
        "numbers without words": "12/05/",
        "line breaks": "\n",
        "short lines": "Voir plus\n\n",
        "marks of direction": "a\u202e\u200f",
        "emoji": "😀🇻🇳 ",
        "accents on accents": "e\u0301\u0301",
        "one meeting told again": "Le président a reçu le ministre chinois Li Wei à Hanoï. ",
        "the longest sentences": "Puis " + "le ministre de la Défense, " * 45 + "est là. ",
        "the longest meetings": "Puis " + "le président a reçu le ministre et " * 38 + "est là. ",
        "teasers": "Le ministre Li Wei reçoit X\n\n",
    }
    return {**{name: partial(_repeated, pattern) for name, pattern in patterns.items()}, "new people": _new_people}


def _repeated(pattern: str, size: int) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def _new_people(size: int) -> str:
    """Sentences each of which names two persons never named before."""
    told = (f"Le ministre {_name(2 * n)} a reçu l'ambassadeur {_name(2 * n + 1)}. " for n in itertools.count())
    return _repeated("".join(itertools.islice(told, size // 50 + 1)), size)


def _name(number: int) -> str:
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in range(5))
    return f"Jean K{letters}o"


def seconds(text: str) -> float:
    """How long a text takes from parsing to facts, in this process."""
    language = languages()["fr"]
    start = time.process_time()
    language.read(language.parse(Article(id="hostile", text=text, source="hostile", language="fr")))
    return time.process_time() - start


def curve(make: Callable[[int], str], sizes: list[int]) -> Iterator[float]:
    """Seconds for each size."""
    for size in sizes:
        yield seconds(make(size))


def power(sizes: list[int], spent: list[float]) -> float:
    """The exponent of the growth between the third last and the last size."""
    return math.log(max(spent[-1], 1e-3) / max(spent[-3], 1e-3)) / math.log(sizes[-1] / sizes[-3])


def main() -> None:
    """Prints the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=5_000_000, help="characters of the largest text")
    sizes = [parser.parse_args().largest >> shift for shift in reversed(range(_COLUMNS))]
    seconds("Le président a reçu le ministre.")  # word lists load once
    rows = []
    for name, make in kinds().items():
        spent = list(curve(make, sizes))
        rows.append((name, *(f"{one:.2f}" for one in spent), f"{power(sizes, spent):.1f}"))
    console.table("Seconds", ("text", *(f"{size:,}" for size in sizes), "power"), rows)


if __name__ == "__main__":
    main()
