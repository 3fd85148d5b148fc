"""Documents listed one a line below a sentence that ends in a colon."""

from __future__ import annotations

from kg.languages.fr.agreements.documents import Document, documents
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View

_MARKERS = 5  # tokens that a line's number or dash may take


def listed(clause: Clause) -> tuple[Document, ...]:
    """The first document of each line that follows, while lines name one."""
    view, found = clause.view, []
    if clause.norm(clause.last) != ":":
        return ()
    for s in range(clause.number + 1, len(view.sentences)):
        here = _opening(view, s)
        if here is None:
            if view.sentences[s].last - view.sentences[s].first < 3:
                continue
            break
        found.append(here)
    return tuple(found)


def _opening(view: View, s: int) -> Document | None:
    """The document that a sentence opens with."""
    sentence = view.sentences[s]
    first = next(documents(view, sentence.first, sentence.last, bare=True), None)
    return first if first and first.first <= sentence.first + _MARKERS else None
