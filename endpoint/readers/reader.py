"""A reader process: answers one task at a time over a snapshot, and can be killed at any moment.

The engine cannot be interrupted, and its solutions are bound to their thread: so a query and the writing of its
answer run in the main thread of a process of its own. Started by `endpoint.readers.worker` with a connected socket as
file descriptor `argv[1]`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import signal
import socket
import sys
import zlib
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from endpoint.readers import frames
from endpoint.readers.union import asked
from endpoint.web import negotiate
from endpoint.web.negotiate import Offer

RECORDS = NamedNode("urn:x-entente:records")  # the store's book-keeping, which `kg.store` never exports
Results = QuerySolutions | QueryBoolean | QueryTriples
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SMALL = 1024  # answers below this are not worth compressing


class StopWriting(Exception):  # noqa: N818 - not an error: the answer is long enough
    """Raised inside the engine's write to end an answer early."""


class _Sink:
    """The file that the engine writes an answer to: pieces of 64 KiB into the socket, whose buffer bounds how far it
    runs ahead."""

    def __init__(self, wire: socket.socket, head: dict[str, Any], task: dict[str, Any]) -> None:
        self._wire, self._head, self._only_head = wire, head, task.get("head", False)
        self._limit: int = task["limit"]
        self._gzip = zlib.compressobj(1, zlib.DEFLATED, 31) if task.get("gzip") else None
        self._buffer = bytearray()
        self._started = False
        self.size = 0

    def write(self, data: bytes) -> int:
        """Takes a piece from the engine."""
        self.size += len(data)
        if self.size > self._limit:
            raise StopWriting
        self._buffer += data
        if len(self._buffer) >= frames.PIECE:
            self._send(b"")
            if self._only_head:
                raise StopWriting
        return len(data)

    def flush(self) -> None:
        """Nothing to do: pieces go out when they are full."""

    def close(self) -> None:
        """Sends what is left and the end of the answer."""
        if self._started or self._only_head:
            if not self._started and len(self._buffer) < _SMALL:
                self._gzip = None
            self._send(frames.pack_value(frames.END, {}), last=True)
        else:
            whole = packed(self._head, bytes(self._buffer), gzip=self._gzip is not None)
            self._wire.sendall(frames.pack_value(frames.WHOLE, whole))

    def _send(self, tail: bytes, *, last: bool = False) -> None:
        piece = bytes(self._buffer)
        self._buffer.clear()
        if self._gzip is not None:
            piece = self._gzip.compress(piece) + (self._gzip.flush() if last else b"")
        out = b""
        if not self._started:
            out = frames.pack_value(frames.HEAD, {**self._head, "gzip": self._gzip is not None})
            self._started = True
        if piece and not self._only_head:
            out += frames.pack(frames.DATA, piece)
        self._wire.sendall(out + tail)


class _Reader:
    def __init__(self, wire: socket.socket) -> None:
        self._wire = wire
        self._path = ""
        self._store = Store()

    def open(self, path: str) -> None:
        """Moves to another snapshot."""
        if path != self._path:
            self._store = Store.read_only(path)
            self._path = path

    def answer(self, task: dict[str, Any]) -> None:
        """Does one task and sends its answer, or why there is none."""
        try:
            self.open(task["snapshot"])
            if task["do"] == "open":
                self._wire.sendall(frames.pack_value(frames.READY, {}))
            elif task["do"] == "graph":
                self._graph(task)
            else:
                self._query(task)
        except SyntaxError as error:
            self._fault(400, "syntax", str(error))
        except MemoryError:
            self._fault(503, "memory", "")
        except (OSError, ValueError, RuntimeError) as error:
            self._fault(500, "engine", str(error))

    def _query(self, task: dict[str, Any]) -> None:
        store, default, named = asked(self._store, task["query"], task["base"], task["default"], task["named"])
        results = store.query(task["query"], base_iri=task["base"], default_graph=default, named_graphs=named)
        offer = chosen(results, task)
        if offer is None:
            offers = negotiate.GRAPHS if isinstance(results, QueryTriples) else negotiate.SOLUTIONS
            self._fault(406, "accept", ", ".join(each.media_type for each in offers))
            return
        sink = _Sink(self._wire, {"type": offer.content_type}, task)
        self._write(sink, lambda: write(results, sink, offer))

    def _graph(self, task: dict[str, Any]) -> None:
        graph = DefaultGraph() if task["graph"] == "" else NamedNode(task["graph"]) if task["graph"] else None
        if isinstance(graph, NamedNode) and not self._store.contains_named_graph(graph):
            self._fault(404, "graph", task["graph"])
            return
        offers = negotiate.DATASETS if graph is None else negotiate.GRAPHS
        offer = _offer(task, offers)
        if offer is None:
            self._fault(406, "accept", ", ".join(each.media_type for each in offers))
            return
        sink = _Sink(self._wire, {"type": offer.content_type}, task)
        engine = offer.engine
        assert isinstance(engine, RdfFormat)
        self._write(sink, lambda: self._dump(sink, engine, graph, task["prefixes"]))

    def _dump(self, sink: Any, engine: RdfFormat, graph: NamedNode | DefaultGraph | None, prefixes: Any) -> None:
        """Writes a graph, or the whole dataset without the store's own records."""
        if graph is None:
            serialize((quad for quad in self._store if quad.graph_name != RECORDS), sink, engine)
        else:
            self._store.dump(sink, engine, from_graph=graph, prefixes=prefixes)

    def _write(self, sink: _Sink, write: Any) -> None:
        try:
            write()
        except StopWriting:
            if sink.size > sink._limit:
                self._fault(413, "size", str(sink._limit))
                return
        sink.close()

    def _fault(self, status: int, code: str, text: str) -> None:
        self._wire.sendall(frames.pack_value(frames.FAULT, {"status": status, "code": code, "text": text}))


def chosen(results: Results, task: dict[str, Any]) -> Offer | None:
    """The format in which to write results; None where the client accepts none of ours."""
    return _offer(task, negotiate.GRAPHS if isinstance(results, QueryTriples) else negotiate.SOLUTIONS)


def write(results: Results, sink: Any, offer: Offer) -> None:
    """Writes results to a file in a format."""
    engine = offer.engine
    if isinstance(results, QueryTriples):
        assert isinstance(engine, RdfFormat)
        results.serialize(cast(IO[bytes], sink), engine)
    else:
        assert isinstance(engine, QueryResultsFormat)
        results.serialize(cast(IO[bytes], sink), engine)


def packed(head: dict[str, Any], body: bytes, *, gzip: bool) -> tuple[dict[str, Any], bytes]:
    """Head and body of a whole answer, compressed where that is asked and pays."""
    if not gzip or len(body) < _SMALL:
        return {**head, "gzip": False}, body
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return {**head, "gzip": True}, packer.compress(body) + packer.flush()


def _offer(task: dict[str, Any], offers: tuple[Offer, ...]) -> Offer | None:
    if task.get("format"):
        return negotiate.by_word(task["format"], offers)
    return negotiate.choose(task.get("accept"), offers)


def confine(memory_mb: int, *, network: bool) -> None:
    """Caps memory, ends with the parent, and gives up the network where the system lets us (SERVICE then reaches
    nothing)."""
    limit = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: no orphan readers when the server is killed
        if not network and libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def main() -> None:
    """Serves tasks until the server closes the socket."""
    descriptor, memory_mb, network = (int(word) for word in sys.argv[1:4])
    wire = socket.socket(fileno=descriptor)
    confine(memory_mb, network=bool(network))
    reader = _Reader(wire)
    gc.disable()  # a task leaves no cycles behind
    unpacker = frames.Unpacker()
    while data := wire.recv(frames.PIECE):
        for _, payload in unpacker.feed(data):
            reader.answer(frames.loads(payload))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        main()
    os._exit(0)  # nothing to save: a snapshot is only read
