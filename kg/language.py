"""Which language a text is written in: by its script, then by its small words. Cheap, and sure on a sentence or two."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache

from kg.errors import BadData
from kg.resources import data

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters: enough for any article, and no time lost on a book
_SCRIPTS = {
    "ARABIC": "Arab", "CJK": "Hani", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "GREEK": "Grek", "HANGUL": "Kore",
    "HEBREW": "Hebr", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "KHMER": "Khmr", "LAO": "Laoo", "THAI": "Thai",
}  # fmt: skip


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Small word → language → weight: one, shared by the languages that have the word."""
    path = data("function_words.toml")
    try:
        table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{path.name}: {error}; correct the file or restore it.") from error
    words = {tag: set(text.split()) for tag, text in table.items()}
    spread = Counter(word for group in words.values() for word in group)
    return {word: {tag: 1 / count for tag, group in words.items() if word in group} for word, count in spread.items()}


def detect(text: str) -> str | None:
    """The BCP 47 tag of a text's language; `und-` and the script where that is not Latin; None where nothing tells."""
    words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))]
    script = _script(words)
    if script:
        return f"und-{script}"
    scores: Counter[str] = Counter()
    for word in words:
        scores.update(_weights().get(word, {}))
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _script(words: list[str]) -> str | None:
    """The script of most letters, None for Latin or none."""
    scripts: Counter[str] = Counter()
    for char, count in Counter("".join(words[:500])).items():
        scripts[unicodedata.name(char, "LATIN").split(" ", 1)[0]] += count
    return _SCRIPTS.get(scripts.most_common(1)[0][0]) if scripts else None
