"""`kg build` beside a server that only reads: the command itself, on the same store."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Store as Engine

from endpoint.settings import Settings
from kg import snapshots
from kg.resources import resource
from tests.endpoint.conftest import Served, until

SCHEMA = "https://schema.org/"
MEETINGS = "SELECT ?m { ?m a <https://w3id.org/entente/ont#Meeting> } ORDER BY ?m"


def build(*arguments: Path) -> None:
    """Runs `kg build`; it must end well."""
    command = [sys.executable, "-m", "kg", "build", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of an example note, which may be edited."""
    path = tmp_path_factory.mktemp("notes") / "hanoi-poutine.txt"
    path.write_bytes((resource("examples", "articles") / path.name).read_bytes())
    return path


@pytest.fixture(scope="module")
def served(note: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over that note."""
    folder = tmp_path_factory.mktemp("beside") / "store"
    build(note, Path("--store"), folder)
    server = Served(Settings(store=folder, port=0))
    yield server
    server.stop()


def known(served: Served, identifier: str) -> bool:
    """Whether readers see an article."""
    return bool(served.ask(f'ASK {{ ?a <{SCHEMA}identifier> "{identifier}" }}').json()["boolean"])


def test_builds_one_after_another_end_well_and_every_reader_is_answered_meanwhile(served: Served) -> None:
    """The server never holds the lock that a build needs; what a build wrote is shown without a restart."""
    done, statuses = threading.Event(), []

    def read() -> None:
        with httpx.Client(base_url=served.root, timeout=30) as client:
            while not done.wait(0.02):
                query = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} # {len(statuses)}"
                statuses.append(client.get("/sparql", params={"query": query}).status_code)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    names = ("aix-la-chapelle-traite", "canberra-chinh-albanese")
    for name in names:
        build(resource("examples", "articles") / f"{name}.txt", Path("--store"), served.app.settings.store)
    assert all(until(lambda name=name: known(served, name)) for name in names)  # type: ignore[misc]
    done.set()
    reader.join()
    assert set(statuses) == {200}


def test_what_a_build_removed_is_410(served: Served, note: Path) -> None:
    """The meeting of an article that no longer tells of it is gone; the persons of the reference data stay."""
    before = [row["m"]["value"] for row in served.ask(MEETINGS).json()["results"]["bindings"]]
    note.write_text("Vladimir Poutine est président de la Russie.", "utf-8")
    build(note, Path("--store"), served.app.settings.store)
    assert until(lambda: len(served.ask(MEETINGS).json()["results"]["bindings"]) < len(before))
    after = [row["m"]["value"] for row in served.ask(MEETINGS).json()["results"]["bindings"]]
    path = sorted(set(before) - set(after))[0].replace("https://w3id.org/entente", "")
    assert until(lambda: served.client.get(path).status_code == 410)
    assert served.client.get("/id/person/ru/vladimir-putin").status_code == 303


def test_what_was_removed_while_no_server_ran_is_410(tmp_path: Path) -> None:
    """The store remembers it, in the transaction that removed it; what comes back is there again."""
    note, folder = tmp_path / "hanoi-poutine.txt", tmp_path / "store"
    text = (resource("examples", "articles") / note.name).read_text("utf-8")
    paths = []
    for now in (text, "Rien ne s'est passé.", text):
        note.write_text(now, "utf-8")
        build(note, Path("--store"), folder)
        served = Served(Settings(store=folder, port=0))
        found = [row["m"]["value"] for row in served.ask(MEETINGS).json()["results"]["bindings"]]
        paths = paths or [iri.replace("https://w3id.org/entente", "") for iri in found]
        status = {served.client.get(path).status_code for path in paths}
        assert status == ({303} if now == text else {410})
        served.stop()


def test_a_snapshot_beside_a_writer_holds_what_was_written(tmp_path: Path) -> None:
    """Also what stands only in the engine's log as yet; a store that changes meanwhile gives none."""
    store = Engine(str(tmp_path / "store"))
    store.update("INSERT DATA { <http://e/s> <http://e/p> 1, 2, 3 }")
    assert snapshots.linked(tmp_path / "store", tmp_path / "copy")
    assert len(Engine.read_only(str(tmp_path / "copy"))) == 3
