"""Whether a meeting told by a noun is only planned, was called off, or was put off to another day."""

from __future__ import annotations

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.tenses import led
from kg.languages.fr.tokens.trigger_words import forms

_FUTURE = forms("meeting", "words", "nouns", "future")
_NEW = frozenset(("un", "une", "des", "d'"))
_PAST = frozenset(("ont", "avait", "avaient", "etait", "etaient"))
_HAVE = forms("meeting", "words", "verbs", "have")


def puts_ahead(clause: Clause, i: int, end: int) -> bool:
    """True for a noun of meeting on tokens `i` … `end` that its verb puts ahead: "organisera un dîner"."""
    around = set(clause.between(max(i - 10, clause.first), end + 8))
    by_verb = bool(_NEW & set(clause.between(i - 2, i))) and led(clause, i)
    being = {clause.norm(end + 1), *clause.between(i - 3, i)}
    coming = not being.isdisjoint(("sera", "seront")) or clause.norm(i).endswith(("ra", "ront"))
    return bool(around & _FUTURE) or by_verb or coming or _in_a_programme(clause, end)


def _in_a_programme(clause: Clause, end: int) -> bool:
    """ "À l'agenda figure un entretien", "un entretien avec A | est (également) prévu": it is only planned."""
    figures = "agenda" in clause.norms[1:3] or (
        clause.norm(clause.first + 1) == "programme" and "figure" in clause.norms
    )
    opens = clause.norm(clause.first) in ("a", "au") and figures
    with_whom = clause.after(end, ("avec", "entre"), reach=4)
    last = clause.mention(with_whom[-1]).last if with_whom else end
    words = clause.between(last + 1, last + 5)
    return (opens and not _PAST & set(clause.norms)) or (words[:1] == ["est"] and bool(_FUTURE & set(words)))


def called_off(clause: Clause, end: int) -> bool:
    """True where the words after a noun say that the meeting did not take place."""
    words = clause.between(end + 1, clause.last + 1)
    denied = {"dementi", "dementent", "ecarte", "exclu", "exclut"} & set(clause.between(clause.first, end))
    if denied and {"que", "qu'"} & set(clause.between(clause.first, end)):
        return True
    negated = any(w in ("n'", "ne") and {"lieu", "pu"} & set(words[k : k + 6]) for k, w in enumerate(words))
    given = {k for k, w in enumerate(words) if w.startswith("remis") and k and words[k - 1] in _HAVE}
    return negated or any(w in forms("meeting", "negated", "words") and k not in given for k, w in enumerate(words))


def put_off(clause: Clause, end: int) -> int | None:
    """The token of the word that puts it off to another day: "a été | remise à mercredi"; None where nothing does."""
    words = enumerate(clause.between(end + 1, clause.last + 1), end + 1)
    return next(
        (
            k
            for k, w in words
            if w.startswith(("remis", "report", "repouss", "ajourn"))
            and clause.norm(k + 1) in ("a", "au")
            and clause.norm(k + 2) != "plus"
        ),
        None,
    )
