"""A visit: a person or delegation travels to another country in an official capacity."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, When, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """Who went where. `visitor` is None for a delegation without a named head."""

    visitor: str | None = slot(Kind.PERSON, "visitor")
    origin: str | None = slot(Kind.PARTY, "from", json="from", default=None)
    destination: str | None = slot(Kind.PARTY, "destination", json="to", default=None)
    kind: str = slot(Kind.CONCEPT, "visitKind", scheme="visit-kind", default="visit")
    status: str = slot(Kind.CONCEPT, "status", scheme="event-status", default="held")
    date: When | None = slot(Kind.WHEN, "date", default=None)  # noqa: RUF009 - a dataclasses.field()


PLUGIN = Event(name="visit", plural="visits", type="ent:Visit", fact=Visit)
