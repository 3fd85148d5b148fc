"""The verb "féliciter": "a félicité B", "B a été félicité par A", "l'a félicité", "se sont congratulés"."""

from __future__ import annotations

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.doers import following, subject
from kg.languages.fr.gestures.echoes import mutual
from kg.languages.fr.gestures.ends import End, by, code_in, ends, named_next
from kg.languages.fr.gestures.others import behalf, other, relative
from kg.languages.fr.gestures.telling import Telling, cause, tellings
from kg.languages.fr.tokens.text import grammar

_KIND = "congratulation"
_RULE = "congratulate"
_HAVE = grammar("have")
_MUTUAL = frozenset(("mutuellement", "reciproquement", "congratules", "congratulent", "congratulees", "l'un"))
_PRONOUNS = frozenset(("l'", "le", "la", "les", "lui", "leur"))
_ASIDE = 7  # words of a phrase between commas that parts a verb from its auxiliary


def congratulated(clause: Clause, v: int) -> list[Telling]:
    """Active with its object, passive with "par", or mutual; "s'est félicité de" is none."""
    at = _past_aside(clause, v)
    start = clause.verb_start(at)
    group = clause.between(start - (clause.norm(start - 1) == "avoir"), at)
    if {"s'", "se"} & set(group):
        both = {clause.norm(v), *group, *clause.between(v, v + 5)} & _MUTUAL
        return mutual(clause, v, _KIND, _RULE) if both else []
    participle = clause.view.text.tokens[v].text.lower().endswith(("é", "ée", "és", "ées"))
    if participle and (not _HAVE & set(group) or {"ete", "sont", "est"} & set(group)):
        who = clause.subject(at) or following(clause, v)
        return tellings(clause, _KIND, by(clause, v + 1), ends(clause, who), cause(clause, v), _RULE)
    givers = behalf(clause) or subject(clause, at)
    return tellings(clause, _KIND, givers, _objects(clause, v, at, givers), cause(clause, v), _RULE)


def _past_aside(clause: Clause, v: int) -> int:
    """The comma at which "a, à son tour, félicité" leaves its auxiliary, else the verb itself."""
    if clause.norm(v - 1) != "," or clause.norm(clause.verb_start(v)) in _HAVE:
        return v
    comma = next((k for k in range(v - 2, v - 2 - _ASIDE, -1) if clause.norm(k) == ","), v)
    return comma if clause.norm(comma - 1) in _HAVE else v


def _objects(clause: Clause, v: int, at: int, givers: list[End]) -> list[End]:
    """Whom "féliciter" has as its object: a pronoun, a mention, or the party that a bare noun phrase belongs to."""
    group = clause.between(clause.verb_start(at), at)
    if _PRONOUNS & set(group):
        return relative(clause, at) or other(clause, clause.verb_start(at), givers, several="les" in group)
    named = clause.view.text.hit(v + 1 + (clause.norm(v + 1) in ("le", "la", "l'", "les")), "country")
    if named:
        return [End(named.key, named.key, False)]
    objects = clause.after(v, ("",), reach=20, skip=[p for p in clause.positions if clause.mention(p).last < v])
    found = ends(clause, [named_next(clause, p) for p in objects])
    if found and (any(e.person for e in found) or _direct(clause, v, objects[0])):
        return found
    if before := clause.before_that(clause.verb_start(at), clause.subject(at)):
        return ends(clause, before)
    stops = (k for k in range(v + 1, clause.last + 1) if clause.norm(k) in ("pour", "lors", ",", "d'avoir"))
    near = code_in(clause, v + 1, min(next(stops, clause.last), v + 16))
    return [near] if near else []


def _direct(clause: Clause, v: int, p: int) -> bool:
    """True where no preposition parts an object from its verb, but for phrases between commas."""
    gap = clause.between(v + 1, clause.mention(p).first)
    return "," in gap or not {"pour", "de", "d'"} & set(gap)
