"""Findings written as they come: a table, JSON, or a `sh:ValidationReport` in Turtle. Only the table keeps any."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.auditing import Finding
from kg.model import Violation
from kg.queries import queries
from kg.vocab import PREFIXES, QUERIES

Write = Callable[[str], object]

_SHOWN = 200  # findings that a table shows one by one
_SH = PREFIXES["sh"]
_STEP = re.compile(r"/(?=[a-z][a-z0-9+.-]*://|urn:)")  # between two IRIs of a path, not within one


@dataclass(slots=True)
class Verdict:
    """How many faults and warnings there were. A store or file conforms without faults."""

    faults: int = 0
    warnings: int = 0

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings may be left."""
        return self.faults == 0

    def over(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings, counted as they pass."""
        for finding in findings:
            if finding.warning:
                self.warnings += 1
            else:
                self.faults += 1
            yield finding

    def __str__(self) -> str:
        if not self.faults + self.warnings:
            return "Nothing is wrong."
        return f"{self.faults:,} faults, {self.warnings:,} warnings."


def to_table(
    findings: Iterable[Finding], show: Callable[[str, Sequence[str], Iterable[Sequence[object]]], None]
) -> None:
    """The first findings one by one, and if there are more, how many of each kind."""
    rows: list[tuple[str, ...]] = []
    kinds: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        check = f"{finding.check} (warning)" if finding.warning else finding.check
        kinds[check, _kind(finding)] += 1
        if len(rows) < _SHOWN:
            rows.append((check, finding.where, finding.what))
    if rows:
        show("", ("check", "where", "what is wrong"), rows)
    if kinds.total() > _SHOWN:
        counts = [(check, what, f"{number:,}") for (check, what), number in kinds.most_common()]
        show(f"The first {_SHOWN} are above; all of them, by kind", ("check", "what is wrong", "count"), counts)


def _kind(finding: Finding) -> str:
    """What is wrong, the same for all findings of a kind."""
    if finding.check == "merged view":
        return "the merged view differs from the graphs"
    return "not read" if finding.check == "set aside" else finding.what


def to_json(findings: Iterable[Finding], verdict: Verdict, write: Write) -> None:
    """One object: `results`, each with its shape's result where it has one, then `conforms` and the counts."""
    write('{"results": [')
    for number, finding in enumerate(verdict.over(findings)):
        write(f"{',' if number else ''}\n{json.dumps(asdict(finding), ensure_ascii=False)}")
    end = {"conforms": verdict.conforms, "faults": verdict.faults, "warnings": verdict.warnings}
    write(f"\n], {json.dumps(end)[1:]}\n")


def to_turtle(findings: Iterable[Finding], verdict: Verdict, write: Write) -> None:
    """A `sh:ValidationReport`. What no shape found is a result too: `sh:sourceShape` names the query that did."""
    checks = {query.name: NamedNode(f"{QUERIES}{query.path.stem}") for query in queries("checks")}
    write(f"@prefix sh: <{_SH}> .\n\n_:report a sh:ValidationReport .\n")
    for finding in verdict.over(findings):
        lines = _result(finding.violation) if finding.violation else _other(finding, checks)
        write("_:report sh:result [\n    a sh:ValidationResult ;\n" + " ;\n".join(lines) + " ] .\n")
    write(f"_:report sh:conforms {str(verdict.conforms).lower()} .\n")


def _result(found: Violation) -> Iterator[str]:
    yield f"    sh:focusNode {_node(found.focus)}"
    yield f"    sh:resultSeverity sh:{found.severity}"
    yield f"    sh:sourceConstraintComponent sh:{found.component}"
    if found.path:
        yield f"    sh:resultPath {_path(found.path)}"
    if found.value is not None and _is_iri(found.value):  # a literal's datatype is not known any more
        yield f"    sh:value <{found.value}>"
    yield f"    sh:resultMessage {Literal(found.message, language='en')}"


def _other(finding: Finding, checks: dict[str, NamedNode]) -> Iterator[str]:
    yield f"    sh:focusNode {Literal(finding.where or finding.check)}"
    yield f"    sh:resultSeverity sh:{'Warning' if finding.warning else 'Violation'}"
    yield "    sh:sourceConstraintComponent sh:SPARQLConstraintComponent"
    if finding.check in checks:
        yield f"    sh:sourceShape {checks[finding.check]}"
    yield f"    sh:resultMessage {Literal(finding.what, language='en')}"


def _path(path: str) -> str:
    if path.startswith("^"):
        return f"[ sh:inversePath <{path[1:]}> ]"
    steps = [f"<{step}>" for step in _STEP.split(path)]
    return steps[0] if len(steps) == 1 else f"( {' '.join(steps)} )"


def _node(text: str) -> str:
    return f"<{text}>" if _is_iri(text) else str(BlankNode("b" + re.sub(r"\W", "", text, flags=re.ASCII)))


def _is_iri(text: str) -> bool:
    try:
        return ":" in text and bool(NamedNode(text))
    except ValueError:
        return False
