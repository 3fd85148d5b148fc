"""Offices that a word shares between persons: "son homologue X", "son prédécesseur", a list of nationals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from kg.coreference.cast import PARTY_OFFICES, Cast, Person, World
from kg.coreference.mention import Form, Mention, OfficeRef

_FAR = 3
_SECONDARY = frozenset(("deputy-prime-minister", "other", "special-envoy", "organisation-head"))
_RELATIVE = frozenset(("counterpart", "predecessor", "successor", "adjunct"))
_DEPUTY = {
    "secretary-general": "other",
    "organisation-head": "other",
    "legislature-chair": "legislature-deputy-chair",
    "military-commander": "military-commander",
}


def share_offices(cast: Cast, world: World) -> None:
    """Gives every named "homologue", "prédécesseur", "adjoint" the office of the one beside whom he or she is named."""
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        given = next((o for o in mention.offices if o.head in _RELATIVE), None)
        if person is None or given is None or not mention.name:
            continue
        kept = [(o, at) for o, at in zip(person.offices, person.sources, strict=True) if o.head not in _RELATIVE]
        found = _shared(cast, i, given, person, world)
        if found:
            other, office = found
            kept.append((_as_own(office, given, person), i))
            if given.head == "counterpart":
                person.opposite = other
            elif not person.states:
                person.beside = other
        person.offices, person.sources = [o for o, _ in kept], [at for _, at in kept]
    _nationals(cast)
    _replaced(cast)


def _replaced(cast: Cast) -> None:
    """ "X succède à Y", "a remplacé Y": Y held the office of X."""
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        if person is None or mention.word != "replaced" or person.keys():
            continue
        before = (
            p
            for j in range(i - 1, -1, -1)
            if (p := cast.person(j)) and p is not person and cast.sentence_of[i] - cast.sentence_of[j] <= 1
        )
        office = next((o for p in before for o in held(p.offices)), None)
        if office and not any(o.office == office.office for o in person.offices):
            person.give(replace(office, qualifier="former"), i)


def _as_own(office: OfficeRef, given: OfficeRef, person: Person) -> OfficeRef:
    """The shared office as the person's own."""
    state = given.state or (person.states[0] if person.states else None)
    organisation = office.of if office.of and len(office.of) > 2 else None
    of = organisation or (office.of if given.head != "counterpart" and not state else state)
    key = office.office or ""
    if given.head == "adjunct":
        key = _DEPUTY.get(key, "deputy-minister" if key.endswith("minister") else "other")
    qualifier = "former" if given.head == "predecessor" else given.qualifier
    return replace(office, office=key, of=of, state=state, qualifier=qualifier, title=given.title, body=None)


def _shared(cast: Cast, i: int, given: OfficeRef, person: Person, world: World) -> tuple[int | None, OfficeRef] | None:
    """Whose office the person of mention `i` shares, and which: one that the table confirms, else the nearest."""
    known = {k.office for k in world.known(person.words)} - _SECONDARY
    first: tuple[int | None, OfficeRef] | None = None
    order = _near(cast, i, world)
    if given.head != "counterpart":
        order.sort(key=lambda j: (j > i, abs(j - i)))
    for j in order:
        number = cast.who[j]
        for office in held(cast.people[number].offices if number is not None else cast.mentions[j].offices):
            if office.office in known:
                return number, office
            first = first or (number, office)
        other = cast.people[number] if number is not None else None
        both = [k for k in world.known(other.words) if k.office in known] if other and not other.keys() else []
        if both:
            return number, OfficeRef(office=both[0].office, head=both[0].office)
    federal = first and first[1].office == "other" and first[1].head == "counsellor"
    if first and federal and (len(known) == 1 or given.head == "counterpart"):
        key = known.pop() if len(known) == 1 else "minister"  # a "conseiller fédéral" and his counterpart abroad
        return first[0], OfficeRef(office=key, head=key)
    return first


def _near(cast: Cast, i: int, world: World) -> list[int]:
    """The holders of offices around mention `i`, the likeliest first: subjects of its sentence, the one its pronoun
    takes up, others before it, those after it, then subjects of the sentences before."""
    near: list[tuple[int, int, int]] = []
    here = cast.sentence_of[i]
    latter = _latter(cast, i)
    if latter is not None:
        return [latter]
    met = _met_with(cast, i, world)
    topic = next(
        (
            j
            for j in range(len(cast.mentions))
            if cast.sentence_of[j] < here and _holder(cast, j, i) and not cast.mentions[j].prep
        ),
        None,
    )
    pronoun = any(
        m.form is Form.PRONOUN and not m.prep for j, m in enumerate(cast.mentions[:i]) if cast.sentence_of[j] == here
    )
    for j, mention in enumerate(cast.mentions):
        far = here - cast.sentence_of[j]
        if not _holder(cast, j, i) or not (-1 <= far <= _FAR or j == topic):
            continue
        rank = (0 if not mention.prep else 2) if far == 0 and j < i else 3 if far == 0 else 5 if mention.prep else 4
        rank = 3 if far == 0 and mention.first > met else rank
        near.append((1 if pronoun and j == topic else rank, abs(j - i), j))
    return [j for _, _, j in sorted(near)]


def _met_with(cast: Cast, i: int, world: World) -> float:
    """ "A a rencontré | le président B, le ministre C et son homologue D": the verb after which those stand who are met
    as D is, of no state of its own; the counterpart of D is no one of them."""
    here, sentence = cast.mentions[i], cast.sentence_of[i]
    k = bisect_left(world.encounters, here.first)
    if not k or here.states:
        return inf
    verb = world.encounters[k - 1]
    row = [j for j in range(i) if cast.sentence_of[j] == sentence]
    before = any(cast.mentions[j].last < verb and cast.mentions[j].form is not Form.PARTY for j in row)
    return verb if before else inf


def _latter(cast: Cast, i: int) -> int | None:
    """ "A assistait à l'entretien. Ce dernier a rencontré son homologue": A, whom the subject takes up."""
    here = cast.sentence_of[i]
    taken = any(
        m.word in ("dernier", "celui-ci", "celle-ci") and not m.prep
        for j, m in enumerate(cast.mentions[:i])
        if cast.sentence_of[j] == here
    )
    before = (j for j in range(i - 1, -1, -1) if cast.sentence_of[j] == here - 1)
    return next((j for j in before if _holder(cast, j, i)), None) if taken else None


def _holder(cast: Cast, j: int, i: int) -> bool:
    """True for a person other than that of mention `i`, and for a title without a name."""
    if cast.who[j] is not None:
        return cast.who[j] != cast.who[i]
    mention = cast.mentions[j]
    return mention.form is Form.TITLE and mention.number == 1 and any(o.office for o in mention.offices)


def held(offices: Sequence[OfficeRef]) -> list[OfficeRef]:
    """The offices of state among those held, the one that counterparts share first."""
    order = [o for o in offices if o.office and o.office not in PARTY_OFFICES and o.qualifier != "former"]
    return sorted(order, key=lambda o: o.office in _SECONDARY)


def _nationals(cast: Cast) -> None:
    """ "trois chefs d'État: le Russe A, la Chilienne B": each holds that office."""
    for group in _groups(cast):
        office = _announced(cast, group[0])
        for i in group if office else ():
            person, state = cast.person(i), cast.mentions[i].states[0]
            if person and office and not person.offices:
                person.give(replace(office, state=state, of=state), i)


def _groups(cast: Cast) -> Iterator[list[int]]:
    """Runs of at least two persons of one sentence, named by their nationality alone."""
    group: list[int] = []
    for i, mention in enumerate(cast.mentions):
        told = mention.word == "national" or (mention.name and mention.states)
        listed = bool(told) and not mention.offices and cast.who[i] is not None
        if listed and (not group or cast.sentence_of[group[-1]] == cast.sentence_of[i]):
            group.append(i)
        elif mention.form in (Form.NAME, Form.TITLE) and group:
            if len(group) > 1:
                yield group
            group = [i] if listed else []
    if len(group) > 1:
        yield group


def _announced(cast: Cast, i: int) -> OfficeRef | None:
    """The office of several that the sentence of mention `i`, or the one before, announces without names."""
    for j in range(i - 1, -1, -1):
        mention: Mention = cast.mentions[j]
        if cast.sentence_of[i] - cast.sentence_of[j] > 1:
            return None
        if mention.form is Form.TITLE and mention.number == 0 and mention.offices:
            office = mention.offices[0]
            if office.head == "head-of-state":
                return replace(office, office="president")
            if office.office:
                return office
    return None
