"""Visits: who travels where in an official capacity, one fact per journey of a person to a state."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.visit import Visit
from kg.languages.fr.clauses.view import View
from kg.languages.fr.visits.draft import Draft
from kg.languages.fr.visits.journeys import journeys


def read(view: View) -> Iterator[Visit]:
    """One fact per visitor, destination and date."""
    for draft in journeys(view):
        yield _fact(view, draft)


def _fact(view: View, draft: Draft) -> Visit:
    person = draft.traveller.person
    return Visit(
        visitor=None if person is None else view.cast.people[person].name,
        origin=draft.traveller.origin, destination=draft.destination, kind=draft.kind, status=draft.status,
        date=draft.date, evidence=view.evidence(draft.sentence, draft.rule),
    )  # fmt: skip
