"""What is read in the example notes: the main encounter of each, its people, their offices, the level of relations."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from kg.factsjson import Json, to_json
from kg.intake import articles
from kg.metadata import read_metadata
from kg.model import Article
from kg.resources import resource
from kg.ruler import fold, same_date, same_name, same_place
from kg.steps import read


class Main(NamedTuple):
    """The main encounter of a note; `people` as "name/code"."""

    note: str
    kind: str
    date: str
    place: str | None
    people: tuple[str, ...]


MAIN = [
    Main("appel-to-lam-trump", "phone-call", "2024-11-11", None, ("Tô Lâm/VN", "Donald Trump/US")),
    Main("hanoi-tran-quoc-vuong-mark-esper", "reception", "2019-11-20", "Hanoi",
         ("Tran Quoc Vuong/VN", "Mark Esper/US")),
    Main("appel-pham-binh-minh-lavrov", "phone-call", "2020-05-29", None, ("Pham Binh Minh/VN", "Sergueï Lavrov/RU")),
    Main("partis-vietnam-chine-en-ligne", "online-meeting", "2021-11-24", None, ("Le Hoai Trung/CPV", "Song Tao/CPC")),
    Main("ministres-vietnam-cuba-en-ligne", "online-meeting", "2021-06-23", None,
         ("To Lam/VN", "Lázaro Alberto Álvarez Casas/CU")),
    Main("hanoi-biden-partenariat", "talks", "2023-09-10", "Hanoi", ("Nguyen Phu Trong/VN", "Joe Biden/US")),
    Main("hanoi-xi-jinping", "talks", "2023-12-12", "Hanoi", ("Nguyen Phu Trong/VN", "Xi Jinping/CN")),
    Main("hanoi-poutine", "talks", "2024-06-20", "Hanoi", ("Tô Lâm/VN", "Vladimir Poutine/RU")),
    Main("hanoi-macron", "talks", "2025-05-26", "Hanoi", ("Luong Cuong/VN", "Emmanuel Macron/FR")),
    Main("washington-trong-obama", "reception", "2015-07-07", "Washington", ("Barack Obama/US", "Nguyen Phu Trong/VN")),
    Main("paris-to-lam-macron", "reception", "2024-10-07", "Paris", ("Emmanuel Macron/FR", "Tô Lâm/VN")),
    Main("geneve-biden-poutine", "meeting", "2021-06-16", "Genève", ("Joe Biden/US", "Vladimir Poutine/RU")),
    Main("tokyo-thuong-kishida", "talks", "2023-11-27", "Tokyo", ("Vo Van Thuong/VN", "Kishida Fumio/JP")),
    Main("canberra-chinh-albanese", "reception", "2024-03-07", "Canberra",
         ("Anthony Albanese/AU", "Pham Minh Chinh/VN")),
    Main("singapour-trump-kim", "meeting", "2018-06-12", "Singapour", ("Donald Trump/US", "Kim Jong-un/KP")),
    Main("rabat-mohammed-vi-sanchez", "reception", "2022-04-07", "Rabat",
         ("Mohammed VI/MA", "Pedro Sánchez/ES", "José Manuel Albares/ES")),
    Main("hanoi-guterres", "reception", "2022-10-21", "Hanoi", ("Nguyen Xuan Phuc/VN", "António Guterres/UN")),
    Main("pekin-medaille-nguyen-phu-trong", "talks", "2022-10-31", "Pékin", ("Xi Jinping/CN", "Nguyen Phu Trong/VN")),
    Main("saint-siege-vietnam", "reception", "2023-07-27", "Vatican", ("François/VA", "Vo Van Thuong/VN")),
    Main("tokyo-yoon-kishida", "reception", "2023-03-16", "Tokyo", ("Kishida Fumio/JP", "Yoon Suk-yeol/KR")),
    Main("brasilia-lula-macron", "reception", "2024-03-28", "Brasília",
         ("Luiz Inácio Lula da Silva/BR", "Emmanuel Macron/FR")),
]  # fmt: skip
OFFICES = [
    ("appel-to-lam-trump", "Tô Lâm", "party-general-secretary", "CPV", None),
    ("appel-to-lam-trump", "Donald Trump", "president", "US", "elect"),
    ("hanoi-tran-quoc-vuong-mark-esper", "Tran Quoc Vuong", "secretariat-standing-member", "CPV", None),
    ("hanoi-tran-quoc-vuong-mark-esper", "Mark Esper", "defence-minister", "US", None),
    ("appel-pham-binh-minh-lavrov", "Pham Binh Minh", "deputy-prime-minister", "VN", None),
    ("appel-pham-binh-minh-lavrov", "Pham Binh Minh", "foreign-minister", "VN", None),
    ("appel-pham-binh-minh-lavrov", "Sergueï Lavrov", "foreign-minister", "RU", None),
    ("partis-vietnam-chine-en-ligne", "Le Hoai Trung", "party-commission-head", "CPV", None),
    ("partis-vietnam-chine-en-ligne", "Song Tao", "party-commission-head", "CPC", None),
    ("ministres-vietnam-cuba-en-ligne", "To Lam", "public-security-minister", "VN", None),
    ("ministres-vietnam-cuba-en-ligne", "Lázaro Alberto Álvarez Casas", "interior-minister", "CU", None),
    ("ministres-vietnam-cuba-en-ligne", "Bui Van Nam", "deputy-minister", "VN", "former"),
    ("aix-la-chapelle-traite", "Angela Merkel", "prime-minister", "DE", None),
    ("geneve-biden-poutine", "Guy Parmelin", "president", "CH", None),
    ("rabat-mohammed-vi-sanchez", "Pedro Sánchez", "prime-minister", "ES", None),
    ("hanoi-guterres", "António Guterres", "secretary-general", "UN", None),
]
LEVELS = [
    ("appel-to-lam-trump", {"VN", "US"}, "comprehensive-strategic", "existing"),
    ("appel-pham-binh-minh-lavrov", {"VN", "RU"}, "comprehensive-strategic", "existing"),
    ("hanoi-biden-partenariat", {"VN", "US"}, "comprehensive-strategic", "upgraded"),
    ("tokyo-thuong-kishida", {"VN", "JP"}, "comprehensive-strategic", "upgraded"),
    ("canberra-chinh-albanese", {"VN", "AU"}, "comprehensive-strategic", "upgraded"),
    ("washington-trong-obama", {"VN", "US"}, "comprehensive", "existing"),
]


@cache
def _facts() -> dict[str, Json]:
    """The facts of story 0 of every note."""
    folder = resource("examples", "articles")
    given = articles([folder], read_metadata(folder / "metadata.csv"))
    return {item.id: to_json(read(item))["stories"][0] for item in given if isinstance(item, Article)}


def _matches(meeting: Json, main: Main) -> bool:
    told = [f"{p['name']}/{p['for']}" for p in meeting["participants"]]
    return (
        (meeting["kind"], meeting["status"]) == (main.kind, "held")
        and same_date(meeting["date"], main.date)
        and (main.place is None or same_place(meeting["place"], main.place))
        and sorted(map(fold, told)) == sorted(map(fold, main.people))
    )


@pytest.mark.parametrize("main", MAIN, ids=[main.note for main in MAIN])
def test_the_main_encounter_of_a_note_is_read(main: Main) -> None:
    """Its kind, day, place and people with the side each speaks for, whole."""
    meetings = _facts()[main.note]["meetings"]
    assert any(_matches(meeting, main) for meeting in meetings), meetings


@pytest.mark.parametrize(("note", "person", "office", "of", "qualifier"), OFFICES)
def test_an_office_of_a_note_is_read(note: str, person: str, office: str, of: str, qualifier: str | None) -> None:
    """Who holds what, of whom, and whether elect or former."""
    held = [o for o in _facts()[note]["offices"] if same_name(o["person"], person)]
    assert (office, of, qualifier) in [(o["office"], o["of"], o["qualifier"]) for o in held]


@pytest.mark.parametrize(("note", "parties", "level", "status"), LEVELS)
def test_a_level_of_relations_is_read(note: str, parties: set[str], level: str, status: str) -> None:
    """Between whom, which rung, and whether it holds or is new."""
    told = [(set(p["parties"]), p["level"], p["status"]) for p in _facts()[note]["partnerships"]]
    assert (parties, level, status) in told


def test_a_teaser_keeps_its_facts_to_itself() -> None:
    """The meeting told under "Voir plus" is none of the article's own."""
    meetings = _facts()["hanoi-xi-jinping"]["meetings"]
    assert not [m for m in meetings if any(same_name(p["name"], "Kishida Fumio") for p in m["participants"])]
