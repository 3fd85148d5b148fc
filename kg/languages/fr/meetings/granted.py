"""Meetings that one gives another: "un dîner offert à B", "l'audience que lui a accordée A", "a permis à A et à B"."""

from __future__ import annotations

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.meetings.whom import latest, other_side, protagonist, traveller
from kg.languages.fr.tokens.trigger_words import forms

_OWN = forms("meeting", "words", "nouns", "own")
_ASKED = forms("meeting", "words", "nouns", "asked")
_GIVES = forms("meeting", "words", "granted", "gives")
_LETS, _CHANCE = (forms("meeting", "words", "granted", key) for key in ("lets", "chance"))
_GRANTED = forms("meeting", "words", "nouns", "granted")
_OF = ("de", "du", "d'", "des")
_TO = ("a", "au", "aux", "pour")
_OFFERED = frozenset(("offert", "offre", "donne", "offrira"))
_LET = 24  # words between a noun of meeting and the verb of what it allowed
_PAIR = 2
_MEALS = forms("meeting", "words", "verbs", "meals") | frozenset(("petit",))


def honoured(clause: Clause, end: int) -> list[int]:
    """ "retenu à déjeuner B", "un dîner en l'honneur de B", "une audience accordée à B", "l'audience de B"."""
    if clause.norm(end - 1) == "a" and _ASKED & set(clause.between(end - 4, end)):
        return clause.after(end, ("",), reach=10)
    found: list[int] = []
    words = clause.between(end + 1, clause.last + 1)
    if "honneur" in words:
        at = end + 1 + words.index("honneur")
        own = clause.norm(at - 1) in _OWN
        found = (other_side(clause, end) or latest(clause, [])) if own else clause.after(at, _OF, reach=6)
    elif (to_him := {"lui", "leur"} & set(clause.between(end - 8, end))) and _OFFERED & set(
        clause.between(end - 5, end)
    ):
        found = other_side(clause, end)  # "A lui a offert un dîner"
    elif _GRANTED & set(clause.between(end - 8, end + 3)) or clause.norm(end - 1).startswith("donn"):
        to = ("a", "au", "aux")
        given = clause.chain_after(clause.after(end, to, 18, _bare_places(clause)), to)
        found = other_side(clause, end) if to_him else given
    elif not _GIVES.isdisjoint(clause.between(end - 5, end)):
        found = clause.after(end, ("a", "au", "aux"), reach=6)
    return found or (clause.after(end, _OF, reach=4) if clause.norm(end + 1) in _OF else [])


def _bare_places(clause: Clause) -> list[int]:
    """Names of one word that are nobody's: places that no list knows ("accordé à Kossoye au ministre")."""
    nobody = (p for p in clause.positions if clause.view.cast.who[p] is None)
    return [p for p in nobody if clause.mention(p).form is Form.NAME]


def offered(clause: Clause, end: int) -> list[int]:
    """ "un dîner offert par A", without a word of for whom: A and whom the story is about."""
    if not {"offert", "offerte", "donne"} & set(clause.between(end + 1, end + 4)):
        return []
    host, about = clause.after(end, ("par",), reach=16), traveller(clause, end) or protagonist(clause)
    who = clause.view.cast.who
    return [*host, *about] if host and about and who[host[0]] != who[about[0]] else []


def allowed(clause: Clause, end: int) -> list[int]:
    """ "l'entretien a permis à A et à B de …", "a été l'occasion pour A et B de …": A and B."""
    for v in range(end + 1, min(end + _LET, clause.last)):
        if clause.norm(v) in _LETS or (clause.norm(v) in _CHANCE and clause.norm(v - 1) in ("l'", "une", "d'")):
            group = clause.after(v, _TO, reach=4)
            both = clause.chain_after(group, _TO) if group else []
            return both if len({*_speak(clause, both)}) >= _PAIR else []
    return []


def around(clause: Clause, i: int) -> list[int]:
    """ "c'est autour d'un | déjeuner que A et B …", "au | téléphone, A et B ont évoqué …": those who act together."""
    told = ("autour" in clause.between(i - 3, i) and clause.norm(i) in _MEALS) or (
        clause.norm(i) == "au" and i <= clause.first + 1
    )
    free = (g for g in clause.groups if told and not clause.mention(g[0]).prep)
    return next((g for g in free if len({*_speak(clause, g)}) >= _PAIR), [])


def _speak(clause: Clause, group: list[int]) -> list[str]:
    people, parties = sides(clause, group)
    return [code for p in people if (code := clause.view.cast.people[p].speaks_for)] + parties
