"""Descriptions of things: labels in French and English."""

from __future__ import annotations

from kg import things
from kg.identifiers import Iris


def test_a_title_of_the_reference_tables_is_told_in_english() -> None:
    """The table's own English title, wherever the post is named; of another title, the office's label and the title."""
    known = things.post(Iris(), "IR", "other", title="Guide suprême")
    other = things.post(Iris(), "IR", "other", title="gardien du sceau")
    assert (known.fr, known.en) == ("Guide suprême", "Supreme Leader")
    assert other.en.endswith(": gardien du sceau")
