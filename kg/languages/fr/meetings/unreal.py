"""Meetings that words only wish for, propose, refuse, deny or suppose, or that are a habit."""

from __future__ import annotations

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.line import ENDS
from kg.languages.fr.tokens.trigger_words import forms

_WISHED = tuple(sorted(forms("meeting", "words", "unreal", "wished")))
_GIVEN_UP = tuple(sorted(forms("meeting", "words", "unreal", "given_up")))
_EITHER = (*_WISHED, *_GIVEN_UP)
_DENIED, _IDLE = forms("meeting", "words", "unreal", "denied"), forms("meeting", "words", "unreal", "idle")
_BEING = frozenset(("est", "sont", "reste", "restent", "demeure", "demeurent", "semble", "serait", "etait", "etaient"))
_STOPS_AFTER = frozenset(("que", "qui", ";", "mais", "dont"))
_IDEAS = forms("meeting", "words", "unreal", "ideas")
_HAPPENED = forms("meeting", "words", "unreal", "happened")
_STOPS = (ENDS - {"que", "qu'"}) | _HAPPENED | frozenset((",", ";", '"', "dans", "selon", "par", "avec"))
_HABITS = forms("meeting", "words", "unreal", "habits")
_NEW = frozenset(("un", "une", "des", "d'", "de", "au", "tout", "toute", "quelconque", "autre", "nouvelle", "nouvel"))
_PASSIVE = frozenset(("ete", "est", "sont"))
_TO = frozenset(("d'", "de", "pour", "a"))
_NONE = frozenset(("aucun", "aucune", "sans"))
_NEGATORS = frozenset(("pas", "jamais", "aucun", "aucune", "guere", "point", "plus"))
_NEGATED = ("n'", "ne")
_TAKEN_UP = frozenset(("son", "sa", "ses", "leur", "leurs", "ce", "cet", "cette"))
_REACH = 10  # words before a noun in which the verb that governs it stands
_VERB = 4  # words before an infinitive in which the verb that governs it stands
_FRAME = 5  # words from "à l'issue" to the noun
_PREDICATE = 7  # words from a negation to what it denies
_TIMES = 5  # words after a verb in which its habit is told


def happened(clause: Clause, i: int) -> bool:
    """ "à l'issue d'un | entretien", "lors de leur deuxième | rencontre": it took place."""
    return not _HAPPENED.isdisjoint(clause.between(i - _FRAME, i))


def unreal(clause: Clause, first: int, last: int) -> bool:
    """True for the noun of a meeting, tokens `first` … `last`, that did not take place and is not announced."""
    if happened(clause, first):
        return False
    return _governed(clause, first) or _no_more(clause, last)


def _governed(clause: Clause, first: int) -> bool:
    """ "réclame un | entretien", "a annulé son | entretien", "n'a pas eu d'| entretien", "l'idée d'une | rencontre"."""
    before = clause.norm(first - 1)
    if before in _NONE or _alike(clause, first):
        return True
    new, negator = not _NEW.isdisjoint(clause.between(first - 2, first)) or clause.norm(first) == "au", False
    for k in range(first - 1, max(first - _REACH, clause.first) - 1, -1):
        norm = clause.norm(k)
        if norm in _STOPS:
            return False
        if norm.startswith(_GIVEN_UP) or (norm.startswith(_WISHED) and norm != "propos" and before not in _TAKEN_UP):
            return not (norm.startswith(("report", "repouss", "ajourn")) and clause.view.dates_in(clause.number))
        if new and norm in _IDEAS and clause.norm(k + 1) in _TO and clause.norm(k - 1) not in ("a", "ont"):
            return True
        negator = negator or norm in _NEGATORS
        if negator and new and norm in _NEGATED:
            return True
    return False


def _alike(clause: Clause, first: int) -> bool:
    """ "sa visite a été annulée, de même que son | entretien avec B"."""
    words = clause.between(clause.first, first - 1)
    alike = words[-2:] in (["meme", "que"], ["ainsi", "que"], ["tout", "comme"])
    return alike and not forms("meeting", "negated", "words").isdisjoint(words) and not _PASSIVE.isdisjoint(words)


def _no_more(clause: Clause, last: int) -> bool:
    """ "la rencontre entre A et B | n'est pas fixée", "sont devenues rares", "sont au point mort"."""
    words = clause.between(last + 1, clause.last + 1)
    if _DENIED.isdisjoint(words) and _IDLE.isdisjoint(words):
        return False
    for k, word in enumerate(words):
        if word in _STOPS_AFTER:
            return False
        if word in _BEING:
            near = words[k + 1 : k + 1 + _PREDICATE]
            denied = words[max(k - 1, 0) : k] in (["n'"], ["ne"]) and not _NEGATORS.isdisjoint(near[:2])
            return not (_DENIED if denied else _IDLE).isdisjoint(near)
    return False


def denied(clause: Clause, start: int, v: int, infinitive: bool) -> bool:
    """ "n'a pas | rencontré", "n'a pu | recevoir", but not "n'a rencontré que"."""
    words = clause.between(start - (3 if infinitive else 0), v)
    return any(w in _NEGATED for w in words) and clause.norm(v + 1) not in ("que", "qu'")


def habitual(clause: Clause, v: int) -> bool:
    """ "se rencontrent | régulièrement", "s'entretient | chaque mois avec B": no single meeting."""
    words = clause.between(v + 1, v + _TIMES)
    return any(w in _HABITS or (w == "tous" and words[k + 1 : k + 2] == ["les"]) for k, w in enumerate(words))


def wished(clause: Clause, start: int) -> bool:
    """ "a refusé de | s'entretenir", "sans | avoir rencontré", "dit vouloir | rencontrer": an infinitive led so."""
    words = clause.between(start - _VERB, start)
    for k in range(len(words) - 1, -1, -1):
        if words[k] in _STOPS or words[k] in ("qui", "et"):
            return False
        if words[k] == "sans" or words[k].startswith(_EITHER):
            return True
    return False


def supposed(clause: Clause, start: int) -> bool:
    """ "si A | rencontrait B", "s'il | recevait B"."""
    words = clause.between(clause.first, start)
    at = max((k for k, w in enumerate(words) if w == "si"), default=-1)
    supposes = at == 0 or words[at - 1 : at] in ([","], ["meme"], ["comme"]) if at >= 0 else False
    return (supposes and ENDS.isdisjoint(words[at:]) and "," not in words[at:]) or words[-2:-1] == ["s'"]
