"""The store on disk: replacing, removing, the merged view, crashes and locks."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.store import RECORDS, Change, Store
from tests.processes import started

DEFAULT = ox.DefaultGraph()
SHARED = ox.Triple(ox.NamedNode("urn:shared"), ox.NamedNode("urn:p"), ox.Literal("stated by several"))


def no_reference() -> list[ox.Quad]:
    """Reference data for tests that need none."""
    return []


def graph(name: object) -> ox.NamedNode:
    """The graph of an article of a test."""
    return ox.NamedNode(f"urn:article:{name}")


def quads(of: ox.NamedNode, *values: str, shared: bool = False) -> list[ox.Quad]:
    """One quad for each value, and the shared one."""
    made = [ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(value), of) for value in values]
    return [*made, ox.Quad(SHARED.subject, SHARED.predicate, SHARED.object, of)] if shared else made


def default(store: Store) -> set[str]:
    """The values in the default graph."""
    return {quad.object.value for quad in store.oxigraph.quads_for_pattern(None, None, None, DEFAULT)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on disk without reference data."""
    with Store.open(tmp_path / "store", reference=no_reference) as opened:
        yield opened


def test_a_new_article_is_in_its_graph_and_in_the_merged_view(store: Store) -> None:
    """What an article states can be read from both."""
    assert store.replace(graph(1), quads(graph(1), "a", "b"), "digest") is Change.NEW
    assert {t.object.value for t in store.triples(graph(1))} == {"a", "b"} == default(store)
    assert store.digest(graph(1)) == "digest"


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    """The second time is "unchanged", also in another order of quads."""
    store.replace(graph(1), quads(graph(1), "a", "b"), "digest")
    before = set(store.oxigraph)
    assert store.replace(graph(1), reversed(quads(graph(1), "a", "b")), "digest") is Change.UNCHANGED
    assert set(store.oxigraph) == before


def test_a_changed_article_replaces_exactly_its_own_facts(store: Store) -> None:
    """What it no longer states goes, what others state stays."""
    store.replace(graph(1), quads(graph(1), "a", "b"))
    store.replace(graph(2), quads(graph(2), "x"))
    assert store.replace(graph(1), quads(graph(1), "b", "c")) is Change.CHANGED
    assert default(store) == {"b", "c", "x"}
    assert {t.object.value for t in store.triples(graph(2))} == {"x"}


def test_a_number_is_kept_by_value_and_its_article_is_still_unchanged(store: Store) -> None:
    """The store gives `1.00` back in another form; that is no change of the article."""
    decimal = ox.Literal("1.00", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    made = [ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), decimal, graph(1))]
    assert store.replace(graph(1), made) is Change.NEW
    assert store.replace(graph(1), made, "read again") is Change.UNCHANGED


def test_other_software_with_the_same_outcome_is_unchanged_and_remembered(store: Store) -> None:
    """A new digest with the same quads is no change, but is kept so that the next run need not read."""
    store.replace(graph(1), quads(graph(1), "a"), "old rules")
    assert store.replace(graph(1), quads(graph(1), "a"), "new rules") is Change.UNCHANGED
    assert store.digest(graph(1)) == "new rules"


def test_a_triple_of_two_articles_is_counted_once_and_outlives_one_of_them(store: Store) -> None:
    """The merged view holds it until the last article that states it goes."""
    for name in (1, 2):
        store.replace(graph(name), quads(graph(name), str(name), shared=True))
    rows = store.oxigraph.query("SELECT (COUNT(*) AS ?n) { ?s ?p 'stated by several' }")
    assert [row["n"].value for row in rows] == ["1"]
    store.replace(graph(1), quads(graph(1), "1"))
    assert default(store) == {"1", "2", SHARED.object.value}
    assert store.remove(graph(2))
    assert default(store) == {"1"}


def test_a_removed_article_leaves_nothing(store: Store) -> None:
    """Neither graph, nor digest, nor a line in the merged view; removing it again says so."""
    store.replace(graph(1), quads(graph(1), "a"), "digest")
    assert store.remove(graph(1))
    assert not store.remove(graph(1))
    assert list(store.quads()) == []
    assert list(store.articles()) == []
    assert not store.oxigraph.contains_named_graph(graph(1))


def test_an_article_without_facts_is_remembered(store: Store) -> None:
    """An empty graph is new once, then unchanged."""
    assert store.replace(graph(1), [], "digest") is Change.NEW
    assert store.replace(graph(1), [], "digest") is Change.UNCHANGED


@pytest.mark.parametrize("node", [ox.BlankNode("b"), graph(2)], ids=["blank-node", "another-graph"])
def test_a_quad_that_no_difference_can_name_is_refused(store: Store, node: ox.BlankNode | ox.NamedNode) -> None:
    """A blank node, or a quad of another graph, leaves the store as it was."""
    bad = [ox.Quad(node, ox.NamedNode("urn:p"), ox.Literal("x"), graph(1) if isinstance(node, ox.BlankNode) else node)]
    with pytest.raises(StoreError, match=r"urn:article:1"):
        store.replace(graph(1), bad)
    assert list(store.quads()) == []


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
version = st.lists(st.tuples(st.sampled_from(["s", "t", "u"]), text), max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.none() | version), max_size=12))
def test_any_history_leaves_what_its_last_versions_state(
    history: list[tuple[int, list[tuple[str, str]] | None]],
) -> None:
    """After any replacements and removals, graphs hold the last versions and the merged view their union."""
    store, last = Store(ox.Store()), {}
    for name, values in history:
        if values is None:
            store.remove(graph(name))
            last.pop(name, None)
            continue
        made = [ox.Quad(ox.NamedNode(f"urn:{s}"), ox.NamedNode("urn:p"), ox.Literal(v), graph(name)) for s, v in values]
        store.replace(graph(name), made)
        last[name] = {quad.triple for quad in made}
    assert list(store.check()) == []
    assert {name: store.triples(graph(name)) for name in last} == last
    assert {quad.triple for quad in store.quads() if quad.graph_name == DEFAULT} == set().union(*last.values())


def test_check_names_what_is_missing_and_what_is_too_much(store: Store) -> None:
    """A merged view that was tampered with is told in words."""
    store.replace(graph(1), quads(graph(1), "a"))
    store.oxigraph.update('DELETE DATA { <urn:s> <urn:p> "a" }; INSERT DATA { <urn:s> <urn:p> "stray" }')
    faults = list(store.check())
    assert len(faults) == 2
    assert "lacks" in faults[0]
    assert "stray" in faults[1]


def test_an_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    """Two stores built in opposite orders hold the same quads."""
    found = []
    for order in ([1, 2, 3], [3, 2, 1]):
        with Store.open(tmp_path / str(order[0]), reference=no_reference) as store:
            for name in order:
                store.replace(graph(name), quads(graph(name), str(name), shared=True))
            found.append(set(store.quads()))
    assert found[0] == found[1]


def test_book_keeping_is_no_data(store: Store) -> None:
    """The records of the store are neither in its quads nor in the merged view."""
    store.replace(graph(1), quads(graph(1), "a"), "digest")
    assert all(quad.graph_name != RECORDS for quad in store.quads())
    assert "digest" not in default(store)


def test_reference_data_is_loaded_once_and_refreshed_when_the_software_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reference graphs follow the software's version; articles and graphs of others keep their facts."""
    table = ox.NamedNode("urn:reference:states")
    with Store.open(tmp_path / "s", reference=lambda: quads(table, "old", "both")) as store:
        store.replace(graph(1), quads(graph(1), "both"))
    with Store.open(tmp_path / "s", reference=lambda: pytest.fail("read again")) as store:
        assert default(store) == {"old", "both"}
        store.oxigraph.extend([*quads(graph("mine"), "mine"), *quads(DEFAULT, "mine")])
    monkeypatch.setattr("kg.store.fingerprint", lambda: "another version")
    with Store.open(tmp_path / "s", reference=lambda: quads(table, "new")) as store:
        assert default(store) == {"new", "both", "mine"}
    monkeypatch.setattr("kg.store.fingerprint", lambda: "a third version")
    with Store.open(tmp_path / "s", reference=lambda: quads(graph("table"), "other")) as store:
        assert default(store) == {"other", "both", "mine"}
        assert list(store.check()) == []


def test_a_store_whose_creation_was_killed_is_created_again(tmp_path: Path) -> None:
    """Reference data is loaded in bulk, which is no transaction; a mark tells that it was not finished."""
    table = ox.NamedNode("urn:reference:states")

    def killed() -> Iterator[ox.Quad]:
        yield from quads(table, "a", "b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Store.open(tmp_path / "s", reference=killed)
    half = Store(ox.Store(str(tmp_path / "s")))
    half.oxigraph.extend(quads(table, "a"))  # as the bulk load leaves it: the mark, and some of one graph
    half.oxigraph.update("INSERT DATA { GRAPH <urn:x-entente:records> "
                         "{ <urn:x-entente:records> <urn:x-entente:reference> 'loading' } }")  # fmt: skip
    half.close()
    with Store.open(tmp_path / "s", reference=lambda: quads(table, "a", "b")) as store:
        assert default(store) == {"a", "b"}
        assert list(store.check()) == []


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    """One clear sentence instead of a lock error."""
    with (
        Store.open(tmp_path / "s", reference=no_reference),
        pytest.raises(StoreError, match="in use by another process"),
    ):
        Store.open(tmp_path / "s", reference=no_reference)


def test_a_missing_store_a_file_and_a_foreign_folder_are_each_told(tmp_path: Path) -> None:
    """Each is one sentence that says what to do, and nothing is written into a folder of other files."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="build one with"):
        Store.read(tmp_path / "none")
    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "file")
    with pytest.raises(StoreError, match="other files"):
        Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


WRITER = """
import sys, pyoxigraph as ox
from pathlib import Path
from kg.store import Store
store = Store.open(Path(sys.argv[1]), reference=lambda: [])
print("open", flush=True)
N = ox.NamedNode
for version in range(int(sys.argv[2]), 10**9):
    for name in range(6):
        g = N(f"urn:article:{name}")
        values = [ox.Literal(f"{version} {i % 7}") for i in range(40)]
        store.replace(g, [ox.Quad(N(f"urn:s{i}"), N("urn:p"), v, g) for i, v in enumerate(values)], str(version))
        if version % 5 == 4 and name % 3 == 0:
            store.remove(g)
"""


def test_a_killed_writer_leaves_each_article_before_or_after_and_the_merged_view_right(tmp_path: Path) -> None:
    """kill -9 at random moments of many replacements: no half graph, no half merged view, ever."""
    path, chance, versions = tmp_path / "s", random.Random(7), 0
    for _ in range(6):
        with started([sys.executable, "-c", WRITER, str(path), str(versions)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"open\n"
            time.sleep(chance.uniform(0.05, 0.4))  # then it is killed
        with Store.open(path, reference=no_reference) as store:
            assert list(store.check()) == []
            for article in store.articles():
                triples = store.triples(article)
                assert len(triples) == 40
                assert {triple.object.value.split()[0] for triple in triples} == {store.digest(article)}
                versions = max(versions, int(store.digest(article) or 0) + 1)
    assert versions > 6
