"""What makes a fact *this* event: who, when, of which family; and who each name of an article is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from pyoxigraph import NamedNode

from kg import edtf
from kg.identifiers import UNDATED, UNKNOWN, Iris, home, is_state, party_code, post_path, slug
from kg.model import Event, Fact, Kind, Reading, Slot, When
from kg.persons import Identity, Sight, identify
from kg.tenures import known_term
from kg.vocab import term

# Words of one family may tell one meeting: "talks" here is "received" there. A call is never a dinner.
_FAMILIES = {
    "phone-call": "call",
    "online-meeting": "online",
    "consultation": "assembly",
    "conference": "assembly",
    "ceremony": "ceremony",
    "reception": "encounter",
    "talks": "encounter",
    "meeting": "encounter",
}

HOLDING = frozenset({"ent:Tenure", "ent:Partnership"})
"""Classes of what holds over time: an article attests it. All others happen, and have a date."""


Slots = tuple[tuple[str, Slot, NamedNode | None], ...]
_SLOTS: dict[type[Fact], Slots] = {}


def slots_of(fact: Fact) -> Slots:
    """Field name, slot and property of each slot of a fact. Raises `BadData` for a term that does not exist."""
    kind = type(fact)
    if kind not in _SLOTS:
        _SLOTS[kind] = tuple((name, slot, term(slot.term) if slot.term else None) for name, slot in kind.slots())
    return _SLOTS[kind]


def values(fact: Fact, *kinds: Kind) -> Iterator[str]:
    """The texts in the slots of these kinds, in order."""
    for name, slot, _ in slots_of(fact):
        value = getattr(fact, name)
        if value is not None and slot.kind in kinds:
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from value


def participants_of(fact: Fact) -> Iterator[tuple[str, str | None]]:
    """Name and party of each participant."""
    for name, slot, _ in slots_of(fact):
        if slot.kind is Kind.PARTICIPANTS:
            yield from ((p.name, p.speaks_for) for p in getattr(fact, name))


def date_of(fact: Fact) -> When | None:
    """The date of a fact, if it has one."""
    for name, slot, _ in slots_of(fact):
        if slot.kind is Kind.WHEN:
            when: When | None = getattr(fact, name)
            return when
    return None


def _claims(fact: Fact) -> Iterator[tuple[str, str | None]]:
    """Persons with the party that this fact puts them under: the first party slot is the person's own."""
    yield from participants_of(fact)
    own = [getattr(fact, name) for name, slot, _ in slots_of(fact) if slot.kind is Kind.PARTY]
    for person in values(fact, Kind.PERSON):
        yield person, own[0] if own else None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears in an article: the identity of each name, by its slug, and the names that are parties."""

    people: dict[str, Identity]
    parties: frozenset[str]

    def identity(self, name: str) -> Identity:
        """Who this name is in this article."""
        return self.people.get(slug(name)) or identify(Sight(name=name))

    def node(self, iris: Iris, name: str) -> NamedNode:
        """The person that this name is."""
        identity = self.identity(name)
        return iris.node("person", identity.home, identity.key)

    def is_party(self, text: str) -> bool:
        """Whether an agent is a state or organisation rather than a person."""
        return text in self.parties or len(party_code(text)) == 2 or party_code(text) != text


def cast_of(reading: Reading) -> Cast:
    """The cast of an article. One name is one person, of the state that the article says, else of the first party."""
    seen: dict[str, _Seen] = {}
    parties: set[str] = set()
    for story in reading.stories:
        published = reading.article.published if story.number == 0 else None  # a teaser is of another day
        spoken = edtf.years(story.attested.edtf if story.attested else published)
        for fact in story.facts:
            parties.update(values(fact, Kind.PARTY, Kind.PARTIES))
            parties.update(party for _, party in participants_of(fact) if party)
            _see(seen, fact, spoken)
    around = frozenset(home(party) for party in parties)
    people = {name: sight.sight(around) for name, sight in seen.items()}
    fuller = _fuller_names(people)
    return Cast({name: identify(people[fuller.get(name, name)]) for name in people}, frozenset(parties))


@dataclass(slots=True)
class _Seen:
    """What an article shows of a name so far. `homes`: home → whether it is a state; `told`: years of its events."""

    name: str
    homes: dict[str, bool] = field(default_factory=dict)
    offices: set[tuple[str, str]] = field(default_factory=set)
    former: set[tuple[str, str]] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    spoken: set[int] = field(default_factory=set)

    def sight(self, around: frozenset[str]) -> Sight:
        states = (where for where, state in self.homes.items() if state)
        return Sight(
            name=self.name, home=next(states, None) or next(iter(self.homes), UNKNOWN), around=around,
            offices=frozenset(self.offices), former=frozenset(self.former), years=frozenset(self.told or self.spoken),
        )  # fmt: skip


def _see(seen: dict[str, _Seen], fact: Fact, spoken: frozenset[int]) -> None:
    when = date_of(fact)
    told = edtf.years(when.edtf) if when else frozenset()
    agents = ((agent, None) for agent in values(fact, Kind.AGENT))
    for name, party in (*_claims(fact), *agents):
        person = seen.setdefault(slug(name), _Seen(name))
        person.told |= told
        person.spoken |= spoken
        if party:
            person.homes.setdefault(home(party), is_state(party_code(party)))
            for office in values(fact, Kind.POST):
                past = getattr(fact, "qualifier", None) == "former"
                (person.former if past else person.offices).add((office, home(party)))


def _fuller_names(people: dict[str, Sight]) -> dict[str, str]:
    """Part of a name → the one fuller name of that home in the article: "Macron" → "Emmanuel Macron"."""
    words = {name: set(name.split("-")) for name in people}
    found = {}
    for name, sight in people.items():
        homes = (sight.home, UNKNOWN)
        longer = [other for other in people if words[name] < words[other] and people[other].home in homes]
        if len(longer) == 1:
            found[name] = longer[0]
    return found


def parties_of(fact: Fact) -> tuple[str, ...]:
    """Every state or organisation that a fact names, itself or through its participants."""
    found = [*values(fact, Kind.PARTIES, Kind.PARTY), *(party for _, party in participants_of(fact) if party)]
    return tuple(dict.fromkeys(found))


def _who(iris: Iris, cast: Cast, fact: Fact) -> list[str]:
    """Everyone by name in no order, then the parties and agents of one slot each, in theirs: giver is not receiver."""
    names = [*values(fact, Kind.PERSON), *(name for name, _ in participants_of(fact))]
    roles = [
        f"{name}={_key(iris, cast, value)}"
        for name, slot, _ in slots_of(fact)
        if slot.kind in (Kind.PARTY, Kind.AGENT) and (value := getattr(fact, name))
    ]
    return [*sorted({_person_key(iris, cast, name) for name in names}), *roles]


def _key(iris: Iris, cast: Cast, agent: str) -> str:
    return party_code(agent) if cast.is_party(agent) else _person_key(iris, cast, agent)


def _person_key(iris: Iris, cast: Cast, name: str) -> str:
    return cast.node(iris, name).value.removeprefix(iris.base)


def _what(fact: Fact) -> list[str]:
    """The family of the event, and its words: the title of an agreement, the object of a gesture."""
    found = []
    for name, slot, _ in slots_of(fact):
        value = getattr(fact, name)
        if value and slot.scheme in ("meeting-format", "gesture-kind"):
            found.append(_FAMILIES.get(value, value))
        elif value and slot.kind is Kind.TEXT:
            found.append(slug(value))
    return found


def _single_values(fact: Fact) -> dict[str, str]:
    """What an event has once: status, format, date, place."""
    found = {}
    for name, slot, _ in slots_of(fact):
        value = getattr(fact, name)
        if value and slot.kind in (Kind.CONCEPT, Kind.PLACE, Kind.WHEN):
            found[name] = value.edtf if isinstance(value, When) else value
    return found


def agrees(one: Fact, other: Fact) -> bool:
    """Whether two facts that would name one node contradict each other in nothing an event has once."""
    first, second = _single_values(one), _single_values(other)
    return all(slug(first[name]) == slug(second[name]) for name in first.keys() & second.keys())


def node_of(
    iris: Iris, event: Event, fact: Fact, cast: Cast, article_id: str, story: int, attested: str | None = None
) -> NamedNode:
    """The IRI of a fact's node. What has no certain day is kept apart by its article until evidence joins it.

    `attested` (EDTF) is when the story speaks: it tells the terms of one person in one post apart.
    """
    if event.type == "ent:Tenure":
        return _tenure(iris, fact, cast, attested)
    if event.type == "ent:Partnership":
        return iris.partnership(parties_of(fact), next(values(fact, Kind.CONCEPT)))
    named = tuple(values(fact, Kind.PARTIES, Kind.PARTY))
    parties = [*(named or parties_of(fact)), *(agent for agent in values(fact, Kind.AGENT) if cast.is_party(agent))]
    when = date_of(fact)
    if when and edtf.bounds_if_valid(when.edtf).earliest:
        return iris.event(event.name, when.edtf, parties, *_what(fact), *_who(iris, cast, fact))
    apart = (article_id, str(story), *sorted(_single_values(fact).values()))
    return iris.event(event.name, UNDATED, parties, *_what(fact), *_who(iris, cast, fact), *apart)


def apart(iris: Iris, node: NamedNode, fact: Fact) -> Iterator[NamedNode]:
    """`node`, then other IRIs without end, for events that differ from those that this article tells under it."""
    yield node
    named = node.value.removeprefix(iris.base) + "-" + "-".join(slug(v) for v in _single_values(fact).values())
    yield iris.node(named)
    yield from (iris.node(f"{named}-{number}") for number in count(2))


def _tenure(iris: Iris, fact: Fact, cast: Cast, attested: str | None) -> NamedNode:
    person, office, of = (next(values(fact, kind), None) for kind in (Kind.PERSON, Kind.POST, Kind.PARTY))
    path = post_path(of, office or "other", getattr(fact, "portfolio", None), getattr(fact, "title", None))
    who, qualifier = cast.identity(person or ""), getattr(fact, "qualifier", None)
    start = known_term(who.home, who.key, path, qualifier, attested)
    return iris.tenure(cast.node(iris, person or ""), path, qualifier=qualifier, start=start)
