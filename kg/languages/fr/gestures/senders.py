"""Those who sent wishes, named in the sentence after: "Des dirigeants ont écrit à B. Parmi eux figurent A et C", "Les
lettres ont été envoyées par A ; C"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.gestures.ends import End, ends, to
from kg.languages.fr.gestures.telling import Telling, cause, tellings
from kg.languages.fr.tokens.trigger_words import forms

_LETTERS = forms("gesture", "words", "senders", "letters")
_AMONG = (("parmi", "eux"), ("parmi", "elles"), ("parmi", "lesquels"), ("ce", "sont"))
_THE = frozenset(("le", "la", "les", "l'", "ce", "cette", "ces"))


def find(clause: Clause, kind: str, i: int) -> list[Telling]:
    """The wishes of those whom the sentence after that of a wish, whose noun is token `i`, names as its senders."""
    lines = clauses_of(clause.view)
    after = lines[clause.number + 1] if clause.number + 1 < len(lines) else None
    receivers = to(clause, i + 1) or to(clause, clause.first + 1, i)
    if after is None or not receivers:
        return []
    return tellings(after, kind, _named(after), receivers, cause(clause, i), "senders")


def _named(clause: Clause) -> list[End]:
    """The senders whom a sentence names."""
    if tuple(clause.norms[:2]) in _AMONG or clause.norms[:3] == ["il", "s'", "agit"]:
        return _people(clause, clause.positions)
    letters = clause.norms[0] in _THE and not _LETTERS.isdisjoint(clause.norms[1:3])
    if not letters or "par" not in clause.norms:
        return []
    by = clause.first + clause.norms.index("par")
    return _people(clause, [p for p in clause.positions if clause.mention(p).first > by])


def _people(clause: Clause, positions: Sequence[int]) -> list[End]:
    return [end for end in ends(clause, positions) if end.person]
