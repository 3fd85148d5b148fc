"""The process in which every write is tried first: on a copy, within a deadline, against the shapes.

Started by `endpoint.writing`. It changes the copy, compares what the write may touch with what it was, and
lets `kg.validate` judge the nodes that changed and those that point to them. Only faults that the write makes count.
What the merged view must follow it tells too. Graphs that are sent are parsed here.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store, Triple, parse

from endpoint import frames, negotiate
from endpoint.guard import touched_graphs
from endpoint.mergedview import follow
from endpoint.reader import confine
from endpoint.steps import Step, steps
from kg.errors import StoreError
from kg.model import Violation
from kg.validate import validate

_TOLD = 20  # violations that an answer names

Graph = NamedNode | BlankNode | DefaultGraph


def parsed(task: dict[str, Any]) -> dict[str, Any]:
    """The triples of a body, one a line: parsed here, as some bodies take a parser's stack or all its memory."""
    quads = list(parse(task["body"], negotiate.INPUT[task["type"]], base_iri=task["base"]))
    if any(quad.graph_name != DefaultGraph() for quad in quads):
        raise ValueError("the body holds named graphs, but one graph is written here: send triples")
    return {"triples": "".join(f"{quad.triple} .\n" for quad in quads)}


def rehearse(task: dict[str, Any]) -> dict[str, Any]:
    """Does the write of `task` on its copy and tells what shapes it breaks, and which nodes it removes."""
    before, after = Store.read_only(task["snapshot"]), Store(task["copy"])
    changes = _done(task, before, after)
    broken = [fault for graph, changed in changes.items() for fault in _new_faults(before, after, graph, changed)]
    told = [_plain(violation) for violation in broken[:_TOLD]]
    named = [graph for graph in changes if isinstance(graph, NamedNode)]
    merge, less = ("", set[str]()) if broken else follow(before, after, named)
    nodes = {node.value for changed in changes.values() for node in changed if isinstance(node, NamedNode)}
    return {"violations": told, "count": len(broken), "merge": merge, "gone": sorted(_gone(after, nodes | less))}


def _gone(after: Store, nodes: set[str]) -> Iterator[str]:
    """The changed nodes of which nothing is said any more."""
    for node in nodes:
        if next(after.quads_for_pattern(NamedNode(node), None, None), None) is None:
            yield node


def _done(task: dict[str, Any], before: Store, after: Store) -> dict[Graph, set[Any]]:
    """Does the write; gives the nodes of which each graph now says something else. `graphs` are those that it may
    touch, None where it is an update, whose text has to tell."""
    update, base, graphs = task["update"], task["base"], task["graphs"]
    nodes: set[Any] | None = set()
    for step in steps(update, base or "") if graphs is None else [Step(update)]:
        more = None if nodes is None else step.nodes(after, base)
        nodes = None if nodes is None or more is None else nodes | more
        after.update(step.text, base_iri=base)
    if nodes is not None:
        return _changes_of(nodes, before, after)
    touched = touched_graphs(update, base or "") if graphs is None else graphs
    compared = _graphs(None if touched is None else {"", *touched} if graphs is None else touched, before, after)
    found = {graph: _subjects(_triples(before, graph) ^ _triples(after, graph)) for graph in compared}
    return {graph: changed for graph, changed in found.items() if changed}


def _changes_of(nodes: set[Any], before: Store, after: Store) -> dict[Graph, set[Any]]:
    """What changed of these nodes, in any graph."""
    found: dict[Graph, set[Any]] = {}
    for node in nodes:
        was, now = (set(store.quads_for_pattern(node, None, None, None)) for store in (before, after))
        for quad in was ^ now:
            found.setdefault(quad.graph_name, set()).add(node)
    return found


def _graphs(names: Iterable[str] | None, before: Store, after: Store) -> Iterator[Graph]:
    """Graphs by their names, "" the default one; None: all."""
    if names is None:
        yield DefaultGraph()
        yield from {*before.named_graphs(), *after.named_graphs()}
    else:
        yield from (NamedNode(name) if name else DefaultGraph() for name in names)


def _subjects(triples: set[Triple]) -> set[Any]:
    return {triple.subject for triple in triples}


def _new_faults(before: Store, after: Store, graph: Graph, changed: set[Any]) -> list[Violation]:
    found = _faults(after, graph, changed)
    known = {_key(violation) for violation in _faults(before, graph, changed)} if found else set()
    return [violation for violation in found if _key(violation) not in known]


def _triples(store: Store, graph: Graph) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}


def _faults(store: Store, graph: Graph, changed: set[Any]) -> list[Violation]:
    """What is wrong with the changed nodes and those that point to them, seen with all that they point to."""
    pointing = {q.subject for node in changed for q in store.quads_for_pattern(None, None, node, graph)}
    focus = changed | pointing
    triples = {q.triple for node in focus for q in store.quads_for_pattern(node, None, None, graph)}
    nodes = {triple.object for triple in triples if isinstance(triple.object, NamedNode | BlankNode)} - focus
    triples |= {q.triple for node in nodes for q in store.quads_for_pattern(node, None, None, graph)}
    names = {str(node.value) for node in focus if isinstance(node, NamedNode | BlankNode)}
    report = validate(triples)
    return [
        each for each in report.violations if each.severity == "Violation" and each.focus.removeprefix("_:") in names
    ]


def _key(violation: Violation) -> tuple[str | None, ...]:
    return violation.focus, violation.path, violation.component, violation.value


def _plain(violation: Violation) -> dict[str, str]:
    named = {"node": violation.focus, "path": violation.path, "value": violation.value, "message": violation.message}
    return {name: value for name, value in named.items() if value is not None}


def _answer(wire: socket.socket, task: dict[str, Any]) -> None:
    if task["do"] == "open":
        validate(())  # reads the shapes while nobody waits
        wire.sendall(frames.pack_value(frames.READY, {}))
        return
    try:
        outcome = parsed(task) if task["do"] == "parse" else rehearse(task)
    except SyntaxError as error:
        wire.sendall(frames.pack_value(frames.FAULT, {"status": 400, "code": "syntax", "text": str(error)}))
    except (OSError, RuntimeError, ValueError, MemoryError, StoreError) as error:
        wire.sendall(frames.pack_value(frames.FAULT, {"status": 400, "code": "update", "text": str(error)}))
    else:
        wire.sendall(frames.pack_value(frames.HEAD, outcome) + frames.pack_value(frames.END, {}))


def main() -> None:
    """Serves tasks until the server closes the socket."""
    descriptor, memory_mb, network = (int(word) for word in sys.argv[1:4])
    wire = socket.socket(fileno=descriptor)
    confine(memory_mb, network=bool(network))
    unpacker = frames.Unpacker()
    while data := wire.recv(frames.PIECE):
        for _, payload in unpacker.feed(data):
            _answer(wire, frames.loads(payload))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        main()
    os._exit(0)  # the copy is thrown away
