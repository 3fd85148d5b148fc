"""The merged view: one canonical node per event, the same in any order of reading, with all evidence and no doubles."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identifiers import Iris
from kg.merging.resolve import SAME_AS
from kg.merging.times import NEAR, SAME, WIDE, agreement, time_of
from kg.resources import resource
from kg.sieve import compile_shapes, run
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import ENT, OA, RDF, concept
from tests.identity_reports import cases
from tests.readings import gold, reading

DEFAULT = ox.DefaultGraph()
ROSA, JUAN = {"name": "Rosa Alta", "for": "PE"}, {"name": "Juan Bajo", "for": "CL"}
TALKS: dict[str, Any] = {"kind": "talks", "status": "held", "date": "2024-03-05", "parties": ["PE", "CL"],
                         "participants": [ROSA, JUAN]}  # fmt: skip

Article = tuple[ox.NamedNode, tuple[ox.Quad, ...]]


@cache
def _articles() -> tuple[Article, ...]:
    """The articles of every case, all in one world."""
    return tuple(article for case in cases() for article in case.graphs.items())


def _note(name: str, meeting: dict[str, Any], **facts: Any) -> Article:
    found = reading(f"Note {name}.", article=name, meetings=[meeting], **facts)
    return Iris().article(name), to_quads(found)


def _built(*articles: Article) -> Store:
    store = Store(ox.Store())
    for graph, quads in articles:
        store.replace(graph, quads)
    return store


def _view(store: Store) -> set[ox.Triple]:
    return {quad.triple for quad in store.oxigraph.quads_for_pattern(None, None, None, DEFAULT)}


def _meetings(store: Store) -> list[ox.NamedNode]:
    found = store.oxigraph.quads_for_pattern(None, RDF.type, ENT.Meeting, DEFAULT)
    return [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]


def _said(store: Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> set[str]:
    quads = store.oxigraph.quads_for_pattern(subject, predicate, None, DEFAULT)
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)}


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.data())
def test_any_order_of_building_gives_the_same_merged_view(chance: random.Random, data: st.DataObject) -> None:
    """Some articles in any order, with others that come and go between them: the view is a function of what stays."""
    chosen = data.draw(st.lists(st.sampled_from(_articles()), min_size=2, max_size=14, unique_by=lambda a: a[0].value))
    passing = data.draw(st.lists(st.sampled_from(_articles()), max_size=4, unique_by=lambda a: a[0].value))
    once, shuffled = _built(*chosen), list(chosen)
    chance.shuffle(shuffled)
    again = _built(*passing, *shuffled)
    for graph, _ in passing:
        if graph not in dict(chosen):
            again.remove(graph)
    assert _view(again) == _view(once)
    assert list(again.check()) == []


def test_every_case_at_once_in_two_orders() -> None:
    """All articles of all cases, forwards and backwards, and one replaced by another text in between."""
    forwards = _built(*_articles())
    backwards = _built((_articles()[0][0], ()), *reversed(_articles()))
    assert _view(forwards) == _view(backwards)
    assert list(forwards.check()) == []


def test_an_article_that_no_longer_tells_it_leaves_the_others_apart() -> None:
    """What one report joined falls apart when it goes, and the view is as if it had never been."""
    year = {**TALKS, "date": "XXXX-03-05"}
    first, second, third = _note("a", TALKS), _note("b", {**year, "kind": "meeting"}), _note("c", year)
    store = _built(first, second, third)
    assert len(_meetings(store)) == 1
    store.remove(first[0])
    assert _view(store) == _view(_built(second, third))
    store.replace(third[0], ())
    assert _view(store) == _view(_built((third[0], ()), second))


def test_evidence_leads_from_the_canonical_node_to_every_article() -> None:
    """Three articles, one node, three annotations of which each names its own article; the claims stay as they were."""
    articles = [
        _note("a", TALKS),
        _note("b", {**TALKS, "kind": "reception"}),
        _note("c", {**TALKS, "date": "XXXX-03-05"}),
    ]
    store = _built(*articles)
    (meeting,) = _meetings(store)
    query = (
        f"SELECT DISTINCT ?a {{ ?n <{OA.hasBody.value}> {meeting} ; <{OA.hasTarget.value}>/<{OA.hasSource.value}> ?a }}"
    )
    assert {row["a"] for row in store.oxigraph.query(query)} == {graph for graph, _ in articles}  # type: ignore[union-attr] # a SELECT
    for graph, quads in articles:
        assert {t.predicate for t in store.triples(graph)} == {q.predicate for q in quads}
        assert len(store.triples(graph)) == len(set(quads))
    claims = {t.subject for graph, _ in articles for t in store.triples(graph) if t.object == ENT.Meeting}
    assert _said(store, meeting, SAME_AS) == {node.value for node in claims if node != meeting}  # type: ignore[union-attr] # no literals


def test_who_is_sure_in_one_report_is_sure_in_the_merged_view() -> None:
    """A known name without office or year takes no second place beside itself; the doubtful report keeps its claim."""
    sides = [{"name": "Phạm Bình Minh", "for": "VN"}, {"name": "Sergueï Lavrov", "for": "RU"}]
    talks = {**TALKS, "date": "2020-06-23", "parties": ["RU", "VN"], "participants": sides}
    sure, doubtful = _note("a", talks), _note("b", {**talks, "date": "XXXX-06-23"})
    store = _built(sure, doubtful)
    (meeting,) = _meetings(store)
    people = {iri.rpartition("/")[2] for iri in _said(store, meeting, ENT.hasParticipant)}
    assert people == {"pham-binh-minh", "sergey-lavrov"}
    assert len(_said(store, meeting, ENT.participation)) == 2
    claimed = {quad.object.value for quad in doubtful[1] if quad.predicate == ENT.hasParticipant}  # type: ignore[union-attr] # an IRI
    assert all(iri.endswith("-unconfirmed") for iri in claimed)
    assert list(store.check()) == []


def test_what_an_event_has_once_it_has_once() -> None:
    """Held beats planned, a city a country, a full date one without a year; roles and sides are one per person."""
    vague = {**TALKS, "status": "planned", "date": "XXXX-03-05", "place": "PE"}
    hosted = {**TALKS, "place": "Lima", "participants": [{**ROSA, "role": "host"}, {**JUAN, "role": "guest"}]}
    store = _built(_note("a", vague), _note("b", hosted), _note("c", {**TALKS, "kind": "reception"}))
    (meeting,) = _meetings(store)
    assert _said(store, meeting, ENT.status) == {concept("event-status", "held").value}
    assert _said(store, meeting, ENT.date) == {"2024-03-05"}
    assert [place.rpartition("/")[2] for place in _said(store, meeting, ENT.place)] == ["lima"]
    parts = [ox.NamedNode(part) for part in _said(store, meeting, ENT.participation)]
    roles = {role.rpartition("/")[2] for part in parts for role in _said(store, part, ENT.role)}
    assert (len(parts), roles) == (2, {"host", "guest"})


def test_the_merged_view_breaks_no_shape() -> None:
    """Merged nodes follow the shapes of articles: one date, one status, one role, participants that agree."""
    shapes = [quad for path in resource("shapes").glob("*.ttl") for quad in ox.parse(path=path)]
    store = _built(*_articles())
    broken = [v for v in run(compile_shapes(shapes), _view(store)) if v.severity == "Violation"]
    assert [(v.focus, v.message) for v in broken] == []


def test_a_meeting_follows_its_visit_to_the_canonical_node() -> None:
    """`ent:partOf` of an article's meeting names the canonical visit, also when that only becomes another one later."""
    visit = {"visitor": "Rosa Alta", "from": "PE", "to": "CL", "kind": "official", "status": "held"}
    first = _note("a", TALKS, visits=[{**visit, "date": "2024-03-04/2024-03-06"}])
    others = [_note(name, {**TALKS, "date": "2023-01-01"}, visits=[{**visit, "date": "2024-03-04"}]) for name in "bc"]
    store = _built(first, *others)
    assert _view(store) == _view(_built(*others, first))
    visits = {t.subject for t in _view(store) if t.object == ENT.Visit}
    assert {t.object for t in _view(store) if t.predicate == ENT.partOf} == visits
    assert len(visits) == 1


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    """Replacing every article by itself on disk leaves graphs, view and book-keeping as they were."""
    with Store.open(tmp_path / "s", reference=list) as store:
        for _ in range(2):
            for graph, quads in _articles():
                store.replace(graph, quads, "same")
            before = set(store.oxigraph)
        for graph, quads in _articles():
            store.replace(graph, quads, "other rules")
        assert {q for q in store.oxigraph if "digest" not in q.predicate.value} == {
            q for q in before if "digest" not in q.predicate.value
        }


def test_the_gold_articles_merge_in_any_order() -> None:
    """The written articles, which were not made for this, give one view in two orders, and the check finds no fault."""
    articles = [(Iris().article(found.article.id), to_quads(found)) for found in gold()]
    forwards, backwards = _built(*articles), _built(*reversed(articles))
    assert _view(forwards) == _view(backwards)
    assert list(forwards.check()) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020-05-29", "2020-05-29", SAME),
        ("2020-05-29", "2020-05-30", 0),
        ("XXXX-05-29", "2020-05-29", NEAR),
        ("XXXX-05-29", "XXXX-05-29", NEAR),
        ("XXXX-05-29", "2020-05-28", 0),
        ("2020-05", "2020-05-29", WIDE),
        ("2020-05", "2020-06-01", 0),
        ("XXXX-05", "2020-05-29", WIDE),
        ("2020", "XXXX-05-29", WIDE),
        ("2020-05-28/2020-05-30", "2020-05-29", NEAR),
        ("2020-05-28/2020-05-30", "2020-05-31", 0),
        ("2020-05-29?", "2020-05-29", SAME),
    ],
)
def test_dates_agree_as_far_as_both_say(one: str, other: str, expected: int) -> None:
    """The same day, nearly, within a month, or not; the same both ways."""
    first, second = time_of(one), time_of(other)
    assert first is not None
    assert second is not None
    assert agreement(first, second) == agreement(second, first) == expected
