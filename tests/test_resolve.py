"""Resolution by itself: mentions made by hand, no French, a world of two known persons."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.cast import Cast, Known, Signal, World
from kg.coreference.mention import Form, Mention, OfficeRef
from kg.resolve import resolve

TABLE = {("ada", "ruiz"): (Known("president", "CL"),), ("olga", "petrova"): (Known("foreign-minister", "RU"),)}


def world(home: str | None = None, signals: Sequence[Signal] = ()) -> World:
    """A world that knows Ada Ruiz and Olga Petrova; names starting with Minh are native."""
    return World(
        home=home,
        known=lambda words: TABLE.get(tuple(words), ()),
        native=lambda words: words[0] == "minh",
        same_name=lambda a, b: set(a) <= set(b) or set(b) <= set(a),
        fold=lambda name: name.lower().split(),
        signals=signals,
    )


def name(at: int, text: str, *offices: OfficeRef, prep: str = "", **known: object) -> Mention:
    """A name at a token."""
    return Mention(first=at, last=at, form=Form.NAME, name=text, offices=offices, prep=prep, **known)  # type: ignore[arg-type]


def title(at: int, *offices: OfficeRef, states: tuple[str, ...] = (), form: Form = Form.TITLE) -> Mention:
    """A title without a name."""
    head = offices[0].head
    return Mention(first=at, last=at, form=form, offices=offices, states=states, word=head, determiner="le")


def office(key: str | None, head: str = "", state: str | None = None) -> OfficeRef:
    """An office phrase."""
    return OfficeRef(office=key, head=head or key or "", state=state, of=state)


def run(
    *mentions: Mention, home: str | None = None, signals: Sequence[Signal] = (), sentences: Sequence[int] = ()
) -> Cast:
    """The mentions resolved, in one sentence unless told."""
    return resolve(mentions, world(home, signals), sentences or [0] * len(mentions))


def test_short_forms_join_their_full_name() -> None:
    """A surname later in the story is the person named in full before."""
    cast = run(name(0, "Ada Ruiz", office("president", state="CL")), name(3, "Ruiz"))
    assert (cast.who, len(cast.people)) == ([0, 0], 1)


def test_a_counterpart_holds_the_office_of_the_other_side() -> None:
    """ "son homologue X" has the office of the one before, of another state."""
    cast = run(
        name(0, "Minh Hai", office("foreign-minister", "minister", "VN")),
        name(4, "Jan Kos", office(None, "counterpart", "SI"), prep="a"),
    )
    assert [(o.office, o.of) for o in cast.people[1].offices] == [("foreign-minister", "SI")]


def test_an_office_without_a_state_is_of_the_holders_state() -> None:
    """The table gives the state where the words do not."""
    cast = run(name(0, "Ada Ruiz", office("president")))
    assert (cast.people[0].speaks_for, cast.people[0].offices[0].of) == ("CL", "CL")


def test_natives_are_of_the_home_state() -> None:
    """A native name in an outlet of Vietnam needs no state; a party office gets the ruling party."""
    cast = run(name(0, "Minh Hai", office("politburo-member")), home="VN")
    assert (cast.people[0].speaks_for, cast.people[0].offices[0].of) == ("VN", "CPV")


def test_foreigners_are_of_the_state_spoken_of_before() -> None:
    """A foreign name without a state takes the nearest state named before it, and is marked as assumed."""
    signals = (Signal(0, "PT", "place"), Signal(9, "NO", "state", 1))
    cast = run(name(3, "Joao Reis", office("prime-minister")), home="VN", signals=signals)
    assert (cast.people[0].speaks_for, cast.people[0].assumed) == ("PT", True)


def test_a_title_finds_its_holder_by_state() -> None:
    """ "le président chilien" is the president of Chile, not the one named last."""
    cast = run(
        name(0, "Ada Ruiz", office("president", state="CL")),
        name(4, "Jan Kos", office("president", state="SI"), prep="avec"),
        title(9, office("president", state="CL"), states=("CL",)),
        sentences=(0, 0, 1),
    )
    assert cast.who == [0, 1, 0]


def test_the_table_names_the_holder_of_a_title() -> None:
    """A title that no one of the story is said to hold is the person whom the table knows in it, who then holds it."""
    cast = run(name(0, "Ada Ruiz"), title(5, office("president", state="CL"), states=("CL",)), sentences=(0, 1))
    assert cast.who == [0, 0]
    assert cast.people[0].keys() == {"president"}


def test_titles_of_nobody_stay_open() -> None:
    """A title that fits nobody is nobody's."""
    cast = run(
        name(0, "Jan Kos", office("minister", state="SI")), title(4, office("president", state="FR"), states=("FR",))
    )
    assert cast.who == [0, None]


def test_former_offices_speak_for_nobody() -> None:
    """A former minister does not speak for the state by that office, nor answers to its title."""
    former = OfficeRef(office="foreign-minister", head="minister", state="SI", of="SI", qualifier="former")
    cast = run(
        name(0, "Jan Kos", former), title(5, office("foreign-minister", state="SI"), states=("SI",)), sentences=(0, 1)
    )
    assert cast.who[1] is None
