"""Whose office it is, and for whom a person speaks, where the words leave it open: by table, name, company, context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.coreference.cast import PARTY_OFFICES, PARTY_STATE, RULING_PARTY, Cast, Known, Person, World
from kg.coreference.companions import beside_counterpart, in_company, of_the_head, sender
from kg.coreference.context import Context, is_state
from kg.coreference.fitting import HEADS_OF_STATE
from kg.coreference.mention import Form, Mention, OfficeRef
from kg.coreference.secretaries import Organisations
from kg.coreference.titles_abroad import as_in

_POSTED = frozenset(("ambassador", "consul-general", "special-envoy"))
_LOOSE = frozenset(("other", "organisation-head", "special-envoy", "secretary-general"))
_ORGANISATIONAL = frozenset(("secretary-general", "organisation-head"))
_ANAPHORIC = ("l'institution", "l'organisation", "l'organisme", "l'alliance", "cette institution", "cette organisation")
_ORGANISATIONS = frozenset(("AU", "EU", "UN"))  # codes of two letters that are no state's, or not only
_GOVERNMENT = frozenset(("prime-minister", "deputy-prime-minister", "foreign-minister", "minister", "deputy-minister"))
_SECRETARY = ("foreign-minister", "US")  # whom "le secrétaire d'État" means
_PRINCIPALITIES = frozenset(("AD", "LI", "MC"))
_NEAR = 3
# What "sa vice-présidente" is, by the office of whom she stands beneath.
_SECOND = {
    "legislature-chair": "legislature-deputy-chair",
    "provincial-leader": "provincial-leader",
    "party-leader": "other",
    "organisation-head": "other",
}


def _first_state(person: Person) -> str | None:
    return next((PARTY_STATE.get(state, state) for state in person.states), None)


def _once(person: Person) -> str | None:
    """The state of an office held formerly, for one of whom no other state is told."""
    states = (o.state or o.of for o in person.offices if o.qualifier == "former")
    return next((state for code in states if code and is_state(state := PARTY_STATE.get(code, code))), None)


def _drop_courtesy(person: Person) -> None:
    """ "l'ambassadeur X" of a minister: the rank of a diplomat, no office."""
    if person.keys().isdisjoint(_GOVERNMENT):
        return
    told = list(zip(person.offices, person.sources, strict=True))
    kept = [(o, at) for o, at in told if o.head != "ambassador" or o.state or o.of or o.body]
    person.offices, person.sources = [o for o, _ in kept], [at for _, at in kept]


def _of_a_prince(known: Known, offices: Sequence[OfficeRef]) -> bool:
    """True for a principality's throne that the table knows of someone who is called a king."""
    king = any(o.head == "monarch" and o.title.lower().startswith("roi") for o in offices)
    return king and known.office == "monarch" and known.of in _PRINCIPALITIES


class Jurisdiction:
    """Finds, for the persons of one story, the state or organisation they speak for and the one each office is of."""

    def __init__(self, cast: Cast, world: World) -> None:
        self.cast, self.world = cast, world
        self.tokens = [signal.token for signal in world.signals]
        self.context = Context(cast, world, self.tokens)
        self.organisations = Organisations(cast, world, self.tokens)

    def speak(self) -> None:
        """Sets `speaks_for` of everyone, those whom the words settle first, those who depend on others last."""
        people = list(enumerate(self.cast.people))
        for _, person in people:
            person.speaks_for = self.by_offices(person) or _first_state(person) or self.by_table(person)
        for number, person in sorted(people, key=lambda pair: pair[1].opposite is not None):
            if not person.speaks_for:
                person.speaks_for = self.by_name(person) or self.by_seat(person) or self.by_own_body(person)
            if not person.speaks_for:
                person.speaks_for = self.by_company(number, person) or _once(person)
            if not person.speaks_for:
                person.speaks_for, person.assumed = self.context.state(number, person), True

    def by_offices(self, person: Person) -> str | None:
        """By the offices' own words; a nationality outweighs a body that is no state's and not international."""
        loose: str | None = None
        for office in person.offices:
            if office.qualifier == "former" or not office.of:
                continue
            own = office.office in PARTY_OFFICES  # a party that does not rule speaks for itself
            of = PARTY_STATE.get(office.of) or (None if own else self.world.org_state(office.of)) or office.of
            if not (own or office.office in _LOOSE) or (is_state(of) and of not in _ORGANISATIONS):
                return of
            loose = loose or of
        if any(o.office in PARTY_OFFICES and o.of == loose for o in person.offices) and person.keys() & _GOVERNMENT:
            return None  # "présidente du SPD et ministre": of the state
        return loose if loose and self.world.international(loose) else None

    def by_table(self, person: Person) -> str | None:
        """The state whose offices a person of this name has held, where the table knows just one that fits."""
        known = self.world.known(person.words)
        keys = {o.office for o in person.offices}
        known = [k for k in known if not _of_a_prince(k, person.offices)]
        if any(o.head == "state-secretary" for o in person.offices) and _SECRETARY in {(k.office, k.of) for k in known}:
            return _SECRETARY[1]
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
        """The organisation of a secretary-general whose title names none; the state of "dudit Comité central"."""
        for office, source in zip(person.offices, person.sources, strict=True):
            if office.party and "dudit" in office.title:
                parties = (s.code for s in self.organisations.before(source) if s.code in PARTY_STATE)
                return PARTY_STATE.get(next(parties, ""))
            if office.head == "secretary-general" and office.party and not self.by_organ(source):
                found = self.organisations.secretary(person, office, source)
                return found.of if found.office == "secretary-general" else None
        return None

    def by_own_body(self, person: Person) -> str | None:
        """ "l'UIP et son président, X", "le CERN par sa directrice, X": the organisation that the possessive means."""
        for office, source in zip(person.offices, person.sources, strict=True):
            owned = self.cast.mentions[source].determiner in self.world.grammar.possessives
            if owned and office.office in _ORGANISATIONAL | {"president"} and not office.of and not office.body:
                before = self.context.before(self.cast.mentions[source].first, self.cast.sentence_of[source])
                nearest = next(before, None)
                international = nearest and nearest.kind == "org" and self.world.international(nearest.code)
                return nearest.code if nearest and international else None
        return None

    def by_organ(self, source: int) -> bool:
        """True where a ruling party is the organisation named last before mention `source`."""
        return next((s.code in PARTY_STATE for s in self.organisations.before(source)), False)

    def by_company(self, number: int, person: Person) -> str | None:
        """ "son ministre X", "accompagné de X", "son adjoint X": the state of the one they are with."""
        if person.beside is not None:
            return self.cast.people[person.beside].speaks_for
        if served := of_the_head(self.cast, person, self.world.grammar):
            return served
        for i in self.cast.positions(number):
            mention = self.cast.mentions[i]
            side = self.host(i) if mention.word == "inviter" else sender(self.cast, i, self.world.grammar)
            if side:
                return side
            first = in_company(self.cast, i, self.world.grammar)
            if first is None and mention.determiner not in self.world.grammar.possessives:
                continue
            if any(o.head == "counterpart" for o in mention.offices) or person.opposite is not None:
                continue
            if first is None and any(o.office == "legislature-chair" for o in mention.offices):
                continue  # "au Sénat par son président"
            attending = first is not None and self.cast.mentions[first].word == "attending"
            at = i if first is None else first
            if owner := self.subject_of(at, number) if attending else self.owner(at, number):
                return owner
        return next(
            (
                side
                for i in self.cast.positions(number)
                if (side := beside_counterpart(self.cast, i, self.world.grammar))
            ),
            None,
        )

    def host(self, i: int) -> str | None:
        """ "se rend à Rome, à l'invitation de X": the state of the place that is named before."""
        ours = next((p.speaks_for for j in range(i) if (p := self.cast.person(j)) and p.speaks_for), self.world.home)
        here = self.context.before(self.cast.mentions[i].first, self.cast.sentence_of[i])
        return next((s.code for s in here if is_state(s.code) and s.code != ours), None)

    def owner(self, i: int, number: int) -> str | None:
        """Whom a possessive at mention `i` points to: the nearest person or state before it in its sentence."""
        here, sentence = self.cast.mentions[i].first, self.cast.sentence_of[i]
        if self.cast.mentions[i].word == "attending" and (side := self.subject_of(i, number)):
            return side
        if side := self.context.taken_up(i):
            return side
        at, who = -1, None
        for j in range(i - 1, -1, -1):
            person, mention = self.holder(j), self.cast.mentions[j]
            if sentence - self.cast.sentence_of[j] > 1:
                break
            if sentence == self.cast.sentence_of[j] and self.own_title(mention):
                return self.world.home
            if person and person is not self.cast.people[number] and person.speaks_for:
                at, who = self.cast.mentions[j].last, person.speaks_for
                break
        if who is None:
            who = next(
                (p.speaks_for for p in self.cast.people if p.speaks_for and p is not self.cast.people[number]), None
            )
        signal = next((s for s in self.context.before(here, sentence) if s.kind != "place" and s.token > at), None)
        return signal.code if signal and is_state(signal.code) else who

    def subject_of(self, i: int, number: int) -> str | None:
        """ "A s'est entretenu avec B en présence de son conseiller", "B a été reçu par A en présence …": for whom A
        speaks."""
        row = [j for j in range(i) if self.cast.sentence_of[j] == self.cast.sentence_of[i] and self.holder(j)]
        hosts = [j for j in row if self.cast.mentions[j].prep in self.world.grammar.by]
        apart = self.world.grammar.along | self.world.grammar.inside
        told = hosts or [j for j in row if self.cast.mentions[j].prep not in apart]
        person = self.holder(told[0]) if told else None
        ours = person and person is not self.cast.people[number] and not person.holds("ambassador")
        return person.speaks_for if person and ours else None

    def holder(self, j: int) -> Person | None:
        """The person of mention `j`; of a title without a name, the only one of the story who holds the office."""
        mention = self.cast.mentions[j]
        if mention.form is not Form.TITLE or mention.number != 1:
            return self.cast.person(j)
        keys = {office.office for office in mention.offices if office.office}
        keys |= HEADS_OF_STATE if mention.word == "head-of-state" else set()
        holders = [p for p in self.cast.people if keys & p.keys() and p.speaks_for and not mention.states]
        return self.cast.person(j) or (holders[0] if len(holders) == 1 else None)

    def own_title(self, mention: Mention) -> bool:
        """True for "le chef de l'État", "le ministre" without a name or state, as an outlet speaks of its own."""
        nameless = mention.form is Form.TITLE and mention.number == 1 and not mention.prep and not mention.states
        return (
            nameless
            and self.world.home is not None
            and any(o.office or o.head == "head-of-state" for o in mention.offices)
        )

    def settle(self) -> None:
        """Fills in whose office it is where the words leave it open."""
        for person in self.cast.people:
            _drop_courtesy(person)
            person.offices = [self.settled(person, o, at) for o, at in zip(person.offices, person.sources, strict=True)]
            present = [o for o in person.offices if o.office and o.qualifier != "former"]
            of = {o.of for o in present if o.office in _ORGANISATIONAL and o.of and self.of_states(o.of)}
            if len(of) == 1 and all(o.of in of for o in present):
                person.speaks_for = of.pop()

    def of_states(self, code: str) -> bool:
        """True for an organisation of several states."""
        return self.world.international(code) and not self.world.org_state(code)

    def settled(self, person: Person, office: OfficeRef, source: int) -> OfficeRef:
        """The office with its jurisdiction."""
        if office.head == "secretary-general" and office.party:
            office = self.organisations.secretary(person, office, source)
        office = self.possessed(office, source)
        if not office.office or (office.of and not office.party):
            return as_in(office, office.of) or office
        if self.organisational(office, source):
            return replace(office, of=self.organisations.organisation(person, office, source) or person.speaks_for)
        of = next((s for s in person.states if is_state(s)), None) or person.speaks_for
        state = office.state or PARTY_STATE.get(person.speaks_for or "", person.speaks_for)
        state = state if office.office not in PARTY_OFFICES or is_state(state) else of
        here = (k for k in self.world.known(person.words) if not _of_a_prince(k, (office,)))
        known = {k.of for k in here if k.office == office.office and k.of}
        if not office.state and len(known) == 1 and office.office not in _POSTED | _LOOSE:
            return replace(office, of=known.pop())
        if office.party or office.office in PARTY_OFFICES:
            return replace(office, of=RULING_PARTY.get(state or "", state))
        return as_in(office, state) or replace(office, of=state)

    def possessed(self, office: OfficeRef, source: int) -> OfficeRef:
        """ "l'UIP, son président, X": the head of what is right before; "sa vice-présidente" of a chamber's chair."""
        mention = self.cast.mentions[source]
        if (
            (mention.determiner not in self.world.grammar.possessives and mention.prep not in self.world.grammar.whose)
            or office.body
            or office.of
            or office.state
        ):
            return office
        signals = self.context.before(mention.first, self.cast.sentence_of[source])
        nearest = next((s for s in signals if s.kind != "place"), None)
        if office.office == "president" and nearest and nearest.kind == "org":
            return replace(office, office="organisation-head", of=nearest.code)
        if office.office == "vice-president":
            before = (self.cast.person(j) for j in range(source - 1, -1, -1))
            owner = next((p for p in before if p), None)
            under = next((key for above, key in _SECOND.items() if owner and owner.holds(above)), None)
            if owner and under:
                return replace(office, office=under, of=owner.speaks_for)
        return office

    def organisational(self, office: OfficeRef, source: int) -> bool:
        """True for an office of an organisation that the words before name."""
        if office.office in _ORGANISATIONAL and not office.party and not office.body:
            return True
        if office.body and office.body.endswith(_ANAPHORIC) and office.office in _LOOSE:
            return True
        national = self.cast.mentions[source].word == "national"
        return national and office.office in _LOOSE and bool(office.body) and not office.state
