"""Whom words take up: the antecedent of a relative, the latest subject, the other side, whom the story is about."""

from __future__ import annotations

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import party
from kg.languages.fr.tokens.trigger_words import forms

_JOURNEYS = forms("meeting", "words", "prospects", "frames") | {"menu"}
_OF = ("de", "du", "d'", "des")
_TITLE = 4  # words from "visite (officielle de travail)" to whose it is
_DOING = 6  # words from "avant de" to the noun of what is done
_LEADS = frozenset(("a", "au", "avec", "par"))
_OPENS = 4  # words in which the day stands that opens a sentence
_RELATIVE = 12  # tokens between a relative pronoun and its verb or noun


def antecedent(clause: Clause, i: int) -> list[int]:
    """ "B, avec lequel A s'est entretenu", "B, à qui A a rendu visite": B, for the verb or noun at token `i`."""
    for k in range(i - 1, max(i - _RELATIVE, clause.first), -1):
        if clause.norm(k) in (",", ";", ":"):
            break
        if clause.norm(k) in ("qui", "lequel", "laquelle", "lesquels", "auquel") and clause.norm(k - 1) in (
            "avec",
            "a",
            ",",
        ):
            start = k - 1 if clause.norm(k - 1) in ("avec", "a") else k
            near = [p for p in clause.positions if 0 < start - clause.mention(p).last <= 2]
            return clause.group_of(near[-1]) if near and (start < k or clause.norm(k) == "auquel") else []
    return []


def apart(clause: Clause, ours: list[int], theirs: list[int]) -> list[int]:
    """ "B, qu'il a reçu": a pronoun that cannot be the other side itself is the latest subject before."""
    who = clause.view.cast.who
    if len(ours) != 1 or clause.mention(ours[0]).form is not Form.PRONOUN:
        return ours
    return latest(clause, theirs) if who[ours[0]] in {who[p] for p in theirs} else ours


def protagonist(clause: Clause) -> list[int]:
    """Whom the story is about, by one mention."""
    view = clause.view
    return [p for p, who in enumerate(view.cast.who) if view.about is not None and who == view.about][:1]


def traveller(clause: Clause, i: int) -> list[int]:
    """ "au menu de la visite de A, un | entretien", "le programme de A": A, for the noun at token `i`."""
    for p in clause.positions:
        mention = clause.mention(p)
        if mention.first >= i:
            break
        words = clause.between(mention.first - _TITLE, mention.first)
        if mention.prep in _OF and clause.view.cast.who[p] is not None and not _JOURNEYS.isdisjoint(words):
            return [p]
    return []


def other_side(clause: Clause, end: int) -> list[int]:
    """ "en son honneur": the latest person before who speaks for another party than the sentence's subject."""
    view = clause.view
    giver = next(
        (view.person(p) for p in clause.positions if clause.mention(p).last < end and not clause.mention(p).prep), None
    )
    groups = [p for p in clause.positions if clause.mention(p).form is Form.GROUP and clause.mention(p).last < end]
    if groups and not clause.mention(groups[-1]).prep:
        return groups[-1:]
    about = protagonist(clause)
    told = view.person(about[0]) if about else None
    if told and giver and party(told.speaks_for) not in (None, party(giver.speaks_for)):
        return about
    for p in range(clause.positions[0] - 1 if clause.positions else -1, -1, -1):
        person = view.person(p)
        if person and giver and person.speaks_for and person.speaks_for != giver.speaks_for:
            return [p]
    return []


def latest(clause: Clause, theirs: list[int]) -> list[int]:
    """The subject of the latest sentence before this one who is not among `theirs`."""
    view, others = clause.view, {clause.view.cast.who[p] for p in theirs}
    for s in range(clause.number - 1, -1, -1):
        for p in view.mentions_in(s):
            found = view.cast.who[p]
            if found is not None and found not in others and not view.mentions[p].prep:
                return [p]
    return []


def before_doing(clause: Clause, i: int, theirs: list[int]) -> list[int]:
    """ "A a reçu C, avant d'accorder une audience | à B": A, the first of the sentence that can act."""
    words = clause.between(i - _DOING, i)
    if "avant" not in words or words[words.index("avant") + 1 :][:1] not in (["d'"], ["de"]):
        return []
    before = (g for g in clause.groups if clause.mention(g[-1]).last < i and not clause.mention(g[0]).prep)
    return next((g for g in before if clause.usable(g[0]) and g[0] not in theirs), [])


def near_each(clause: Clause, p: int, guests: list[int]) -> int | None:
    """The token beside which the day and place of the meeting with `p`, one of several, stand: "mardi avec | A,
    mercredi avec B", "A | mardi, B jeudi", "Lundi, | il a vu A, mardi B"; None for those of all."""
    tokens, days = clause.view.text.tokens, clause.view.dates_in(clause.number)
    cities = (k for g in guests[1:] for k in (clause.mention(g).first - 2,) if clause.view.text.hit(k, "city"))
    if not (len(days) > 1 or ";" in clause.norms or any(cities)):
        return None
    first, last = clause.mention(p).first, clause.mention(p).last
    led = first - (clause.norm(first - 1) in _LEADS)
    if any(d.span.end == tokens[led - 1].end for d in days) and led > clause.first:
        return first
    if last < clause.last and any(d.span.start == tokens[last + 1].start for d in days):
        return last
    ends = days[0].span.end if days else 0
    opening = next((k for k in range(clause.first, clause.first + _OPENS) if tokens[k].end >= ends), None)
    return opening + 1 if days and opening is not None and p == guests[0] else first
