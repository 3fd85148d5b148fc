"""What an invitation is to: a journey ("à se rendre en Inde"), an event ("au Forum …"), a place ("à Hanoï")."""

from __future__ import annotations

import re

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits import places

Goal = tuple[str | None, str | None]
_TO = frozenset(("a", "au", "aux", "en", "pour", "de"))
_STOPS = forms("invitation", "words", "goals", "stops") | {",", ";", ".", "(", "–"}
_SKIPPED = forms("invitation", "words", "goals", "skipped")
_ORDINAL = re.compile(r"\d+(?:e|eme)|[xvi]+e|\w+ieme")
_REACH = 40  # words between "invite" and what the invitation is to, persons included
_EVENT = 8  # words from "participer" to the city of an event
_LEADING = forms("invitation", "words", "goals", "leading")


def goal(clause: Clause, start: int) -> Goal | None:
    """The destination's code and the event's words after token `start`; None where the words ask for something else."""
    skip = places.covered(clause)
    for i in range(start + 1, min(start + _REACH, clause.last) + 1):
        if i in skip:
            continue
        if clause.norm(i) in (";", "qui", "dont"):
            return None
        if clause.norm(i) in _TO:
            found = _what(clause, i)
            if found:
                return found
    return None


def _what(clause: Clause, i: int) -> Goal | None:
    """What follows the preposition at token `i`."""
    words = clause.between(i + 1, i + 5)
    if any(word in forms("invitation", "purposes", "travel") for word in words[:3]):
        return _place(clause, i), None
    attend = next((k for k, word in enumerate(words[:3]) if word in forms("invitation", "purposes", "attend")), None)
    if attend is not None:
        return _place(clause, i) or _seat(clause, i + 1 + attend), event(clause, i + 1 + attend)
    head = next((word for word in words if word not in _SKIPPED and not _ORDINAL.fullmatch(word)), "")
    if head in forms("invitation", "purposes", "events"):
        return _place(clause, i) or _seat(clause, i), event(clause, i - 1)
    named = [place for place in places.places(clause) if i < place.first <= i + 3]
    return (named[0].code, None) if named else None


def _place(clause: Clause, i: int) -> str | None:
    found = places.destinations(clause, i - 1)
    return found[0].code if found else None


def _seat(clause: Clause, i: int) -> str | None:
    """ "au forum (économique) | de Doha": the state of the city that an event soon after token `i` is named by."""
    text = clause.view.text
    for k in range(i + 1, min(i + _EVENT, clause.last) + 1):
        if clause.norm(k) in _STOPS:
            return None
        hit = text.hit(k, "city") if clause.norm(k - 1) in ("de", "d'", "du") else None
        if hit:
            return hit.extra
    return None


def event(clause: Clause, i: int) -> str | None:
    """The words of the event after "à", "au" behind token `i`, up to a comma or a date."""
    to = (k for k in range(i + 1, min(i + 6, clause.last)) if clause.norm(k) in ("a", "au", "aux", "part"))
    start = next(to, i) + 1
    if start == i + 1:
        return None
    while clause.norm(start) in _LEADING:
        start += 1
    end = start
    while end < clause.last and clause.norm(end + 1) not in _STOPS:
        end += 1
    return clause.view.text.words(start, end)
