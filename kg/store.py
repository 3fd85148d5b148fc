"""The store: pyoxigraph on disk, one named graph per article, and a merged view in the default graph.

The invariant, which `Store.check` tests: the default graph holds exactly the merged view of all named graphs
(`kg.merging`): one canonical node for what several articles tell, and every other triple once. Every write is one
transaction: a crash leaves an article as it was before or after.

    DIR/      the database (RocksDB)       DIR/set-aside/      reports of articles that did not enter it
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from kg import snapshots, tombstones
from kg.errors import StoreError
from kg.fingerprint import fingerprint
from kg.identifiers import Iris
from kg.merging import counts
from kg.merging.claims import Graph
from kg.merging.view import Change as MergedChange
from kg.merging.view import events_in, events_of, is_of_event
from kg.setaside import SetAside
from kg.settings import Settings
from kg.storefolder import holds_store, why_not
from kg.transaction import RECORDS, Triples, Update, quad_of, triples_of

_DIGEST = ox.NamedNode("urn:x-entente:digest")
_REFERENCE = ox.NamedNode("urn:x-entente:reference")
_TABLE = ox.NamedNode("urn:x-entente:table")
_LOADING = "loading"
_DEFAULT = ox.DefaultGraph()
_WAITS = (0.02, 0.05, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.0)  # seconds after each try to open a store for reading


class Change(StrEnum):
    """What a replacement did to the store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def _reference_quads() -> Iterable[ox.Quad]:
    from kg.triples import reference_quads  # reads the tables; only a writer needs it

    return reference_quads(Iris(Settings.from_env().base))


class Store:
    """A graph on disk. One process may write to it; others may open it read-only, as it was when they opened it."""

    def __init__(
        self,
        oxigraph: ox.Store,
        path: Path | None = None,
        *,
        writable: bool = True,
        snapshot: snapshots.Own | None = None,
    ) -> None:
        self.oxigraph = oxigraph
        self.path = path
        self.writable = writable
        self.snapshot = snapshot

    @classmethod
    def open(cls, path: Path, *, reference: Callable[[], Iterable[ox.Quad]] = _reference_quads) -> Store:
        """Open or create a store for writing, its reference graphs up to date. Raises `StoreError`."""
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path} is a file: give a folder for the store.")
        if path.is_dir() and not holds_store(path) and any(path.iterdir()):
            raise StoreError(f"{path} holds other files and no store: give an empty or a new folder.")
        try:
            path.mkdir(parents=True, exist_ok=True)
            store = cls(ox.Store(str(path)), path)
        except (OSError, RuntimeError) as error:  # the engine's two kinds
            raise StoreError(why_not(path, error)) from error
        store._refresh(reference)
        return store

    @classmethod
    def read(cls, path: Path) -> Store:
        """Open an existing store for reading, also beside a writer. Raises `StoreError`."""
        if not holds_store(path):
            raise StoreError(f"there is no store at {path}: build one with 'kg build PATH… --store {path}'.")
        for wait in _WAITS:
            try:
                engine, snapshot = snapshots.opened(path)
                return cls(engine, path, writable=False, snapshot=snapshot)
            except (OSError, RuntimeError) as error:  # a writer may replace files while we link or open them
                failure = error
                time.sleep(wait)
        raise StoreError(why_not(path, failure)) from failure

    @property
    def set_aside(self) -> SetAside:
        """The reports beside this store. Raises `StoreError` for a store in memory."""
        if self.path is None:
            raise StoreError("a store in memory keeps no reports: open one on disk.")
        return SetAside(self.path / "set-aside")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything to disk and let go of the lock."""
        if self.writable:
            self.flush()
        del self.oxigraph
        if self.snapshot is not None:
            self.snapshot.remove()

    def flush(self) -> None:
        """Bring all that was written to disk, against a loss of power (a crash of the process loses nothing)."""
        self.oxigraph.flush()

    # ── articles ──

    def articles(self) -> Iterator[ox.NamedNode]:
        """The graphs of articles."""
        return self._recorded(_DIGEST)

    def digest(self, graph: ox.NamedNode) -> str | None:
        """The digest of the input that an article's graph was read from, None where there is no such graph."""
        return self._record(graph, _DIGEST)

    def triples(self, graph: ox.NamedNode) -> Triples:
        """The triples of a named graph."""
        return frozenset(quad.triple for quad in self.oxigraph.quads_for_pattern(None, None, None, graph))

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad], digest: str = "") -> Change:
        """Make an article's graph hold exactly these quads, and the merged view follow, in one transaction.

        `digest` names the input and the software that read it. Raises `StoreError` for a quad of another graph or with
        a blank node.
        """
        known, old, new = self.digest(graph), self.triples(graph), triples_of(graph, quads)
        if known is not None and old == new and known == digest:
            return Change.UNCHANGED
        update = self._difference(graph, old, new)
        update.record(graph, _DIGEST, known, digest)
        self._write(update)
        if known is None:
            return Change.NEW
        return Change.UNCHANGED if old == new else Change.CHANGED

    def put(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Make a graph of no article hold exactly these quads, and the merged view follow, in one transaction."""
        old, new = self.triples(graph), triples_of(graph, quads)
        self._write(self._difference(graph, old, new), drop=None if new else graph)

    def remove(self, graph: ox.NamedNode) -> bool:
        """Take an article out, and of the merged view what no other graph states; False if it was not in."""
        known = self.digest(graph)
        if known is None:
            return False
        update = self._difference(graph, self.triples(graph), frozenset())
        update.record(graph, _DIGEST, known, None)
        self._write(update, drop=graph)
        return True

    def quads(self) -> Iterator[ox.Quad]:
        """The whole dataset: the merged view, then graph by graph; not the book-keeping."""
        yield from self.oxigraph.quads_for_pattern(None, None, None, _DEFAULT)
        for graph in self.graphs():
            yield from self.oxigraph.quads_for_pattern(None, None, None, graph)

    # ── the merged view ──

    def check(self) -> Iterator[str]:
        """Every fault of the merged view, in words; none when default graph and named graphs agree."""
        for graph in self.graphs():
            yield from self.lacking(graph)
        for predicate in self.predicates():
            yield from self.unfounded(predicate)
        yield from self.misjoined()

    def lacking(self, graph: ox.NamedNode) -> Iterator[str]:
        """What the merged view lacks of a named graph but its events, in words."""
        for triple in Graph(graph, self.triples(graph)).others:
            if quad_of(triple, _DEFAULT) not in self.oxigraph:
                yield f"the merged view lacks {triple}, which {graph} states."

    def unfounded(self, predicate: ox.NamedNode) -> Iterator[str]:
        """What the merged view holds with this predicate, not of an event, that no named graph states, in words."""
        # asked in SPARQL, which takes a seventh of the time of a look-up for each triple
        stated = f"GRAPH ?g {{ ?s {predicate} ?o }} FILTER (?g != {RECORDS})"
        found = self.oxigraph.query(f"SELECT ?s ?o {{ ?s {predicate} ?o FILTER NOT EXISTS {{ {stated} }} }}")
        for row in found:  # type: ignore[union-attr] # a SELECT
            if not is_of_event(self.oxigraph, row["s"], predicate, row["o"]):
                yield f"the merged view holds {row['s']} {predicate} {row['o']}, which no graph states."

    def misjoined(self) -> Iterator[str]:
        """How the events of the merged view differ from what the claims of all articles make, in words."""
        wanted = events_of((graph, self.triples(graph)) for graph in self.articles())
        found = events_in(self.oxigraph)
        yield from (f"the merged view lacks {triple}, which articles tell." for triple in wanted - found)
        yield from (f"the merged view holds {triple}, which no article tells." for triple in found - wanted)

    def predicates(self) -> Iterator[ox.NamedNode]:
        """The predicates of the merged view."""
        for row in self.oxigraph.query("SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p"):  # type: ignore[union-attr] # a SELECT
            yield row["p"]

    def _stated(self, triple: ox.Triple, apart: ox.NamedNode) -> bool:
        """Whether a named graph, other than the one apart, gives the default graph this triple."""
        s, p, o = triple.subject, triple.predicate, triple.object
        skipped = (_DEFAULT, RECORDS, apart)
        return any(quad.graph_name not in skipped for quad in self.oxigraph.quads_for_pattern(s, p, o, None))

    def _difference(self, graph: ox.NamedNode, old: Triples, new: Triples) -> Update:
        change, update = MergedChange(self.oxigraph, graph, old, new), Update()
        before, after = change.others()
        gone = (triple for triple in before - after if not self._stated(triple, graph))
        update.delete.extend(quad_of(triple, graph) for triple in old - new)
        update.delete.extend(quad_of(triple, _DEFAULT) for triple in gone)
        update.insert.extend(quad_of(triple, graph) for triple in new - old)
        update.insert.extend(quad_of(triple, _DEFAULT) for triple in after - before)
        change.write(update)
        return update

    # ── reference data ──

    def _refresh(self, reference: Callable[[], Iterable[ox.Quad]]) -> None:
        """Bring the reference graphs to the data of this version of the software, where another wrote them."""
        known, current = self._record(RECORDS, _REFERENCE), f"{fingerprint()} {Settings.from_env().base}"
        if known == current:
            return
        wanted: dict[ox.NamedNode, list[ox.Quad]] = {graph: [] for graph in self._recorded(_TABLE)}
        for quad in reference():
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise StoreError(f"a reference quad has no named graph: {quad}.")
            wanted.setdefault(quad.graph_name, []).append(quad)
        if known == _LOADING or len(self.oxigraph) == 0:
            self._load(wanted)
            known = _LOADING
        else:
            for graph, quads in wanted.items():
                self.put(graph, quads)
        update = counts.renewal(self.oxigraph)  # a version before may have counted otherwise, or not at all
        update.record(RECORDS, _REFERENCE, known, current)
        for graph, quads in wanted.items():
            update.record(graph, _TABLE, self._record(graph, _TABLE), "reference" if quads else None)
        self._write(update)

    def _load(self, wanted: dict[ox.NamedNode, list[ox.Quad]]) -> None:
        """Fill an empty store in bulk, fast but no transaction: a mark tells the next opening to begin again."""
        self.oxigraph.clear()
        mark = Update()
        mark.record(RECORDS, _REFERENCE, None, _LOADING)
        self._write(mark)
        view: set[ox.Triple] = set()
        for graph, quads in wanted.items():
            triples = triples_of(graph, quads)
            self.oxigraph.bulk_extend(quad_of(triple, graph) for triple in triples)
            view |= triples
        self.oxigraph.bulk_extend(quad_of(triple, _DEFAULT) for triple in view)

    def graphs(self) -> Iterator[ox.NamedNode]:
        """The named graphs, of articles and of reference data."""
        for graph in self.oxigraph.named_graphs():
            if isinstance(graph, ox.NamedNode) and graph != RECORDS:
                yield graph

    # ── writing ──

    def _record(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        for quad in self.oxigraph.quads_for_pattern(subject, predicate, None, RECORDS):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
        return None

    def _recorded(self, predicate: ox.NamedNode) -> Iterator[ox.NamedNode]:
        for quad in self.oxigraph.quads_for_pattern(None, predicate, None, RECORDS):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def _write(self, update: Update, drop: ox.NamedNode | None = None) -> None:
        # one transaction either way; adding alone is much faster
        if not self.writable:
            raise StoreError(f"the store {self.path} was opened for reading: open it for writing.")
        try:
            if drop or update.delete:
                update.insert.extend(tombstones.left_by(update, self.oxigraph))
                self.oxigraph.update(update.sparql() + (f"DROP SILENT GRAPH {drop} ;" if drop else ""))
            else:
                self.oxigraph.extend(update.insert)
        except OSError as error:
            raise StoreError(
                f"the store {self.path} cannot be written ({error}): check the disk's space and permissions."
            ) from error
