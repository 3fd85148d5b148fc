"""The whole flow: articles into a store, counted, set aside, unchanged, in one process and in several."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import BadInput
from kg.events.meeting import Meeting
from kg.events.office import Office
from kg.identifiers import Iris
from kg.model import Article, Evidence, Participant, Reading, Report, Span, StoryFacts, Violation, When
from kg.pipeline import build, extract
from kg.setaside import Rejected
from kg.steps import read
from kg.store import Store
from kg.tally import Outcome, Tally

GOOD = "Le ministre Jean Untel a reçu le {day} mai son homologue Paul Telautre."


def fake_read(article: Article) -> Reading:
    """A reader that knows one sentence; top level, so that other processes can import it."""
    if "panne" in article.text:
        raise RuntimeError("an unforeseen text")
    if "illisible" in article.text:
        raise BadInput(f"{article.source} has no story.")
    day = next((word for word in article.text.split() if word.isdigit()), "1")
    evidence = Evidence(quote=article.text, span=Span(0, len(article.text)), rule="test")
    people = (Participant(name="Jean Untel", speaks_for="FR"), Participant(name="Paul Telautre", speaks_for="BE"))
    when = When(edtf=f"2021-05-{int(day):02}")
    met = Meeting(
        evidence=evidence, kind="reception", status="held", date=when, participants=people, parties=("FR", "BE")
    )
    office = Office(evidence=evidence, person="Jean Untel", office="minister", of="FR")
    story = StoryFacts(number=0, facts=(met, office), attested=when)
    return Reading(article=article, language="fr", stories=(story,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on disk without reference data."""
    with Store.open(tmp_path / "store", reference=list) as opened:
        yield opened


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"note-{day}.txt").write_text(GOOD.format(day=day))
    return folder


def graph(name: str) -> ox.NamedNode:
    """The graph of an article."""
    return Iris().article(name)


def counts(tally: Tally) -> dict[str, int]:
    """What became of how many articles."""
    return {str(outcome): count for outcome, count in tally.articles.items() if count}


def test_a_build_stores_each_article_and_counts_what_was_read(store: Store, notes: Path) -> None:
    """The tally adds up to the articles, and its facts to what is in the graph."""
    tally = build([notes], store, reader=fake_read)
    assert counts(tally) == {"new": 3}
    assert (tally.total, tally.stories, tally.facts["meetings"], tally.facts["offices"], tally.rejected) == (
        3,
        3,
        3,
        3,
        0,
    )
    assert set(store.articles()) == {graph(f"note-{day}") for day in (1, 2, 3)}
    assert tally.quads == sum(len(store.triples(article)) for article in store.articles())
    assert list(store.check()) == []


def test_a_second_build_reads_nothing(store: Store, notes: Path) -> None:
    """What is in the store, from the same input by the same software, is not given to the reader."""
    build([notes], store, reader=fake_read)
    before = set(store.quads())
    assert counts(build([notes], store, reader=lambda _: pytest.fail("read again"))) == {"unchanged": 3}
    assert set(store.quads()) == before


def test_better_rules_read_again(store: Store, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the software reads what is there; what comes out the same is unchanged."""
    build([notes], store, reader=fake_read)
    monkeypatch.setattr("kg.pipeline.fingerprint", lambda: "another version")
    tally = build([notes], store, reader=fake_read)
    assert counts(tally) == {"unchanged": 3}
    assert tally.stories == 3


def test_a_changed_article_replaces_its_own_facts(store: Store, notes: Path) -> None:
    """The others are not touched."""
    build([notes], store, reader=fake_read)
    kept = store.triples(graph("note-1"))
    (notes / "note-2.txt").write_text(GOOD.format(day=20))
    assert counts(build([notes], store, reader=fake_read)) == {"changed": 1, "unchanged": 2}
    assert store.triples(graph("note-1")) == kept
    assert any("2021-05-20" in str(triple) for triple in store.triples(graph("note-2")))
    assert not any("2021-05-02" in str(quad) for quad in store.quads())


def test_what_cannot_be_read_is_told_and_counted_and_the_others_are_built(store: Store, notes: Path) -> None:
    """Empty, binary, missing, of no known language, refused by the reader: each one sentence and one in the tally."""
    (notes / "a-empty.txt").write_text("")
    (notes / "b-binary.txt").write_bytes(b"\0\1\2")
    (notes / "c-refused.txt").write_text("illisible")
    (notes / "d-fault.txt").write_text("panne")
    told: list[tuple[Outcome, str, str | None]] = []
    tally = build([notes, notes / "none.txt"], store, reader=fake_read, watch=lambda *step: told.append(step))
    assert counts(tally) == {"new": 3, "unreadable": 5}
    assert tally.total == len(told) == 8
    reasons = [reason for outcome, _, reason in told if outcome is Outcome.UNREADABLE]
    for words in ("is empty", "binary", "has no story", "RuntimeError at test_pipeline.py", "does not exist"):
        assert sum(words in (reason or "") for reason in reasons) == 1, words
    assert {rejected.reason for rejected in store.set_aside} == set(reasons)


def test_the_reader_of_a_language_is_chosen_and_others_are_refused() -> None:
    """An article in a language that no plug-in reads says which ones can be."""
    for text, words in (("The president met the minister.", r"not read \(en\)"), ("Xi Jinping", "cannot be told")):
        with pytest.raises(BadInput, match=words):
            read(Article(id="a", text=text, source="a.txt"))
    with pytest.raises(BadInput, match=r"not read \(vi\)"):
        read(Article(id="a", text=GOOD, source="a.txt", language="vi"))


def built(
    folder: Path, paths: list[Path], workers: int
) -> tuple[Tally, set[ox.Quad], list[tuple[Outcome, str, str | None]]]:
    """A build into a new store: the tally, the quads, and what was told."""
    told: list[tuple[Outcome, str, str | None]] = []
    with Store.open(folder, reference=list) as store:
        tally = build(paths, store, reader=fake_read, workers=workers, watch=lambda *step: told.append(step))
        return tally, set(store.quads()), told


def broken(_: object) -> Report:
    """A report with two violations."""
    found = [Violation(focus=f"urn:{n}", path=None, message=f"A meeting needs two parties ({n}).") for n in (1, 2)]
    return Report(conforms=False, violations=tuple(found))


def test_an_article_that_breaks_a_shape_is_set_aside_whole(
    store: Store, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its report can be read, nothing of it is in the store, and what an older text of it said is gone too."""
    build([notes], store, reader=fake_read)
    (notes / "note-2.txt").write_text(GOOD.format(day=21))
    monkeypatch.setattr("kg.validate.validate", broken)
    tally = build([notes], store, reader=fake_read)
    assert counts(tally) == {"set aside": 1, "unchanged": 2}
    assert tally.violations == 2
    assert not store.triples(graph("note-2"))
    assert list(store.check()) == []
    (rejected,) = store.set_aside
    assert (rejected.article, len(rejected.violations)) == ("note-2", 2)
    assert "needs two parties" in rejected.reason


def test_a_mended_article_is_no_longer_set_aside(store: Store, notes: Path) -> None:
    """The report goes when the article comes through."""
    (notes / "note-2.txt").write_text("")
    build([notes], store, reader=fake_read)
    assert len(list(store.set_aside)) == 1
    (notes / "note-2.txt").write_text(GOOD.format(day=2))
    assert counts(build([notes], store, reader=fake_read)) == {"new": 1, "unchanged": 2}
    assert list(store.set_aside) == []


def test_several_processes_build_the_same_store(tmp_path: Path) -> None:
    """Reading is spread, writing is not: the graph and the order of what is told do not depend on it."""
    lines = [json.dumps({"id": f"a{n}", "text": GOOD.format(day=n % 28 + 1)}) for n in range(60)]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines, "no json", json.dumps({"id": "p", "text": "panne"})]))
    one, several = (built(tmp_path / str(workers), [tmp_path / "many.jsonl"], workers) for workers in (1, 2))
    assert counts(one[0]) == {"new": 60, "unreadable": 2}
    assert one == several


def test_extract_writes_the_facts_of_each_article(notes: Path, tmp_path: Path) -> None:
    """One JSON file of the article's name; what cannot be read is counted."""
    (notes / "empty.txt").write_text("")
    tally = extract([notes], tmp_path / "facts", reader=fake_read)
    assert counts(tally) == {"read": 3, "unreadable": 1}
    assert sorted(path.name for path in (tmp_path / "facts").iterdir()) == [f"note-{day}.json" for day in (1, 2, 3)]
    facts = json.loads((tmp_path / "facts" / "note-2.json").read_text())
    assert facts["stories"][0]["meetings"][0]["date"] == "2021-05-02"


def test_an_identifier_that_is_no_file_name_gets_a_safe_one(tmp_path: Path) -> None:
    """A path in an identifier cannot leave the folder, and two such identifiers stay apart."""
    lines = [
        json.dumps({"id": name, "text": GOOD.format(day=1)}) for name in ("../../x", "..-..-x", "https://a.example/b")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    extract([tmp_path / "a.jsonl"], tmp_path / "deep" / "facts", reader=fake_read)
    assert len(list((tmp_path / "deep" / "facts").iterdir())) == 3
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["facts"]


def test_a_report_survives_a_round_trip(store: Store) -> None:
    """What was set aside can be read back as it was put."""
    rejected = Rejected(source="a/b.txt", reason="Why.", article="b", violations=broken(None).violations, read=True)
    store.set_aside.put(rejected)
    assert list(store.set_aside) == [rejected]
