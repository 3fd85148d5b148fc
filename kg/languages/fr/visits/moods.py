"""Whether a journey took place or is to come, by the verb that carries it or that the sentence goes on with."""

from __future__ import annotations

import re
from functools import cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import forms, triggers

_COMING = re.compile(r"[a-z]{3,}r(?:a|ont)")
_PAST = forms("visit", "words", "moods", "past")
_DURING = forms("visit", "words", "nouns", "during")
_OWN = frozenset(("sa", "son", "ses", "leur", "leurs"))
_DEFINITE = frozenset(("la", "le", "l'", "cette", "ce", "cet"))
_SERA = 11  # words from "sera" to "pour une visite", from "à l'issue" to "visite"
_SAID = 6  # words from "a annoncé" to "une visite"
_REACH = 24  # words between "la visite" and "se déroulera"


@cache
def light() -> dict[str, str]:
    """The mood of every form of the verbs that carry a journey: "effectuera"."""
    return {form: mood for mood, many in triggers("visit")["light"].items() for form in many}


def of_verb(clause: Clause, v: int) -> str | None:
    """The status that the light verb at token `v` gives; None for a wish."""
    mood = light()[clause.norm(v)]
    near = set(clause.between(max(v - 8, clause.first), v))
    if {"ne", "n'"} & set(clause.between(v - 4, v)):
        return None
    if (mood == "infinitive" or "que" in near) and near & forms("visit", "mood", "wished"):
        return None
    if near & forms("visit", "mood", "intended") or mood == "future":
        return "planned"
    if mood == "infinitive":
        return "held" if "pour" in near else None
    return "held"


def ahead(clause: Clause, first: int, end: int) -> bool:
    """True for "la visite de X se déroulera …", and for "lors de sa visite, X rencontrera …"; `first` … `end`: the
    noun with what describes it."""
    words, before = clause.between(end + 1, clause.last + 1), clause.norm(first - 1)
    if clause.norm(first - 2) not in _DURING:
        return bool(forms("visit", "mood", "takes_place") & {*words[:_REACH]}) and before in _DEFINITE
    verbs = (k for k, word in enumerate(words, end + 1) if _COMING.fullmatch(word) or word in _PAST)
    acts = next((k for k in verbs if not clause.view.text.written(k, "à")), None)
    return acts is not None and clause.norm(acts) not in _PAST and before in _OWN


def errand(clause: Clause, i: int) -> bool:
    """True for a "mission" on which someone is or goes: "en mission à", "a entamé une mission de trois jours"."""
    if clause.norm(i) not in forms("visit", "nouns", "errand"):
        return False
    goes = set(clause.between(i - 5, i - 1)) & (light().keys() - forms("visit", "nouns", "no_errand"))
    return clause.norm(i - 1) == "en" or (clause.norm(i - 1) in ("une", "sa") and bool(goes))


def announced(clause: Clause, first: int) -> bool:
    """ "a annoncé une | visite du président X en Suède"."""
    near = set(clause.between(first - _SAID, first - 1))
    return clause.norm(first - 1) in ("une", "un") and bool(near & forms("visit", "mood", "announced"))


def going(clause: Clause, first: int) -> bool:
    """ "sera lundi à Varsovie pour une | visite de travail"."""
    near = set(clause.between(first - _SERA, first))
    return clause.norm(first - 2) == "pour" and not near.isdisjoint(("sera", "seront"))


def over(clause: Clause, first: int) -> bool:
    """ "a quitté jeudi Le Caire à l'issue d'une | visite de trois jours"."""
    near = set(clause.between(first - _SERA, first))
    left = any(w.startswith(("quitt", "regagn", "rentr")) for w in clause.between(clause.first, first))
    return left and not near.isdisjoint(("issue", "terme"))
