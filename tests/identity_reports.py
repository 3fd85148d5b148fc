"""The cases of `tests/identity/reports.csv` as articles' graphs, and the B³ measure over them.

One report per line, in our own words. `event` says which reports of a case are one event; `people` are name/side or
name/side/office, of a visit the visitor; `parties` of a visit are from>to. Articles, stories and days are those of the
case alone. What a person joins and we do not (yet) begins with `hard-`: it counts in the measure.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.factsjson import from_json
from kg.identifiers import Iris
from kg.merging.claims import Claim, Graph
from kg.model import Article
from kg.triples import to_quads

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """The graphs of a case's articles, and the event that each claim is of."""

    name: str
    graphs: Mapping[NamedNode, tuple[Quad, ...]]
    events: Mapping[Claim, str]


def cases() -> list[Case]:
    """Every case, in the order of the file."""
    with (Path(__file__).parent / "identity" / "reports.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_case(name, list(found)) for name, found in groupby(rows, key=lambda row: row["case"])]


def _case(name: str, rows: list[Row]) -> Case:
    graphs: dict[NamedNode, tuple[Quad, ...]] = {}
    events: dict[Claim, str] = {}
    for article in dict.fromkeys(row["article"] for row in rows):
        told = [row for row in rows if row["article"] == article]
        graph, quads = _article(f"{name}-{article}", told)
        graphs[graph] = quads
        claims = {claim.node: claim for claim in Graph(graph, (q.triple for q in quads)).claims()}
        # claims follow the facts of the article: the evidence of each fact quotes its own line
        bodies = _bodies(quads)
        for number, row in enumerate(told):
            events[claims[bodies[number]]] = row["event"]
    return Case(name, graphs, events)


def _article(identifier: str, rows: list[Row]) -> tuple[NamedNode, tuple[Quad, ...]]:
    lines = [f"Phrase numéro {number:02}." for number in range(len(rows))]
    stories: dict[int, dict[str, Any]] = {}
    for line, row in zip(lines, rows, strict=True):
        story = stories.setdefault(
            int(row["story"]), {"story": int(row["story"]), "meetings": [], "visits": [], "offices": []}
        )
        story[f"{row['what']}s"].append({**(_visit(row) if row["what"] == "visit" else _meeting(row)), "quote": line})
        story["offices"] += [{**office, "quote": line} for office in _offices(row)]
    source = Article(
        id=identifier, text="\n".join(lines), source="test", published=rows[0]["published"] or None, language="fr"
    )
    reading = from_json({"stories": [stories[number] for number in sorted(stories)]}, source)
    return Iris().article(identifier), to_quads(reading)


def _people(row: Row) -> list[tuple[str, str, str]]:
    split = (person.split("/") for person in row["people"].split("|") if "/" in person)
    return [(name, side, office[0] if office else "") for name, side, *office in split]


def _offices(row: Row) -> list[dict[str, Any]]:
    return [{"person": name, "office": office, "of": side} for name, side, office in _people(row) if office]


def _meeting(row: Row) -> dict[str, Any]:
    people = _people(row)
    return {
        "kind": row["kind"], "status": row["status"], "date": row["date"] or None, "place": row["place"] or None,
        "participants": [{"name": name, "for": side} for name, side, _ in people], "parties": row["parties"].split("|"),
    }  # fmt: skip


def _visit(row: Row) -> dict[str, Any]:
    origin, destination = row["parties"].split(">")
    return {
        "kind": row["kind"], "status": row["status"], "date": row["date"] or None,
        "visitor": row["people"] or None, "from": origin or None, "to": destination,
    }  # fmt: skip


def _bodies(quads: tuple[Quad, ...]) -> dict[int, str]:
    """The node that each line of an article evidences, by the number of the line."""
    said = {(q.subject, str(q.predicate).rpartition("#")[2].rstrip(">")): q.object for q in quads}
    found = {}
    for (note, name), body in said.items():
        if name == "hasBody":
            target = said[note, "hasTarget"]
            quoted = said[NamedNode(str(target)[1:-1] + "/quote"), "exact"]
            if re.search("/(meeting|visit)/", str(body)):
                found[int(str(quoted).split()[2][:2])] = str(body)[1:-1]
    return found


def b_cubed(truth: Mapping[Claim, str], found: Mapping[Claim, str]) -> tuple[float, float, int]:
    """Sums of B³ precision and recall over the claims of one case (Bagga and Baldwin 1998), and how many they are."""
    precision = recall = 0.0
    for claim in truth:
        same = {other for other in truth if truth[other] == truth[claim]}
        joined = {other for other in found if found[other] == found[claim]}
        precision += len(same & joined) / len(joined)
        recall += len(same & joined) / len(same)
    return precision, recall, len(truth)
