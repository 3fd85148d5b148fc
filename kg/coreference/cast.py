"""The persons of a story, and what resolution may know of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.coreference.mention import Form, Grammar, Mention, OfficeRef
from kg.coreference.salience import Salience

RULING_PARTY = {"VN": "CPV", "CN": "CPC", "LA": "LPRP", "CU": "PCC", "KH": "CPP", "KP": "WPK"}
PARTY_STATE = {party: state for state, party in RULING_PARTY.items()}
PARTY_OFFICES = frozenset(
    (
        "party-general-secretary", "party-leader", "politburo-member", "central-committee-member",
        "secretariat-standing-member", "secretariat-member", "party-commission-head",
    )
)  # fmt: skip


_AGAIN, _ABOUT = 1.5, 0.3  # how much more a pronoun means the last subject, and the protagonist
_OPENING = 4  # sentences in which a story shows whom it is about


class Signal(NamedTuple):
    """A state or organisation that the words at a token point to: by its name, its people's or one of its places."""

    token: int
    code: str
    kind: str
    sentence: int = 0


class Known(NamedTuple):
    """An office that a table says a person of this name has held: its key and whose it is."""

    office: str
    of: str | None
    portfolio: str | None = None


@dataclass(slots=True)
class Person:
    """One person of a story, gathered from all its mentions. `speaks_for` is a state's or organisation's code.

    `sources[i]` is the mention that gave `offices[i]`; `opposite` and `beside` are the
    persons (by number) whose counterpart, or whose deputy, successor or companion this one is;
    `assumed`: `speaks_for` is only what is near or at home, for want of a better; `sure` is false for a name which
    nothing but its capitals shows to be a person's.
    """

    name: str
    words: tuple[str, ...]
    offices: list[OfficeRef] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    gender: str = ""
    speaks_for: str | None = None
    assumed: bool = False
    opposite: int | None = None
    beside: int | None = None
    sure: bool = True

    def keys(self) -> set[str]:
        """The office keys held, former ones left out."""
        return {o.office for o in self.offices if o.office and o.qualifier != "former"}

    def holds(self, office: str | None) -> bool:
        """True for an office held, not formerly."""
        return office in self.keys()

    def give(self, office: OfficeRef, source: int) -> None:
        """Adds an office that the mention at `source` states."""
        self.offices.append(office)
        self.sources.append(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What resolution may know: the home state (of an outlet), offices by name, native names, small words.

    `goals` are the signals that say where somebody goes, `posts` where an ambassador is accredited, `encounters` the
    tokens of the verbs of meeting, in order.
    """

    home: str | None
    known: Callable[[Sequence[str]], Sequence[Known]]
    native: Callable[[Sequence[str]], bool]
    same_name: Callable[[Sequence[str], Sequence[str]], bool]
    fold: Callable[[str], Sequence[str]]
    plausible: Callable[[str, str], bool] = lambda _state, _office: True
    covers: Callable[[str, str], bool] = lambda _state, _office: False
    org_state: Callable[[str], str | None] = lambda _code: None
    international: Callable[[str], bool] = str.isupper
    likely: Callable[[Sequence[str]], bool] = lambda _: True
    signals: Sequence[Signal] = ()
    goals: Sequence[Signal] = ()
    posts: Sequence[Signal] = ()
    encounters: Sequence[int] = ()
    grammar: Grammar = field(default_factory=Grammar)


@dataclass(slots=True)
class Cast:
    """The persons of a story, who each mention is (by position in `mentions`), where, and how present each is; the
    `members` of plurals of several states, where the story names them after."""

    mentions: Sequence[Mention]
    people: list[Person]
    who: list[int | None]
    sentence_of: Sequence[int] = ()
    salience: Salience = field(default_factory=Salience)
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def person(self, position: int) -> Person | None:
        """The person behind a mention."""
        found = self.who[position]
        return None if found is None else self.people[found]

    def protagonist(self) -> int | None:
        """Whom the story is about: the person named most, above all as the first subject of its first sentences."""
        weight: dict[int, int] = {}  # in the order of the text, so that of two alike the first counts
        opened: set[int] = set()
        for mention, found, sentence in zip(self.mentions, self.who, self.sentence_of, strict=False):
            if found is None or not mention.name:
                continue
            first = sentence not in opened and not mention.prep
            opened |= {sentence} if first else set()
            weight[found] = weight.get(found, 0) + 1 + (2 if first and sentence < _OPENING else 0)
        return max(weight, key=lambda p: weight[p]) if weight else None

    def likeliest(
        self, people: Iterable[int], sentence: int, about: int | None, again: int | None = None
    ) -> int | None:
        """Whom a pronoun of a sentence means, of these: the most present; `again`, the last subject, and whom the
        story is `about` before others alike."""

        def score(person: int) -> float:
            known = _AGAIN * (person == again) + _ABOUT * (person == about)
            return self.salience.of(person, sentence) + known

        return max(people, key=score, default=None)

    def positions(self, number: int) -> list[int]:
        """The mentions of a person of the cast, in order."""
        return [i for i, who in enumerate(self.who) if who == number]

    def coming(self, i: int) -> int | None:
        """The first whom the sentence names as nobody's complement after mention `i`: the subject to come."""
        for j in range(i + 1, len(self.mentions)):
            if self.sentence_of[j] != self.sentence_of[i]:
                return None
            ahead = self.mentions[j]
            if ahead.prep or (ahead.form is not Form.PRONOUN and (not ahead.name or self.who[j] is None)):
                continue
            if ahead.name or (ahead.number == 1 and not ahead.subordinate):
                return j if ahead.name else None  # "Après Rome, où il a vu A, il …": no name to come
        return None
