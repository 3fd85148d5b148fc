"""Where those called guest or visitor are ("l'hôte de Lomé", "le visiteur"), and who is meant by a state alone."""

from __future__ import annotations

from collections.abc import Iterable

from kg.coreference.cast import Cast, Person, World
from kg.coreference.mention import Mention

_NO_MINISTERS = frozenset(
    ("president", "monarch", "party-general-secretary", "party-leader", "prime-minister", "legislature-chair",
     "ambassador", "vice-president")
)  # fmt: skip
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


def alone(mention: Mention, states: set[str], seen: Iterable[tuple[int, Person]], world: World) -> int | None:
    """ "le ministre chinois": the only one named of that state, of no office above; "le Néerlandais": the
    only one known to have held an office of that state."""
    fair = [(p, person) for p, person in seen if {mention.gender, person.gender} != {"m", "f"}]
    if mention.word == "inhabitant":
        near = [p for p, person in fair if states & {known.of for known in world.known(person.words) if known.of}]
    else:
        ours = [(p, person) for p, person in fair if mention.word == "minister" and person.speaks_for in states]
        near = [p for p, person in ours if not person.keys() & _NO_MINISTERS]
    return near[0] if len(near) == 1 else None
