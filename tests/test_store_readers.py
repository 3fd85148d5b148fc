"""Reading a store beside its writer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store import Store
from tests.test_store import default, graph, no_reference, quads


def test_a_store_can_be_read_beside_its_writer(tmp_path: Path) -> None:
    """A reader sees what was written, and cannot write."""
    with Store.open(tmp_path / "s", reference=no_reference) as writer:
        writer.replace(graph(1), quads(graph(1), "a"))
        with Store.read(tmp_path / "s") as reader:
            assert default(reader) == {"a"}
            with pytest.raises(StoreError, match="opened for reading"):
                reader.replace(graph(2), quads(graph(2), "b"))


def test_a_reader_keeps_what_it_opened_while_its_writer_goes_on(tmp_path: Path) -> None:
    """The engine opens its tables late and throws them away early: a reader reads what was there, to its end."""
    with Store.open(tmp_path / "s", reference=no_reference) as writer:
        for number in range(5):
            writer.replace(graph(number), quads(graph(number), *map(str, range(200))))
            writer.flush()
        with Store.read(tmp_path / "s") as reader:
            for number in range(5):
                writer.replace(graph(number), quads(graph(number), "new"))
            writer.oxigraph.optimize()
            assert all(len(reader.triples(graph(number))) == 200 for number in range(5))
            assert list(reader.check()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_a_store_beside_which_nothing_can_be_written_is_read_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader needs no more rights than to read."""
    with Store.open(tmp_path / "s", reference=no_reference) as writer:
        writer.replace(graph(1), quads(graph(1), "a"))

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with Store.read(tmp_path / "s") as reader:
        assert default(reader) == {"a"}


def test_a_store_that_cannot_be_opened_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """One sentence says so; every attempt cleans up."""
    with Store.open(tmp_path / "s", reference=no_reference) as writer:
        writer.replace(graph(1), quads(graph(1), "a"))
    (tmp_path / "s" / "CURRENT").write_text("no manifest\n")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.read(tmp_path / "s")
    assert [path.name for path in tmp_path.iterdir()] == ["s"]
