"""This endpoint against rdflib-endpoint, in turns within one run over the same data.

    pip install rdflib-endpoint
    python -m benchmarks.rdflib_endpoint [--quads 50000] [--rounds 5]

Not part of `benchmarks.endpoint`, as rdflib holds its graph in memory and takes seconds where the others take
milliseconds: so one client, fewer quads, and a question that takes longer than `_LONGEST` is told as such.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import httpx
import pyoxigraph as ox

from benchmarks.endpoint import free_port, wait_for
from benchmarks.meetings import PREFIXES, QUADS_PER_MEETING, Kind, data, kinds

_LONGEST = 20.0  # seconds
_RIVAL = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=False)
graph.default_graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph), port=int(sys.argv[2]), log_level="error")
"""


def main() -> None:
    """Prints the table, or why there is none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if find_spec("rdflib_endpoint") is None:
        raise SystemExit("rdflib-endpoint is not installed, so there is no table: pip install rdflib-endpoint")
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="entente-bench-") as folder:
        compare(Path(folder), given.quads, given.rounds)


def compare(folder: Path, quads: int, rounds: int) -> None:
    """Starts both and prints a line for each kind of query."""
    store = ox.Store(str(folder / "store"))
    store.bulk_load("".join(data(quads)), ox.RdfFormat.N_QUADS)
    store.dump(str(folder / "data.nt"), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    count = len(store)
    del store
    ports = {"ours": free_port(), "rdflib": free_port()}
    ours = f"from endpoint.run import serve; serve({str(folder / 'store')!r}, port={ports['ours']})"
    servers = [
        subprocess.Popen([sys.executable, "-c", ours]),
        subprocess.Popen([sys.executable, "-c", _RIVAL, str(folder / "data.nt"), str(ports["rdflib"])]),
    ]
    try:
        for port in ports.values():
            wait_for(port)
        print(f"{count:,} quads, one client\n\n| query | rdflib p50 ms | ours p50 ms | times |\n|---|---|---|---|")
        for kind in kinds(quads // QUADS_PER_MEETING):
            theirs, own = (statistics.median(times) * 1000 for times in in_turns(kind, ports, rounds))
            print(f"| {kind.name} | {theirs:.1f} | {own:.1f} | {theirs / own:.0f} |", flush=True)
    finally:
        for server in servers:
            server.kill()
            server.wait()


def in_turns(kind: Kind, ports: dict[str, int], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each answer of rdflib-endpoint and of ours; `_LONGEST` where none came until then."""
    times: dict[str, list[float]] = {name: [] for name in ports}
    headers = {"accept": "application/n-triples" if "CONSTRUCT" in kind.query(1) else "application/json"}
    with httpx.Client(headers=headers, timeout=_LONGEST) as client:
        for number, (name, port) in itertools.product(range(rounds + 1), ports.items()):
            address = f"http://127.0.0.1:{port}{'/sparql' if name == 'ours' else '/'}"
            started = time.perf_counter()
            with suppress(httpx.TimeoutException):
                query = f"{PREFIXES}{kind.query(number)} # {number}"
                client.get(address, params={"query": query}).raise_for_status()
            if number:  # the first opens the connection
                times[name].append(time.perf_counter() - started)
    return times["rdflib"], times["ours"]


if __name__ == "__main__":
    main()
