"""The fingerprint of the reading software."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import fingerprint as module


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small installation in place of ours."""
    for name in ("languages/fr/words.csv", "commands/build.py", "model.py", "languages/fr/names.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "fingerprint.py"))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("languages/fr/words.csv", True),
        ("languages/fr/names.txt", True),
        ("model.py", True),
        ("commands/build.py", False),
        ("model.pyc", False),
    ],
)
def test_what_changes_a_reading_changes_the_fingerprint(package: Path, name: str, matters: bool) -> None:
    """Rules and words do; commands do not."""
    before = module.fingerprint.__wrapped__()
    (package / name).write_text("new")
    assert (module.fingerprint.__wrapped__() != before) is matters
