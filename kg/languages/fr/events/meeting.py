"""Meetings, from what verbs, nouns and the names of conferences tell."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.meeting import Meeting
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.clauses.view import View
from kg.languages.fr.meetings import (
    addressed,
    ceremonies,
    company,
    conferences,
    credentials,
    during,
    gatherings,
    nearby,
    nouns,
    references,
    retold,
    setting,
    verbs,
    welcomes,
)
from kg.languages.fr.meetings.between_parties import of_parties
from kg.languages.fr.meetings.business import in_business
from kg.languages.fr.meetings.draft import Draft, codes, party
from kg.languages.fr.meetings.merge import merged
from kg.languages.fr.meetings.story_days import story_days
from kg.languages.fr.names.people import known
from kg.model import Participant, When


def read(view: View) -> Iterator[Meeting]:
    """One fact per meeting of at least two parties (one for a conference), in the order of the text."""
    clauses = clauses_of(view)
    days = story_days(view, clauses)
    drafts: list[Draft] = []
    for clause in clauses:
        company.on_behalf(clause)
        references.attach(clause, drafts)
        named = nouns.meeting_nouns(clause)
        told = [*verbs.find(clause), *nouns.find(clause, named)]
        told = [d for d in told if not (d.weak and any(d.people.keys() <= e.people.keys() for e in drafts))]
        told += [*conferences.find(clause, named), *ceremonies.find(clause)]
        told = [*conferences.instead(clause, told), *gatherings.find(clause, told)]
        told.extend(welcomes.find(clause, drafts))
        told.extend(nearby.find(clause, told, named))
        told.extend(addressed.find(clause, told, drafts))
        told.extend(during.find(clause, told, named, drafts))
        for draft in told:
            setting.place_and_time(clause, draft, days)
            company.take_sides(clause, draft)
            company.join(clause, draft)
        setting.share_out(told)
        if not told:
            retold.date_again(clause, drafts, days)
        drafts.extend(told)
    conferences.continued(drafts, clauses)
    for draft in credentials.find(clauses, drafts):
        setting.place_and_time(clauses[draft.sentence], draft, days)
        company.join(clauses[draft.sentence], draft)
        drafts.append(draft)
    for draft in drafts:
        if draft.series:
            company.share_sides(clauses[draft.sentence], draft)
    meetings = merged([d for d in drafts if foreign(clauses[d.sentence], d)], clauses)
    for draft, date in setting.settled(view, meetings, clauses, days):
        yield _fact(clauses[draft.sentence], draft, date)


def foreign(clause: Clause, draft: Draft) -> bool:
    """True where two parties meet, one at least through someone in office; a conference may have one party."""
    people = clause.view.cast.people
    for p in [p for p in draft.people if in_business(people[p])]:
        del draft.people[p]
    found = codes(clause, draft)
    if draft.people and not any(people[p].offices or known(people[p].words) for p in draft.people):
        return False
    return len(found) > 1 or (draft.kind == "conference" and bool(draft.series) and bool(found))


def _fact(clause: Clause, draft: Draft, date: When | None) -> Meeting:
    people, ruling = clause.view.cast.people, of_parties(clause, draft)
    participants = tuple(
        Participant(name=people[p].name, speaks_for=side and ruling.get(side, side), role=role)
        for p, role in draft.people.items()
        for side in (party(people[p].speaks_for),)
    )
    return Meeting(
        kind=draft.kind, status=draft.status, date=date, place=draft.place,
        participants=participants, parties=tuple(ruling.get(code, code) for code in codes(clause, draft)),
        evidence=clause.view.evidence(draft.sentence, draft.rule),
    )  # fmt: skip
