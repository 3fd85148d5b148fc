"""For whom a person speaks where nothing of their own tells: the home state, or the one spoken of nearest or most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.coreference.cast import Cast, Person, Signal, World

# Offices that a state gives to one person at a time.
_SINGLE = frozenset(
    (
        "president", "prime-minister", "monarch", "governor-general", "foreign-minister", "defence-minister",
        "interior-minister",
    )
)  # fmt: skip
_BODIES = frozenset(("UN", "WB"))  # those that are never a state's
_STATE_CODE = 2


def is_state(code: str | None) -> bool:
    """True for a code of a state's form."""
    return code is not None and len(code) == _STATE_CODE and code not in _BODIES


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around the mentions of a story point to. `tokens` are those of the world's signals."""

    cast: Cast
    world: World
    tokens: Sequence[int]

    def before(self, token: int, sentence: int) -> Iterator[Signal]:
        """The signals before a token in its sentence, the nearest first."""
        for signal in reversed(self.world.signals[: bisect_left(self.tokens, token)]):
            if signal.sentence < sentence:
                return
            yield signal

    def state(self, number: int, person: Person) -> str | None:
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
            abroad = next((s.code for s in here if is_state(s.code) and s.code not in (home, "EU")), None)
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
        before = {s.code for s in close if s.sentence < sentence and is_state(s.code)} - barred
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
            if is_state(code) and code not in barred and code != "EU":
                yield code

    def guest(self, state: str, i: int) -> bool:
        """True for the state of someone else in the sentence of mention `i`, after it."""
        return any(state in person.states for j, person in self.others(i) if j > i)

    def met(self, state: str, i: int) -> bool:
        """True for the state of someone in the sentence of mention `i` who meets this one ("avec", "par")."""
        mentions = self.cast.mentions
        return any(
            state in person.states and mentions[max(i, j)].prep in self.world.grammar.along
            for j, person in self.others(i)
        )

    def others(self, i: int) -> Iterator[tuple[int, Person]]:
        """The mentions of other persons in the sentence of mention `i`."""
        own = self.cast.person(i)
        for j, sentence in enumerate(self.cast.sentence_of):
            person = self.cast.person(j) if sentence == self.cast.sentence_of[i] else None
            if person is not None and person is not own:
                yield j, person
