"""An agreement: a document signed, ratified, or announced to be signed."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, When, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """Its short title as the text has it, its parties, its status (signed, planned) and date."""

    title: str = slot(Kind.TEXT, "dcterms:title")
    parties: tuple[str, ...] = slot(Kind.PARTIES, "signatory")
    status: str = slot(Kind.CONCEPT, "status", scheme="agreement-status", default="signed")
    date: When | None = slot(Kind.WHEN, "date", default=None)  # noqa: RUF009 - a dataclasses.field()


PLUGIN = Event(name="agreement", plural="agreements", type="ent:Agreement", fact=Agreement)
