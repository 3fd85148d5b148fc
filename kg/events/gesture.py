"""A gesture: an award, a gift, congratulations or condolences."""

from dataclasses import dataclass

from kg.model import Event, Fact, Kind, slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture(Fact):
    """What was given, by whom and to whom (a name or a code)."""

    kind: str = slot(Kind.CONCEPT, "gestureKind", scheme="gesture-kind")
    by: str | None = slot(Kind.AGENT, "giver", default=None)
    to: str | None = slot(Kind.AGENT, "receiver", default=None)
    what: str | None = slot(Kind.TEXT, "object", default=None)


PLUGIN = Event(name="gesture", plural="gestures", type="ent:Gesture", fact=Gesture)
