"""The kind of a journey: what its adjectives and complements say ("visite d'État", "voyage de travail")."""

from __future__ import annotations

from functools import cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import forms, triggers

_ORDER = ("state", "official", "working", "friendship", "transit")


@cache
def _kinds() -> dict[str, str]:
    return {form: kind for kind in _ORDER for form in triggers("visit")["kinds"][kind]}


def described(clause: Clause, i: int) -> tuple[str, int]:
    """The kind that the adjectives and complements after the noun at `i` give, and their last token."""
    found, j, end = set(), i + 1, i
    glue = forms("visit", "kinds", "glue")
    while j <= clause.last and (clause.norm(j) in _kinds() or clause.norm(j) in glue):
        if clause.norm(j) in _kinds():
            found.add(_kinds()[clause.norm(j)])
            end = j
        j += 1
    if clause.norm(i) in forms("visit", "nouns", "transit"):
        made = {"fait", "fera", "fasse", "technique", "transit", "en"} & set(clause.between(i - 3, end + 2))
        return "transit" if made else "visit", end
    return next((kind for kind in _ORDER if kind in found), "visit"), end


def greeted(clause: Clause, i: int) -> bool:
    """ "Saluant la visite de X": a journey at token `i` of which its host speaks."""
    greeting = forms("visit", "mood", "greeting") & set(clause.between(i - 4, i))
    return bool(greeting) and clause.norm(i - 1) in ("la", "cette")
