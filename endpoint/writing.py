"""Every write goes through here: it lands whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from endpoint import syntax
from endpoint.dataset import Dataset
from endpoint.problem import Problem


class Writer:
    """Updates and writes of whole graphs, one after another. A graph is its IRI, or "" for the default graph."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    async def update(self, text: str, base: str) -> None:
        """Runs a SPARQL update; 400 if it cannot be parsed or done."""

        def run(store: Store) -> None:
            store.update(text, base_iri=base)

        try:
            await self._dataset.write(run)
        except SyntaxError as error:
            raise syntax.explain(text, str(error), what="update") from error
        except (RuntimeError, ValueError) as error:
            raise Problem(400, f"the update cannot be done: {error}.") from error

    async def put(self, graph: str, triples: list[Triple]) -> bool:
        """Makes a graph hold exactly these triples; whether it is new."""

        def run(store: Store) -> bool:
            created = not _exists(store, graph)
            target = f"GRAPH <{graph}>" if graph else "DEFAULT"
            make = f"CREATE SILENT GRAPH <{graph}> ;" if graph else ""
            store.update(f"DROP SILENT {target} ; {make} INSERT DATA {{ {_block(graph, triples)} }}")
            return created

        return await self._dataset.write(run)

    async def add(self, graph: str, triples: list[Triple]) -> bool:
        """Adds triples to a graph; whether it is new."""

        def run(store: Store) -> bool:
            created = not _exists(store, graph)
            if graph and not triples:
                store.add_graph(NamedNode(graph))
            name = NamedNode(graph) if graph else DefaultGraph()
            store.extend(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
            return created

        return await self._dataset.write(run)

    async def drop(self, graph: str) -> None:
        """Removes a graph (empties the default one); 404 where there is none."""

        def run(store: Store) -> None:
            if not _exists(store, graph):
                raise Problem(404, "there is no such graph: nothing to remove.")
            store.remove_graph(NamedNode(graph) if graph else DefaultGraph())

        await self._dataset.write(run)


def _exists(store: Store, graph: str) -> bool:
    return not graph or store.contains_named_graph(NamedNode(graph))


def _block(graph: str, triples: Iterable[Triple]) -> str:
    """Triples in the syntax of SPARQL's INSERT DATA."""
    lines = "".join(f"{triple} .\n" for triple in triples)
    return f"GRAPH <{graph}> {{ {lines} }}" if graph else lines
