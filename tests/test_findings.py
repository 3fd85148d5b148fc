"""Reports of what is wrong: a table for people, Turtle and JSON for programs, and the same verdict in all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.auditing import Finding, audit_file, audit_store
from kg.findings import Verdict, to_json, to_table, to_turtle
from kg.identifiers import Iris
from kg.model import Violation
from kg.store import Store
from kg.triples import to_quads
from kg.vocab import ENT
from tests.readings import reading

SHAPES = Path(__file__).parent / "shapes"
MANY = 300  # articles: enough for other processes to take part


def _meeting(number: int) -> tuple[Quad, ...]:
    text = "Le ministre Lê Hoài Trung a reçu son homologue lao Thongsavanh Phomvihane."
    people = [{"name": "Lê Hoài Trung", "for": "VN"}, {"name": "Thongsavanh Phomvihane", "for": "LA"}]
    day = f"{2000 + number // 12}-{1 + number % 12:02}-03"
    meeting = {"date": day, "kind": "meeting", "status": "held", "participants": people, "parties": ["VN", "LA"]}
    return to_quads(reading(text, article=f"note-{number}", meetings=[meeting]))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of many articles, one of which lost the status of its meeting."""
    folder = tmp_path_factory.mktemp("findings") / "store"
    with Store.open(folder, reference=lambda: ()) as store:
        for number in range(MANY):
            quads = [q for q in _meeting(number) if number != 77 or q.predicate != ENT.status]
            store.replace(Iris().article(f"note-{number}"), quads)
    return folder


def _faults(path: Path, workers: int) -> list[Finding]:
    with Store.read(path) as store:
        return list(audit_store(store, workers=workers))


def test_processes_find_what_one_process_finds(path: Path) -> None:
    """The one fault, with its article, however many look for it."""
    found = _faults(path, 1)
    assert found == _faults(path, 2)
    assert [(f.check, f.where.partition(":")[0]) for f in found] == [("shapes", "note-77")]


def test_the_checks_of_a_store_include_its_merged_view(tmp_path: Path) -> None:
    """What the default graph lacks is a fault, when it is asked for."""
    with Store.open(tmp_path / "store", reference=lambda: ()) as store:
        store.replace(Iris().article("note-1"), _meeting(1))
        meeting = next(q for q in _meeting(1) if q.predicate == ENT.status)
        store.oxigraph.remove(Quad(meeting.subject, meeting.predicate, meeting.object))
        store.flush()
        assert "merged view" not in {f.check for f in audit_store(store)}
        assert "merged view" in {f.check for f in audit_store(store, checks=True)}


def test_only_the_articles_of_a_dump_meet_the_shapes(tmp_path: Path) -> None:
    """A dump has other graphs beside those of articles; a file without article graphs is one graph."""
    quads = _meeting(1)
    lone = Quad(NamedNode("urn:m"), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ENT.Meeting)
    dump = tmp_path / "dump.nq"
    dump.write_text("".join(f"{quad} .\n" for quad in (*quads, lone)), "utf-8")
    assert list(audit_file(dump)) == []
    dump.write_text(f"{lone} .\n", "utf-8")
    assert {f.where for f in audit_file(dump)} == {"urn:m"}


@pytest.mark.parametrize(
    "case", sorted(SHAPES.glob("*/invalid-*.ttl")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_turtle_report_says_what_the_results_say(case: Path) -> None:
    """Each result of a shape is a sh:ValidationResult of the one report, with its focus, severity and component."""
    report, verdict = Graph(), Verdict()
    pieces: list[str] = []
    to_turtle(audit_file(case), verdict, pieces.append)
    report.parse(data="".join(pieces), format="turtle")
    node = report.value(predicate=RDF.type, object=SH.ValidationReport)
    told = {
        (str(report.value(r, SH.focusNode)), _local(report, r, SH.resultSeverity), _component(report, r))
        for r in report.objects(node, SH.result)
    }
    results = [finding.violation for finding in audit_file(case) if finding.violation]
    assert told == {(v.focus, v.severity, v.component) for v in results}
    assert bool(report.value(node, SH.conforms)) == verdict.conforms == all(v.severity == "Warning" for v in results)


def _local(graph: Graph, node: object, predicate: object) -> str:
    return str(graph.value(node, predicate)).removeprefix(str(SH))  # type: ignore[arg-type] # rdflib's nodes


def _component(graph: Graph, node: object) -> str:
    return _local(graph, node, SH.sourceConstraintComponent)


def _some(number: int) -> Iterator[Finding]:
    """Findings of every origin."""
    shape = Violation(
        focus="urn:m", path="^http://e/p", message="Needs “one”.", component="MinCountConstraintComponent"
    )
    path = Violation(
        focus="b1", path="http://e/p/http://e/q", message="x", value="urn:v", component="InConstraintComponent"
    )
    yield Finding(check="set aside", where='a "quoted"\n.txt', what="it is empty")
    yield Finding(check="no-evidence", where="fact: x", what="nothing states it")
    yield Finding(check="shapes", where="b", what=path.message, warning=True, violation=path)
    for _ in range(number):
        yield Finding(check="shapes", where="a: urn:m", what=shape.message, violation=shape)


def test_findings_of_every_origin_are_turtle() -> None:
    """Paths with steps and inverse ones, blank focus nodes, names with quotes: all parse, none is lost."""
    pieces: list[str] = []
    to_turtle(_some(1), Verdict(), pieces.append)
    quads = list(parse("".join(pieces), format=RdfFormat.TURTLE))
    assert sum(quad.predicate.value == f"{SH}result" for quad in quads) == 4
    assert "queries/no-evidence" in "".join(pieces)


def test_json_tells_every_finding_and_the_verdict() -> None:
    """One object; it conforms when there are warnings alone."""
    pieces: list[str] = []
    to_json(_some(2), Verdict(), pieces.append)
    told = json.loads("".join(pieces))
    assert (told["conforms"], told["faults"], told["warnings"], len(told["results"])) == (False, 4, 1, 5)
    pieces.clear()
    to_json(iter(()), Verdict(), pieces.append)
    assert json.loads("".join(pieces)) == {"results": [], "conforms": True, "faults": 0, "warnings": 0}


def test_a_long_table_is_cut_and_counted() -> None:
    """Beyond the first two hundred, a person reads how many there are of each kind."""
    shown: list[tuple[str, list[object]]] = []
    to_table(_some(1000), lambda title, _, rows: shown.append((title, list(rows))))
    assert [len(rows) for _, rows in shown] == [200, 4]
    assert shown[1][1][0] == ("shapes", "Needs “one”.", "1,000")
