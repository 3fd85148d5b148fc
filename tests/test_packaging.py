"""What an installed Entente brings along: a wheel built from this checkout, with no network."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "shapes", "queries", "examples")
KEPT = {".ttl", ".rq", ".txt", ".csv", ".toml", ".html", ".jsonl", ".json", ".css", ".js", ".md"}

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed, so no wheel can be built offline"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel's files in it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout, so what belongs to the project cannot be listed")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def _run(installed: Path, where: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in `where` with the installed files before this checkout, which an editable install also offers."""
    env = os.environ | {"PYTHONPATH": str(installed), "NO_COLOR": "1"}
    return subprocess.run([sys.executable, *command], cwd=where, env=env, capture_output=True, text=True, timeout=300)


def test_the_wheel_holds_every_file_that_the_program_reads(wheel: Path) -> None:
    """All tracked code and data is inside; ontology, shapes, queries and examples lie in kg/."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = set()
    for name in _tracked():
        room, suffix = name.split("/")[0], Path(name).suffix
        if room in ROOMS and suffix in KEPT:
            wanted.add(f"kg/{name}")
        elif room in ("kg", "endpoint") and suffix in KEPT | {".py"}:
            wanted.add(name)
    assert sorted(wanted - names) == []


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """No test, no cache and no store is shipped."""
    names = zipfile.ZipFile(wheel).namelist()
    assert [n for n in names if not n.startswith(("kg/", "endpoint/", "entente-")) or "__pycache__" in n] == []


def test_an_installed_package_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    """Each room is found inside the installed package, not in a checkout."""
    program = f"from kg.resources import resource; print(*map(resource, {ROOMS}), sep='\\n')"
    shown = _run(installed, tmp_path, "-c", program)
    assert shown.stdout.split() == [str(installed / "kg" / room) for room in ROOMS]


def test_an_installed_program_explains_itself(installed: Path, tmp_path: Path) -> None:
    """`kg --help` works away from any checkout and names the commands."""
    shown = _run(installed, tmp_path, "-m", "kg", "--help")
    assert shown.returncode == 0, shown.stderr
    for command in ("demo", "build", "extract", "validate", "query", "serve", "export", "evaluate"):
        assert command in shown.stdout


@pytest.fixture(scope="module")
def demo(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """`kg demo` of the installed package, away from any checkout."""
    return _run(installed, tmp_path_factory.mktemp("demo"), "-m", "kg", "demo", "--no-serve")


def test_an_installed_demo_finds_its_examples(demo: subprocess.CompletedProcess[str]) -> None:
    """All is well: every example note is read and none is set aside."""
    assert (demo.returncode, demo.stderr.count("Traceback")) == (0, 0), demo.stdout + demo.stderr
    assert "meetings" in demo.stdout


def test_the_readme_shows_what_the_demo_prints(demo: subprocess.CompletedProcess[str]) -> None:
    """Every table line of the transcript in the README is a line of the demo."""
    transcript = (ROOT / "README.md").read_text("utf-8").split("$ make demo\n", 1)[1].split("```", 1)[0]
    shown = {_plain(line) for line in demo.stdout.splitlines()}
    told = [line for line in transcript.splitlines() if line.startswith("│")]
    assert told
    assert [line for line in told if _plain(line) not in shown] == []


def _plain(line: str) -> str:
    """A line of a table, however wide its columns."""
    return " ".join(line.split())
