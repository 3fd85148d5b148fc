"""Twenty hostile queries in a row, and what ordinary clients notice of them.

    python -m benchmarks.hostile [--quads 300000] [--timeout 2]

Ordinary queries come from two addresses, hostile ones from a third. The table says how each hostile query ended and
when; below it stand the 95th percentiles of the ordinary ones, in quiet and under attack.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from benchmarks.endpoint import Line, free_port, wait_for
from benchmarks.meetings import PREFIXES, data, kinds

ALL = "?a ?p ?b . ?c ?q ?d . ?e ?r ?f"
HOSTILE = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "order of a product": f"SELECT * {{ {ALL} }} ORDER BY ?f ?d",
    "distinct of a product": f"SELECT DISTINCT ?a ?d ?f {{ {ALL} }}",
    "group of a product": f"SELECT ?a (COUNT(*) AS ?n) {{ {ALL} }} GROUP BY ?a",
    "filter that never holds": f"SELECT * {{ {ALL} FILTER(STR(?b) = CONCAT(STR(?d), STR(?f), 'x')) }}",
    "path of any length": "SELECT * { ?a (!<http://e/>|^!<http://e/>)* ?b . ?b (!<http://e/>|^!<http://e/>)* ?c }",
    "regular expression": f"SELECT (COUNT(*) AS ?n) {{ {ALL} FILTER(REGEX(STR(?b), '(a|b|c)*d(a|b)*$')) }}",
}


def ordinary(port: int, number: int, stop: threading.Event, times: list[float]) -> None:
    """Asks ordinary queries until told to stop."""
    line = Line(port)
    every = kinds(5000)[:4]
    for turn in itertools.count(number * 1_000_000):
        if stop.is_set():
            return
        query = quote(PREFIXES + every[turn % len(every)].query(turn) + f" #{turn}")
        started = time.perf_counter()
        line.ask(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.{number}\r\n\r\n".encode())
        times.append(time.perf_counter() - started)
        time.sleep(0.01)


def measured(port: int, while_: object) -> list[float]:
    """The seconds of ordinary answers while something is done."""
    stop, times = threading.Event(), list[float]()
    threads = [threading.Thread(target=ordinary, args=(port, number, stop, times)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    assert callable(while_)
    while_()
    stop.set()
    for thread in threads:
        thread.join()
    return sorted(times)


def attack(port: int, timeout: float) -> None:
    """Twenty hostile queries, one after another, each with its own line of the table."""
    print(f"| hostile query | ended with | after s (limit {timeout:g}) |\n|---|---|---|")
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        for name, query in itertools.islice(itertools.cycle(HOSTILE.items()), 20):
            started = time.perf_counter()
            try:
                parameters = {"query": query, "timeout": str(timeout)}
                status = str(
                    client.get("/sparql", params=parameters, headers={"x-forwarded-for": "192.0.2.99"}).status_code
                )
            except httpx.RemoteProtocolError:
                status = "200, cut"
            print(f"| {name} | {status} | {time.perf_counter() - started:.2f} |", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=300_000)
    parser.add_argument("--timeout", type=float, default=2.0)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="entente-hostile-", dir=Path.cwd()))
    store = ox.Store(str(folder / "store"))
    store.bulk_load("".join(data(given.quads)), ox.RdfFormat.N_QUADS)
    del store
    port = free_port()
    code = f"from endpoint.run import serve; serve({str(folder / 'store')!r}, port={port})"
    server = subprocess.Popen([sys.executable, "-c", code])
    try:
        wait_for(port)
        measured(port, lambda: time.sleep(2))
        quiet = measured(port, lambda: time.sleep(10))
        hurt = measured(port, lambda: attack(port, given.timeout))
        for name, times in (("in quiet", quiet), ("under attack", hurt)):
            p50, p95 = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
            print(f"\n{name}: {len(times)} answers, p50 {p50:.1f} ms, p95 {p95:.1f} ms, longest {times[-1]:.2f} s")
        print(httpx.get(f"http://127.0.0.1:{port}/health").text)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
