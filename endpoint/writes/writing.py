"""Every write goes through here: tried on a copy, judged by the shapes, then done whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from pyoxigraph import NamedNode, Store

from endpoint.protocol import syntax
from endpoint.protocol.guard import is_volatile
from endpoint.readers.worker import Answer, Fault, Worker
from endpoint.settings import Settings
from endpoint.store.dataset import Dataset
from endpoint.web.problem import Problem
from kg import tombstones
from kg.transaction import Update

_TICK = 0.05


class Writer:
    """Updates and writes of whole graphs, one after another. A graph is its IRI, or "" for the default graph."""

    def __init__(self, settings: Settings, dataset: Dataset) -> None:
        self._settings, self._dataset = settings, dataset
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None

    async def update(self, text: str, base: str) -> None:
        """Runs a SPARQL update; 400 if it cannot be parsed or done, 422 if it breaks the shapes, 504 if it takes too
        long."""
        async with self._turn:
            await self._do(text, base, None)

    async def parsed(self, body: bytes, media_type: str, base: str) -> str:
        """The triples of a document of this type, one a line; 400 where it cannot be parsed."""
        async with self._turn:
            worker = await self._ready()
            task = {"do": "parse", "body": body, "type": media_type, "base": base, "snapshot": ""}
            try:
                outcome = await self._run(worker, Answer(task, "", time.monotonic() + self._settings.timeout))
            except Fault as fault:
                if fault.code == "syntax":
                    raise syntax.explain(body.decode("utf-8", "replace"), fault.text, what="graph") from fault
                raise Problem(400, f"{fault.text.rstrip('.')}.") from fault
        return str(outcome["triples"])

    async def put(self, graph: str, triples: str) -> bool:
        """Makes a graph hold exactly these triples; whether it is new."""
        drop = f"DROP SILENT GRAPH <{graph}> ; CREATE SILENT GRAPH <{graph}> ;" if graph else "CLEAR DEFAULT ;"
        return await self._graph(graph, f"{drop} INSERT DATA {{ {_block(graph, triples)} }}")

    async def add(self, graph: str, triples: str) -> bool:
        """Adds triples to a graph; whether it is new."""
        create = f"CREATE SILENT GRAPH <{graph}> ;" if graph else ""
        return await self._graph(graph, f"{create} INSERT DATA {{ {_block(graph, triples)} }}", adds=True)

    async def drop(self, graph: str) -> None:
        """Removes a graph (empties the default one); 404 where there is none."""
        async with self._turn:
            if graph and not await self._exists(graph):
                raise Problem(404, "there is no such graph: nothing to remove.")
            await self._do(f"DROP GRAPH <{graph}>" if graph else "CLEAR DEFAULT", "", [graph])

    async def prepare(self) -> None:
        """Starts the process that tries the writes, so that the first does not wait for it."""
        async with self._turn:
            await self._ready()

    async def close(self) -> None:
        """Ends the process that tries the writes."""
        async with self._turn:
            if self._worker is not None:
                self._worker.kill()
                while not self._worker.reap():
                    await asyncio.sleep(0.01)

    async def _graph(self, graph: str, update: str, *, adds: bool = False) -> bool:
        async with self._turn:
            created = bool(graph) and not await self._exists(graph)
            await self._do(update, "", [graph], adds=adds)
            return created

    async def _exists(self, graph: str) -> bool:
        return await self._dataset.look(lambda store: store.contains_named_graph(NamedNode(graph)))

    async def _do(self, text: str, base: str, graphs: list[str] | None, *, adds: bool = False) -> None:
        """Does an update, and what the merged view must follow, in one transaction. `graphs` are those that it may
        change, "" the default graph; None: what its text tells. `adds` is one that only inserts data."""
        task = {"update": text, "base": base or None, "graphs": graphs, "adds": adds}
        outcome = await self._rehearse(task)
        merge = outcome["merge"]
        if merge and is_volatile(text):
            why = "an update of an article's graph comes out the same each time: write values, no NOW, RAND or UUID."
            raise Problem(400, why)

        more = merge + Update(insert=list(tombstones.records(outcome["gone"]))).sparql()

        def run(store: Store) -> None:
            try:
                store.update(f"{text}\n;\n{more}" if more else text, base_iri=base or None)
            except SyntaxError:  # the text ends with a semicolon
                store.update(f"{text}\n{more}", base_iri=base or None)

        await self._dataset.write(run)

    async def _rehearse(self, task: dict[str, Any]) -> dict[str, Any]:
        """Tries a write on a copy and tells what it does; raises the `Problem` that it would be."""
        worker = await self._ready()
        async with self._dataset.copy() as copy:
            answer = Answer(
                {**task, "do": "rehearse", "snapshot": self._dataset.snapshot, "copy": str(copy)},
                "",
                time.monotonic() + self._settings.timeout,
            )
            try:
                outcome = await self._run(worker, answer)
            except Fault as fault:
                if fault.code == "syntax":
                    raise syntax.explain(task["update"], fault.text, what="update") from fault
                raise Problem(400, f"the update cannot be done: {fault.text.rstrip('.')}.") from fault
        if outcome["count"]:
            raise Problem(
                422,
                f"nothing was written: the data would break the shapes in {outcome['count']} places, see `violations`.",
                None,
                {"violations": outcome["violations"]},
            )
        return outcome

    async def _run(self, worker: Worker, answer: Answer) -> dict[str, Any]:
        worker.run(answer)
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await answer.begin()
        except TimeoutError as error:
            raise Problem(504, "the write took too long, so nothing was written: write less at once.") from error
        finally:
            if not answer.complete and answer.failure is None:
                worker.kill()

    async def _ready(self) -> Worker:
        """The process that tries writes; a new one where the last was killed."""
        if self._worker is not None and not self._worker.dead:
            return self._worker
        if self._worker is not None:
            with contextlib.suppress(OSError):
                self._worker.reap()
        self._worker = Worker(lambda _: None, _lost, module="endpoint.writes.rehearser")
        await self._worker.start(self._settings.memory_mb, network=bool(self._settings.allow_service))
        answer = Answer({"do": "open", "snapshot": ""}, "", 0.0)
        await self._opened(answer)
        return self._worker

    async def _opened(self, answer: Answer) -> None:
        assert self._worker is not None
        self._worker.run(answer)
        while not answer.complete and not self._worker.dead:
            await asyncio.sleep(_TICK / 10)


def _lost(worker: Worker) -> None:
    if worker.answer is not None:
        worker.answer.fail(
            Problem(503, "the write needs more memory than it may use, so nothing was written: write less at once.")
        )


def _block(graph: str, triples: str) -> str:
    """Triples in the syntax of SPARQL's INSERT DATA."""
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples
