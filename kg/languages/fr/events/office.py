"""Offices: every pairing of a named person with an office that the story states."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coreference.mention import OfficeRef
from kg.events.office import Office
from kg.languages.fr.clauses.view import View
from kg.languages.fr.names.name_lists import word_set
from kg.languages.fr.tokens.words import fold

_TITLED = frozenset(("other", "organisation-head", "party-commission-head", "military-commander", "provincial-leader"))
_PORTFOLIO = frozenset(("minister", "deputy-minister"))


def read(view: View) -> Iterator[Office]:
    """Each office once per person, jurisdiction and qualifier, from where the story states it first."""
    for person in view.cast.people:
        if fold(person.name) in word_set("founders"):
            continue
        seen: set[tuple[str, str | None, str | None]] = set()
        for office, source in sorted(zip(person.offices, person.sources, strict=True), key=lambda pair: pair[1]):
            if not office.office:
                continue
            of = _of(office)
            key = (office.office, of, office.qualifier)
            if key in seen:
                continue
            seen.add(key)
            yield Office(
                person=person.name, office=office.office, of=of, qualifier=office.qualifier,
                portfolio=office.portfolio if office.office in _PORTFOLIO else None,
                title=office.title if office.office in _TITLED else None,
                evidence=view.evidence(view.sentence_of[source], f"fr.office.{office.head}"),
            )  # fmt: skip


def _of(office: OfficeRef) -> str | None:
    if office.office == "military-commander" and office.state:
        return office.state
    return office.of
