"""Where those called guest or visitor are: "l'hôte de Lomé", "l'hôte du Togo", "le visiteur"."""

from __future__ import annotations

from kg.coreference.cast import Cast, World
from kg.coreference.mention import Mention

_GUEST_OF = 2  # tokens from "l'hôte" to the place after it


def visited(mention: Mention, cast: Cast, world: World) -> str | None:
    """The state of which a guest is one by the words after; for "le visiteur", the state, of one of the persons of the
    story, that the place named last is in. None where that is left open, or where the words give the guest's own."""
    office, grammar = mention.offices[0] if mention.offices else None, world.grammar
    if office and office.state:
        return None if grammar.of.isdisjoint(world.fold(office.title)) else office.state
    places = [s for s in world.signals if s.kind == "place" and s.token <= mention.last + _GUEST_OF]
    there = places[-1] if places else None
    if there is None or there.token > mention.last:
        return there and there.code
    told = mention.word == "visitor" and mention.determiner in grammar.articles
    return there.code if told and any(p.speaks_for == there.code for p in cast.people) else None
