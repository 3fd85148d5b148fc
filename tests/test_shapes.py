"""Shapes: each case of tests/shapes/ gets its verdict, and the compiled shapes find what pySHACL finds."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyrudof
import pytest
from pyoxigraph import RdfFormat, Triple, parse

from kg.constraints import CHECKS
from kg.errors import BadData
from kg.model import Violation
from kg.resources import resource
from kg.sieve import compile_shapes, run
from kg.triples import to_quads
from kg.validate import judge, validate
from tests.readings import gold

CASES = sorted((Path(__file__).parent / "shapes").glob("*/*.ttl"))
SHAPES = sorted(resource("shapes").glob("*.ttl"))


def _triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]


COMPILED = compile_shapes(quad.triple for path in SHAPES for quad in parse(path=path, format=RdfFormat.TURTLE))


def _sifted(triples: list[Triple]) -> list[Violation]:
    return list(run(COMPILED, triples))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", [p for p in CASES if p.stem.startswith("valid-")], ids=_name)
def test_a_valid_example_breaks_nothing(path: Path) -> None:
    """A valid example has no result at all, not even a warning."""
    assert validate(_triples(path)).violations == ()


@pytest.mark.parametrize("path", [p for p in CASES if p.stem.startswith("invalid-")], ids=_name)
def test_an_invalid_example_fires_the_constraint_it_names(path: Path) -> None:
    """The constraint in the header fires, with its severity; only a violation makes the article not conform."""
    match = re.search(r"^# fires: (\w+) (\w+) (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    assert match is not None, "the header names no constraint"
    severity, component, where = match.groups()
    report = validate(_triples(path))
    assert (severity, component, where) in {(v.severity, v.component, v.path or "-") for v in report.violations}
    assert report.conforms == all(v.severity != "Violation" for v in report.violations)
    assert severity == "Warning" or not report.conforms


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_the_compiled_shapes_find_what_pyshacl_finds(path: Path) -> None:
    """Result by result: focus, path, component, severity, value and message."""
    triples = _triples(path)
    # rdflib orders an ill-formed date by its letters, where SHACL finds it not comparable: the datatype fires in both
    ill_formed = {
        v for v in _sifted(triples) if v.value == "2026-02-30" and v.component != "DatatypeConstraintComponent"
    }
    assert Counter(v for v in _sifted(triples) if v not in ill_formed) == Counter(judge(triples))


def test_a_second_engine_gives_the_same_verdicts() -> None:
    """rudof, an engine in Rust, agrees with pySHACL on every case whether it has results; it lets 30 February pass."""
    shapes = "\n".join(path.read_text("utf-8") for path in SHAPES)
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(shapes)
    differ = []
    for path in CASES:
        engine.reset_data()
        engine.read_data(path.read_text("utf-8"))
        report = engine.validate_shacl()
        if report.conforms != (judge(_triples(path)) == []):
            differ.append(_name(path))
    assert differ == ["visit/invalid-date-not-a-day"]


def test_every_constraint_has_a_case() -> None:
    """Each kind of constraint in shapes/ fires in at least one invalid example."""
    used = {t.predicate.value.partition("#")[2] for path in SHAPES for t in _triples(path)}
    fired = "".join(path.read_text("utf-8").partition("@prefix")[0] for path in CASES).lower()
    constraints = used & (set(CHECKS) - {"hasValue", "nodeKind", "minLength"})  # each beside a stricter one
    assert sorted(c for c in constraints if f" {c}ConstraintComponent ".lower() not in fired) == []


def test_every_shape_speaks_french_and_english() -> None:
    """Each shape with a constraint of its own has a message in both languages."""
    silent = []
    for path in SHAPES:
        triples = _triples(path)
        for shape in {t.subject for t in triples if t.predicate.value.endswith(("#path", "#targetClass"))}:
            found = {
                t.object.language for t in triples if t.subject == shape and t.predicate.value.endswith("#message")
            }
            props = {t.predicate.value.partition("#")[2] for t in triples if t.subject == shape}
            only_groups = props <= {"type", "targetClass", "targetObjectsOf", "property"}
            if str(shape).startswith("<") and found != {"fr", "en"} and not only_groups:
                silent.append(str(shape))
    assert sorted(silent) == []


def test_a_constraint_that_is_not_known_is_refused_loudly() -> None:
    """The compiled shapes never skip a constraint in silence."""
    shape = b"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetClass <urn:c> ; sh:closed true ."
    with pytest.raises(BadData, match="sh:closed"):
        compile_shapes(quad.triple for quad in parse(shape, format=RdfFormat.TURTLE))


def test_the_gold_articles_conform() -> None:
    """What careful people read in 79 articles breaks no shape, and both engines agree on each."""
    for reading in gold():
        quads = to_quads(reading)
        report = validate(quads)
        assert report.conforms, (reading.article.id, report.violations)
        assert report.violations == tuple(sorted(judge(quads), key=lambda v: report.violations.index(v)))
