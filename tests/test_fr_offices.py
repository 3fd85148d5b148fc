"""Offices of French titles, by phrase book."""

from __future__ import annotations

from typing import Any

import pytest

from kg.languages.fr.offices.posts import portfolio_office
from tests.phrasebook import cases, offices, seen


@pytest.mark.parametrize("case", cases("offices"), ids=lambda case: case["reads"])
def test_titles_give_offices(case: dict[str, Any]) -> None:
    """Every person of the phrase has exactly the offices that its words state."""
    assert offices(seen(case["text"])) == case["people"]


@pytest.mark.parametrize(
    ("portfolio", "office"),
    [
        ("Affaires étrangères et Coopération", "foreign-minister"),
        ("Défense et Anciens combattants", "defence-minister"),
        ("Transports", "minister"),
        ("droite", None),
    ],
)
def test_portfolios_tell_the_minister(portfolio: str, office: str | None) -> None:
    """A portfolio says which minister has it; other words are none."""
    assert portfolio_office(portfolio) == office
