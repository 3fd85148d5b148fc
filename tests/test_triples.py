"""Facts as quads: IRIs, participations, dates, evidence, and what makes two reports one event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.identifiers import BASE, Iris, home, slug
from kg.model import Reading
from kg.triples import to_quads
from kg.validate import validate
from kg.vocab import EDTF, ENT, OA, ORG, RDF, RDFS, SCHEMA, concept
from tests.readings import reading

CALL: dict[str, Any] = {
    "kind": "phone-call",
    "status": "held",
    "date": "2020-05-29",
    "participants": [{"name": "Pham Binh Minh", "for": "VN"}, {"name": "Sergueï Lavrov", "for": "RU"}],
    "parties": ["VN", "RU"],
}


def _id(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def _objects(quads: tuple[Quad, ...], prop: NamedNode, subject: NamedNode | None = None) -> set[Any]:
    return {q.object for q in quads if q.predicate == prop and subject in (None, q.subject)}


def _event(found: Reading, kind: NamedNode = ENT.Meeting) -> NamedNode:
    nodes = [q.subject for q in to_quads(found) if q.predicate == RDF.type and q.object == kind]
    assert len(nodes) == 1
    assert isinstance(nodes[0], NamedNode)
    return nodes[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tô Lâm", "to-lam"),
        ("Đỗ Đức Duy", "do-duc-duy"),
        ("Nguyễn Phú Trọng", "nguyen-phu-trong"),
        ("l’Œuvre d'État", "l-oeuvre-d-etat"),
        ("Sergueï Lavrov", "serguei-lavrov"),
        ("习近平", slug("习近平")),
    ],
)
def test_a_name_loses_its_marks(name: str, expected: str) -> None:
    """A slug is plain ASCII; two names without Latin letters have two slugs."""
    assert slug(name) == expected
    assert expected.isascii()
    assert slug("习近平") != slug("李强")


@pytest.mark.parametrize(
    ("name", "party", "path"),
    [
        ("To Lam", "VN", "person/vn/to-lam"),
        ("Tô Lâm", "CPV", "person/vn/to-lam"),
        ("Sergueï Lavrov", "RU", "person/ru/sergey-lavrov"),
        ("Trump", "US", "person/us/trump"),
        ("António Guterres", "UN", "person/un/antonio-guterres"),
        ("Kaja Kallas", "EU", "person/ee/kaja-kallas"),
        ("To Lam", "FR", "person/fr/to-lam"),
    ],
)
def test_a_person_is_filed_once_over_spellings_and_parties(name: str, party: str, path: str) -> None:
    """Name and state agree with the known tenures, or the name stands for itself; another state is another person."""
    assert Iris().person(name, home(party)) == _id(path)


def test_a_meeting_says_who_met_for_whom_in_what_office() -> None:
    """Participation holds the person, the state and the post that the same story gives; a former office is none."""
    found = reading(
        "Pham Binh Minh a parlé avec Sergueï Lavrov.",
        meetings=[CALL],
        offices=[
            {"person": "Pham Binh Minh", "office": "foreign-minister", "of": "VN"},
            {"person": "Sergueï Lavrov", "office": "ambassador", "of": "RU", "qualifier": "former"},
        ],
    )
    quads = to_quads(found)
    meeting = _event(found)
    assert meeting.value.startswith(BASE + "meeting/2020-05-29/ru-vn-")
    minh, lavrov = (
        _id(f"{meeting.value.removeprefix(BASE)}/{who}") for who in ("vn-pham-binh-minh", "ru-sergey-lavrov")
    )
    assert _objects(quads, ENT.participation, meeting) == {minh, lavrov}
    assert _objects(quads, ENT.party, meeting) == {_id("country/VN"), _id("country/RU")}
    assert _objects(quads, ENT.inCapacity, minh) == {_id("post/VN/foreign-minister")}
    assert _objects(quads, ENT.underTenure, minh) == {_id("tenure/vn/pham-binh-minh/VN/foreign-minister/2011-08-03")}
    assert _objects(quads, ENT.inCapacity, lavrov) == set()
    assert _objects(quads, ENT.onBehalfOf, lavrov) == {_id("country/RU")}


def test_a_fact_leads_to_its_sentence() -> None:
    """The annotation quotes the sentence, gives its offsets, and names article and rule."""
    text = "Le 29 mai, Pham Binh Minh a parlé avec Sergueï Lavrov. La suite."
    found = reading(text, meetings=[{**CALL, "quote": "Pham Binh Minh a parlé avec Sergueï Lavrov."}])
    quads = to_quads(found)
    (note,) = {q.subject for q in quads if q.predicate == OA.hasBody and q.object == _event(found)}
    (target,) = _objects(quads, OA.hasTarget, note)  # type: ignore[arg-type] # a subject is no literal
    start, end = (int(next(iter(_objects(quads, prop))).value) for prop in (OA.start, OA.end))
    assert text[start:end] == next(iter(_objects(quads, OA.exact))).value
    assert _objects(quads, OA.hasSource, target) == {Iris().article("note")}
    assert _objects(quads, ENT.rule) == {Literal("gold")}


def test_two_reports_of_one_meeting_meet_in_one_node() -> None:
    """Another article, another wording, another order of names, another word for the encounter: the same IRI."""
    one = reading("A reçoit B.", meetings=[{**CALL, "kind": "reception", "place": "Hanoï"}])
    turned = {**CALL, "kind": "talks", "participants": CALL["participants"][::-1], "parties": ["RU", "VN"]}
    assert _event(one) == _event(reading("B s'entretient avec A.", article="other", meetings=[turned]))


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2020-05-30"},
        {"kind": "ceremony"},
        {"participants": CALL["participants"][:1]},
        {"parties": ["VN", "RU", "CN"]},
    ],
)
def test_another_day_medium_company_or_party_is_another_meeting(change: dict[str, Any]) -> None:
    """What differs in who, when or family has another IRI."""
    assert _event(reading("Un.", meetings=[CALL])) != _event(reading("Deux.", meetings=[{**CALL, **change}]))


def test_what_has_no_day_stays_with_its_article() -> None:
    """Two articles on undated meetings are not taken for one by chance."""
    undated = {**CALL, "date": "XXXX-05-29"}
    first, second = (_event(reading("Un.", article=name, meetings=[undated])) for name in "ab")
    assert first != second
    assert "/undated/" in first.value


def test_talks_then_dinner_of_the_same_people_are_two() -> None:
    """One article that tells two encounters of one day apart keeps two nodes, each valid."""
    found = reading("Entretien puis dîner.", meetings=[{**CALL, "kind": "talks"}, {**CALL, "kind": "reception"}])
    quads = to_quads(found)
    assert len({q.subject for q in quads if q.predicate == RDF.type and q.object == ENT.Meeting}) == 2
    assert validate(quads).conforms


def test_a_person_has_one_role_in_a_meeting_told_twice() -> None:
    """Where a teaser tells the meeting of its article again, the more telling role and the first party stand."""
    first, second = ({**CALL["participants"][0], "role": role} for role in ("participant", "host"))
    told = [{**CALL, "participants": [{**one, "for": side}, CALL["participants"][1]]}
            for one, side in ((first, "VN"), (second, "CPV"))]  # fmt: skip
    once, again = (reading("Deux récits.", meetings=[meeting]).stories[0] for meeting in told)
    found = replace(reading("Deux récits."), stories=(once, replace(again, number=1)))
    quads = to_quads(found)
    (part,) = {q.subject for q in quads if q.predicate == ENT.participant and "minh" in str(q.object)}
    assert _objects(quads, ENT.role, part) == {concept("participation-role", "host")}  # type: ignore[arg-type] # no literal
    assert _objects(quads, ENT.onBehalfOf, part) == {_id("country/VN")}  # type: ignore[arg-type] # no literal
    assert validate(quads).conforms


@pytest.mark.parametrize("times", [2, 3])
def test_receptions_of_the_same_people_on_one_day_stay_apart(times: int) -> None:
    """A story tells each meeting once: an audience and a dinner are two nodes, each person with one role in each."""
    people = [{**person, "role": role} for person, role in zip(CALL["participants"], ("host", "guest"), strict=True)]
    turned = [{**person, "role": role} for person, role in zip(CALL["participants"], ("guest", "host"), strict=True)]
    told = [{**CALL, "kind": "reception", "participants": who} for who in (people, turned, people)[:times]]
    quads = to_quads(reading("Audience, puis dîner.", meetings=told))
    assert len({q.subject for q in quads if q.predicate == RDF.type and q.object == ENT.Meeting}) == times
    assert validate(quads).conforms


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_words_make_well_formed_quads(name: str, party: str, place: str) -> None:
    """Whatever a reader takes for a name, party, place or date, quads come out; the shapes judge them."""
    meeting = {**CALL, "date": place or None, "place": place, "parties": [party, "VN"]}
    office = {"person": name, "office": "minister", "of": party, "portfolio": place, "title": name}
    gift = {"kind": "gift", "by": party, "to": name, "what": place}
    people = [{"name": name, "for": party}]
    quads = to_quads(reading("x", meetings=[{**meeting, "participants": people}], offices=[office], gestures=[gift]))
    assert list(parse("".join(f"{quad} .\n" for quad in quads), format=RdfFormat.N_QUADS))
    assert isinstance(validate(quads).conforms, bool)


def test_giver_and_receiver_do_not_change_places() -> None:
    """A gift from A to B is not the gift from B to A."""
    gift = {"kind": "gift", "by": "VN", "to": "CU", "what": "riz"}
    back = {**gift, "by": "CU", "to": "VN"}
    assert _event(reading("Un.", gestures=[gift]), ENT.Gesture) != _event(reading("Un.", gestures=[back]), ENT.Gesture)


def test_a_visit_holds_the_meetings_of_its_programme() -> None:
    """A meeting of the visitor with the visited party, in person and in time, is part of the visit; a call is not."""
    visit = {"visitor": "Sergueï Lavrov", "from": "RU", "to": "VN", "kind": "official", "date": "2020-05-28/2020-05-30"}
    found = reading("Visite.", meetings=[CALL, {**CALL, "kind": "talks"}], visits=[{**visit, "status": "held"}])
    steps = {q.subject: q.object for q in to_quads(found) if q.predicate == ENT.partOf}
    assert list(steps) == [_event(reading("Visite.", meetings=[{**CALL, "kind": "talks"}]))]


def test_a_place_is_a_city_a_territory_or_a_name() -> None:
    """Known cities lie in their territory; a code is the land, not the state; the rest is a named place."""
    for text, path, kind in (
        ("Hanoi", "city/VN/hanoi", SCHEMA.City),
        ("VN", "territory/VN", SCHEMA.Country),
        ("Muong Lan", "place/muong-lan", SCHEMA.Place),
    ):
        quads = to_quads(reading("Ici.", meetings=[{**CALL, "place": text}]))
        assert _objects(quads, ENT.place) == {_id(path)}
        assert kind in _objects(quads, RDF.type, _id(path))


def test_an_organisation_is_no_state() -> None:
    """The European Union, an acronym and a plain name are organisations; a person is none of them."""
    quads = to_quads(reading("Ici.", meetings=[{**CALL, "parties": ["EU", "ASEAN", "Union des artistes"]}]))
    parties = {_id("org/EU"), _id("org/ASEAN"), _id("org/union-des-artistes")}
    assert _objects(quads, ENT.party) == parties
    assert all(_objects(quads, RDF.type, party) == {ORG.Organization} for party in parties)


def test_an_office_is_attested_when_the_story_speaks() -> None:
    """A tenure has its post, its portfolio and the day its article attests it."""
    office = {
        "person": "Nguyên Van Binh",
        "office": "minister",
        "of": "VN",
        "portfolio": "Santé",
        "qualifier": "acting",
    }
    quads = to_quads(reading("Le ministre.", published="2020-05-29", offices=[office]))
    tenure = _id("tenure/vn/nguyen-van-binh/VN/minister-sante/acting")
    assert _objects(quads, ENT.post, tenure) == {_id("post/VN/minister-sante")}
    assert _objects(quads, ENT.attested, tenure) == {Literal("2020-05-29", datatype=EDTF.EDTF)}
    assert _objects(quads, ENT.qualifier, tenure) == {concept("office-qualifier", "acting")}


def test_the_same_reading_gives_the_same_quads_in_its_own_graph() -> None:
    """No blank node, one graph named by the article, nothing twice; the hash alone tells two versions apart."""
    found = reading("Le 29 mai.", meetings=[CALL])
    quads = to_quads(found)
    assert quads == to_quads(found)
    assert {q.graph_name for q in quads} == {Iris().article("note")}
    assert len(set(quads)) == len(quads)
    assert not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object))
    other = to_quads(replace(found, article=replace(found.article, text="Autre.")))
    assert {q.predicate for q in set(quads) ^ set(other)} == {ENT.contentHash}


def test_what_two_stories_tell_of_one_event_breaks_no_shape() -> None:
    """One label, one date and one visit, though the teaser is less sure of the year and dates the visit otherwise."""
    meeting = {**CALL, "kind": "talks"}
    visit = {"visitor": "Sergueï Lavrov", "from": "RU", "to": "VN", "kind": "official", "status": "held"}
    found = reading("Le 29 mai.", meetings=[meeting], visits=[{**visit, "date": "2020-05-28/2020-05-30"}])
    teaser = reading("Le 29 mai.", meetings=[{**meeting, "date": "2020-05-29?"}], visits=[{**visit, "date": None}])
    second = teaser.stories[0]
    both = replace(found, stories=(*found.stories, replace(second, number=1)))
    assert validate(to_quads(both)).conforms
    assert len({q.object for q in to_quads(both) if q.predicate == RDFS.label and q.subject == _event(both)}) == 2


def test_quads_read_back_from_a_store_as_they_were() -> None:
    """Every literal is in its canonical form, so that a difference of two versions is a real one."""
    quads = to_quads(reading("Le 29 mai.", published="2020-05", meetings=[{**CALL, "confidence": 0.5}, CALL]))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_another_base_changes_the_base_alone() -> None:
    """A publisher's own base replaces the public one in every IRI of a thing, and nothing else."""
    found = reading("Le 29 mai.", meetings=[CALL])
    moved = to_quads(found, Iris("https://example.org/kg/"))
    assert [str(quad).replace("https://example.org/kg/", BASE) for quad in moved] == [str(q) for q in to_quads(found)]
