"""Counterparts ("son homologue X"): whose office they hold too."""

from __future__ import annotations

from dataclasses import replace

from kg.cast import PARTY_OFFICES, Cast, Person, World
from kg.mention import OfficeRef

_FAR = 3
_SECONDARY = frozenset(("deputy-prime-minister", "other", "special-envoy", "organisation-head"))


def share_offices(cast: Cast, world: World) -> None:
    """Gives every "homologue" who is named the office of the one beside whom he or she is named."""
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        given = next((o for o in mention.offices if o.head == "counterpart"), None)
        if person is None or given is None or not mention.name:
            continue
        shared = _shared(cast, i, person, world)
        kept = [(o, at) for o, at in zip(person.offices, person.sources, strict=True) if o.head != "counterpart"]
        if shared:
            state = given.state or (person.states[0] if person.states else None)
            kept.append((replace(shared, of=state, state=state, qualifier=None, title=given.title, body=None), i))
        person.offices, person.sources = [o for o, _ in kept], [at for _, at in kept]


def _shared(cast: Cast, i: int, person: Person, world: World) -> OfficeRef | None:
    """The office that the counterpart at mention `i` shares: one that the table confirms, else that of the nearest holder."""
    known = {k.office for k in world.known(person.words)}
    holders = [j for j in _near(cast, i) if held(cast.people[cast.who[j] or 0])]
    offices = [office for j in holders for office in held(cast.people[cast.who[j] or 0])]
    confirmed = next((o for o in offices if o.office in known), None)
    return confirmed or next(iter(offices), None)


def _near(cast: Cast, i: int) -> list[int]:
    """The mentions of other persons around mention `i`: subjects of the same sentence first, then the nearest before, then after."""
    sentence = cast.sentence_of
    near = [
        j
        for j in range(len(cast.mentions))
        if cast.who[j] is not None and cast.who[j] != cast.who[i] and -1 <= sentence[i] - sentence[j] <= _FAR
    ]
    near.sort(key=lambda j: (sentence[j] != sentence[i], j > i, bool(cast.mentions[j].prep), abs(j - i)))
    return near


def held(person: Person) -> list[OfficeRef]:
    """The offices of state that a person holds, the one that counterparts share first."""
    order = [o for o in person.offices if o.office and o.office not in PARTY_OFFICES and o.qualifier != "former"]
    return sorted(order, key=lambda o: o.office in _SECONDARY)
