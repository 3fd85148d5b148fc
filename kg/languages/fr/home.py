"""The home state of an article: the one whose people its outlet names without saying whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
    seen = tuple(mentions)
    states = {state for mention in seen for office in mention.offices if (state := _own_head(mention, office))}
    states = states or set(_named_after(seen))
    return states.pop() if len(states) == 1 else None


def _named_after(mentions: Sequence[Mention]) -> Iterator[str]:
    """ "Le chef de l'État est rentré. … X s'était rendu à …": the state that each X heads, named alone and as a subject
    after the first words of the story."""
    bare = next((n for n, m in enumerate(mentions) if m.prep == "" and any(_ours(m, o) for o in m.offices)), None)
    opens = bare is not None and not any(m.name for m in mentions[: bare + 1])
    for mention in mentions if opens else ():
        if mention.name and not (mention.prep or mention.offices or mention.states):
            yield from {k.of for k in known(name_words(mention.name)) if k.office in _HEADS and k.of}


def _ours(mention: Mention, office: OfficeRef) -> bool:
    """True for "le président de la République", "le chef de l'État", without a state."""
    head = office.head in ("president", "head-of-state") and fold(office.title).endswith(_OUR_HEADS)
    return head and not (mention.states or office.state or office.of or office.qualifier)


def _own_head(mention: Mention, office: OfficeRef) -> str | None:
    if not mention.name or not _ours(mention, office):
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
