"""The process in which every write is tried first: on a copy, within a deadline, against the shapes.

Started by `endpoint.writes.writing`. It changes the copy, compares what the write may touch with what it was, and
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

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from endpoint.readers import frames
from endpoint.readers.reader import confine
from endpoint.web import negotiate
from endpoint.writes.mergedview import follow
from endpoint.writes.steps import Step, insertion, steps
from kg.errors import StoreError
from kg.model import Violation
from kg.validate import shape_terms, sift, validate

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
    touch, None where its text has to tell."""
    update, base, graphs = task["update"], task["base"], task["graphs"]
    nodes: set[Any] | None = set()
    for step in insertion(update) if task["adds"] else [Step(update)] if graphs is not None else steps(update):
        more = step.run(after, base)
        nodes = None if nodes is None or more is None else nodes | more
    if nodes is not None:
        return _changes_of(nodes, before, after)
    found: dict[Graph, set[Any]] = {}
    for graph in [None] if graphs is None else [NamedNode(name) if name else DefaultGraph() for name in graphs]:
        for quad in _differing(before, after, graph):
            found.setdefault(quad.graph_name if graph is None else graph, set()).add(quad.subject)
    return found


def _changes_of(nodes: set[Any], before: Store, after: Store) -> dict[Graph, set[Any]]:
    """What changed of these nodes, in any graph."""
    found: dict[Graph, set[Any]] = {}
    for node in nodes:
        was, now = (set(store.quads_for_pattern(node, None, None, None)) for store in (before, after))
        for quad in was ^ now:
            found.setdefault(quad.graph_name, set()).add(node)
    return found


def _differing(before: Store, after: Store, graph: Graph | None) -> Iterator[Quad]:
    """What one of two stores says in a graph (None: in any) and the other does not: compared as the engine writes it,
    which takes a fifth of the time of making triples."""
    format_ = RdfFormat.N_QUADS if graph is None else RdfFormat.N_TRIPLES
    was, now = (set((store.dump(format=format_, from_graph=graph) or b"").splitlines()) for store in (before, after))
    return parse(b"\n".join(was ^ now), format_)


def _new_faults(before: Store, after: Store, graph: Graph, changed: set[Any]) -> list[Violation]:
    """The faults of the changed nodes and of those that point to them that were not there before."""
    focus = changed | _pointing(before, after, graph, changed)
    found = _broken(sift(_around(after, graph, focus)), focus)
    if found:
        known = {_key(each) for each in _broken(sift(_around(before, graph, focus)), focus)}
        found = [each for each in found if _key(each) not in known]
    if not found:
        return []
    names = {each.focus for each in found}  # few, as the judge takes its time
    few = {node for node in focus if isinstance(node, NamedNode | BlankNode) and _name(node) in names}
    judged, was = (_broken(validate(_around(store, graph, few)).violations, few) for store in (after, before))
    known = {_key(each) for each in was}
    return [each for each in judged if _key(each) not in known]


def _pointing(before: Store, after: Store, graph: Graph, changed: set[Any]) -> set[Any]:
    """Who points to changed nodes of which something is said now that a shape may look at."""
    seen = set()
    for node in changed:
        was, now = (
            {(quad.predicate, quad.object) for quad in store.quads_for_pattern(node, None, None, graph)}
            for store in (before, after)
        )
        if any(predicate in shape_terms() for predicate, _ in was ^ now):
            seen.add(node)
    return {quad.subject for node in seen for quad in after.quads_for_pattern(None, None, node, graph)}


def _around(store: Store, graph: Graph, focus: set[Any]) -> set[Triple]:
    """What a graph says of some nodes and of those that they point to."""
    triples = {quad.triple for node in focus for quad in store.quads_for_pattern(node, None, None, graph)}
    nodes = {triple.object for triple in triples if isinstance(triple.object, NamedNode | BlankNode)} - focus
    return triples | {quad.triple for node in nodes for quad in store.quads_for_pattern(node, None, None, graph)}


def _broken(found: Iterable[Violation], focus: set[Any]) -> list[Violation]:
    names = {_name(node) for node in focus if isinstance(node, NamedNode | BlankNode)}
    return [each for each in found if each.severity == "Violation" and each.focus in names]


def _name(node: NamedNode | BlankNode) -> str:
    """What a violation calls a node."""
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


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
