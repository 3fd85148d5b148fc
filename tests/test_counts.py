"""The counters of meetings: right after every change, and what a query over all meetings would give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.identifiers import Iris
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import ENT, PREFIXES
from tests.readings import reading

PEOPLE = [{"name": "Rosa Alta", "for": "PE"}, {"name": "Juan Bajo", "for": "CL"}]
FIRST: dict[str, Any] = {"kind": "talks", "status": "held", "date": "2024-03-05", "parties": ["PE", "CL"]}
FIRST["participants"] = PEOPLE
LATER = {**FIRST, "date": "2024-11-20"}
UNDATED = {**FIRST, "date": None}
PLANNED = {**FIRST, "date": "2024-12-24", "status": "planned"}
THREE = {**FIRST, "date": "2025-02-01", "parties": ["PE", "CL", "VN"]}
QUERY = f"""PREFIX ent: <{PREFIXES["ent"]}> SELECT ?one ?other ?year (COUNT(DISTINCT ?meeting) AS ?n) {{
  ?meeting a ent:Meeting ; ent:status <https://w3id.org/entente/scheme/event-status/held> ; ent:party ?one, ?other .
  FILTER (STR(?one) < STR(?other)) OPTIONAL {{ ?meeting ent:earliest ?day BIND (YEAR(?day) AS ?year) }} }}
  GROUP BY ?one ?other ?year"""


@pytest.fixture
def store() -> Store:
    """An empty store."""
    return Store(ox.Store())


def put(store: Store, name: str, *meetings: dict[str, Any]) -> None:
    """Makes an article tell these meetings."""
    store.replace(Iris().article(name), to_quads(reading(f"Note {name}.", article=name, meetings=list(meetings))))


def told(store: Store) -> dict[str, int]:
    """Each counter's end of IRI, and what it says."""
    quads = store.oxigraph.quads_for_pattern(None, ENT.meetings, None, ox.DefaultGraph())
    return {str(q.subject.value).partition("/count/")[2]: int(q.object.value) for q in quads}  # type: ignore[union-attr] # a counter's


def asked(store: Store) -> dict[str, int]:
    """The same by a query over all meetings."""
    found: Counter[str] = Counter()
    for one, other, year, count in store.oxigraph.query(QUERY):  # type: ignore[misc, union-attr] # a SELECT
        pair = f"{one.value.rpartition('/')[2]}/{other.value.rpartition('/')[2]}"
        found[pair] += int(count.value)
        if year is not None:
            found[f"{pair}/{year.value}"] += int(count.value)
    return dict(found)


def test_held_meetings_are_counted_by_pair_and_year(store: Store) -> None:
    """Announced ones are not; one without a year counts in the total; three parties are three pairs."""
    put(store, "a", FIRST, LATER, PLANNED, UNDATED)
    assert told(store) == {"CL/PE": 3, "CL/PE/2024": 2} == asked(store)
    put(store, "b", THREE)
    assert told(store) == asked(store)
    assert told(store)["CL/PE"] == 4
    assert told(store)["PE/VN/2025"] == 1


def test_a_meeting_of_two_articles_counts_once_and_until_the_last_of_them_goes(store: Store) -> None:
    """A counter of none is not there."""
    put(store, "a", FIRST)
    put(store, "b", FIRST)
    assert told(store) == {"CL/PE": 1, "CL/PE/2024": 1}
    store.remove(Iris().article("a"))
    assert told(store) == {"CL/PE": 1, "CL/PE/2024": 1}
    store.remove(Iris().article("b"))
    assert told(store) == {}
    assert list(store.quads()) == []


def test_an_article_that_changes_its_mind_changes_the_counters(store: Store) -> None:
    """Another date is another year; called off is none."""
    put(store, "a", FIRST, THREE)
    put(store, "a", {**FIRST, "date": "2019-03-05"}, {**THREE, "status": "planned"})
    assert told(store) == {"CL/PE": 1, "CL/PE/2019": 1} == asked(store)
    assert list(store.check()) == []


def test_a_counter_that_is_wrong_is_told(store: Store) -> None:
    """As every other fault of the merged view."""
    put(store, "a", FIRST)
    (counter,) = (q for q in store.oxigraph.quads_for_pattern(None, ENT.year, None, None))
    store.oxigraph.remove(counter)
    assert any("/count/CL/PE/2024" in fault for fault in store.check())


def test_a_store_without_counters_gets_them_when_new_software_opens_it(tmp_path: Path) -> None:
    """One that an older version wrote, or another base."""
    with Store.open(tmp_path / "store", reference=tuple) as store:
        put(store, "a", FIRST)
        for quad in list(store.oxigraph):
            if "/count/" in str(quad.subject) or quad.predicate.value == "urn:x-entente:reference":
                store.oxigraph.remove(quad)
        assert told(store) == {}
    with Store.open(tmp_path / "store", reference=tuple) as store:
        assert told(store) == {"CL/PE": 1, "CL/PE/2024": 1}
        assert list(store.check()) == []
