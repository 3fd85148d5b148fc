"""Who is who within a story: names, short names, titles, epithets and pronouns resolved to one person each.

Resolution works on heads and office keys, which every language shares; a mention that fits nobody stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.mention import Form, Mention, OfficeRef

RULING_PARTY = {"VN": "CPV", "CN": "CPC", "LA": "LPRP", "CU": "PCC", "KH": "CPP", "KP": "WPK"}
PARTY_STATE = {party: state for state, party in RULING_PARTY.items()}
_PARTY_OFFICES = frozenset(
    (
        "party-general-secretary",
        "party-leader",
        "politburo-member",
        "central-committee-member",
        "secretariat-standing-member",
        "secretariat-member",
        "party-commission-head",
    )
)
_HEADS_OF_STATE = frozenset(("president", "monarch", "party-general-secretary", "governor-general"))
_EPITHETS = frozenset(("leader", "diplomat", "host", "visitor", "inhabitant", "man"))
_MINISTERIAL = frozenset(
    ("minister", "deputy-minister", "deputy-prime-minister", "secretary", "state-secretary", "foreign-minister")
)
_DIPLOMATS = frozenset(("ambassador", "consul-general", "special-envoy", "other"))


@dataclass(slots=True)
class Person:
    """One person of a story, gathered from all its mentions. `speaks_for` is a state's or organisation's code.

    `assumed`: it is only the home state, for want of a better. `sources[i]` is the mention that gave `offices[i]`.
    """

    name: str
    words: tuple[str, ...]
    offices: list[OfficeRef] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    gender: str = ""
    speaks_for: str | None = None
    assumed: bool = False

    def keys(self) -> set[str]:
        """The office keys held, former ones left out."""
        return {o.office for o in self.offices if o.office and o.qualifier != "former"}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What resolution may know of the world: who a name is for (by tenure), whether a name looks native, the home state."""

    home: str | None
    state_of: Callable[[Sequence[str], Sequence[str]], str | None]
    native: Callable[[Sequence[str]], bool]
    same_name: Callable[[Sequence[str], Sequence[str]], bool]
    fold: Callable[[str], Sequence[str]]


@dataclass(slots=True)
class Cast:
    """The persons of a story, and who each mention is (by position in `mentions`)."""

    mentions: Sequence[Mention]
    people: list[Person]
    who: list[int | None]

    def person(self, position: int) -> Person | None:
        """The person behind a mention."""
        found = self.who[position]
        return None if found is None else self.people[found]


def resolve(mentions: Sequence[Mention], world: World, sentence_of: Sequence[int]) -> Cast:
    """Resolves the mentions of one story. `sentence_of[i]` is the number of the sentence of mention i."""
    cast = Cast(mentions, [], [None] * len(mentions))
    _names(cast, world)
    _offices(cast)
    _counterpart_offices(cast, sentence_of)
    for person in cast.people:
        _speaks_for(person, world)
    _Anaphora(cast, sentence_of, world).run()
    for person in cast.people:
        _settle(person, world)
    return cast


def _names(cast: Cast, world: World) -> None:
    """One person per name; the longest forms first, so that a short form finds its full one."""
    order = [i for i, m in enumerate(cast.mentions) if m.name]
    folded = {i: tuple(world.fold(cast.mentions[i].name or "")) for i in order}
    for i in sorted(order, key=lambda i: (-len(folded[i]), i)):
        words, mention = folded[i], cast.mentions[i]
        near = sorted(range(len(cast.people)), key=lambda p: len(cast.people[p].words))
        fits = [
            p for p in near if world.same_name(words, cast.people[p].words) and _compatible(mention, cast.people[p])
        ]
        if fits:
            cast.who[i] = fits[-1] if len(words) > 1 else fits[0]
        elif len(words) > 1 or mention.offices or mention.gender or mention.states:
            cast.people.append(Person(mention.name or "", words))
            cast.who[i] = len(cast.people) - 1
    for i in order:
        person = cast.person(i)
        if person:
            person.gender = person.gender or cast.mentions[i].gender


def _compatible(mention: Mention, person: Person) -> bool:
    return not (
        mention.gender
        and person.gender
        and mention.gender != person.gender
        and len(person.words) > 1
        and len(mention.name or "") < 4
    )


def _offices(cast: Cast) -> None:
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        if person and mention.name:
            for office in mention.offices:
                if office.head not in _EPITHETS:
                    person.offices.append(office)
                    person.sources.append(i)
            person.states.extend(mention.states)
            person.states.extend(
                o.state for o in mention.offices if o.state and o.office not in ("ambassador", "special-envoy")
            )


def _counterpart_offices(cast: Cast, sentence_of: Sequence[int]) -> None:
    """ "son homologue X" holds the office of the one beside whom X is named."""
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        if not person or not any(o.head == "counterpart" for o in mention.offices):
            continue
        near = [
            j
            for j in range(len(cast.mentions))
            if abs(sentence_of[j] - sentence_of[i]) <= 1 and cast.who[j] is not None and cast.who[j] != cast.who[i]
        ]
        near.sort(key=lambda j: (sentence_of[j] != sentence_of[i], j > i, abs(j - i)))
        source = next((o for j in near for o in _held(cast.people[cast.who[j] or 0]) if o.office), None)
        given = next(o for o in mention.offices if o.head == "counterpart")
        kept = [(o, at) for o, at in zip(person.offices, person.sources, strict=True) if o.head != "counterpart"]
        if source:
            states = person.states or ([given.state] if given.state else [])
            of = states[0] if states else None
            kept.append((replace(source, of=of, state=of, qualifier=None, title=given.title), i))
        person.offices, person.sources = [o for o, _ in kept], [at for _, at in kept]


def _held(person: Person) -> list[OfficeRef]:
    order = [o for o in person.offices if o.office and o.office not in _PARTY_OFFICES and o.qualifier != "former"]
    return sorted(order, key=lambda o: o.office in ("deputy-prime-minister", "other"))


def _speaks_for(person: Person, world: World) -> None:
    """The state or organisation that a person speaks for: by the offices' own words, by tenure, by name, by home."""
    for office in person.offices:
        if office.qualifier == "former" or not office.of:
            continue
        person.speaks_for = PARTY_STATE.get(office.of, office.of)
        if office.office not in ("other", "organisation-head", "special-envoy") or not person.states:
            return
    if person.states:
        person.speaks_for = person.states[0]
    if person.speaks_for:
        return
    keys = [o.office for o in person.offices if o.office]
    known = world.state_of(person.words, keys)
    person.speaks_for = known or ("VN" if world.native(person.words) and world.home in (None, "VN") else None)
    if not person.speaks_for and person.offices and any(o.head != "counterpart" for o in person.offices):
        person.speaks_for = world.home
        person.assumed = True


def _settle(person: Person, world: World) -> None:
    """Fills in whose office it is where the words leave it open."""
    settled: list[OfficeRef] = []
    for office in person.offices:
        state = office.state or PARTY_STATE.get(person.speaks_for or "", person.speaks_for)
        if office.party or (office.office in _PARTY_OFFICES and not office.of):
            settled.append(replace(office, of=RULING_PARTY.get(state or "", state)))
        elif office.office and not office.of:
            settled.append(replace(office, of=state))
        else:
            settled.append(office)
    person.offices = settled


class _Anaphora:
    """Titles, epithets, counterparts and pronouns, each to the latest person that fits."""

    def __init__(self, cast: Cast, sentence_of: Sequence[int], world: World) -> None:
        self.cast, self.sentence_of, self.world = cast, sentence_of, world
        self.seen: list[int] = []  # persons in order of mention, the latest last
        self.subject: int | None = None

    def run(self) -> None:
        """Resolves every mention without a name, in the order of the text."""
        cast, sentence, subject_taken = self.cast, -1, False
        for i, mention in enumerate(cast.mentions):
            if self.sentence_of[i] != sentence:
                sentence, subject_taken = self.sentence_of[i], False
            if cast.who[i] is None and not mention.name:
                cast.who[i] = self.refer(i, mention)
            found = cast.who[i]
            if found is None:
                continue
            self.seen.append(found)
            if not subject_taken and not mention.prep:
                self.subject, subject_taken = found, True
            if not mention.name and mention.form is Form.TITLE and any(o.office for o in mention.offices):
                self.enrich(found, mention, i)

    def enrich(self, found: int, mention: Mention, i: int) -> None:
        """A title that surely is somebody's adds its office."""
        person = self.cast.people[found]
        for office in mention.offices:
            if (
                office.office
                and office.office not in {o.office for o in person.offices}
                and office.head not in ("president",)
            ):
                person.offices.append(office)
                person.sources.append(i)

    def latest(self, fits: Callable[[Person], bool], skip: int | None = None) -> int | None:
        """The person mentioned last of those that fit."""
        return next((p for p in reversed(self.seen) if p != skip and fits(self.cast.people[p])), None)

    def refer(self, i: int, mention: Mention) -> int | None:
        """Who a mention without a name is, or None."""
        if mention.form is Form.PRONOUN:
            return self.pronoun(mention)
        if mention.number != 1 or mention.form in (Form.PARTY, Form.GROUP):
            return None
        if mention.form is Form.COUNTERPART:
            return self.counterpart(mention)
        return self.title(mention) if mention.form is Form.TITLE else None

    def pronoun(self, mention: Mention) -> int | None:
        def fits(person: Person) -> bool:
            return not (mention.gender and person.gender and mention.gender != person.gender)

        if mention.number != 1 or mention.word in ("lequel", "laquelle"):
            return None
        if mention.word in ("dernier", "celui-ci", "celle-ci"):
            return self.latest(fits)
        if mention.prep:
            return self.latest(fits, skip=self.subject)
        if self.subject is not None and fits(self.cast.people[self.subject]):
            return self.subject
        return self.latest(fits)

    def counterpart(self, mention: Mention) -> int | None:
        subject = self.cast.people[self.subject] if self.subject is not None else None
        states = mention.states

        def fits(person: Person) -> bool:
            shared = bool(subject and person.keys() & subject.keys())
            return shared and (
                person.speaks_for in states
                if states
                else person.speaks_for != (subject.speaks_for if subject else None)
            )

        return self.latest(fits, skip=self.subject)

    def title(self, mention: Mention) -> int | None:
        office = mention.offices[0] if mention.offices else None
        states = set(mention.states) or ({office.of} if office and office.of and not office.party else set())

        def belongs(person: Person) -> bool:
            same = not states or person.speaks_for in states or bool(states & set(person.states))
            return same and not (mention.gender and person.gender and mention.gender != person.gender)

        def fits(person: Person) -> bool:
            return belongs(person) and head_fits(mention.word, office, person)

        if mention.word in ("host", "visitor") and self.subject is not None:
            ours = self.cast.people[self.subject].speaks_for
            return self.latest(lambda p: fits(p) and p.speaks_for not in (None, ours), skip=self.subject)
        if mention.word in ("host", "visitor", "leader", "diplomat") and not states:
            return self.latest(
                lambda p: fits(p) and p.speaks_for is not None,
                skip=self.subject if mention.word in ("host", "visitor") else None,
            )
        if not states:
            native = self.latest(lambda p: fits(p) and p.speaks_for == self.world.home)
            if native is not None:
                return native
        found = self.latest(fits)
        return self.later(fits) if found is None else found

    def later(self, fits: Callable[[Person], bool]) -> int | None:
        """A title in the headline may come before the name: the only person who fits."""
        fitting = [p for p, person in enumerate(self.cast.people) if fits(person)]
        return fitting[0] if len(fitting) == 1 and not self.seen else None


def head_fits(word: str, office: OfficeRef | None, person: Person) -> bool:
    """True where a title or epithet can mean this person."""
    keys = person.keys()
    if word == "head-of-state":
        return bool(keys & _HEADS_OF_STATE)
    if word in ("leader", "man", "inhabitant", "visitor", "host"):
        return True
    if word == "diplomat":
        return bool(keys & _DIPLOMATS)
    if office is None:
        return False
    if office.office and office.office in keys and office.head not in ("president",):
        return True
    heads = {o.head for o in person.offices if o.qualifier != "former"}
    if office.head == "minister" and not office.office:
        return bool(heads & _MINISTERIAL) or any(key.endswith("minister") for key in keys)
    if office.head == "president" and office.body is None:
        return "president" in heads or "elect" in {o.qualifier for o in person.offices}
    return office.head in heads and (office.body is None or office.office in keys)
