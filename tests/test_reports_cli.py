"""`kg validate` and `kg ontology` as scripts call them: what is written, and the exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

SHAPES = Path(__file__).parent / "shapes" / "meeting"
VALID, INVALID = SHAPES / "valid-meeting.ttl", SHAPES / "invalid-one-side.ttl"


def _kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("path", "conforms"), [(VALID, True), (INVALID, False)])
def test_every_format_tells_the_same_verdict(path: Path, conforms: bool) -> None:
    """JSON and Turtle say whether it conforms, and the exit code says it too: 0 or 3."""
    told, turtle, table = (_kg("validate", path, "--format", name) for name in ("json", "turtle", "table"))
    assert {told.returncode, turtle.returncode, table.returncode} == {0 if conforms else 3}
    assert json.loads(told.stdout)["conforms"] == conforms
    quads = list(parse(turtle.stdout, format=RdfFormat.TURTLE))
    assert [q.object.value for q in quads if q.predicate.value.endswith("#conforms")] == [str(conforms).lower()]  # type: ignore[union-attr] # a literal
    assert ("two parties" in table.stdout) != conforms


def test_the_documentation_is_written_in_two_languages(tmp_path: Path) -> None:
    """A page each, that link to each other; a folder that cannot be one is told in a sentence."""
    ran = _kg("ontology", "--out", tmp_path / "doc")
    assert (ran.returncode, ran.stderr) == (0, f"en.html, fr.html in {tmp_path / 'doc'}.\n")
    for language, other in (("en", "fr"), ("fr", "en")):
        text = (tmp_path / "doc" / f"{language}.html").read_text("utf-8")
        assert f'<html lang="{language}">' in text
        assert f'href="{other}.html"' in text
    (tmp_path / "file").write_text("")
    refused = _kg("ontology", "--out", tmp_path / "file")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
