"""This endpoint against `oxigraph serve-read-only`, interleaved in one run over the same data.

    python -m benchmarks.endpoint [--quads 1000000] [--seconds 2] [--rounds 3]

Clients are processes with plain sockets, so that they cost both servers the same. Every request of a kind has other
parameters, so that no cache helps, but for the row `repeated`. Ratios are ours / native, of answers per second. Ours
runs as `kg serve` starts it. CPU is the processor's time per answer, which says more than answers per second
where the machine is not ours alone.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import multiprocessing
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from benchmarks.meetings import PREFIXES, QUADS_PER_MEETING, REPEATED, Kind, data, kinds
from endpoint import allocator

_TURNS = itertools.count(1)


class Line:
    """One connection that asks and reads whole answers."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def ask(self, request: bytes) -> tuple[float, int]:
        """Seconds to the first byte, and the size of the answer."""
        started = time.perf_counter()
        self._socket.sendall(request)
        data = self._left + self._socket.recv(1 << 18)
        first = time.perf_counter() - started
        while b"\r\n\r\n" not in data:
            data += self._socket.recv(1 << 18)
        head, _, body = data.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head[:200]
        low = head.lower()
        size = int(low.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in low else None
        total = len(body)
        tail = body[-8:]
        while total < size if size is not None else not tail.endswith(b"0\r\n\r\n"):
            piece = self._socket.recv(1 << 18)
            assert piece, "the answer broke off"
            total += len(piece)
            tail = (tail + piece)[-8:]
        return first, total


def requests(query: Callable[[int], str], path: str, seed: int) -> Iterator[bytes]:
    """Requests without end, each with other parameters."""
    accept = "application/sparql-results+json, application/n-triples"
    for number in itertools.count(seed):
        own = "" if query is REPEATED.query else f" #{number}"  # no two alike: a cache of whole answers helps nobody
        target = f"{path}?query={quote(PREFIXES + query(number) + own)}"
        yield f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()


def _client(port: int, prepared: list[bytes], seconds: float, out: multiprocessing.Queue[list[float]]) -> None:
    line = Line(port)
    times = []
    end = time.perf_counter() + seconds
    for request in itertools.cycle(prepared):
        started = time.perf_counter()
        if started >= end:
            break
        line.ask(request)
        times.append(time.perf_counter() - started)
    out.put(times)


def load(port: int, path: str, query: Callable[[int], str], clients: int, seconds: float) -> list[float]:
    """The seconds of every answer that so many clients get in that time."""
    out: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    count = max(200, int(seconds * 2500))
    start = next(_TURNS) * 1_000_003  # no two runs ask the same
    prepared = [list(itertools.islice(requests(query, path, start + i * count), count)) for i in range(clients)]
    running = [multiprocessing.Process(target=_client, args=(port, each, seconds, out)) for each in prepared]
    for process in running:
        process.start()
    times = [seconds for _ in running for seconds in out.get()]
    for process in running:
        process.join()
    return times


class Servers:
    """Both servers over one store each: ours owns its own, native reads a backup."""

    def __init__(self, folder: Path, quads: int) -> None:
        self._folder = folder
        store = ox.Store(str(folder / "store"))
        source = folder / "data.nq"
        with source.open("w") as file:
            file.writelines(data(quads))
        store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        self.quads = len(store)
        store.backup(str(folder / "native"))
        del store
        source.unlink()
        self.ports = {"ours": free_port(), "native": free_port()}
        code = f"from endpoint.run import serve; serve({str(folder / 'store')!r}, port={self.ports['ours']})"
        native = Path(sys.executable).with_name("oxigraph")
        where = ["--location", str(folder / "native"), "--bind", f"127.0.0.1:{self.ports['native']}"]
        self.processes = {
            "ours": subprocess.Popen([sys.executable, "-c", code], env=allocator.environment(os.environ)),
            "native": subprocess.Popen([str(native), "serve-read-only", *where], stderr=subprocess.DEVNULL),
        }
        for port in self.ports.values():
            wait_for(port)

    def path(self, name: str) -> str:
        """Where a server answers queries."""
        return "/sparql" if name == "ours" else "/query"

    def _pids(self, name: str) -> list[int]:
        """A server's process and its children."""
        pid = self.processes[name].pid
        return [
            pid,
            *map(int, subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()),
        ]

    def memory(self, name: str) -> int:
        """Resident MiB of a server and its children."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._pids(name)]
        return sum(pages) * 4096 >> 20

    def processor(self, name: str) -> float:
        """Seconds of processor that a server and its children have had, by the clock that Linux keeps for each."""
        spent = 0.0
        for pid in self._pids(name):
            with contextlib.suppress(OSError):  # a reader that was stopped just now
                spent += time.clock_gettime((~pid << 3) | 2)
        return spent

    def stop(self) -> None:
        """Ends both."""
        for process in self.processes.values():
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(port: int) -> None:
    """Returns when somebody listens."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nobody listens on port {port}: see the messages above.")


def compare(servers: Servers, kind: Kind, clients: int, seconds: float, rounds: int) -> dict[str, float]:
    """Answers per second, processor, p50 and p95 (ms) of both, in turns; the median round counts."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, port in servers.ports.items():
            before = servers.processor(name)
            times = sorted(load(port, servers.path(name), kind.query, clients, seconds))
            spent = (servers.processor(name) - before) / len(times)
            found.setdefault(f"{name} cpu", []).append(spent * 1000)
            found.setdefault(f"{name} qps", []).append(len(times) / seconds)
            found.setdefault(f"{name} p50", []).append(times[len(times) // 2] * 1000)
            found.setdefault(f"{name} p95", []).append(times[int(len(times) * 0.95)] * 1000)
    row = {key: statistics.median(values) for key, values in found.items()}
    return {**row, "ratio": row["ours qps"] / row["native qps"]}


def rows(servers: Servers) -> None:
    """The first byte and the memory of a result of 100,000 rows."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"
    for name, port in servers.ports.items():
        line = Line(port)
        request = next(requests(lambda _: query, servers.path(name), 0))
        line.ask(request)
        before = servers.memory(name)
        firsts, totals = [], []
        for _ in range(5):
            started = time.perf_counter()
            first, size = line.ask(request)
            firsts.append(first * 1000)
            totals.append(time.perf_counter() - started)
        grown = servers.memory(name) - before
        print(
            f"{name}: 100,000 rows, {size >> 20} MiB: first byte {statistics.median(firsts):.1f} ms, "
            f"whole {statistics.median(totals):.2f} s, memory {before} MiB, grown by {grown} MiB"
        )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--kinds", nargs="+", help="names of kinds, e.g. ask mixed; default: all")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="entente-bench-", dir=Path.cwd()))
    try:
        servers = Servers(folder, given.quads)
        try:
            report(servers, given)
        finally:
            servers.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(servers: Servers, given: argparse.Namespace) -> None:
    """Runs all and prints as it goes."""
    every = kinds(given.quads // QUADS_PER_MEETING)
    mix = Kind("mixed", lambda n: every[n % len(every)].query(n))
    print(
        f"{servers.quads:,} quads, load {os.getloadavg()[0]:.1f}\n\n"
        "| query | clients | native q/s | ours q/s | ratio | p50 ms | p95 ms | CPU ms |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    figures = []
    wanted = [kind for kind in (*every, mix, REPEATED) if given.kinds is None or kind.name in given.kinds]
    for kind, clients in itertools.product(wanted, given.clients):
        row = compare(servers, kind, clients, given.seconds, given.rounds)
        figures.append({"kind": kind.name, "clients": clients, **row})
        print(
            f"| {kind.name} | {clients} | {row['native qps']:.0f} | {row['ours qps']:.0f} | {row['ratio']:.2f} "
            f"| {row['native p50']:.2f} → {row['ours p50']:.2f} "
            f"| {row['native p95']:.1f} → {row['ours p95']:.1f} "
            f"| {row['native cpu']:.2f} → {row['ours cpu']:.2f} |",
            flush=True,
        )
    rows(servers)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
