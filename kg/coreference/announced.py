"""Those told of by their office before they are named: "Les présidents de A et de B se sont vus. X et Y ont évoqué …",
"A a reçu l'envoyé de B. X lui a remis …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.coreference.cast import Cast, Person, World
from kg.coreference.mention import Form, OfficeRef

_AHEAD = 2  # sentences after the plural in which its members are named
_TWO = 2
_SENT = frozenset(("foreign-minister", "minister", "deputy-minister", "prime-minister", "deputy-prime-minister"))


def name_members(cast: Cast, world: World) -> None:
    """Gives those named together, without an office, after a plural of as many states its office: to each that of the
    state where the table knows them, to the others that of the states left, in order."""
    for i, mention in enumerate(cast.mentions):
        office = mention.offices[0] if mention.offices else None
        states = list(dict.fromkeys(mention.states))
        if mention.form is not Form.TITLE or mention.number == 1 or office is None or not office.office:
            continue
        if len(states) < _TWO or office.qualifier:
            continue
        members = next((m for m in _together(cast, i, office.office) if len(m) == len(states)), [])
        if not members:
            continue
        for at, state in zip(members, _shares(cast, world, members, states, office), strict=True):
            person = cast.person(at)
            if person and not person.holds(office.office):
                person.give(replace(office, state=state, of=state), at)
        cast.members[i] = tuple(who for at in members if (who := cast.who[at]) is not None)


def name_envoys(cast: Cast, world: World) -> None:
    """ "A a reçu un émissaire du président de B. X, ministre …, lui a remis un message", "A a reçu le ministre de B, X.
    L'émissaire du président de B …": X is the envoy, and of B."""
    for i, mention in enumerate(cast.mentions):
        envoy = mention.form is Form.TITLE and mention.number == 1 and not mention.prep
        if not envoy or not any(office.office == "special-envoy" for office in mention.offices):
            continue
        state = _sent_by(cast, i, world)
        at = _next_subject(cast, i) if state else None
        at = at if at is not None and cast.positions(cast.who[at] or 0)[0] > i else _told_before(cast, i, state)
        person = cast.person(at) if at is not None else None
        if at is None or person is None or state is None or not person.offices:
            continue
        if _states(person) <= {state}:
            cast.who[i] = cast.who[at]
            person.states.append(state)


def _states(person: Person) -> set[str]:
    """The states that the words give a person."""
    told = {*person.states, *(code for o in person.offices for code in (o.state, o.of))}
    return {code for code in told if code}


def _told_before(cast: Cast, i: int, state: str | None) -> int | None:
    """The only minister of a state named in the two sentences before mention `i`, whom its "émissaire" means."""
    near = [j for j in range(i) if cast.mentions[j].name and 0 < cast.sentence_of[i] - cast.sentence_of[j] <= _AHEAD]
    ours = [j for j in near if (p := cast.person(j)) and state in _states(p) and p.keys() & _SENT]
    return ours[0] if len({cast.who[j] for j in ours}) == 1 else None


def _sent_by(cast: Cast, i: int, world: World) -> str | None:
    """The state that the envoy of mention `i` comes from: the words', or that of the one who sends him."""
    ahead = cast.mentions[i + 1] if i + 1 < len(cast.mentions) else None
    close = ahead is not None and ahead.prep in world.grammar.of and cast.sentence_of[i] == cast.sentence_of[i + 1]
    sent = (*ahead.states, *(o.state for o in ahead.offices)) if ahead and close else ()
    return next((code for code in (*cast.mentions[i].states, *sent) if code), None)


def _next_subject(cast: Cast, i: int) -> int | None:
    """The first mention of the sentence after that of mention `i`, where it is a name without a preposition."""
    j = next((j for j in range(i, len(cast.mentions)) if cast.sentence_of[j] > cast.sentence_of[i]), None)
    if j is None or cast.sentence_of[j] != cast.sentence_of[i] + 1:
        return None
    return j if cast.mentions[j].name and not cast.mentions[j].prep else None


def _together(cast: Cast, i: int, key: str) -> Iterator[list[int]]:
    """The mentions by name alone of each of the sentences after mention `i`, of persons without another office
    than this one."""
    here = cast.sentence_of[i]
    for sentence in range(here, here + _AHEAD + 1):
        rows = [j for j in range(i + 1, len(cast.mentions)) if cast.sentence_of[j] == sentence]
        named = [j for j in rows if cast.mentions[j].name and not cast.mentions[j].states]
        free = [j for j in named if (p := cast.person(j)) and p.keys() <= {key} and not p.states]
        yield free if len({cast.who[j] for j in free}) == len(free) == len(named) else []


def _shares(cast: Cast, world: World, members: Sequence[int], states: Sequence[str], office: OfficeRef) -> list[str]:
    """The state of each member."""
    known: dict[int, str] = {}
    for at in members:
        person = cast.person(at)
        held = {k.of for k in world.known(person.words) if k.office == office.office} if person else set()
        fits = [state for state in states if state in held and state not in known.values()]
        if len(fits) == 1:
            known[at] = fits[0]
    left = iter([state for state in states if state not in known.values()])
    return [known[at] if at in known else next(left) for at in members]
