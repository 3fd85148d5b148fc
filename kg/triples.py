"""Facts → quads: the only maker of triples. Generic over the slots of a fact, so that a new event needs no line here.

All quads of a reading lie in the named graph of its article. No blank nodes: every node has an IRI that another reading
of the same text gives again, so that two versions of a graph can be compared triple by triple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg import captions, edtf, things
from kg.evidence import article_statements, evidence_statements
from kg.identifiers import Iris
from kg.identity import HOLDING, agrees, apart, cast_of, date_of, node_of, participants_of, parties_of, slots_of, values
from kg.model import Event, Fact, Kind, Participant, Reading, StoryFacts, When
from kg.plugins import events
from kg.referencegraphs import reference_statements
from kg.things import Statement, Thing
from kg.vocab import EDTF, ENT, RDF, XSD, concept, term

_IRIS = Iris()
_HEADS = frozenset({"meeting-format", "gesture-kind", "partnership-level"})
_REMOTE = frozenset({"phone-call", "online-meeting"})


def to_quads(reading: Reading, iris: Iris = _IRIS) -> tuple[Quad, ...]:
    """All that an article states, in the graph named by the article. What is no EDTF or concept, the shapes refuse."""
    graph = iris.article(reading.article.id)
    statements = _Writer(reading, iris).statements()
    return tuple(Quad(s, p, o, graph) for s, p, o in dict.fromkeys(statements))


def reference_quads(iris: Iris = _IRIS) -> Iterator[Quad]:
    """The ontology and the reference data, each table in a named graph of its own."""
    for graph, statements in reference_statements(iris):
        yield from (Quad(s, p, o, graph) for s, p, o in dict.fromkeys(statements))


@cache
def _events_by_fact() -> dict[type[Fact], Event]:
    return {event.fact: event for event in events()}


def _event_of(fact: Fact) -> Event:
    return _events_by_fact()[type(fact)]


class _Writer:
    """Writes one reading. `held`: the posts of a story's people, with the tenures that say so; `parts`: participations,
    each once with its most telling role, also where two sentences tell one meeting."""

    def __init__(self, reading: Reading, iris: Iris) -> None:
        self.reading, self.iris = reading, iris
        self.article = iris.article(reading.article.id)
        self.cast = cast_of(reading)
        self.told: dict[NamedNode, Fact] = {}
        self.in_story: set[tuple[NamedNode, int]] = set()
        self.steps: dict[object, object] = {}  # each meeting's visit, by the first story that tells of both
        self.things: list[Thing] = []
        self.parts: dict[NamedNode, Participant] = {}
        self.out: list[Statement] = []
        self.held: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = {}
        self.writers: dict[Kind, Callable[[NamedNode, NamedNode, Fact, object], None]] = {
            Kind.PERSON: self._person, Kind.PARTY: self._party, Kind.PARTIES: self._parties, Kind.AGENT: self._agent,
            Kind.PLACE: self._place, Kind.WHEN: self._when, Kind.TEXT: self._text, Kind.POST: self._post,
            Kind.PARTICIPANTS: self._participants,
        }  # fmt: skip

    def statements(self) -> list[Statement]:
        """Every statement of the reading; some may repeat."""
        self.out += article_statements(self.reading, self.iris)
        for story in self.reading.stories:
            nodes = [(fact, self._node(fact, story)) for fact in story.facts]
            self.held = self._tenures(nodes)
            for fact, node in nodes:
                self._fact(fact, node, story)
            self.out += (step for step in _steps(nodes) if self.steps.setdefault(step[0], step[2]) == step[2])
        for part, participant in self.parts.items():
            self._side(part, participant)
        self.out += things.closure(self.things)
        return self.out

    def _node(self, fact: Fact, story: StoryFacts) -> NamedNode:
        event = _event_of(fact)
        attested = self._attested(story)
        node = node_of(self.iris, event, fact, self.cast, self.reading.article.id, story.number, attested)
        if event.type in HOLDING:
            return node
        return next(place for place in apart(self.iris, node, fact) if self._fits(place, fact, event, story.number))

    def _fits(self, node: NamedNode, fact: Fact, event: Event, story: int) -> bool:
        """Whether a fact may stand under a node: none does yet, or one that it agrees with. But a story tells each
        meeting once: its second one of the same people and day is another."""
        other = self.told.setdefault(node, fact)
        if other is not fact and (
            not agrees(fact, other) or (event.type == "ent:Meeting" and (node, story) in self.in_story)
        ):
            return False
        self.in_story.add((node, story))
        return True

    def _tenures(self, nodes: list[tuple[Fact, NamedNode]]) -> dict[NamedNode, list[tuple[NamedNode, NamedNode]]]:
        held: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = {}
        for fact, node in nodes:
            for office in values(fact, Kind.POST):
                if getattr(fact, "qualifier", None) != "former":
                    person = self._person_thing(next(values(fact, Kind.PERSON)))
                    held.setdefault(person.node, []).append((self._post_thing(fact, office).node, node))
        return held

    def _fact(self, fact: Fact, node: NamedNode, story: StoryFacts) -> None:
        event = _event_of(fact)
        self.out.append((node, RDF.type, term(event.type)))
        for name, slot, prop in slots_of(fact):
            value = getattr(fact, name)
            if prop is None or value is None or value == ():
                continue
            if slot.kind is Kind.CONCEPT:
                self.out.append((node, prop, concept(slot.scheme or "", value)))
            else:
                self.writers[slot.kind](node, prop, fact, value)
        if event.type in HOLDING:
            self._attest(node, story)
        if self.told.get(node, fact) is fact:  # one label for what two stories tell
            self.out += self._labels(event, fact, node)
        self.out += evidence_statements(self.iris, self.article, fact.evidence, node, story.number)

    def _attested(self, story: StoryFacts) -> str | None:
        published = self.reading.article.published if story.number == 0 else None
        return story.attested.edtf if story.attested else published

    def _attest(self, node: NamedNode, story: StoryFacts) -> None:
        edtf_date = self._attested(story)
        if edtf_date:
            self.out.append((node, ENT.attested, Literal(edtf_date, datatype=EDTF.EDTF)))

    def _tell(self, node: NamedNode, prop: NamedNode, thing: Thing) -> None:
        self.things.append(thing)
        self.out.append((node, prop, thing.node))

    def _person_thing(self, name: str) -> Thing:
        return things.identified(self.iris, self.cast.identity(name), name)

    def _post_thing(self, fact: Fact, office: str) -> Thing:
        of, words = next(values(fact, Kind.PARTY), None), ("portfolio", "title")
        return things.post(self.iris, of, office, *(getattr(fact, word, None) for word in words))

    def _person(self, node: NamedNode, prop: NamedNode, _: Fact, value: object) -> None:
        self._tell(node, prop, self._person_thing(str(value)))

    def _party(self, node: NamedNode, prop: NamedNode, _: Fact, value: object) -> None:
        self._tell(node, prop, things.party(self.iris, str(value)))

    def _parties(self, node: NamedNode, prop: NamedNode, fact: Fact, value: object) -> None:
        for party in value if isinstance(value, tuple) else ():
            self._party(node, prop, fact, party)

    def _agent(self, node: NamedNode, prop: NamedNode, fact: Fact, value: object) -> None:
        write = self._party if self.cast.is_party(str(value)) else self._person
        write(node, prop, fact, value)

    def _place(self, node: NamedNode, prop: NamedNode, fact: Fact, value: object) -> None:
        self._tell(node, prop, things.place(self.iris, str(value), frozenset(parties_of(fact))))

    def _post(self, node: NamedNode, prop: NamedNode, fact: Fact, value: object) -> None:
        self._tell(node, prop, self._post_thing(fact, str(value)))

    def _text(self, node: NamedNode, prop: NamedNode, _: Fact, value: object) -> None:
        self.out.append((node, prop, Literal(str(value), language=self.reading.language)))

    def _when(self, node: NamedNode, prop: NamedNode, fact: Fact, value: object) -> None:
        if self.told.get(node) not in (None, fact) or not isinstance(value, When):
            return  # told before: one date per event and article
        self.out += date_statements(node, value, prop)
        if _event_of(fact).type == "ent:Partnership":
            self.out.append((node, ENT.established, Literal(value.edtf, datatype=EDTF.EDTF)))

    def _participants(self, node: NamedNode, prop: NamedNode, _: Fact, value: object) -> None:
        for participant in value if isinstance(value, tuple) else ():
            self._participation(node, prop, participant)

    def _participation(self, node: NamedNode, prop: NamedNode, participant: Participant) -> None:
        person = self._person_thing(participant.name)
        who = person.node.value.removeprefix(self.iris.base + "person/").replace("/", "-")
        part = NamedNode(f"{node.value}/{who}")
        self.out += ((node, prop, part), (node, ENT.hasParticipant, person.node), (part, RDF.type, ENT.Participation))
        self._tell(part, ENT.participant, person)
        known = self.parts.get(part, participant)
        self.parts[part] = replace(
            known,
            role=participant.role if known.role == "participant" else known.role,
            speaks_for=known.speaks_for or participant.speaks_for,
        )
        for post, tenure in self.held.get(person.node, ()):
            self.out += ((part, ENT.inCapacity, post), (part, ENT.underTenure, tenure))

    def _side(self, part: NamedNode, participant: Participant) -> None:
        self.out.append((part, ENT.role, concept("participation-role", participant.role)))
        if participant.speaks_for:
            self._tell(part, ENT.onBehalfOf, things.party(self.iris, participant.speaks_for))

    def _labels(self, event: Event, fact: Fact, node: NamedNode) -> Iterator[Statement]:
        if event.type == "ent:Tenure":
            holder, office = (next(values(fact, kind)) for kind in (Kind.PERSON, Kind.POST))
            return captions.tenure(node, self._person_thing(holder), self._post_thing(fact, office))
        heads = [concept(slot.scheme, getattr(fact, name)) for name, slot, _ in slots_of(fact) if slot.scheme in _HEADS]
        head = heads[0] if heads else term(event.type)
        if event.type == "ent:Partnership":
            return captions.partnership(node, head, parties_of(fact))
        people = [self._person_thing(name).fr for name in _names(fact, self.cast.is_party)]
        date = date_of(fact)
        return captions.event(node, head, people, parties_of(fact), date.edtf if date else None)


def _names(fact: Fact, is_party: Callable[[str], bool]) -> Iterator[str]:
    yield from (name for name, _ in participants_of(fact))
    yield from values(fact, Kind.PERSON)
    yield from (agent for agent in values(fact, Kind.AGENT) if not is_party(agent))


def date_statements(node: NamedNode, when: When, prop: NamedNode = ENT.date) -> Iterator[Statement]:
    """A date as EDTF, its bounds where it has any, how it is known and why."""
    yield node, prop, Literal(when.edtf, datatype=EDTF.EDTF)
    bounds = edtf.bounds_if_valid(when.edtf)
    if bounds.earliest:
        yield node, ENT.earliest, Literal(bounds.earliest.isoformat(), datatype=XSD.date)
    if bounds.latest:
        yield node, ENT.latest, Literal(bounds.latest.isoformat(), datatype=XSD.date)
    yield node, ENT.dateBasis, concept("date-basis", when.basis)
    if when.reason:
        yield node, ENT.dateReason, Literal(when.reason)


def _steps(nodes: list[tuple[Fact, NamedNode]]) -> Iterator[Statement]:
    """`ent:partOf`: a meeting that a visitor of one visit attends with the visited party, in person and in its time."""
    visits = [(fact, node) for fact, node in nodes if _event_of(fact).type == "ent:Visit"]
    meetings = [(fact, node) for fact, node in nodes if _event_of(fact).type == "ent:Meeting"]
    for meeting, node in meetings:
        found = {visit_node for visit, visit_node in visits if _is_step(meeting, visit)}
        if len(found) == 1:
            yield node, ENT.partOf, found.pop()


def _is_step(meeting: Fact, visit: Fact) -> bool:
    people = {name for name, _ in participants_of(meeting)}
    if not people.intersection(values(visit, Kind.PERSON)) or _REMOTE.intersection(values(meeting, Kind.CONCEPT)):
        return False
    if getattr(visit, "destination", None) not in parties_of(meeting):
        return False
    if getattr(visit, "status", None) != getattr(meeting, "status", None):
        return False
    first, second = date_of(meeting), date_of(visit)
    return not (first and second) or _overlap(first, second)


def _overlap(first: When, second: When) -> bool:
    one, two = edtf.bounds_if_valid(first.edtf), edtf.bounds_if_valid(second.edtf)
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return one.earliest <= two.latest and two.earliest <= one.latest
