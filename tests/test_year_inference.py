"""Finding the year of a story that does not give it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kg.calendar.partnership_clues import partnership_clues
from kg.calendar.year_inference import Clues, Holder, infer
from kg.languages.fr.dates.clues import find_references
from kg.languages.fr.dates.dates import find_dates

GOLD = Path(__file__).parents[2] / "shared" / "gold"

ESPER = Holder(name="Mark Esper", office="defence-minister", of="US")
LAM = Holder(name="Tô Lâm", office="party-general-secretary", of="CPV")


def year_of(text: str, *holders: Holder) -> str:
    dates = find_dates(text)
    anchor = infer(Clues(holders=holders, dates=dates, references=find_references(text, dates, holders), text=text))
    return f"{anchor.year or 'XXXX'}{'' if anchor.certain else '?'}"


def test_terms_of_office_fix_a_year() -> None:
    """In one year only is the day within the term."""
    assert year_of("Mark Esper a été reçu le 20 novembre à Hanoï.", ESPER) == "2019"


def test_an_elected_president_dates_a_story_before_the_inauguration() -> None:
    """Donald Trump is twice elect, once while Tô Lâm leads the party."""
    trump = Holder(name="Donald Trump", office="president", of="US", qualifier="elect")
    assert year_of("Ils se sont parlé le 11 novembre.", trump, LAM) == "2024"


def test_a_former_holder_dates_a_story_after_the_term() -> None:
    """Within the terms of others it excludes what lies before its own end."""
    former = Holder(name="Mark Esper", office="defence-minister", of="US", qualifier="former")
    biden = Holder(name="Joe Biden", office="president", of="US")
    assert year_of("Ils se sont vus mardi 5 juillet.", former, biden) == "2022"


def test_a_weekday_picks_a_year_of_a_term() -> None:
    """28 March is a Thursday in one year of the term."""
    chair = Holder(name="Nguyên Thi Kim Ngân", office="legislature-chair", of="VN")
    assert year_of("Arrivée jeudi 28 mars à Rabat, elle repart samedi.", chair) == "2019"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "Le 24 novembre, ils ont lu les résultats du 4e plénum du 13e Comité central du PCV en 2021.",
            "2021",
        ),
        ("Le 2 février, ils ont fêté le 96e anniversaire de la fondation du Parti communiste du Vietnam.", "2026"),
        ("Le 21 août, ils ont marqué le 50e anniversaire de leurs relations (1973-2023).", "2023"),
        ("Le 22 septembre, il parle à la 80e session de l'Assemblée générale de l'ONU.", "2025?"),
        ("Le 23 octobre, il assiste au XIIIe sommet de la Francophonie.", "2010"),
        ("Jeudi 22 juillet s'ouvre la 17e réunion du Forum régional de l'ASEAN.", "2010"),
        ("Ils se sont vus le 16 mai 2025 à Hanoï.", "2025"),
        ("Ils se sont vus le 14 juillet à Hanoï.", "XXXX"),
        ("Ils se sont vus le 14 juillet ; la précédente session datait de 2011.", "XXXX"),
    ],
)
def test_dated_references_fix_a_year_or_leave_it_open(text: str, year: str) -> None:
    """Plenums, anniversaries, numbered sessions and full dates do; a day and an old year do not."""
    assert year_of(text) == year


def test_the_reason_names_the_clues_that_decided() -> None:
    """In words: who held office when, and the year that follows."""
    text = "Mark Esper a été reçu le 20 novembre à Hanoï."
    reason = infer(Clues(holders=(ESPER,), dates=find_dates(text), text=text)).reason
    assert reason is not None
    assert "Mark Esper is defence-minister of US (in office 2019-07-22 to 2020-11-09)" in reason


def test_clues_that_contradict_each_other_give_no_year() -> None:
    """Offices that were never held together."""
    bush = Holder(name="George W. Bush", office="president", of="US")
    rubio = Holder(name="Marco Rubio", office="foreign-minister", of="US")
    assert year_of("Ils se sont vus le 14 juillet.", bush, rubio, LAM, ESPER) == "XXXX"


def undated_articles() -> list[Path]:
    """The written articles without a publication date that may be looked at, as paths without suffix."""
    measured = set((GOLD / "MEASURE.txt").read_text("utf-8").split())
    tables = [GOLD / folder / "metadata.csv" for folder in ("corpus", "vn-agency", "vn-outlets", "world")]
    rows = [(table.parent, row) for table in tables for row in csv.DictReader(table.open(encoding="utf-8"))]
    paths = [folder / row["article"] for folder, row in rows if not row["published"]]
    return [path for path in paths if f"{path.parent.name}/{path.name}" not in measured]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold articles are not beside this checkout")
def test_written_articles_are_never_given_a_wrong_year() -> None:
    """With the offices as annotated, the year is right or open, and right for most."""
    right: list[tuple[str, str, list[str]]] = []
    wrong: list[tuple[str, str, list[str]]] = []
    for path in undated_articles():
        story = json.loads(path.with_suffix(".json").read_text("utf-8"))["stories"][0]
        dated = [fact["date"][:4] for fact in story["meetings"] if fact["date"] and fact["status"] == "held"]
        if not dated:
            continue
        text = path.with_suffix(".txt").read_text("utf-8").split("Voir plus")[0]
        holders = [
            Holder(name=o["person"], office=o["office"], of=o["of"], qualifier=o["qualifier"]) for o in story["offices"]
        ]
        year = year_of(text, *holders)
        (right if year[:4] in dated else wrong if year != "XXXX" else []).append((path.name, year, dated))
    assert wrong == []
    assert len(right) >= 20


def test_a_level_of_relations_bounds_the_year() -> None:
    """Vietnam and the United States are comprehensive strategic partners since September 2023, comprehensive before."""
    biden = Holder(name="Joe Biden", office="president", of="US")
    text = "Ils se sont parlé mardi 12 mars."
    dates = find_dates(text)
    levels = partnership_clues([("US", "comprehensive-strategic")])
    anchor = infer(Clues(holders=(biden,), dates=dates, references=levels, text=text))
    assert anchor.year == 2024
    assert partnership_clues([("US", "traditional"), ("XX", "strategic")]) == ()
