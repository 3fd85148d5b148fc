"""The rules of the house that a machine can check; a failure names the faults. CONTRIBUTING.md has them in words."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.model import Fact
from kg.plugins import events

ROOT = Path(__file__).parents[1]
CODE = ("kg", "endpoint", "tests", "benchmarks")
LIBRARY = ("kg", "endpoint")
MAX_FILE, MAX_FUNCTION = 300, 40  # lines
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
# Only these may write IRIs: the vocabulary, identifiers (the base of things), and a licence notice.
IRI_FILES = {"kg/vocab.py", "kg/identifiers.py", "kg/languages/fr/repair/frequencies.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _functions(*folders: str) -> Iterator[tuple[Path, Function]]:
    for path in _files(*folders):
        yield from ((path, node) for node in ast.walk(_tree(path)) if isinstance(node, Function))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _strings(path: Path) -> Iterator[str]:
    """The strings of the code; docstrings are prose and left out."""
    statements = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Expr))
    prose = {id(node.value) for node in statements}
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_a_file_is_short() -> None:
    """A file has fewer than 300 lines: one job, read in one sitting."""
    lines = {_name(path): len(_text(path).splitlines()) for path in _files(*CODE)}
    assert {name: count for name, count in lines.items() if count >= MAX_FILE} == {}


def test_a_function_is_short() -> None:
    """A function has fewer than 40 lines, its docstring included."""
    lines = {f"{_name(path)}:{f.name}": (f.end_lineno or 0) - f.lineno + 1 for path, f in _functions(*CODE)}
    assert {name: count for name, count in lines.items() if count >= MAX_FUNCTION} == {}


def test_a_module_says_what_it_is_for() -> None:
    """Every module has a docstring, and no name that says nothing."""
    silent = [_name(path) for path in _files(*CODE) if _tree(path).body and not ast.get_docstring(_tree(path))]
    drawers = [_name(path) for path in _files(*CODE) if path.stem in DRAWERS]
    assert silent + drawers == []


def test_a_public_name_has_a_docstring() -> None:
    """What others may call says in a sentence what it does."""
    silent = [
        f"{_name(path)}:{node.name}"
        for path in _files(*LIBRARY)
        for node in _tree(path).body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_test_states_a_truth() -> None:
    """Every test has a docstring that says what is true."""
    tests = ((path, f) for path, f in _functions("tests") if f.name.startswith("test_"))
    assert [f"{_name(path)}:{f.name}" for path, f in tests if not ast.get_docstring(f)] == []


def test_iris_are_written_in_one_place() -> None:
    """No IRI of a thing or term stands in the code but in the vocabulary; docstrings and comments may cite."""
    written = [
        f"{_name(path)}: {string}"
        for path in _files("kg")
        if _name(path) not in IRI_FILES
        for string in _strings(path)
        if re.search(r"https?://\w", string)
    ]
    assert written == []


def test_the_library_does_not_know_the_endpoint() -> None:
    """Only the command that serves imports the endpoint."""
    users = [_name(path) for path in _files("kg") if "endpoint" in _imports(path)]
    assert [name for name in users if not name.endswith("/serve.py")] == []


def test_only_the_validator_uses_pyshacl() -> None:
    """pySHACL has one user."""
    users = [_name(path) for path in _files(*LIBRARY) if "pyshacl" in _imports(path)]
    assert [name for name in users if name != "kg/validate.py"] == []


def test_only_settings_read_the_environment() -> None:
    """`kg/settings.py` is the library's only reader of environment variables."""
    readers = [_name(path) for path in _files("kg") if re.search(r"\bos\.(environ|getenv)\b", _text(path))]
    assert [name for name in readers if name != "kg/settings.py"] == []


def test_a_lint_exception_has_its_reason() -> None:
    """A `noqa` or `type: ignore` names its rule and says why, on its line, after a dash or in a second comment."""
    mark = re.compile(r"#\s*(?:noqa|type:\s*ignore)[^\n]*")
    reasoned = re.compile(r"(?:noqa: [A-Z0-9, ]+|ignore\[[\w, -]+\])\s*[-–#]\s*\w")
    bare = [
        f"{_name(path)}: {hit}"
        for path in _files(*LIBRARY)
        for hit in mark.findall(_text(path))
        if not reasoned.search(hit)
    ]
    assert bare == []


def test_every_term_of_a_fact_is_in_the_ontology() -> None:
    """Each class and slot of our own that facts name is declared in ontology/."""
    declared = "\n".join(_text(path) for path in sorted((ROOT / "ontology").glob("*.ttl")))
    facts: list[type[Fact]] = [event.fact for event in events()]
    terms = {slot.term for fact in facts for _, slot in fact.slots() if slot.term}
    ours = {f"ent:{term}" for term in terms if ":" not in term} | {event.type for event in events()}
    assert [term for term in sorted(ours) if not re.search(rf"^{re.escape(term)}\s+a\s", declared, re.MULTILINE)] == []


def test_one_stem_in_every_room() -> None:
    """An event has a file of its name in ontology/ and in shapes/."""
    wanted = {f"{room}/{event.name}.ttl" for event in events() for room in ("ontology", "shapes")}
    assert [name for name in sorted(wanted) if not (ROOT / name).exists()] == []


def _kept() -> Iterator[Path]:
    for folder in (*CODE, "ontology", "shapes", "queries", "examples", ".ci", ".github"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    plain = (path for path in ROOT.glob("*") if path.is_file() and path.suffix in (".md", ".toml", ".txt", ""))
    yield from (path for path in plain if path.name != ".git")  # a file in a linked worktree
    yield from (ROOT / "LICENSES").glob("*")


def test_nothing_is_bound_to_one_machine() -> None:
    """No file names a package registry's host or an absolute path of somebody's computer."""
    private = re.compile(r"\bpypi\.org|pythonhosted\.org|npmjs\.|(?<![\w./])/(?:root|home/\w+|work|Users/\w+)/")
    texts = ((path, path.read_text("utf-8", "replace")) for path in _kept() if path != Path(__file__))
    assert [_name(path) for path, text in texts if private.search(text)] == []


def test_every_dependency_is_pinned() -> None:
    """constraints.txt pins each direct dependency to one version, and holds no address."""
    pins = [line for line in _text(ROOT / "constraints.txt").splitlines() if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9][a-z0-9-]*==[\w.]+", pin)] == []
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", want)[0]).lower() for want in wanted}
    assert names - {pin.split("==")[0] for pin in pins} == set()


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link in a Markdown file names a file or folder of this checkout."""
    documents = [path for path in _kept() if path.suffix == ".md"]
    targets = [(path, target) for path in documents for target in re.findall(r"\]\(([^)\s]+)\)", _text(path))]
    links = [(path, target.split("#")[0]) for path, target in targets if "://" not in target and target[0] != "#"]
    assert len(links) > 5
    assert [f"{_name(path)}: {link}" for path, link in links if not (path.parent / link).exists()] == []


def test_the_readme_tells_every_command() -> None:
    """The table of commands and the folder of commands agree."""
    told = set(re.findall(r"^\| `kg ([a-z]+)", _text(ROOT / "README.md"), re.MULTILINE))
    assert told == {path.stem for path in (ROOT / "kg" / "commands").glob("[a-z]*.py")}


def test_the_readme_tells_every_exit_code() -> None:
    """What the README and `kg --help` say of exit codes agrees."""
    told = re.findall(r"^\| (\d+) \|", _text(ROOT / "README.md"), re.MULTILINE)
    assert [code for code in told if not re.search(rf"\b{code} ", _text(ROOT / "kg" / "cli.py"))] == []
    assert {"0", "1", "2", "3"} <= set(told)
