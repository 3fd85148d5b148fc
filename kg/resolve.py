"""Who is who within a story: names, short names, titles, epithets and pronouns resolved to one person each.

Resolution works on heads and office keys, which every language shares; a mention that fits nobody stays unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.coreference.anaphora import Anaphora
from kg.coreference.announced import name_envoys, name_members
from kg.coreference.cast import Cast, Known, Person, World
from kg.coreference.counterparts import share_offices
from kg.coreference.jurisdiction import Jurisdiction
from kg.coreference.mention import Mention, OfficeRef

_EPITHETS = frozenset(("leader", "diplomat", "host", "visitor", "inhabitant", "man"))
_NAMESAKES = {"CD": "CG", "CG": "CD", "KR": "KP", "KP": "KR"}  # states of peoples of one name
_PRIVATE = 2  # words of a first name and a surname
_POSTED = frozenset(("ambassador", "special-envoy", "consul-general"))


def resolve(mentions: Sequence[Mention], world: World, sentence_of: Sequence[int]) -> Cast:
    """Resolves the mentions of one story. `sentence_of[i]` is the number of the sentence of mention i."""
    cast = Cast(mentions, [], [None] * len(mentions), sentence_of)
    _names(cast, world)
    _offices(cast, world)
    share_offices(cast, world)
    name_members(cast, world)
    name_envoys(cast, world)
    jurisdiction = Jurisdiction(cast, world)
    jurisdiction.speak()
    Anaphora(cast, world).run()
    jurisdiction.settle()
    return cast


def _names(cast: Cast, world: World) -> None:
    """One person per name; the longest forms first, so that a short form finds its full one."""
    order = [i for i, m in enumerate(cast.mentions) if m.name]
    folded = {i: tuple(world.fold(cast.mentions[i].name or "")) for i in order}
    private: set[int | None] = set()  # people of a first name and a surname, whom nothing shows to reign
    for i in sorted(order, key=lambda i: (-len(folded[i]), i)):
        words, mention = folded[i], cast.mentions[i]
        near = sorted(range(len(cast.people)), key=lambda p: len(cast.people[p].words))
        fits = [
            p
            for p in near
            if world.same_name(words, cast.people[p].words)
            and _compatible(mention, cast.people[p])
            and not (len(words) == 1 and _reigns(mention) and p in private)
        ]
        if fits:
            alike = [p for p in fits if cast.people[p].words[0] == words[0]] if len(words) > 1 else []
            cast.who[i] = (alike or fits)[-1] if len(words) > 1 else fits[0]
        elif len(words) > 1 or _shown(mention):
            cast.people.append(Person(mention.name or "", words))
            cast.who[i] = len(cast.people) - 1
            private |= {cast.who[i]} if len(words) == _PRIVATE and not _crowned(mention) else set()
        private -= {cast.who[i]} if _reigns(mention) else set()
    for i in order:
        person = cast.person(i)
        if person:
            person.gender = person.gender or cast.mentions[i].gender
    for number, person in enumerate(cast.people):
        person.sure = world.likely(person.words) or any(_shown(cast.mentions[i]) for i in cast.positions(number))


def _reigns(mention: Mention) -> bool:
    """True for "le roi Philippe", "le pape Léon"."""
    return any(office.office == "monarch" for office in mention.offices)


def _crowned(mention: Mention) -> bool:
    """True for "Philippe VI"."""
    return not (mention.name or "").split()[-1].strip("IVX")


def _shown(mention: Mention) -> bool:
    """True where the words around a name show that it is a person's."""
    return bool(mention.offices or mention.states or mention.civility)


def _compatible(mention: Mention, person: Person) -> bool:
    opposed = bool(mention.gender and person.gender and mention.gender != person.gender)
    return not (opposed and len(person.words) > 1 and len(mention.name or "") < 4)


_NO_PORTFOLIO = frozenset(("prime-minister", "deputy-prime-minister", "deputy-minister"))


def _ministry(office: OfficeRef, mention: Mention, known: Sequence[Known]) -> OfficeRef:
    """A bare "ministre X": the one ministry that the table knows of this person; a queen: only one who reigns."""
    if office.head == "queen":
        reigns = (mention.name or "").split()[-1].strip("IVX") == "" or any(k.office == "monarch" for k in known)
        return replace(office, office="monarch") if reigns else office
    if office.office or len(mention.offices) > 1:
        return office
    if office.head == "minister-of-state":
        return replace(office, office="minister")
    if office.head != "minister":
        return office
    ministries = [k for k in known if k.office.endswith("minister") and k.office not in _NO_PORTFOLIO]
    if len({k.office for k in ministries}) != 1:
        return office
    return replace(office, office=ministries[0].office, portfolio=ministries[0].portfolio)


def _told_apart(office: OfficeRef, known: Sequence[Known]) -> OfficeRef:
    """ "le président congolais X", of the one of two states of that name whose president the table knows X to be."""
    other = _NAMESAKES.get(office.state or "")
    states = {k.of for k in known if k.office == office.office}
    if other is None or office.state in states or other not in states:
        return office
    return replace(office, state=other, of=other if office.of == office.state else office.of)


def _head_of_state(office: OfficeRef, known: Sequence[Known], world: World) -> OfficeRef:
    """ "le chef de l'État du Niger, X": what the table knows X to be; a stranger presides where no monarch reigns."""
    heads = {k.office for k in known if k.office in ("president", "monarch", "governor-general")}
    state = office.state or world.home
    republic = state and world.plausible(state, "president") and not world.plausible(state, "monarch")
    found = heads.pop() if len(heads) == 1 else "president" if republic and not heads else None
    return replace(office, office=found)


def _offices(cast: Cast, world: World) -> None:
    for i, mention in enumerate(cast.mentions):
        person = cast.person(i)
        if person and mention.name:
            for office in mention.offices:
                if office.head not in _EPITHETS:
                    known = world.known(person.words)
                    office = _told_apart(office, known)
                    head = office.head == "head-of-state" and not office.office
                    given = _head_of_state(office, known, world) if head else _ministry(office, mention, known)
                    person.give(given, i)
            person.states.extend(mention.states)
            known = world.known(person.words)
            told = [
                _told_apart(o, known) for o in mention.offices if o.office not in _POSTED and o.qualifier != "former"
            ]
            person.states.extend(o.state for o in told if o.state)
