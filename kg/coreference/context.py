"""For whom a person speaks where nothing of their own tells: the home state, or the one spoken of nearest or most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.coreference.cast import Cast, Person, Signal, World
from kg.coreference.mention import Form

# Offices that a state gives to one person at a time.
_SINGLE = frozenset(
    (
        "president", "prime-minister", "monarch", "governor-general", "foreign-minister", "defence-minister",
        "interior-minister",
    )
)  # fmt: skip
_BODIES = frozenset(("UN", "WB"))  # those that are never a state's
_STATE_CODE = 2
_ROW = 3  # words at most between two of a list


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
        against = self.across(number, person) | self.apart(number)
        positions = self.cast.positions(number)
        position = next((i for i in positions if self.cast.mentions[i].offices), positions[0])
        at_home = home and (home != "VN" or native) and home not in against and not self.taken(person, home)
        if home and at_home and self.fits(person, home):
            here = self.before(self.cast.mentions[position].first, self.cast.sentence_of[position])
            abroad = next((s.code for s in here if is_state(s.code) and s.code not in (home, "EU")), None)
            return abroad if abroad and not self.fits(person, home, known=True) else home
        for code in (*self.accredited(position, against), *self.near(position, {*against, home})):
            if self.fits(person, code) and not self.taken(person, code):
                return code
        return home if home not in against else None

    def accredited(self, i: int, barred: set[str | None]) -> list[str]:
        """Where an ambassador whom the sentence of mention `i` names is posted, who meets those of that state; in one
        that has gone nowhere, where all ambassadors of the story are."""
        posts = [p for p in self.world.posts if p.code not in barred]
        here = [p.code for p in posts if p.sentence == self.cast.sentence_of[i]]
        everywhere = {p.code for p in posts}
        sentence, first = self.cast.sentence_of[i], self.cast.mentions[i].first
        gone = any(g.sentence == sentence and g.token < first for g in self.world.goals)
        return here or (list(everywhere) if len(everywhere) == 1 and not gone else [])

    def across(self, number: int, person: Person) -> set[str | None]:
        """For whom the counterparts of this person speak: never the same party."""
        people = self.cast.people
        theirs = {p.speaks_for for p in people if p.opposite == number}
        return theirs | {people[person.opposite].speaks_for} if person.opposite is not None else theirs

    def apart(self, number: int) -> set[str | None]:
        """The states that this person visits, and those of whom he or she meets."""
        found: set[str | None] = set()
        for i in self.cast.positions(number):
            found |= self.goals(i) | self.met_by_verb(i)
        return found

    def row(self, i: int) -> range:
        """The mentions of the sentence of mention `i`."""
        sentences, here = self.cast.sentence_of, self.cast.sentence_of[i]
        return range(bisect_left(sentences, here), bisect_right(sentences, here))

    def goals(self, i: int) -> set[str | None]:
        """Where mention `i` goes: the goals after it in its sentence, up to the next person."""
        row, mention = self.row(i), self.cast.mentions[i]
        if mention.word == "inviter" or mention.prep in self.world.grammar.by:
            return set()
        opening = () if mention.prep or any(j < i and self.cast.who[j] is not None for j in row) else self.world.goals
        fronted: set[str | None] = {
            g.code for g in opening if g.sentence == self.cast.sentence_of[i] and g.token < mention.first
        }
        following = (self.cast.mentions[j] for j in row if j > i and self.cast.who[j] is not None)
        end = next((m.first for m in following if m.word != "inviter"), None)
        if self.met_along(i):
            return fronted
        here = (g for g in self.world.goals if g.sentence == self.cast.sentence_of[i] and g.token > mention.last)
        return fronted | {
            g.code for g in here if (end is None or g.token < end) and (g.kind, g.code) != ("place", self.world.home)
        }

    def met_along(self, i: int) -> bool:
        """True for one of a row after "avec": "a vu … avec A et | B, avant un déplacement à Rome"; they go nowhere."""
        mentions, first = self.cast.mentions, self.row(i)[0]
        while i > first and not mentions[i].prep and 0 < mentions[i].first - mentions[i - 1].last <= _ROW:
            i -= 1
        return mentions[i].prep in self.world.grammar.along

    def met_by_verb(self, i: int) -> set[str | None]:
        """Of whom those are whom mention `i` meets: the subject before the verb of meeting, or who comes after it."""
        row, here, verbs = self.row(i), self.cast.mentions[i], self.world.encounters
        free = [j for j in row if not self.cast.mentions[j].prep]
        k = bisect_left(verbs, here.first)
        if k and not (here.prep and here.prep not in self.world.grammar.along):
            between = [self.cast.mentions[j] for j in row if verbs[k - 1] < self.cast.mentions[j].first <= here.first]
            before = [j for j in free if self.cast.mentions[j].last < verbs[k - 1]]
            listed = all(b.first - a.last <= _ROW for a, b in pairwise(between))
            if before and listed:
                return self.sides(self.taking_up(before[-1]))
        k = bisect_left(verbs, here.last)
        if k < len(verbs) and not here.prep and not any(i < j and self.cast.mentions[j].last < verbs[k] for j in free):
            after = next((j for j in row if self.cast.mentions[j].first > verbs[k]), None)
            prep = self.cast.mentions[after].prep if after is not None else "-"
            if after is not None and (not prep or prep in self.world.grammar.along | self.world.grammar.of):
                return self.sides(after)
        return set()

    def taking_up(self, j: int) -> int:
        """Mention `j`; of a pronoun, whom it most likely takes up: the subject of the sentence before."""
        row = self.row(j)
        if self.cast.mentions[j].form is not Form.PRONOUN or self.cast.who[j] is not None or not row[0]:
            return j
        here = (k for k in row if k < j)
        told = (k for k in (*here, *self.row(row[0] - 1)) if not self.cast.mentions[k].prep)
        return next((k for k in told if self.cast.mentions[k].form in (Form.NAME, Form.GROUP)), j)

    def taken_up(self, i: int) -> str | None:
        """ "Ils étaient accompagnés de A": of whom "ils" are, the subject of the sentence before."""
        row = self.row(i)
        opens = self.cast.mentions[row[0]]
        if opens.form is not Form.PRONOUN or opens.number == 1 or opens.prep or row[0] == i or not row[0]:
            return None
        before = (j for j in self.row(row[0] - 1) if not self.cast.mentions[j].prep)
        subject = next(before, None)
        states = {code for code in self.sides(subject) if code} if subject is not None else set()
        return states.pop() if len(states) == 1 else None

    def sides(self, j: int) -> set[str | None]:
        """The states of mention `j`, where its own words or those of its person tell them."""
        person, mention = self.cast.person(j), self.cast.mentions[j]
        told = {*mention.states, mention.code, *(person.states if person else ())}
        if person and not person.assumed:
            told.add(person.speaks_for)
        return {code for code in told if is_state(code)}

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
