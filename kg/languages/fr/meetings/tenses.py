"""Whether the words around a date or place put it ahead of the story."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.calendar.date_values import DateMention, Weekday
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.tokens.words import Token

_PAST = forms("meeting", "words", "verbs", "have") | forms("meeting", "words", "verbs", "be")
_FUTURE = forms("meeting", "words", "verbs", "future")
_ENDINGS = ("era", "ira", "dra", "tra", "vra", "rra", "eront", "iront", "dront", "tront", "vront", "rront")
_FRONTED = 18  # words after a date at the head of its sentence among which its verb stands
_SOON = 2  # days within which a sentence in the present speaks of a coming day of the week
_COMMA = 8  # words that a comma counts for between a date and its verb
_BESIDE = 10  # words around a date in which its verb stands
_PURPOSE = 6  # words from "pour" to the date of its infinitive
_OFTEN = frozenset(("dizaine", "douzaine", "vingtaine", "trentaine", "quarantaine", "plusieurs", "maintes"))
_TIMES = 9  # words after a verb in which it is told how often
_INFINITIVE = re.compile(r"[a-z]{2,}(?:er|ir|re)")


def soon(owners: Owners, mention: DateMention) -> bool:
    """True for a day of the week right after publication, in a sentence in the present ("rencontre jeudi à Rome")."""
    today, value = owners.clause.view.anchor.published, mention.value
    if today is None or not isinstance(value, Weekday) or value.direction is not None:
        return False
    clause, days = owners.clause, (value.weekday - today.weekday()) % 7
    if not 0 < days <= _SOON:
        return False
    tokens = clause.view.text.tokens[clause.first : clause.last + 1]
    return _aimed(clause, owners.tokens(mention)[0]) or not any(map(past, tokens))


def _aimed(clause: Clause, first: int) -> bool:
    """ "est arrivé à Abuja pour prendre part | vendredi au sommet": what an infinitive of purpose tells."""
    words = clause.between(first - _PURPOSE, first)
    return any(a == "pour" and _INFINITIVE.fullmatch(b) for a, b in pairwise(words))


def ahead(owners: Owners, first: int, last: int) -> bool:
    """True where the verb nearest to a date or place (tokens `first` … `last`) is in the future."""
    clause = owners.clause
    if any(word.startswith("prevu") for word in clause.between(first - 4, first)):
        return True  # "la réunion prévue vendredi à Paris"
    reach = _BESIDE if first > clause.first + 1 else _FRONTED
    before = _verb(owners, range(first - 1, max(first - reach, clause.first) - 1, -1), first)
    after = _verb(owners, range(last + 1, min(last + reach, clause.last) + 1), first)
    nearest = min((found for found in (before, after) if found), default=None)
    return nearest is not None and nearest[1]


def _verb(owners: Owners, tokens: range, place: int) -> tuple[int, bool] | None:
    """How far away the first verb among tokens stands, beyond a comma further, and whether it is in the future."""
    distance = 0
    for i in tokens:
        token = owners.clause.view.text.tokens[i]
        distance += _COMMA if token.text == "," else 1
        if owners.apart(i, place):
            continue
        if future(token):
            return distance, True
        if past(token):
            return distance, False
    return None


def led(clause: Clause, i: int) -> bool:
    """True where the last verb before token `i` is in the future: "aura un entretien avec A et une entrevue avec B"."""
    for k in range(i - 1, clause.first - 1, -1):
        token = clause.view.text.tokens[k]
        if future(token) or past(token):
            return future(token)
    return False


def past(token: Token) -> bool:
    """True for an auxiliary, not for "à"."""
    return token.norm in _PAST and token.text.lower() != "à"


def future(token: Token) -> bool:
    """True for a verb in the future, or one that puts what follows ahead ("doit", "va")."""
    return token.norm in _FUTURE or (len(token.norm) > 4 and not token.capital and token.norm.endswith(_ENDINGS))


def many_times(clause: Clause, v: int) -> bool:
    """ "se sont rencontrés une quarantaine de fois", "à plusieurs reprises": no single meeting."""
    words = clause.between(v + 1, v + _TIMES)
    return any(w in ("fois", "reprises") and _OFTEN & set(words[max(k - 3, 0) : k]) for k, w in enumerate(words))
