"""Settings, from arguments, the environment and defaults."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from endpoint.allocator import command, environment
from endpoint.settings import Settings, table
from kg.errors import BadData
from tests.processes import started

STORE = Path("store")


def test_arguments_win_over_the_environment_and_it_over_defaults() -> None:
    """In that order."""
    environment = {"ENTENTE_PORT": "8000", "ENTENTE_TIMEOUT": "5", "ENTENTE_ALLOW_SERVICE": "http://a/ http://b/"}
    settings = Settings.load(STORE, environment, port=9000, timeout=None)
    assert (settings.port, settings.timeout, settings.host) == (9000, 5.0, "127.0.0.1")
    assert settings.allow_service == ("http://a/", "http://b/")


def test_a_value_that_cannot_be_read_is_named() -> None:
    """With the variable and the value."""
    with pytest.raises(BadData, match="ENTENTE_PORT is 'many'"):
        Settings.load(STORE, {"ENTENTE_PORT": "many"})


def test_the_token_may_lie_in_a_file(tmp_path: Path) -> None:
    """Without its line end; a missing or empty file is an error, not an open door."""
    secret = tmp_path / "token"
    secret.write_text("s3cret\n")
    assert Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(secret)}).token == "s3cret"
    secret.write_text("")
    with pytest.raises(BadData, match="empty"):
        Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(secret)})
    with pytest.raises(BadData, match="cannot be read"):
        Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(tmp_path / "none")})


def test_every_setting_is_in_the_readme() -> None:
    """One documented table."""
    readme = (Path(__file__).parents[2] / "endpoint" / "README.md").read_text("utf-8")
    assert [name for name, _, _ in table() if f"| `{name}` |" not in readme] == []


def test_kg_starts_again_once_with_another_allocator() -> None:
    """And no other program does."""
    typed = ["python3", "-m", "kg", "serve"]
    once = command(["/site-packages/kg/__main__.py", "serve"], typed, {})
    assert once in ([], [sys.executable, *typed[1:]])
    assert command(["/usr/bin/kg", "serve"], ["python3", "/usr/bin/kg", "serve"], {})[1:] == (
        ["/usr/bin/kg", "serve"] if once else []
    )
    assert command(["kg/__main__.py", "serve"], typed, environment({})) == []
    assert command(["/usr/lib/pytest/__main__.py"], typed, {}) == []


def test_kg_serve_runs_with_that_allocator(tmp_path: Path) -> None:
    """Whoever starts it: the process itself says so."""
    store = tmp_path / "store"
    ox.Store(str(store)).flush()
    environ = {name: value for name, value in os.environ.items() if name != "GLIBC_TUNABLES"}
    line = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    with started(line, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        assert server.stdout is not None
        assert b"Serving" in server.stdout.readline()
        kept = Path(f"/proc/{server.pid}/environ")
        if kept.exists():
            assert (b"GLIBC_TUNABLES=glibc." in kept.read_bytes()) == bool(command(["kg"], ["kg"], {}))
        server.terminate()
        assert server.wait(30) in (0, -signal.SIGTERM)
