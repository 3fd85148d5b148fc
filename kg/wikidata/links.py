"""The table of links that a person edits, and the accepted ones as a graph of the store: who, when, score and reason.

The store's graph of links holds exactly the rows that the table accepts, so that a row taken out is a link taken back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.errors import BadData, StoreError
from kg.identifiers import Iris, short_hash
from kg.merging.resolve import SAME_AS
from kg.store import Store
from kg.things import Statement
from kg.vocab import DCTERMS, ENT, RDF, SKOS, WIKIDATA, XSD

Key = tuple[str, str]
"""The IRI of a thing, and a QID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A row: an item that a thing may be. A person writes "yes" or "no" into `accept`.

    `same_as` is the other thing of the graph that has this item already: both are one then. `evidence` are sentences.
    """

    accept: str = ""
    thing: str
    name: str
    qid: str
    item: str
    same_as: str = ""
    score: str
    reason: str
    evidence: str

    @property
    def key(self) -> Key:
        """What the row is about."""
        return self.thing, self.qid


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An accepted row: `by` whom and `on` which day (ISO)."""

    thing: str
    qid: str
    same_as: str
    score: str
    reason: str
    by: str
    on: str


_COLUMNS = tuple(field.name for field in fields(Proposal))


def write(proposals: Iterable[Proposal], out: Path) -> int:
    """The rows as a CSV table for a person to edit; gives how many. Raises `StoreError`."""
    part, count = out.with_name(f".{out.name}.part"), 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
            writer.writeheader()
            for count, proposal in enumerate(proposals, 1):  # noqa: B007 - the count is the result
                writer.writerow(asdict(proposal))
        part.replace(out)
    except OSError as error:
        raise StoreError(f"{out} cannot be written ({error.strerror or error}): check path and permissions.") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def read(path: Path) -> list[tuple[int, Proposal]]:
    """The rows with their line numbers, as a spreadsheet saves them: commas or semicolons, perhaps with a byte-order
    mark. Raises `BadData` with the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, strict=True, delimiter=";" if head.count(";") > head.count(",") else ",")
            _header(path, reader.fieldnames or ())
            return [(reader.line_num, _row(row, f"{path}, line {reader.line_num}")) for row in reader]
    except FileNotFoundError as error:
        raise BadData(f"{path} does not exist: make it with 'kg wikidata reconcile --out {path}'.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadData(f"{path} cannot be read as a CSV table in UTF-8 ({error}): save it as one.") from error


def _header(path: Path, found: Iterable[str]) -> None:
    if missing := [name for name in ("accept", "thing", "qid") if name not in found]:
        raise BadData(f"{path}, line 1: there is no column '{missing[0]}'; keep the columns that reconcile wrote.")


def _row(row: Mapping[str | None, str | list[str] | None], where: str) -> Proposal:
    if None in row or None in row.values():
        raise BadData(f"{where}: the row has more or fewer cells than the header; correct it.")
    return Proposal(**{name: str(row.get(name, "")).strip() for name in _COLUMNS})


def graph_of(iris: Iris) -> NamedNode:
    """The named graph of the accepted links."""
    return iris.reference_graph("links")


def accepted(store: Store, iris: Iris) -> dict[Key, Link]:
    """The links that a store holds."""
    query = f"""SELECT ?thing ?qid ?same_as ?score ?reason ?by ?on {{ GRAPH {graph_of(iris)} {{
      ?link {RDF.subject} ?thing ; {RDF.object} ?item ; {DCTERMS.creator} ?by ; {DCTERMS.created} ?on .
      OPTIONAL {{ ?link {ENT.matchScore} ?score }} OPTIONAL {{ ?link {ENT.matchReason} ?reason }}
      OPTIONAL {{ ?same_as {SAME_AS} ?thing }} BIND (STRAFTER(STR(?item), "{WIKIDATA}") AS ?qid) }} }}"""
    names = tuple(field.name for field in fields(Link))
    rows = store.oxigraph.query(query)
    found = (Link(**{name: row[name].value if row[name] else "" for name in names}) for row in rows)  # type: ignore[union-attr] # a SELECT
    return {(link.thing, link.qid): link for link in found}


def statements(link: Link, iris: Iris) -> Iterator[Statement]:
    """The triples of a link: the match, the thing that is the same, and the record of who accepted it and why."""
    thing, item = NamedNode(link.thing), NamedNode(WIKIDATA + link.qid)
    record = iris.node("link", short_hash(link.thing, link.qid))
    yield thing, SKOS.exactMatch, item
    if link.same_as:
        yield NamedNode(link.same_as), SAME_AS, thing
    yield record, RDF.type, RDF.Statement
    yield record, RDF.subject, thing
    yield record, RDF.predicate, SKOS.exactMatch
    yield record, RDF.object, item
    yield record, DCTERMS.creator, Literal(link.by)
    yield record, DCTERMS.created, Literal(link.on, datatype=XSD.date)
    if link.score:
        yield record, ENT.matchScore, Literal(link.score, datatype=XSD.decimal)
    if link.reason:
        yield record, ENT.matchReason, Literal(link.reason, language="en")


def items_of(store: Store, thing: str, but: NamedNode) -> list[str]:
    """The items that a thing has in other named graphs than one."""
    found = (item for _, item in _matches(store, NamedNode(thing), None, but) if item.startswith(WIKIDATA))
    return sorted(item.removeprefix(WIKIDATA) for item in found)


def holder_of(store: Store, qid: str, but: NamedNode) -> str | None:
    """The thing that has an item in another named graph than one."""
    return min((thing for thing, _ in _matches(store, None, NamedNode(WIKIDATA + qid), but)), default=None)


def _matches(
    store: Store, thing: NamedNode | None, item: NamedNode | None, but: NamedNode
) -> Iterator[tuple[str, str]]:
    for quad in store.oxigraph.quads_for_pattern(thing, SKOS.exactMatch, item, None):
        told = isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        if told and quad.graph_name not in (but, DefaultGraph()):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr] # told: both are IRIs
