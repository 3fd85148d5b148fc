"""The home state of an article: the one whose people its outlet names without saying whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from kg.coreference.mention import Mention, OfficeRef
from kg.languages.fr.names.name_lists import name_words
from kg.languages.fr.names.people import known
from kg.languages.fr.tokens.words import fold
from kg.languages.fr.words import lists
from kg.model import Document

_OUR_HEADS = ("president de la republique", "chef de l'etat", "presidente de la republique", "cheffe de l'etat")
_HEADS = frozenset(("president", "monarch"))


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each sign, the pattern that finds it as words of its own, and its state."""
    table = lists("outlets")["outlet"]
    return tuple((sign, _whole(sign), row["state"]) for row in table for sign in row["signs"])


def _whole(sign: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if sign[0].isalnum() else ""
    after = r"(?!\w)" if sign[-1].isalnum() else ""
    return re.compile(before + re.escape(sign) + after)


def told(mentions: Iterable[Mention]) -> str | None:
    """The state whose head is named without it, as "le président de la République, X": the story is written there.
    None where there is none such, or several."""
    states = {state for mention in mentions for office in mention.offices if (state := _own_head(mention, office))}
    return states.pop() if len(states) == 1 else None


def _own_head(mention: Mention, office: OfficeRef) -> str | None:
    heads = office.head in ("president", "head-of-state") and fold(office.title).endswith(_OUR_HEADS)
    if not mention.name or mention.states or office.state or office.of or office.qualifier or not heads:
        return None
    states = {k.of for k in known(name_words(mention.name)) if k.office in _HEADS and k.of}
    return states.pop() if len(states) == 1 else None


def home(document: Document) -> str | None:
    """The state of the outlet whose marks the text or its URL bears most; None where they show none."""
    article, found = document.article, Counter[str]()
    text = f"{article.url or ''} {document.text}"
    for sign, pattern, state in _signs():
        if sign in text:
            found[state] += len(pattern.findall(text))
    return found.most_common(1)[0][0] if found.total() else None
