"""An office: a named person holds a post of a state, party or organisation at the time of the story (a tenure)."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Fact):
    """A person, an office key of scheme/office, whose it is, and a qualifier (elect, acting, former, honorary)."""

    person: str = slot(Kind.PERSON, "org:member")
    office: str = slot(Kind.POST, "post", scheme="office")
    of: str | None = slot(Kind.PARTY, "org:organization", default=None)
    qualifier: str | None = slot(Kind.CONCEPT, "qualifier", scheme="office-qualifier", default=None)
    portfolio: str | None = slot(Kind.TEXT, default=None)
    title: str | None = slot(Kind.TEXT, default=None)


PLUGIN = Event(name="office", plural="offices", type="ent:Tenure", fact=Office)
