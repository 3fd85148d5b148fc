"""Who a name is: one identity over spellings and offices, a link where name, state and office or time agree."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from kg.identifiers import BASE
from kg.identity import cast_of
from kg.model import Reading
from kg.persons import Sight, identify
from kg.triples import to_quads
from kg.vocab import ENT, PREFIXES, RDF, SCHEMA, SKOS
from tests.readings import reading

FRENCH_PRESIDENT = frozenset({("president", "fr")})


def _who(found: Reading) -> set[str]:
    quads = to_quads(found)
    return {
        str(q.subject.value).removeprefix(BASE) for q in quads if (q.predicate, q.object) == (RDF.type, SCHEMA.Person)
    }


def _office(person: str, office: str, of: str | None, **more: Any) -> dict[str, Any]:
    return {"person": person, "office": office, "of": of, **more}


@pytest.mark.parametrize(
    ("name", "home", "offices", "years", "path"),
    [
        ("Emmanuel Macron", "fr", FRENCH_PRESIDENT, {2024}, "fr/emmanuel-macron"),
        ("Emmanuel Macron", "fr", FRENCH_PRESIDENT, set(), "fr/emmanuel-macron"),
        ("Emmanuel Macron", "fr", frozenset(), {2019}, "fr/emmanuel-macron"),
        ("Tô Lâm", "vn", frozenset(), {2024}, "vn/to-lam"),
        ("To Lam", "vn", frozenset(), {2024}, "vn/to-lam"),
        ("Kishida Fumio", "jp", frozenset(), {2023}, "jp/fumio-kishida"),
        ("Vladimir Poutine", "ru", frozenset(), {2017}, "ru/vladimir-putin"),
        ("Trump", "us", frozenset({("president", "us")}), {2019}, "us/donald-trump"),
    ],
)
def test_name_state_and_office_or_time_make_one_person(
    name: str, home: str, offices: frozenset[tuple[str, str]], years: set[int], path: str
) -> None:
    """Spellings, the order of names, and a family name with its office lead to the person of the tables."""
    found = identify(Sight(name=name, home=home, offices=offices, years=frozenset(years)))
    assert f"{found.home}/{found.key}" == path
    assert found.qid is None


@pytest.mark.parametrize(
    ("name", "home", "years", "path"),
    [
        ("Emmanuel Macron", "be", {2024}, "be/emmanuel-macron"),
        ("Emmanuel Macron", "fr", {1974}, "fr/emmanuel-macron-namesake"),
        ("Macron", "fr", {2024}, "fr/macron"),
        ("Nguyên Van Moi", "vn", {2019}, "vn/nguyen-van-moi"),
        ("Nguyen Van Moi", "vn", {2024}, "vn/nguyen-van-moi"),
        ("Nguyen Van Moi", "vn", {1971}, "vn/nguyen-van-moi-20th-century"),
        ("Nguyen Van Moi", "la", {2024}, "la/nguyen-van-moi"),
    ],
)
def test_another_state_or_another_age_is_another_person(name: str, home: str, years: set[int], path: str) -> None:
    """Who only shares a name, and who is in no table, has an identity of its own, alike in every article."""
    found = identify(Sight(name=name, home=home, years=frozenset(years)))
    assert (f"{found.home}/{found.key}", found.qid) == (path, None)


@pytest.mark.parametrize(
    ("home", "spellings"),
    [
        ("ru", ["Ioulia Petrovskaïa", "Yulia Petrovskaya"]),
        ("ru", ["Sergueï Choubine", "Sergey Shubin", "Sergei Shubin"]),
        ("ru", ["Alexandre Jirkov", "Aleksandr Zhirkov", "Alexander Zhirkov"]),
        ("ua", ["Evgueni Tchernenko", "Yevgeny Chernenko"]),
        ("kz", ["Iouri Vassiliev", "Yuri Vasiliev"]),
        ("eg", ["Mohamed Abdallah", "Mohammed Abdullah", "Muhammad Abdallah"]),
        ("ma", ["Rachid El Mansouri", "Rashid Al Mansuri"]),
        ("be", ["Mohamed Peeters", "Mohammed Peeters"]),
    ],
)
def test_the_spellings_of_a_name_from_another_script_are_one(home: str, spellings: list[str]) -> None:
    """In French and in English, for people whom the tables do not know."""
    years = frozenset({2021})
    assert len({identify(Sight(name=name, home=home, years=years)).key for name in spellings}) == 1


@pytest.mark.parametrize(
    ("home", "names"),
    [
        ("ru", ["Alexandre Jirkov", "Alexandra Jirkova"]),
        ("ru", ["Iouri Vassiliev", "Igor Vassiliev"]),
        ("fr", ["Luc Chapou", "Luc Shapu"]),
        ("vn", ["Nguyen Van Chi", "Nguyen Van Shi"]),
        ("eg", ["Ahmed Mansour", "Mahmoud Mansour"]),
    ],
)
def test_names_that_differ_by_more_than_their_spelling_are_two(home: str, names: list[str]) -> None:
    """Another given name, or a state where both letters are written."""
    assert len({identify(Sight(name=name, home=home, years=frozenset({2021}))).key for name in names}) == 2


@pytest.mark.parametrize(
    "sight",
    [
        Sight(name="To Lam", home="vn"),
        Sight(name="To Lam", years=frozenset({2024})),
        Sight(
            name="Sergueï Lavroff", home="ru", offices=frozenset({("foreign-minister", "ru")}), years=frozenset({2020})
        ),
    ],
    ids=["neither office nor time", "no state", "another spelling"],
)
def test_what_is_only_likely_keeps_its_own_identity_and_says_why(sight: Sight) -> None:
    """Score and reason come with the item; the identity is not that of the known person."""
    found = identify(sight)
    assert found.qid in {"Q10831196", "Q58217"}
    assert 0 < found.score < 1
    assert found.reason
    assert f"{found.home}/{found.key}" not in {"vn/to-lam", "ru/sergey-lavrov"}


def test_a_former_office_agrees_at_any_later_time() -> None:
    """A former president is that president, decades later."""
    office = frozenset({("president", "us")})
    found = identify(Sight(name="Bill Clinton", home="us", former=office, years=frozenset({2026})))
    assert f"{found.home}/{found.key}" == "us/bill-clinton"


def test_people_speak_for_their_own_state() -> None:
    """A side office makes no other person: the co-prince of Andorra is the French president."""
    meeting = {"kind": "talks", "status": "held", "date": "2024-10-07", "parties": ["FR", "VN"],
               "participants": [{"name": "Emmanuel Macron", "for": "FR"}, {"name": "Tô Lâm", "for": "VN"}]}  # fmt: skip
    assert _who(reading("Ils se parlent.", meetings=[meeting])) == {"person/fr/emmanuel-macron", "person/vn/to-lam"}


def test_a_part_of_a_name_is_the_fuller_name_of_the_article() -> None:
    """ "Untel" of one sentence is the "Jean Untel" of another; two fuller names leave it alone."""
    offices = [_office("Jean Untel", "minister", "FR"), _office("Untel", "other", "FR")]
    assert _who(reading("Jean Untel.", published="2024-01-01", offices=offices)) == {"person/fr/jean-untel"}
    offices.append(_office("Luc Untel", "ambassador", "FR"))
    assert "person/fr/untel" in _who(reading("Luc Untel.", published="2024-01-01", offices=offices))


def test_a_teaser_is_not_of_the_year_of_its_article() -> None:
    """The publication date says nothing of the people below "Voir plus"."""
    found = reading("Lee Jae Myung.", published="1998-01-01", offices=[_office("Lee Jae Myung", "president", "KR")])
    (story,) = found.stories
    teaser = Reading(article=found.article, language="fr", stories=(type(story)(number=1, facts=story.facts),))
    assert cast_of(found).identity("Lee Jae Myung").key == "lee-jae-myung-namesake"
    assert cast_of(teaser).identity("Lee Jae Myung").key == "lee-jae-myung"


def test_a_close_match_is_written_with_score_and_reason() -> None:
    """The article's graph holds skos:closeMatch, its score and its reason; no skos:exactMatch."""
    found = reading("To Lam.", published="2024-05-01", offices=[_office("To Lam", "other", None)])
    quads: tuple[Quad, ...] = to_quads(found)
    said = {q.predicate: q.object for q in quads if q.predicate in (SKOS.closeMatch, ENT.matchScore, ENT.matchReason)}
    assert said[SKOS.closeMatch] == NamedNode(PREFIXES["wd"] + "Q10831196")
    assert said.keys() == {SKOS.closeMatch, ENT.matchScore, ENT.matchReason}
    assert SKOS.exactMatch not in {q.predicate for q in quads}
