"""What the endpoint tells its keeper: an access log of JSON lines, and counters for Prometheus."""

from __future__ import annotations

import json
import sys
import time
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import IO

from endpoint.web.wire import Request

_BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0)  # seconds
_ROUTES = ("sparql", "data", "id", "doc", "ont", "scheme", "queries", "static", "health", "metrics", ".well-known")
_EMPTY = [0] * (len(_BOUNDS) + 1)

Figures = tuple[dict[tuple[str, str, int], int], dict[str, float], dict[str, list[int]]]


class Watch:
    """Takes note of every answer."""

    def __init__(self, log: str) -> None:
        self._log: IO[str] | None = None
        if log:
            self._log = sys.stderr if log == "-" else Path(log).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - open for as long as we serve
        self.answers: Counter[tuple[str, str, int]] = Counter()
        self.sums: dict[str, float] = {}
        self._buckets: dict[str, list[int]] = {}

    def note(self, request: Request, status: int, size: int, started: float, outcome: str) -> None:
        """One answer: its status (0: the client went away), its bytes, when it was asked (perf_counter), how it
        ended."""
        seconds = time.perf_counter() - started
        route = request.path.split("/", 2)[1]
        route = route if route in _ROUTES else "page"
        self.answers[route, request.method, status] += 1
        self.sums[route] = self.sums.get(route, 0.0) + seconds
        self._buckets.setdefault(route, list(_EMPTY))[bisect_left(_BOUNDS, seconds)] += 1
        if self._log is not None:
            self._write(request, status, size, seconds, outcome)

    def taken(self) -> Figures:
        """What was counted since this was last asked."""
        found = dict(self.answers), self.sums, self._buckets
        self.answers, self.sums, self._buckets = Counter(), {}, {}
        return found

    def add(self, figures: Figures) -> None:
        """Adds what another process has counted."""
        answers, sums, buckets = figures
        self.answers.update(answers)
        for route, seconds in sums.items():
            self.sums[route] = self.sums.get(route, 0.0) + seconds
            own = self._buckets.get(route, _EMPTY)
            self._buckets[route] = [one + other for one, other in zip(own, buckets[route], strict=True)]

    def _write(self, request: Request, status: int, size: int, seconds: float, outcome: str) -> None:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": request.client,
            "method": request.method,
            "path": request.path,
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1000, 2),
            "outcome": outcome,
        }
        if self._log is not None:
            self._log.write(json.dumps(line, ensure_ascii=False) + "\n")

    def metrics(self, gauges: dict[str, float]) -> str:
        """All counters in the text format of Prometheus (version 0.0.4)."""
        lines = ["# TYPE entente_answers_total counter"]
        for (route, method, status), count in sorted(self.answers.items()):
            lines.append(f'entente_answers_total{{route="{route}",method="{_safe(method)}",status="{status}"}} {count}')
        lines.append("# TYPE entente_seconds histogram")
        for route in sorted(self._buckets):
            name = f'entente_seconds_bucket{{route="{route}",le='
            *_, count = up_to = list(accumulate(self._buckets[route]))
            lines += [f'{name}"{bound}"}} {n}' for bound, n in zip((*_BOUNDS, "+Inf"), up_to, strict=True)]
            lines.append(f'entente_seconds_sum{{route="{route}"}} {self.sums[route]:.6f}')
            lines.append(f'entente_seconds_count{{route="{route}"}} {count}')
        for name, value in sorted(gauges.items()):
            lines += [f"# TYPE entente_{name} gauge", f"entente_{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _safe(word: str) -> str:
    return word if word.isalpha() and len(word) < 12 else "other"
