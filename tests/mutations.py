"""What the shapes notice when a triple of a valid example is dropped, broken or doubled: the table of shapes/README.md.

python -m tests.mutations      writes the table anew
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.resources import resource
from kg.sieve import Shape, compile_shapes, run

HERE = Path(__file__).parent / "shapes"
README = resource("shapes", "README.md")
VALID = sorted(HERE.glob("*/valid-*.ttl"))
WAYS = ("dropped", "broken", "doubled")
_ORDER = ("—", "warning", "violation")
_MARK = "<!-- mutations -->\n"

Place = tuple[str, str]
"""Local names of a class and of a property."""


@cache
def compiled() -> tuple[Shape, ...]:
    """The shapes of the project."""
    files = sorted(resource("shapes").glob("*.ttl"))
    return compile_shapes(quad.triple for path in files for quad in parse(path=path, format=RdfFormat.TURTLE))


def verdict(triples: Iterable[Triple]) -> str:
    """The worst that the shapes say."""
    found = {violation.severity.lower() for violation in run(compiled(), triples)}
    return max(found or {"—"}, key=_ORDER.index)


def mutants(triples: list[Triple], chosen: Triple, way: str) -> Iterator[list[Triple]]:
    """The graph with one triple dropped, or given each of some wrong values instead, or besides."""
    others = [triple for triple in triples if triple != chosen]
    if way == "dropped":
        yield others
    for value in _wrong(chosen.object) if way != "dropped" else ():
        kept = triples if way == "doubled" else others
        yield [*kept, Triple(chosen.subject, chosen.predicate, value)]


def _wrong(value: object) -> Iterator[NamedNode | Literal]:
    """For a node one that is nowhere described; for a literal another kind of literal, and words that are no value."""
    if isinstance(value, NamedNode):
        yield NamedNode("urn:nowhere")
    elif isinstance(value, Literal):
        yield Literal(value.value, datatype=NamedNode("urn:no-datatype"))
        yield Literal("", language=value.language) if value.language else Literal("", datatype=value.datatype)


def table() -> dict[Place, dict[str, str]]:
    """For each place and way, the least that any of its mutants brings."""
    found: dict[Place, dict[str, str]] = {}
    for path in VALID:
        triples = [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
        for triple in triples:
            row = found.setdefault(place(triples, triple), {})
            for way in WAYS:
                verdicts = [verdict(mutant) for mutant in mutants(triples, triple, way)]
                row[way] = min([*verdicts, row.get(way, "violation")], key=_ORDER.index)
    return dict(sorted(found.items()))


def place(triples: list[Triple], triple: Triple) -> Place:
    """Where a triple stands."""
    kinds = [t.object.value for t in triples if t.subject == triple.subject and t.predicate.value.endswith("#type")]
    return re.split(r"[#/]", kinds[0])[-1], re.split(r"[#/]", triple.predicate.value)[-1]


def reasons(name: str) -> dict[Place, str]:
    """Place → why it may be so, from `tests/shapes/<name>.csv`."""
    rows = csv.DictReader((HERE / f"{name}.csv").read_text("utf-8").splitlines())
    return {(row["class"], row["property"]): row["why"] for row in rows}


def written() -> str:
    """The table as Markdown, with the reasons of what is not noticed."""
    said = (reasons("optional"), {}, reasons("many"))
    lines = ["| class | property | dropped | broken | doubled | why |", "|---|---|---|---|---|---|"]
    for spot, row in table().items():
        why = [known[spot] for way, known in zip(WAYS, said, strict=True) if row[way] == "—" and spot in known]
        lines.append(f"| {' | '.join((*spot, *(row[way] for way in WAYS), '; '.join(why)))} |")
    return "\n".join(lines) + "\n"


def committed() -> str:
    """The table as it stands in the README."""
    return README.read_text("utf-8").partition(_MARK)[2]


if __name__ == "__main__":
    README.write_text(README.read_text("utf-8").partition(_MARK)[0] + _MARK + written(), "utf-8")
