"""The home state of an article: the one whose people its outlet names without saying whose they are."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kg.languages.fr.words import lists
from kg.model import Document


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each sign, the pattern that finds it as words of its own, and its state."""
    table = lists("outlets")["outlet"]
    return tuple((sign, _whole(sign), row["state"]) for row in table for sign in row["signs"])


def _whole(sign: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if sign[0].isalnum() else ""
    after = r"(?!\w)" if sign[-1].isalnum() else ""
    return re.compile(before + re.escape(sign) + after)


def home(document: Document) -> str | None:
    """The state of the outlet whose marks the text or its URL bears most; None where they show none."""
    article, found = document.article, Counter[str]()
    text = f"{article.url or ''} {document.text}"
    for sign, pattern, state in _signs():
        if sign in text:
            found[state] += len(pattern.findall(text))
    return found.most_common(1)[0][0] if found.total() else None
