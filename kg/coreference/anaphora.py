"""Titles, epithets, counterparts and pronouns without a name: each to the latest person of the story that fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.coreference.cast import PARTY_OFFICES, Cast, Person, World
from kg.coreference.context import is_state
from kg.coreference.fitting import HEADS_OF_STATE, head_fits
from kg.coreference.guests import alone, visited
from kg.coreference.mention import Form, Mention, OfficeRef
from kg.coreference.salience import weight

_EPITHETS = frozenset(("host", "visitor", "leader", "diplomat", "man", "inhabitant"))
_OF_STATES = frozenset(
    ("president", "prime-minister", "foreign-minister", "defence-minister", "monarch", "legislature-chair",
     "interior-minister", "vice-president", "party-general-secretary")
)  # fmt: skip
_TOP = frozenset(
    ("president", "monarch", "party-general-secretary", "party-leader", "prime-minister", "legislature-chair")
)
_MEMORY = 120  # mentions back that a reader may still have in mind
_FULL = 2  # words of a full name
_CLOSE = 4  # words at most from whom a relative takes up to the pronoun after it: "B, avec lequel il"
Fits = Callable[[Person], bool]


class Anaphora:
    """Resolves the mentions without a name of one story, in the order of the text."""

    def __init__(self, cast: Cast, world: World) -> None:
        self.cast, self.world = cast, world
        self.seen: list[int] = []  # persons in order of mention, the latest last
        self.subject: int | None = None
        self.taken = False  # the sentence being read has shown its subject
        self.opening = True  # it is the first one, which may name nobody
        self.about = cast.protagonist()
        self.salience = cast.salience
        self.sentence = 0
        self.led: Person | None = None  # who led the delegation told of last
        self.antecedent: int | None = None  # whom the relative before a pronoun takes up

    def run(self) -> None:
        """Resolves every mention without a name."""
        cast, sentence = self.cast, -1
        for i, mention in enumerate(cast.mentions):
            if cast.sentence_of[i] != sentence:
                sentence, self.taken = cast.sentence_of[i], False
                self.opening = sentence == cast.sentence_of[0]
                self.sentence = sentence
            if cast.who[i] is None and not mention.name:
                ahead = self.announced(i) if mention.subordinate and not self.taken else None
                close = mention.relative and i > 0 and mention.first - cast.mentions[i - 1].last <= _CLOSE
                self.antecedent = cast.who[i - 1] if close else None
                cast.who[i] = self.refer(mention) if ahead is None else ahead
            found = cast.who[i]
            if found is None:
                continue
            self.seen.append(found)
            self.led = cast.people[found] if mention.word == "delegation" else self.led
            self.salience.mark(found, sentence, weight(mention, not self.taken, self.world.grammar))
            if mention.form is Form.PRONOUN:
                cast.people[found].gender = cast.people[found].gender or mention.gender
            if not self.taken and not mention.prep and not mention.subordinate:
                self.subject, self.taken = found, True
            if not mention.name and mention.form is Form.TITLE:
                self.enrich(found, mention, i)
        self.ahead()
        self.own()

    def announced(self, i: int) -> int | None:
        """ "À B, qu'il a reçu mardi, A a promis …": A, whom pronoun `i` stands for."""
        j, pronoun = self.cast.coming(i), self.cast.mentions[i]
        person = None if j is None else self.cast.person(j)
        fits = person is not None and pronoun.number == 1 and person.gender in ("", pronoun.gender)
        return self.cast.who[j] if j is not None and fits else None

    def ahead(self) -> None:
        """Titles that come before the name of their holder: whom the table knows in that office of that state."""
        cast = self.cast
        for i, mention in enumerate(cast.mentions):
            office = mention.offices[0] if mention.offices else None
            if cast.who[i] is not None or mention.form is not Form.TITLE or mention.number != 1 or office is None:
                continue
            later = [p for j, p in enumerate(cast.who) if p is not None and j > i]
            self.seen = list(dict.fromkeys(reversed(later)))
            found = self.holder(office, set(mention.states)) if mention.states else None
            if found is not None:
                cast.who[i] = found
                self.enrich(found, mention, i)

    def holder(self, office: OfficeRef, states: set[str]) -> int | None:
        """The only one of those named after a title who is said, or else known, to hold its office of its state."""
        people = self.cast.people
        held = [
            p for p in self.seen if people[p].speaks_for in states and office.office and people[p].holds(office.office)
        ]
        alone = len(held) == 1 and office.office in _OF_STATES and office.qualifier != "former"
        return held[0] if alone else self.by_table(office, states)

    def own(self) -> None:
        """ "Le Président de la République" before his name: the only one whose state, too, is left unsaid."""
        people = self.cast.people
        for i, mention in enumerate(self.cast.mentions):
            office = mention.offices[0] if mention.offices else None
            bare = mention.form is Form.TITLE and mention.number == 1 and not mention.states
            if self.cast.who[i] is not None or office is None or not bare or office.office not in _OF_STATES:
                continue
            if office.of or office.qualifier:
                continue
            fitting = [n for n, p in enumerate(people) if p.holds(office.office) and not p.states]
            if len(fitting) == 1 and self.world.home in (None, people[fitting[0]].speaks_for):
                self.cast.who[i] = fitting[0]

    def enrich(self, found: int, mention: Mention, i: int) -> None:
        """A title that surely is somebody's adds its office."""
        person = self.cast.people[found]
        held = {o.office for o in person.offices}
        bare = any(o.head == "president" for o in person.offices)
        for office in mention.offices:
            if office.head == "head-of-state" and not held & HEADS_OF_STATE:
                office = replace(
                    office,
                    office=next((k.office for k in self.world.known(person.words) if k.office in HEADS_OF_STATE), None),
                )
            head = office.office == "organisation-head" and "secretary-general" in held  # "le patron de l'ONU"
            if head or (office.head == "president" and bare and not (office.state or office.body)):
                continue
            if office.office and office.office not in held and not (office.office in ("minister", "other") and held):
                person.give(office, i)

    def latest(self, fits: Fits, skip: int | None = None, word: str = "-") -> int | None:
        """The person most present of those that fit; of two alike, the one mentioned last. A title (its `word`) means
        whom the story is about before others, "le dirigeant" one at the top of a state or party."""
        people = self.cast.people
        fitting = [p for p in dict.fromkeys(reversed(self.seen[-_MEMORY:])) if p != skip and fits(people[p])]

        def score(person: int) -> float:
            titled = (word != "-") * (person == self.about) + (word == "leader") * bool(people[person].keys() & _TOP)
            return self.salience.of(person, self.sentence) + titled

        return max(fitting, key=score, default=None)

    def refer(self, mention: Mention) -> int | None:
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
            other = self.antecedent is None or person is not self.cast.people[self.antecedent]
            led = mention.gender == "f" and person is self.led  # "une délégation conduite par X …, elle"
            return other and not (mention.gender and person.gender and mention.gender != person.gender and not led)

        if mention.number != 1 or mention.word in ("lequel", "laquelle"):
            return None
        if mention.word in ("dernier", "celui-ci", "celle-ci"):
            return next((p for p in reversed(self.seen) if fits(self.cast.people[p])), None)
        if mention.prep:
            return self.latest(fits, skip=self.subject)
        if mention.subordinate and self.taken and self.subject is not None and fits(self.cast.people[self.subject]):
            return self.subject  # "A …, lorsqu'il …": the subject of the clause around it
        fitting = [p for p in dict.fromkeys(reversed(self.seen[-_MEMORY:])) if fits(self.cast.people[p])]
        return self.cast.likeliest(fitting, self.sentence, self.about, self.subject)

    def counterpart(self, mention: Mention) -> int | None:
        """Of the subject, be it yet to come ("Lors d'un entretien avec son homologue lao, le ministre A …")."""
        coming = self.cast.coming(self.cast.mentions.index(mention)) if not self.taken else None
        whose = self.subject if coming is None else self.cast.who[coming]
        subject = self.cast.people[whose] if whose is not None else None

        def fits(person: Person) -> bool:
            if not (subject and person.keys() & subject.keys()):
                return False
            return person.speaks_for in mention.states if mention.states else person.speaks_for != subject.speaks_for

        return self.latest(fits, skip=whose)

    def title(self, mention: Mention) -> int | None:
        """Who an office or epithet stands for; one whom only the table knows to hold it, last."""
        office = mention.offices[0] if mention.offices else None
        states = set(mention.states) or ({office.of} if office and office.of and not office.party else set())

        def fits(person: Person) -> bool:
            same = not states or person.speaks_for in states or bool(states & set(person.states))
            fair = not (mention.gender and person.gender and mention.gender != person.gender)
            further = mention.offices[1:] if mention.word in _EPITHETS else ()
            whole = all(person.holds(o.office) for o in further if o.office)
            return same and fair and whole and head_fits(mention.word, office, person)

        if mention.word in _EPITHETS and (not states or mention.word in ("host", "visitor")):
            return self.epithet(mention, fits)
        found = None if states else self.latest(lambda p: fits(p) and p.speaks_for == self.world.home)
        if found is None and (found := self.latest(fits, word=mention.word)) is None:
            found = self.later(fits)
        if found is None and office is not None and (found := self.by_table(office, states)) is None:
            found = self.by_nearness(office, mention)
        if found is None and (office is None or office.office is None):
            found = alone(mention, states, [(p, self.cast.people[p]) for p in dict.fromkeys(self.seen)], self.world)
        return found if found is not None or office is None else self.by_post(office, mention)

    def epithet(self, mention: Mention, fits: Fits) -> int | None:
        """ "son hôte": the latest of another side than the subject; "le visiteur": than the place; else the latest."""
        guest = mention.word in ("host", "visitor")
        if guest and (where := visited(mention, self.cast, self.world)):
            return self.latest(lambda p: p.speaks_for not in (None, where), word=mention.word)
        own = self.cast.people[self.subject].speaks_for if guest and self.subject is not None else None
        return self.latest(lambda p: fits(p) and p.speaks_for not in (None, own), skip=self.subject if guest else None)

    def by_table(self, office: OfficeRef, states: set[str]) -> int | None:
        """The only person named in the story so far whom the table knows in this office of this state."""
        if office.office not in _OF_STATES and office.head != "head-of-state":
            return None
        if office.qualifier == "former":
            return next(
                (p for p in dict.fromkeys(reversed(self.seen)) if self.held(self.cast.people[p], office, states)), None
            )
        keys = HEADS_OF_STATE if office.head == "head-of-state" else frozenset((office.office,))
        wanted = states or ({self.world.home} if self.world.home else set())
        people = dict.fromkeys(reversed(self.seen))
        fitting = [p for p in people if self.knows(self.cast.people[p], keys, wanted)]
        if not wanted and len(people) == 1:  # "le ministre des Affaires étrangères", of the only one named so far
            fitting = [
                p for p in people if self.knows(self.cast.people[p], keys, {self.cast.people[p].speaks_for or ""})
            ]
        return fitting[0] if fitting else None

    def by_nearness(self, office: OfficeRef, mention: Mention) -> int | None:
        """ "le président tunisien", when nobody is known to be it: the one person of that state named just before."""
        single = office.office in _OF_STATES or office.head == "head-of-state"
        if not single or not mention.states or office.qualifier or not mention.determiner or mention.number != 1:
            return None
        people = self.cast.people
        near = [p for p in dict.fromkeys(reversed(self.seen[-4:])) if people[p].speaks_for in mention.states]
        if not near:
            late = dict.fromkeys(reversed(self.seen[-3:]))
            near = [p for p in late if len(people[p].words) > 1 and self.unsaid(people[p])]
            near = near if len(near) == 1 else []
        free = [p for p in near if not people[p].offices and not (people[p].assumed and people[p].speaks_for)]
        taken = any(p.speaks_for in mention.states and p.holds(office.office) for p in people)
        if len(free) != 1 or taken:
            return None
        if self.unsaid(people[free[0]]):
            people[free[0]].speaks_for = mention.states[0]
        return free[0]

    def unsaid(self, person: Person) -> bool:
        """True where nothing, or only a table that has the person in an organisation, says for whom they speak."""
        of_table = not person.offices and not person.states and not is_state(person.speaks_for)
        return person.speaks_for is None or of_table

    def by_post(self, office: OfficeRef, mention: Mention) -> int | None:
        """ "le médiateur de la Cédéao a vu …", of who bore a message, or whom the story is about, and has no office."""
        if office.office != "special-envoy" or not office.of or mention.prep:
            return None
        for i in range(len(self.cast.mentions) - 1, -1, -1):
            bearer = self.cast.person(i) if self.cast.mentions[i].word == "bearer" else None
            if bearer and not bearer.offices and self.cast.who[i] in self.seen:
                bearer.speaks_for = office.of
                return self.cast.who[i]
        if self.subject != self.about:
            return None
        person = self.cast.people[self.subject] if self.subject is not None else None
        if person is None or person.keys() or not person.sure or len(person.words) < _FULL:
            return None
        person.speaks_for = office.of
        return self.subject

    def held(self, person: Person, office: OfficeRef, states: set[str]) -> bool:
        """True where the table has the person in this office of one of these states, at whatever time."""
        return any(k.office == office.office and k.of in states for k in self.world.known(person.words))

    def knows(self, person: Person, keys: frozenset[str | None], states: set[str]) -> bool:
        """True where the table has the person in one of these offices, for one of these states."""
        held = person.keys() - PARTY_OFFICES
        if not states or person.speaks_for not in states or (held and not held <= {"other", "deputy-prime-minister"}):
            return False
        return any(k.office in keys for k in self.world.known(person.words))

    def later(self, fits: Fits) -> int | None:
        """A title in the headline may come before the name: the only person who fits."""
        fitting = [p for p, person in enumerate(self.cast.people) if fits(person)]
        return fitting[0] if len(fitting) == 1 and (not self.seen or self.opening) else None
