"""Whose office it is, and for whom a person speaks, where the words leave it open: by table, name, company, context."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.cast import PARTY_OFFICES, PARTY_STATE, RULING_PARTY, Cast, Person, Signal, World
from kg.companions import beside_counterpart, sender
from kg.mention import Form, Mention, OfficeRef
from kg.secretaries import POSSESSIVE, Organisations
from kg.titles_abroad import as_in

_POSTED = frozenset(("ambassador", "consul-general", "special-envoy"))
_LOOSE = frozenset(("other", "organisation-head", "special-envoy", "secretary-general"))
_ORGANISATIONAL = frozenset(("secretary-general", "organisation-head"))
# Offices that a state gives to one person at a time.
_SINGLE = frozenset(
    (
        "president", "prime-minister", "monarch", "governor-general", "foreign-minister", "defence-minister",
        "interior-minister",
    )
)  # fmt: skip
_ANAPHORIC = ("l'institution", "l'organisation", "l'organisme", "l'alliance", "cette institution", "cette organisation")
_ORGANISATIONS = frozenset(("AU", "EU", "UN"))  # codes of two letters that are no state's, or not only
_BODIES = frozenset(("UN", "WB"))  # those that are never a state's
_NEAR, _STATE_CODE = 3, 2
_MET = ("avec", "par")


def _is_state(code: str | None) -> bool:
    return code is not None and len(code) == _STATE_CODE and code not in _BODIES


def _first_state(person: Person) -> str | None:
    return next((PARTY_STATE.get(state, state) for state in person.states), None)


class Jurisdiction:
    """Finds, for the persons of one story, the state or organisation they speak for and the one each office is of."""

    def __init__(self, cast: Cast, world: World) -> None:
        self.cast, self.world = cast, world
        self.tokens = [signal.token for signal in world.signals]
        self.organisations = Organisations(cast, world, self.tokens)

    def speak(self) -> None:
        """Sets `speaks_for` of everyone, those whom the words settle first, those who depend on others last."""
        people = list(enumerate(self.cast.people))
        for _, person in people:
            person.speaks_for = self.by_offices(person) or _first_state(person) or self.by_table(person)
        for number, person in sorted(people, key=lambda pair: pair[1].opposite is not None):
            if not person.speaks_for:
                person.speaks_for = self.by_name(person) or self.by_seat(person) or self.by_company(number, person)
            if not person.speaks_for:
                person.speaks_for, person.assumed = self.by_context(number, person), True

    def by_offices(self, person: Person) -> str | None:
        """By the offices' own words; a nationality outweighs a body that is no state's and not international."""
        loose: str | None = None
        for office in person.offices:
            if office.qualifier == "former" or not office.of:
                continue
            own = office.office in PARTY_OFFICES  # a party that does not rule speaks for itself
            of = PARTY_STATE.get(office.of) or (None if own else self.world.org_state(office.of)) or office.of
            if not (own or office.office in _LOOSE) or (_is_state(of) and of not in _ORGANISATIONS):
                return of
            loose = loose or of
        return loose if loose and self.world.international(loose) else None

    def by_table(self, person: Person) -> str | None:
        """The state whose offices a person of this name has held, where the table knows just one that fits."""
        known = self.world.known(person.words)
        keys = {o.office for o in person.offices}
        ofs = {k.of for k in known if k.of and k.office in keys} or (
            set() if keys - {None, "other", "special-envoy"} else {k.of for k in known if k.of}
        )
        states = {PARTY_STATE.get(of, of) for of in ofs}
        return states.pop() if len(states) == 1 else None

    def by_name(self, person: Person) -> str | None:
        """Vietnam, for a Vietnamese name in an outlet of Vietnam or of nowhere, and for a full one anywhere."""
        near_home = self.world.home in (None, "VN") or len(person.words) >= _NEAR
        return "VN" if self.world.native(person.words) and near_home else None

    def by_seat(self, person: Person) -> str | None:
        """The organisation of a secretary-general whose title names none."""
        for office, source in zip(person.offices, person.sources, strict=True):
            if office.head == "secretary-general" and office.party and not self.by_organ(source):
                found = self.organisations.secretary(person, office, source)
                return found.of if found.office == "secretary-general" else None
        return None

    def by_organ(self, source: int) -> bool:
        """True where a ruling party is the organisation named last before mention `source`."""
        return next((s.code in PARTY_STATE for s in self.organisations.before(source)), False)

    def by_company(self, number: int, person: Person) -> str | None:
        """ "son ministre X", "accompagné de X", "son adjoint X": the state of the one they are with."""
        if person.beside is not None:
            return self.cast.people[person.beside].speaks_for
        for i in self.cast.positions(number):
            mention = self.cast.mentions[i]
            side = self.host(i) if mention.word == "inviter" else sender(self.cast, i)
            if side:
                return side
            if mention.word != "company" and mention.determiner not in POSSESSIVE:
                continue
            if any(o.head == "counterpart" for o in mention.offices) or person.opposite is not None:
                continue
            owner = self.owner(i, number)
            if owner:
                return owner
        return next((side for i in self.cast.positions(number) if (side := beside_counterpart(self.cast, i))), None)

    def host(self, i: int) -> str | None:
        """ "se rend à Rome, à l'invitation de X": the state of the place that is named before."""
        ours = next((p.speaks_for for j in range(i) if (p := self.cast.person(j)) and p.speaks_for), self.world.home)
        here = self.before(self.cast.mentions[i].first, self.cast.sentence_of[i])
        return next((s.code for s in here if _is_state(s.code) and s.code != ours), None)

    def owner(self, i: int, number: int) -> str | None:
        """Whom a possessive at mention `i` points to: the nearest person or state before it in its sentence."""
        here, sentence = self.cast.mentions[i].first, self.cast.sentence_of[i]
        at, who = -1, None
        for j in range(i - 1, -1, -1):
            person, mention = self.cast.person(j), self.cast.mentions[j]
            if sentence - self.cast.sentence_of[j] > 1:
                break
            if sentence == self.cast.sentence_of[j] and self.own_title(mention):
                return self.world.home
            if person and self.cast.who[j] != number and person.speaks_for:
                at, who = self.cast.mentions[j].last, person.speaks_for
                break
        if who is None:
            who = next(
                (p.speaks_for for p in self.cast.people if p.speaks_for and p is not self.cast.people[number]), None
            )
        signal = next((s for s in self.before(here, sentence) if s.kind != "place" and s.token > at), None)
        return signal.code if signal and _is_state(signal.code) else who

    def own_title(self, mention: Mention) -> bool:
        """True for "le chef de l'État", "le ministre" without a name or state, as an outlet speaks of its own."""
        nameless = mention.form is Form.TITLE and mention.number == 1 and not mention.prep and not mention.states
        return (
            nameless
            and self.world.home is not None
            and any(o.office or o.head == "head-of-state" for o in mention.offices)
        )

    def before(self, token: int, sentence: int) -> Iterator[Signal]:
        """The signals before a token in its sentence, the nearest first."""
        for signal in reversed(self.world.signals[: bisect_left(self.tokens, token)]):
            if signal.sentence < sentence:
                return
            yield signal

    def by_context(self, number: int, person: Person) -> str | None:
        """The home state for one of its own; else the state that is spoken of nearest, or most."""
        home, native = self.world.home, self.world.native(person.words)
        if not person.offices:
            return None
        against = self.across(number, person)
        positions = self.cast.positions(number)
        position = next((i for i in positions if self.cast.mentions[i].offices), positions[0])
        at_home = home and (home != "VN" or native) and home not in against and not self.taken(person, home)
        if home and at_home and self.fits(person, home):
            here = self.before(self.cast.mentions[position].first, self.cast.sentence_of[position])
            abroad = next((s.code for s in here if _is_state(s.code) and s.code not in (home, "EU")), None)
            return abroad if abroad and not self.fits(person, home, known=True) else home
        for code in self.near(position, {*against, home}):
            if self.fits(person, code):
                return code
        return home if home not in against else None

    def across(self, number: int, person: Person) -> set[str | None]:
        """For whom the counterparts of this person speak: never the same party."""
        people = self.cast.people
        theirs = {p.speaks_for for p in people if p.opposite == number}
        return theirs | {people[person.opposite].speaks_for} if person.opposite is not None else theirs

    def fits(self, person: Person, state: str, known: bool = False) -> bool:
        """True where the state has such offices; `known`: and the table would know the person in a single one."""
        keys = {"monarch" if o.head == "crown-prince" else o.office for o in person.offices if o.office and not o.of}
        held = {k.office for k in self.world.known(person.words) if k.of == state}
        strangers = (key in _SINGLE and key not in held and self.world.covers(state, key) for key in keys if key)
        return all(self.world.plausible(state, key) for key in keys if key) and not (known and any(strangers))

    def taken(self, person: Person, state: str) -> bool:
        """True where someone else of the story surely holds the same office of the state."""
        keys = person.keys() & _SINGLE
        return any(p is not person and p.speaks_for == state and keys & p.keys() for p in self.cast.people)

    def near(self, i: int, barred: set[str | None]) -> Iterator[str]:
        """The states spoken of before mention `i` in its sentence and the one before, then those spoken of most."""
        sentence, here = self.cast.sentence_of[i], self.cast.mentions[i].first
        at = bisect_left(self.tokens, here)
        far = sentence - 1 if self.world.home else sentence
        close = [s for s in reversed(self.world.signals[:at]) if far <= s.sentence <= sentence]
        before = {s.code for s in close if s.sentence < sentence and _is_state(s.code)} - barred
        if len(before) > 1:
            close = [s for s in close if s.sentence == sentence]
        counts: dict[str, int] = {}  # a state named counts for two of its places, but for that of the dateline
        for signal in self.world.signals:
            counts[signal.code] = counts.get(signal.code, 0) + (1 if signal.token and signal.kind == "place" else 2)
        most = sorted(counts, key=lambda code: -counts[code])
        written_in = self.world.signals[-1] if self.world.signals and not self.world.home else None
        if written_in and written_in.sentence > self.cast.sentence_of[-1] and self.guest(most[0], i):
            most.insert(0, written_in.code)
        for code in (*(s.code for s in close), *sorted(most, key=lambda code: self.met(code, i))):
            if _is_state(code) and code not in barred and code != "EU":
                yield code

    def guest(self, state: str, i: int) -> bool:
        """True for the state of someone else in the sentence of mention `i`, after it."""
        return any(state in person.states for j, person in self.others(i) if j > i)

    def met(self, state: str, i: int) -> bool:
        """True for the state of someone in the sentence of mention `i` who meets this one ("avec", "par")."""
        mentions = self.cast.mentions
        return any(state in person.states and mentions[max(i, j)].prep in _MET for j, person in self.others(i))

    def others(self, i: int) -> Iterator[tuple[int, Person]]:
        """The mentions of other persons in the sentence of mention `i`."""
        own = self.cast.person(i)
        for j, sentence in enumerate(self.cast.sentence_of):
            person = self.cast.person(j) if sentence == self.cast.sentence_of[i] else None
            if person is not None and person is not own:
                yield j, person

    def settle(self) -> None:
        """Fills in whose office it is where the words leave it open."""
        for person in self.cast.people:
            person.offices = [self.settled(person, o, at) for o, at in zip(person.offices, person.sources, strict=True)]

    def settled(self, person: Person, office: OfficeRef, source: int) -> OfficeRef:
        """The office with its jurisdiction."""
        if office.head == "secretary-general" and office.party:
            office = self.organisations.secretary(person, office, source)
        office = self.possessed(office, source)
        if not office.office or (office.of and not office.party):
            return as_in(office, office.of) or office
        if self.organisational(office, source):
            return replace(office, of=self.organisations.organisation(person, office, source) or person.speaks_for)
        of = next((s for s in person.states if _is_state(s)), None) or person.speaks_for
        state = office.state or PARTY_STATE.get(person.speaks_for or "", person.speaks_for)
        state = state if office.office not in PARTY_OFFICES or _is_state(state) else of
        known = {k.of for k in self.world.known(person.words) if k.office == office.office and k.of}
        if not office.state and len(known) == 1 and office.office not in _POSTED | _LOOSE:
            return replace(office, of=known.pop())
        if office.party or office.office in PARTY_OFFICES:
            return replace(office, of=RULING_PARTY.get(state or "", state))
        return as_in(office, state) or replace(office, of=state)

    def possessed(self, office: OfficeRef, source: int) -> OfficeRef:
        """ "l'UIP, son président, X": the head of what is right before; "sa vice-présidente" of a chamber's chair."""
        mention = self.cast.mentions[source]
        if (
            (mention.determiner not in POSSESSIVE and mention.prep != "dont")
            or office.body
            or office.of
            or office.state
        ):
            return office
        signals = self.before(mention.first, self.cast.sentence_of[source])
        nearest = next((s for s in signals if s.kind != "place"), None)
        if office.office == "president" and nearest and nearest.kind == "org":
            return replace(office, office="organisation-head", of=nearest.code)
        if office.office == "vice-president":
            before = (self.cast.person(j) for j in range(source - 1, -1, -1))
            owner = next((p for p in before if p), None)
            if owner and owner.holds("legislature-chair"):
                return replace(office, office="legislature-deputy-chair", of=owner.speaks_for)
        return office

    def organisational(self, office: OfficeRef, source: int) -> bool:
        """True for an office of an organisation that the words before name."""
        if office.office in _ORGANISATIONAL and not office.party and not office.body:
            return True
        if office.body and office.body.endswith(_ANAPHORIC) and office.office in _LOOSE:
            return True
        national = self.cast.mentions[source].word == "national"
        return national and office.office in _LOOSE and bool(office.body) and not office.state
