"""Whether a meeting told by a noun is only planned, was called off, or was put off to another day."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.tenses import led
from kg.languages.fr.tokens.trigger_words import forms

_FUTURE = forms("meeting", "words", "nouns", "future")
_PROGRAMME = frozenset(("menu", "programme", "agenda"))
_STANDS = frozenset(("figure", "figurent", "sont"))
_OF_STATES = frozenset(("spatial", "nucleaire", "alimentaire", "national"))
_TOLD = ("figurai", "comprenai", "comportai", "prevoyai")
_HOLDS = forms("meeting", "words", "prospects", "holds")
_FRAMES = forms("meeting", "words", "prospects", "frames")
_SET = forms("meeting", "words", "prospects", "set")
_PREPARED = forms("meeting", "words", "prospects", "prepared")
_NEAR, _BESIDE = 12, 4  # words before a noun of meeting in which a programme, or its preparation, is told
_NEW = frozenset(("un", "une", "des", "d'"))
_PAST = frozenset(("ont", "avait", "avaient", "etait", "etaient"))
_HAVE = forms("meeting", "words", "verbs", "have")


def puts_ahead(clause: Clause, i: int, end: int) -> bool:
    """True for a noun of meeting on tokens `i` … `end` that its verb puts ahead: "organisera un dîner"."""
    around = set(clause.between(max(i - 10, clause.first), end + 8))
    by_verb = bool(_NEW & set(clause.between(i - 2, i))) and led(clause, i)
    being = {clause.norm(end + 1), *clause.between(i - 3, i)}
    coming = not being.isdisjoint(("sera", "seront")) or clause.norm(i).endswith(("ra", "ront"))
    return bool(around & _FUTURE) or by_verb or coming or in_a_programme(clause, i) or _foreseen(clause, end)


def in_a_programme(clause: Clause, i: int) -> bool:
    """ "Au menu figurent un | entretien", "la visite comprend un | dîner", "attendu à Rome pour un | entretien"."""
    if not _PAST.isdisjoint(clause.norms) or any(norm.startswith(_TOLD) for norm in clause.norms):
        return False
    starts = {d.span.start for d in clause.view.dates_in(clause.number)}
    present = not _STANDS.isdisjoint(clause.norms)
    for k in (k for k in clause.among(_PROGRAMME) if k < i):
        day = any(t.start in starts for t in clause.view.text.tokens[k + 1 : k + 6])  # "au menu de mardi": by that day
        if clause.norm(k - 1) in ("au", "l'") and clause.norm(k + 1) not in _OF_STATES and (not day or present):
            return clause.norm(k - 1) == "au" or clause.norm(k - 2) == "a"
    before = clause.between(clause.first, i)
    holds = not _HOLDS.isdisjoint(before[-_NEAR:]) and not _FRAMES.isdisjoint(before)
    rendez_vous = clause.norm(i) == "rendez-vous" and clause.norm(i - 1) in ("a", "ont")
    return holds or rendez_vous or _sets_out(before)


def _sets_out(before: Sequence[str]) -> bool:
    """ "est attendu mardi à Rome pour des | entretiens", "les préparatifs d'un | entretien"."""
    near = before[-_NEAR:]
    expected = next((k for k, word in enumerate(near) if word.startswith("attendu")), None)
    if expected is not None and "pour" in near[expected:]:
        return True
    return not _PREPARED.isdisjoint(before[-_BESIDE:])


def _foreseen(clause: Clause, end: int) -> bool:
    """ "un entretien avec A | est (également) prévu", "des discussions entre A et B | sont programmées"."""
    with_whom = clause.after(end, ("avec", "entre"), reach=4)
    last = clause.mention(with_whom[-1]).last if with_whom else end
    words = clause.between(last + 1, last + 6)
    foreseen = (
        {*words[1:]} & (_FUTURE | _SET) if words[:1] in (["est"], ["sont"], ["figure"], ["figurent"]) else frozenset()
    )
    return bool(foreseen) and "ete" not in words


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
            if (w in ("aura", "auront") and clause.norm(k - 1) != "n'" and "lieu" in clause.between(k, k + 4))
            or (
                w.startswith(("remis", "report", "repouss", "ajourn"))
                and clause.norm(k + 1) in ("a", "au")
                and clause.norm(k + 2) != "plus"
            )
        ),
        None,
    )
