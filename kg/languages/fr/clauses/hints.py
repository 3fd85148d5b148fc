"""Which sentences of a story hold words of interest, found in one pass over its tokens."""

from __future__ import annotations

from kg.languages.fr.clauses.view import View


def hints(view: View, wanted: frozenset[str]) -> dict[int, set[str]]:
    """The folded words of `wanted` that each sentence holds, by its number, in order; others are left out."""
    found: dict[int, set[str]] = {}
    s, last = 0, view.sentences[0].last if view.sentences else -1
    for i, token in enumerate(view.text.tokens):
        if token.norm in wanted:
            while i > last:
                s += 1
                last = view.sentences[s].last
            found.setdefault(s, set()).add(token.norm)
    return found
