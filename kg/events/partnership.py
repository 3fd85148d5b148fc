"""A partnership: a formal level of relations between parties, that holds, is founded, raised or proposed."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, When, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Fact):
    """Parties, level (a ladder) and status. `date` is the day of the act where the text founds or raises it."""

    parties: tuple[str, ...] = slot(Kind.PARTIES, "partner")
    level: str = slot(Kind.CONCEPT, "level", scheme="partnership-level")
    status: str = slot(Kind.CONCEPT, "partnershipStatus", scheme="partnership-status", default="existing")
    date: When | None = slot(Kind.WHEN, "date", default=None)  # noqa: RUF009 - a dataclasses.field()


PLUGIN = Event(name="partnership", plural="partnerships", type="ent:Partnership", fact=Partnership)
