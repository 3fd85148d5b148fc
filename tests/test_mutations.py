"""Mutation test of the shapes: every triple of every valid example is dropped, broken and doubled."""

from __future__ import annotations

import pytest

from tests.mutations import WAYS, committed, reasons, table, written

TABLE = table()


@pytest.mark.parametrize(
    ("way", "known"), [("dropped", reasons("optional")), ("broken", {}), ("doubled", reasons("many"))]
)
def test_what_the_shapes_let_pass_has_a_reason(way: str, known: dict[tuple[str, str], str]) -> None:
    """A mutant that is not noticed stands in tests/shapes/ with its reason; what stands there is not noticed."""
    assert {place for place, row in TABLE.items() if row[way] == "—"} == set(known)


def test_all_that_a_valid_example_says_is_mutated() -> None:
    """Every way has a verdict in every place, and most of them are violations."""
    assert all(set(row) == set(WAYS) for row in TABLE.values())
    verdicts = [verdict for row in TABLE.values() for verdict in row.values()]
    assert verdicts.count("violation") > len(verdicts) * 0.7


def test_the_table_that_people_read_is_true() -> None:
    """`python -m tests.mutations` writes it anew."""
    assert committed() == written()
