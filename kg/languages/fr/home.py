"""The home state of an article: the one whose people its outlet names without saying whose they are."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache

from kg.languages.fr.lexicon import FOLDER, demonym, state_by_name
from kg.languages.fr.words import fold
from kg.model import Document


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads((FOLDER / "outlets.toml").read_text("utf-8"))["outlet"]
    states = {sign: row["state"] for row in table for sign in row["signs"]}
    longest = sorted(states, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(sign)}(?!\w)" for sign in longest)), states


def home(document: Document) -> str | None:
    """By the outlet's marks; else the state that the text speaks of most; None where it names no state."""
    pattern, states = _signs()
    article = document.article
    found = Counter(states[m.group()] for m in pattern.finditer(f"{article.url or ''} {document.text}"))
    if found:
        return found.most_common(1)[0][0]
    words = re.findall(r"[\w'-]+", document.text)
    named = Counter(code for w in words if (code := (state_by_name(w) if w[0].isupper() else demonym(fold(w)))))
    return named.most_common(1)[0][0] if named else None
