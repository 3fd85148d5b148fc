"""A meeting: an encounter of named persons or delegations of at least two parties."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, Participant, When, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """Who met whom, how, when and where. `kind` and `status` are notations of SKOS schemes."""

    kind: str = slot(Kind.CONCEPT, "format", scheme="meeting-format")
    status: str = slot(Kind.CONCEPT, "status", scheme="event-status")
    date: When | None = slot(Kind.WHEN, "date", default=None)  # noqa: RUF009 - a dataclasses.field()
    place: str | None = slot(Kind.PLACE, "place", default=None)
    participants: tuple[Participant, ...] = slot(Kind.PARTICIPANTS, "participation", default=())
    parties: tuple[str, ...] = slot(Kind.PARTIES, "party", default=())


PLUGIN = Event(name="meeting", plural="meetings", type="ent:Meeting", fact=Meeting)
