"""Oxigraph's own server over a store on disk: a SPARQL endpoint that is not ours."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import started

_PROGRAM = Path(sys.executable).parent / "oxigraph"


@contextmanager
def answering(folder: Path) -> Iterator[str]:
    """The address of its queries, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(_PROGRAM), "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with started(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        _wait(port)
        yield f"http://127.0.0.1:{port}/query"


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the SPARQL server does not start")
