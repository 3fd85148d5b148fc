"""The check of bounds knows what each EDTF date means, and SPARQL agrees with the code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.edtf import bounds
from kg.queries import find
from kg.vocab import EDTF, ENT, XSD

DATES = [
    "2020-05-29", "2020-05-29?", "2020-05", "2020-02", "2019-02~", "2020-04", "2020", "2020%", "202X", "2020-XX",
    "2024-21", "2023-24", "XXXX-06-23", "2020-05-29/2020-06-02", "2020-05/2021", "2020-05-29/..", "../2020-05",
    "2020-12",
]  # fmt: skip
EVENT = NamedNode("urn:event")


def _faults(edtf: str, earliest: date | None, latest: date | None) -> int:
    store = Store()
    store.add(Quad(EVENT, ENT.date, Literal(edtf, datatype=EDTF.EDTF)))
    for prop, day in ((ENT.earliest, earliest), (ENT.latest, latest)):
        if day is not None:
            store.add(Quad(EVENT, prop, Literal(day.isoformat(), datatype=XSD.date)))
    return len(list(store.query(find("checks/bounds-disagree").text)))  # type: ignore[arg-type] # a SELECT


@pytest.mark.parametrize("edtf", DATES)
def test_computed_bounds_agree(edtf: str) -> None:
    """What `kg.edtf` computes is no fault."""
    found = bounds(edtf)
    assert _faults(edtf, found.earliest, found.latest) == 0


@pytest.mark.parametrize("edtf", ["2020-05-29", "2020-05", "2020-02", "2020", "2020-05-29/2020-06-02", "2020-05/2021"])
def test_a_bound_that_is_a_day_off_or_absent_is_a_fault(edtf: str) -> None:
    """Each bound counts, to the day."""
    found, day = bounds(edtf), timedelta(days=1)
    assert found.earliest
    assert found.latest
    assert _faults(edtf, found.earliest + day, found.latest)
    assert _faults(edtf, found.earliest - day, found.latest)
    assert _faults(edtf, None, found.latest)
    assert _faults(edtf, found.earliest, None)
    assert _faults(edtf, found.earliest, found.latest + day)
    assert _faults(edtf, found.earliest, found.latest - 2 * day)
