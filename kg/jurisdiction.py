"""Whose office it is, and for whom a person speaks, where the words leave it open: by table, by name, by what is near."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.cast import PARTY_OFFICES, PARTY_STATE, RULING_PARTY, Cast, Person, World
from kg.mention import OfficeRef

_POSTED = frozenset(("ambassador", "consul-general", "special-envoy"))
_LOOSE = frozenset(("other", "organisation-head", "special-envoy"))
_ORGANISATIONAL = frozenset(("secretary-general", "organisation-head"))
# Offices that a state gives to one person at a time.
_SINGLE = frozenset(
    (
        "president",
        "prime-minister",
        "monarch",
        "governor-general",
        "foreign-minister",
        "defence-minister",
        "interior-minister",
    )
)
_NOT_PORTFOLIOS = frozenset(("prime-minister", "deputy-prime-minister", "deputy-minister"))
_NEAR, _STATE_CODE = 3, 2


class Jurisdiction:
    """Finds, for the persons of one story, the state or organisation they speak for and the one each office is of."""

    def __init__(self, cast: Cast, world: World) -> None:
        self.cast, self.world = cast, world
        self.tokens = [signal.token for signal in world.signals]
        self.firsts: dict[int, int] = {}
        for i, mention in enumerate(cast.mentions):
            self.firsts.setdefault(cast.sentence_of[i], mention.first)

    def speak(self) -> None:
        """Sets `speaks_for` of everyone, those whom the words settle first."""
        open_cases = []
        for number, person in enumerate(self.cast.people):
            person.speaks_for = (
                _by_offices(person)
                or (person.states[0] if person.states else None)
                or person.nation
                or self.by_table(person)
            )
            if not person.speaks_for:
                open_cases.append(number)
        for number in open_cases:
            person = self.cast.people[number]
            person.speaks_for = self.by_name(person) or self.by_owner(number)
            if not person.speaks_for:
                person.speaks_for, person.assumed = self.by_context(number), True

    def by_table(self, person: Person) -> str | None:
        """The state whose offices a person of this name has held, where the table knows one that fits."""
        known = self.world.known(person.words)
        keys = person.keys()
        ofs = {k.of for k in known if k.of and k.office in keys} or (
            {k.of for k in known if k.of} if not keys else set()
        )
        states = {PARTY_STATE.get(of, of) for of in ofs}
        return states.pop() if len(states) == 1 else None

    def by_name(self, person: Person) -> str | None:
        """Vietnam, for a Vietnamese name in an outlet of Vietnam or of nowhere."""
        return "VN" if self.world.native(person.words) and self.world.home in (None, "VN") else None

    def by_owner(self, number: int) -> str | None:
        """ "son ministre X": the state of the person who is the subject before it."""
        for i in self.cast.positions(number):
            mention = self.cast.mentions[i]
            if mention.determiner in ("son", "sa", "leur") and not any(
                o.head == "counterpart" for o in mention.offices
            ):
                before = (j for j in range(i - 1, -1, -1) if self.cast.sentence_of[i] - self.cast.sentence_of[j] <= 1)
                owner = next(
                    (p for j in before if (p := self.cast.person(j)) and p is not self.cast.people[number]), None
                )
                if owner and owner.speaks_for:
                    return owner.speaks_for
        return None

    def by_context(self, number: int) -> str | None:
        """The home state for one of its own; else the state that is spoken of nearest."""
        person, home = self.cast.people[number], self.world.home
        if not person.offices and home is not None and home != "VN":
            return None
        foreign = home == "VN" and not self.world.native(person.words)
        positions = [i for i in self.cast.positions(number) if self.cast.mentions[i].offices] or self.cast.positions(
            number
        )
        if home and not foreign:
            return self.other_side(person, home) if self.taken(person, home) else home
        for i in positions:
            near = next(self.near(i, home if foreign else None), None)
            if near:
                return near
        return self.world.topic if self.world.topic != home else None

    def taken(self, person: Person, state: str) -> bool:
        """True where someone else of the story surely holds the same office of the state."""
        keys = person.keys() & _SINGLE
        return any(p is not person and p.speaks_for == state and keys & p.keys() for p in self.cast.people)

    def other_side(self, person: Person, home: str) -> str | None:
        """The state that the story is about beside the home state."""
        counts: dict[str, int] = {}
        for signal in self.world.signals:
            if len(signal.code) == _STATE_CODE and signal.code != home:
                counts[signal.code] = counts.get(signal.code, 0) + 1
        return max(counts, key=lambda code: counts[code]) if counts else home

    def near(self, i: int, not_this: str | None) -> Iterator[str]:
        """The states spoken of around mention `i`: before it in its sentence, in those before, then after it."""
        sentence, here = self.cast.sentence_of[i], self.cast.mentions[i].first
        at = bisect_left(self.tokens, here)
        start = min((t for s, t in self.firsts.items() if sentence - _NEAR <= s <= sentence), default=0)
        for signal in (*reversed(self.world.signals[:at]), *self.world.signals[at:]):
            if len(signal.code) == _STATE_CODE and signal.code not in (not_this, "EU") and signal.token >= start:
                yield signal.code

    def settle(self) -> None:
        """Fills in whose office it is where the words leave it open."""
        for number, person in enumerate(self.cast.people):
            person.offices = [
                self.settled(number, person, o, at) for o, at in zip(person.offices, person.sources, strict=True)
            ]

    def settled(self, number: int, person: Person, office: OfficeRef, source: int) -> OfficeRef:
        """The office with its jurisdiction."""
        if office.head == "secretary-general" and office.party:
            office = self.secretary(person, office, source)
        if office.head == "minister" and not office.office:
            office = self.minister(person, office)
        if not office.office or (office.of and not office.party):
            return office
        if office.office in _ORGANISATIONAL and not office.party and not office.body:
            return replace(office, of=self.organisation(person, office, source) or person.speaks_for)
        state = office.state or PARTY_STATE.get(person.speaks_for or "", person.speaks_for)
        known = {k.of for k in self.world.known(person.words) if k.office == office.office and k.of}
        if not office.state and len(known) == 1 and office.office not in _POSTED:
            return replace(office, of=known.pop())
        if office.party or office.office in PARTY_OFFICES:
            return replace(office, of=RULING_PARTY.get(state or "", state))
        return replace(office, of=state)

    def secretary(self, person: Person, office: OfficeRef, source: int) -> OfficeRef:
        """A bare "secrétaire général": of a ruling party, unless the person or the words near by point to an organisation."""
        known = {
            k for k in self.world.known(person.words) if k.office in ("secretary-general", "party-general-secretary")
        }
        if len({k.office for k in known}) == 1:
            one = known.pop()
            return replace(office, office=one.office, of=one.of, party=False)
        if self.world.native(person.words) or person.speaks_for in RULING_PARTY:
            return office
        of = self.organisation(person, office, source)
        return replace(office, office="secretary-general", of=of, party=False) if of else office

    def minister(self, person: Person, office: OfficeRef) -> OfficeRef:
        """A bare "ministre": the one ministry that the table knows of this person, unless the story names one."""
        known = {
            k
            for k in self.world.known(person.words)
            if k.office.endswith("minister") and k.office not in _NOT_PORTFOLIOS
        }
        if len(known) != 1 or any(
            key.endswith("-minister") or key == "minister" for key in person.keys() - _NOT_PORTFOLIOS
        ):
            return office
        one = known.pop()
        return replace(office, office=one.office, portfolio=one.portfolio)

    def organisation(self, person: Person, office: OfficeRef, source: int) -> str | None:
        """The organisation spoken of nearest before a title that names none ("son président", "le secrétaire général")."""
        known = {k.of for k in self.world.known(person.words) if k.office == office.office and k.of}
        if len(known) == 1:
            return known.pop()
        at = bisect_left(self.tokens, self.cast.mentions[source].first)
        return next(
            (s.code for s in reversed(self.world.signals[:at]) if s.kind == "org" and s.code not in PARTY_STATE), None
        )


def _by_offices(person: Person) -> str | None:
    """By the offices' own words; a nationality outweighs an office of no state."""
    loose: str | None = None
    for office in person.offices:
        if office.qualifier == "former" or not office.of:
            continue
        of = PARTY_STATE.get(office.of, office.of)
        if office.office not in _LOOSE or len(of) == _STATE_CODE:
            return of
        loose = loose or of
    if loose and (loose.isupper() or not person.states):
        return loose
    return None
