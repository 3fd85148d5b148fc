"""Which reports tell one event: the cases of tests/identity, joined as a person would join them."""

from __future__ import annotations

import random

import pytest

from kg.merging.clusters import groups
from tests.identity_reports import Case, b_cubed, cases

CASES = cases()
FLOOR = 0.95


def _found(case: Case) -> dict[object, str]:
    return {claim: group[0].node + group[0].graph for group in groups(case.events) for claim in group}


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.name.startswith("hard-")], ids=lambda case: case.name
)
def test_reports_of_one_event_join_and_no_others(case: Case) -> None:
    """Each case is joined exactly as its column `event` says."""
    expected: dict[str, set[object]] = {}
    for claim, event in case.events.items():
        expected.setdefault(event, set()).add(claim)
    assert sorted(map(len, expected.values())) == sorted(len(group) for group in groups(case.events))
    assert {frozenset(claims) for claims in expected.values()} == {frozenset(group) for group in groups(case.events)}


def test_the_b_cubed_measure_is_above_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    """B³ F1 over all cases together, each in a world of its own; `pytest -s` prints the figure."""
    sums = [b_cubed(case.events, _found(case)) for case in CASES]
    reports = sum(count for _, _, count in sums)
    precision, recall = (sum(part[i] for part in sums) / reports for i in (0, 1))
    f1 = 2 * precision * recall / (precision + recall)
    with capsys.disabled():
        print(f"\nB³ over {reports} reports of {len(CASES)} cases: P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}")
    assert f1 >= FLOOR


def test_all_cases_in_one_world_stay_what_they_are() -> None:
    """Read together, in any order, the claims of all cases give the same groups as before."""
    claims = [claim for case in CASES for claim in case.events]
    once = groups(claims)
    random.Random(3).shuffle(claims)
    assert groups(claims) == once


def test_there_are_cases_enough() -> None:
    """At least forty, of meetings and of visits, joined and apart."""
    assert len(CASES) >= 40
    assert {len(set(case.events.values())) > 1 for case in CASES} == {True, False}
    assert {claim.kind for case in CASES for claim in case.events} == {"meeting", "visit"}
