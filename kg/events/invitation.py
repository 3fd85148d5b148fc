"""An invitation: someone invites someone to a country or an event."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Fact):
    """Who invites whom, where to, to which event."""

    by: str | None = slot(Kind.AGENT, "inviter")
    to: str | None = slot(Kind.AGENT, "invitee")
    destination: str | None = slot(Kind.PARTY, "destination", default=None)
    event: str | None = slot(Kind.TEXT, "dcterms:title", default=None)


PLUGIN = Event(name="invitation", plural="invitations", type="ent:Invitation", fact=Invitation)
