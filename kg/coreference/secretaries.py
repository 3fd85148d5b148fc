"""Secretaries-general and heads of organisations whose title does not name the organisation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.coreference.cast import PARTY_STATE, RULING_PARTY, Cast, Person, Signal, World
from kg.coreference.mention import OfficeRef

_NO_SECRETARIAT = frozenset((*PARTY_STATE, "UNSC"))


@dataclass(frozen=True, slots=True)
class Organisations:
    """Finds the organisation that a title of a story leaves open. `tokens` are those of the world's signals."""

    cast: Cast
    world: World
    tokens: Sequence[int]

    def before(self, source: int) -> list[Signal]:
        """The organisations named before mention `source`, the nearest first."""
        at = bisect_left(self.tokens, self.cast.mentions[source].first)
        return [s for s in reversed(self.world.signals[:at]) if s.kind == "org"]

    def secretary(self, person: Person, office: OfficeRef, source: int) -> OfficeRef:
        """A bare "secrétaire général": of a ruling party, unless the person or the words near by tell otherwise."""
        mention, sentence = self.cast.mentions[source], self.cast.sentence_of[source]
        at = bisect_left(self.tokens, mention.first)
        nearest = self.world.signals[at - 1] if at else None
        if (
            mention.determiner in self.world.grammar.possessives
            and nearest
            and nearest.kind == "org"
            and nearest.sentence == sentence
        ):
            return replace(office, office="secretary-general", of=nearest.code, party=False)
        known = {
            k for k in self.world.known(person.words) if k.office in ("secretary-general", "party-general-secretary")
        }
        if len({k.office for k in known}) == 1:
            one = known.pop()
            return replace(office, office=one.office, of=one.of, party=False)
        if self.world.native(person.words) or (person.speaks_for in RULING_PARTY and not person.assumed):
            return office
        of = self.organisation(person, office, source)
        if of is None and person.speaks_for not in (None, *RULING_PARTY):
            return replace(office, office="other", party=False)
        return replace(office, office="secretary-general", of=of, party=False) if of else office

    def organisation(self, person: Person, office: OfficeRef, source: int) -> str | None:
        """The organisation spoken of nearest before a title that names none, one known by a code above others; where
        there is none, the first after it in its sentence ("le secrétaire général X au siège de la Ligue arabe")."""
        known = {k.of for k in self.world.known(person.words) if k.office == office.office and k.of}
        if len(known) == 1:
            return known.pop()
        before = [s.code for s in self.before(source) if s.code not in _NO_SECRETARIAT]
        if before:
            return next((code for code in before[:_FEW] if code.isupper()), before[0])
        first, sentence = self.cast.mentions[source].last, self.cast.sentence_of[source]
        after = (s for s in self.world.signals if s.token > first and s.sentence == sentence and s.kind == "org")
        return next((s.code for s in after if s.code.isupper() and s.code not in _NO_SECRETARIAT), None)


_FEW = 2
