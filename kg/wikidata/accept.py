"""The edited table of links → the store's graph of links, in one transaction, or nothing and a sentence that says why.

A link is sound where the thing is in the graph, the item is one of Wikidata's, and no other thing has that item nor
the thing another one. Two things of one item are the same thing: a row says so in its column `same_as`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import BadData
from kg.identifiers import Iris
from kg.merging.claims import HAPPENING
from kg.settings import Settings
from kg.store import Store
from kg.vocab import RDF
from kg.wikidata.links import Key, Link, Proposal, accepted, graph_of, holder_of, items_of, read, statements

_QID = re.compile(r"Q[1-9]\d*")
_ANSWERS = ("", "yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What accepting did: links `new`, `kept` and taken `back`, and rows that wait for an answer."""

    new: int
    kept: int
    back: int
    waiting: int


def accept(table: Path, store: Store, by: str) -> Taken:
    """Make the links of a store those that a table accepts. Raises `BadData` with the line that is wrong.

    A link that the store had keeps the name and the day with which it was accepted.
    """
    iris = Iris(Settings.from_env().base)
    rows, known = read(table), accepted(store, iris)
    today = datetime.now(UTC).date().isoformat()
    checked = _Checked(store, iris, table)
    for line, row in rows:
        checked.take(line, row)
    links = [_link(row, known.get(key), by, today) for key, (_, row) in checked.yes.items()]
    graph = graph_of(iris)
    store.put(graph, (Quad(*said, graph) for link in links for said in statements(link, iris)))
    return Taken(
        new=len(checked.yes.keys() - known.keys()), kept=len(checked.yes.keys() & known.keys()),
        back=len(known.keys() - checked.yes.keys()), waiting=sum(not row.accept for _, row in rows),
    )  # fmt: skip


def _link(row: Proposal, known: Link | None, by: str, today: str) -> Link:
    return Link(
        thing=row.thing, qid=row.qid, same_as=row.same_as, score=row.score, reason=row.reason,
        by=known.by if known else by, on=known.on if known else today,
    )  # fmt: skip


class _Checked:
    """The accepted rows, each found sound beside those before it and beside what the store knows."""

    def __init__(self, store: Store, iris: Iris, table: Path) -> None:
        self.store, self.graph, self.table = store, graph_of(iris), table
        self.yes: dict[Key, tuple[int, Proposal]] = {}
        self.item_of: dict[str, tuple[int, str]] = {}
        self.things_of: dict[str, list[tuple[int, Proposal]]] = {}

    def take(self, line: int, row: Proposal) -> None:
        """Check a row, and keep it where it is accepted."""
        answer = row.accept.lower()
        if answer not in _ANSWERS:
            self._refuse(line, f"'{row.accept}' in the column accept is neither yes nor no; write one of them")
        if answer != "yes":
            return
        if not _QID.fullmatch(row.qid):
            self._refuse(line, f"'{row.qid}' is no Wikidata item; write it as Q and a number")
        if row.score and not re.fullmatch(r"[01](\.\d+)?", row.score):
            self._refuse(line, f"the score '{row.score}' is no number from 0 to 1; correct it or leave it empty")
        self._thing(line, row)
        self._one_item(line, row)
        self._one_thing(line, row)
        self.yes.setdefault(row.key, (line, row))
        self.things_of.setdefault(row.qid, []).append((line, row))

    def _refuse(self, line: int, fault: str) -> None:
        raise BadData(f"{self.table}, line {line}: {fault}.")

    def _thing(self, line: int, row: Proposal) -> None:
        for node in filter(None, (row.thing, row.same_as)):
            if not self._types(node):
                self._refuse(line, f"{node} is nobody and nothing in this store; correct it or take the row out")
        if row.same_as and self._types(row.thing) & HAPPENING.keys():
            self._refuse(line, "two events are not joined by hand; leave the column same_as empty")

    def _types(self, iri: str) -> set[object]:
        try:
            node = NamedNode(iri)
        except ValueError:
            return set()
        quads = self.store.oxigraph.quads_for_pattern(node, RDF.type, None, DefaultGraph())
        return {quad.object for quad in quads}

    def _one_item(self, line: int, row: Proposal) -> None:
        """One thing, one item."""
        first, qid = self.item_of.setdefault(row.thing, (line, row.qid))
        if qid != row.qid:
            self._refuse(line, f"{row.thing} is {qid} by line {first} and {row.qid} here; accept one of them")
        for known in items_of(self.store, row.thing, self.graph):
            if known != row.qid:
                self._refuse(line, f"{row.thing} is {known} already, by the reference tables; answer no")

    def _one_thing(self, line: int, row: Proposal) -> None:
        """One item, one thing, or things that are said to be the same."""
        holder = holder_of(self.store, row.qid, self.graph)
        if holder and row.thing != holder != row.same_as:
            self._refuse(
                line, f"{row.qid} is {holder} already; write that into same_as if both are one, else answer no"
            )
        for first, other in self.things_of.get(row.qid, ()):
            one = {row.thing, row.same_as} & {other.thing, other.same_as} - {""}
            if not one:
                self._refuse(
                    line, f"{row.qid} is {other.thing} by line {first} and {row.thing} here; accept one of them, or "
                    "write the other into same_as if both are one",
                )  # fmt: skip
