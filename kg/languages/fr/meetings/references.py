"""A meeting spoken of again: "l'événement a été coprésidé par A et B" adds A and B to the meeting told before."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.meetings.along import came_along
from kg.languages.fr.meetings.company import beside_host
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.meetings.presence import present, taken_up, this
from kg.languages.fr.tokens.trigger_words import forms

_AGAIN = forms("meeting", "words", "references", "again")
_DEFINITE = forms("meeting", "words", "references", "definite")
_CHAIRED = forms("meeting", "words", "references", "chaired")
_THERE = forms("meeting", "words", "references", "there")
_SIDE = frozenset(("cote", "partie"))
_HEADS = forms("meeting", "words", "conferences", "lead")
_ARRIVALS = frozenset(("aeroport", "arrive", "arrivee", "arrives", "atterri", "descente", "visite"))
_PLURALS = frozenset(("rendez-vous", "sommets", "reunions", "conferences", "rencontres", "sessions"))
_TALKS = frozenset(("entretien", "entretiens", "pourparlers", "discussions"))
_WORK = frozenset(("travaux", "debats", "session", "sommet", "conference"))
_BY = ("par", "de", "du", "d'")


def chairs(clause: Clause) -> list[int]:
    """Who chairs or opens the meeting that this sentence takes up again, as persons of the cast."""
    found: list[int] = []
    for v in clause.among(_CHAIRED):
        before = clause.between(clause.first, v)
        fronted = v == clause.first and taken_up(clause.norms[1:])
        if not fronted and not taken_up(before[:6]) and not this(before):
            continue
        group = clause.after(v, _BY, reach=6)
        found.extend(sides(clause, clause.chain_after(group, _BY) if group else [])[0])
        if _SIDE & set(clause.norms):  # "côté A, elle était présidée par X ; côté B, par Y"
            others = [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).prep == "par"]
            found.extend(sides(clause, others)[0])
        if found and not fronted:
            break
    return list(dict.fromkeys(found))


def attach(clause: Clause, drafts: Sequence[Draft]) -> None:
    """Adds the chairs of a meeting taken up again, and who else was there, to the latest meeting told before."""
    known = [d for d in drafts if d.sentence < clause.number and clause.number - d.sentence <= _BACK]
    people = chairs(clause)
    open_ = [d for d in known if d.kind in ("conference", "consultation", "online-meeting", "ceremony", "meeting")]
    if people and open_ and (open_[-1].status == "planned" or not {"sera", "seront"} & set(clause.norms)):
        open_[-1].people.update((p, "chair") for p in people)
    for person in present(clause) if known else ():
        for draft in _taken_up_there(clause, known):
            if person not in draft.people:
                beside_host(clause, draft, person)
            draft.people.setdefault(person, "participant")
    if encounter := _encounter(clause, known):
        near = _just_told(clause, encounter)
        more = came_along(clause, encounter.people, near=near)
        encounter.people |= dict.fromkeys(more, "participant") | encounter.people
    if known and known[-1].welcome and clause.number - known[-1].sentence <= _NEXT and _talks(clause):
        known[-1].kind, known[-1].welcome = "talks", False
    both = [d for d in known if d.series][-2:]
    if len(both) > 1 and _both(clause):
        for draft in both:
            draft.people.update((p, draft.people.get(p, "participant")) for p in _subject(clause))
    events = [d for d in known if d.kind in ("conference", "consultation", "ceremony")]
    for person in _takes_the_floor(clause) if events and (events[-1] is known[-1] or events[-1].series) else ():
        events[-1].people.setdefault(person, "participant")


def _just_told(clause: Clause, draft: Draft) -> bool:
    """True for a meeting held of which the sentence before told, not for a conference or the end of a journey."""
    arrived = draft.welcome and not _ARRIVALS.isdisjoint(clauses_of(clause.view)[draft.sentence].norms)
    apart = draft.series or arrived or draft.status != "held"
    return not apart and clause.number - draft.sentence <= _ENTOURAGE


def _encounter(clause: Clause, known: Sequence[Draft]) -> Draft | None:
    """The latest meeting; the latest that is no conference, unless it is its work that the sentence speaks of."""
    if not known or _WORK & set(clause.norms):
        return known[-1] if known else None
    return next((draft for draft in reversed(known) if not draft.series), known[-1])


def _both(clause: Clause) -> bool:
    """ "participera aux deux rendez-vous"."""
    return any(clause.between(v - 2, v) in (["aux", "deux"], ["les", "deux"]) for v in clause.among(_PLURALS))


def _subject(clause: Clause) -> list[int]:
    free = [p for p in clause.positions if not clause.mention(p).prep and clause.mention(p).form is not Form.PARTY]
    return sides(clause, clause.group_of(free[0]))[0] if free else []


def _talks(clause: Clause) -> bool:
    """ "au cours de l'entretien qui a suivi", "leurs pourparlers": what followed a welcome."""
    return any(clause.norm(v - 1) in _DEFINITE | {"leur", "leurs"} for v in clause.among(_TALKS))


def _taken_up_there(clause: Clause, known: Sequence[Draft]) -> list[Draft]:
    """The latest meeting; the latest receptions, of one sentence, where it is "l'audience" that is taken up."""
    received = [d for d in known if d.kind == "reception"] if "audience" in clause.norms[:3] else []
    if "ceremonie" in clause.norms and known[-1].kind not in ("ceremony", "reception"):
        return []
    return [d for d in received if d.sentence == received[-1].sentence] or [known[-1]]


def _takes_the_floor(clause: Clause) -> list[int]:
    """ "À l'ouverture, A a appelé …", "A y a proposé …": A is at the conference told before."""
    for v, norm in enumerate(clause.norms, clause.first):
        if norm in _HEADS and "delegation" in clause.between(v + 1, v + 4):
            return sides(clause, clause.subject(v))[0]
    opens = " ".join(clause.norms[:6]).startswith(_OPENINGS)
    there = any(w == "y" and clause.norms[k + 1] in _THERE for k, w in enumerate(clause.norms[:-1]))
    if not opens and not there:
        return []
    subject = next((p for p in clause.positions if clause.mention(p).name and not clause.mention(p).prep), None)
    return sides(clause, clause.group_of(subject))[0] if subject is not None else []


_OPENINGS = tuple(forms("meeting", "words", "references", "openings"))
_NEXT = 2  # sentences after a welcome in which the talks that followed are told
_BACK = 6  # sentences over which a meeting is still the one that is spoken of
_ENTOURAGE = 4  # sentences after a meeting in which "A était entouré de B" speaks of it
