"""The command line: what a person sees, and the exit codes that scripts trust."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from kg.cli import main
from kg.errors import StoreError
from kg.store import Store
from tests.processes import started

NOTE = """Washington reçoit Hanoï

Le président américain Barack Obama a reçu Nguyen Phu Trong le mardi 7 juillet 2015 à Washington.
"""
COUNT = "SELECT (COUNT(?m) AS ?meetings) { ?m a ent:Meeting }"


class Ran(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


@pytest.fixture
def kg(capsysbinary: pytest.CaptureFixture[bytes]) -> Kg:
    """Runs a command line in this process."""

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        written = capsysbinary.readouterr()
        return Ran(int(ended.value.code or 0), written.out.decode(), written.err.decode())

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a note and a store built from it."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "notes").mkdir()
    (folder / "notes" / "obama.txt").write_text(NOTE)
    (folder / "count.rq").write_text(COUNT)
    with pytest.raises(SystemExit) as ended:
        main(["build", str(folder / "notes"), "--store", str(folder / "store"), "--workers", "1"])
    assert not ended.value.code
    return folder


def test_help_has_every_command_and_an_example_each(kg: Kg) -> None:
    """`kg --help` lists the commands and the exit codes; each command's help shows how it is called."""
    text = kg("--help").out
    for name in ("build", "extract", "validate", "query", "export", "serve", "demo", "evaluate"):
        assert f" {name} " in text
        assert f"Example: kg {name}" in " ".join(kg(name, "--help").out.split())
    assert "Exit codes" in text


def test_help_loads_no_heavy_library() -> None:
    """What reads, validates and serves is loaded by the commands that need it."""
    code = "import sys, kg.cli; kg.cli.make_app(); print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not {"pyoxigraph", "rdflib", "pyshacl", "trafilatura", "fastapi", "uvicorn"} & loaded


def test_a_build_says_what_was_read_and_a_second_one_that_nothing_changed(kg: Kg, built: Path) -> None:
    """All well is 0."""
    again = kg("build", built / "notes", "--store", built / "store")
    assert again.code == 0
    assert "unchanged" in again.out
    assert kg("query", built / "count.rq", "--store", built / "store", "--format", "csv").out.split() == [
        "meetings",
        "1",
    ]


def test_bad_inputs_are_told_one_by_one_and_end_in_3(kg: Kg, tmp_path: Path) -> None:
    """The good ones are built; the reports stay beside the store and are shown in plain words."""
    (tmp_path / "good.txt").write_text(NOTE)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "english.txt").write_text("The president has received the minister in the capital of the country.")
    store = tmp_path / "store"
    ran = kg("build", *tmp_path.glob("*.txt"), tmp_path / "none.txt", "--store", store, "--workers", 1)
    assert ran.code == 3
    for words in ("empty.txt is empty", "not read (en)", "none.txt does not exist"):
        assert words in ran.err
    counts = {line.split("│")[1].strip(): line.split("│")[2].strip() for line in ran.out.splitlines() if "│" in line}
    assert (counts["articles"], counts["new"], counts["unreadable"]) == ("4", "1", "3")
    shown = kg("validate", "--store", store)
    assert shown.code == 3
    assert shown.out.count("set aside") == 3
    assert "3 faults" in shown.err


def test_a_good_store_validates(kg: Kg, built: Path) -> None:
    """Nothing wrong is 0."""
    ran = kg("validate", "--store", built / "store")
    assert (ran.code, ran.err) == (0, "Nothing is wrong.\n")


def test_an_export_says_what_it_wrote(kg: Kg, built: Path, tmp_path: Path) -> None:
    """The file is there, complete."""
    ran = kg("export", "--store", built / "store", "--format", "csv", "--out", tmp_path / "meetings.csv")
    assert ran.code == 0
    assert "meetings.csv" in ran.err
    assert "Barack Obama (US)" in (tmp_path / "meetings.csv").read_text()


def test_a_file_that_breaks_a_shape_is_told_in_plain_words(kg: Kg, tmp_path: Path) -> None:
    """A meeting of nobody, at no time, is no meeting."""
    (tmp_path / "bad.ttl").write_text("@prefix ent: <https://w3id.org/entente/ont#> . <urn:m> a ent:Meeting .")
    ran = kg("validate", tmp_path / "bad.ttl")
    assert ran.code == 3
    assert "urn:m" in ran.out
    assert "faults" in ran.err


def test_facts_are_extracted_as_json(kg: Kg, built: Path, tmp_path: Path) -> None:
    """One file for each article, in the scheme of the gold data."""
    assert kg("extract", built / "notes" / "obama.txt", "--out", tmp_path, "--workers", 1).code == 0
    facts = json.loads((tmp_path / "obama.json").read_text())
    assert facts["article"] == "obama"
    assert [meeting["date"] for meeting in facts["stories"][0]["meetings"]] == ["2015-07-07"]


def test_an_answer_comes_in_the_format_that_is_asked_for(kg: Kg, built: Path) -> None:
    """A table for a person, JSON and CSV for programs; a format that cannot hold the answer is refused."""
    asked = ("query", built / "count.rq", "--store", built / "store", "--format")
    assert "│" in kg(*asked, "table").out
    assert json.loads(kg(*asked, "json").out)["results"]["bindings"][0]["meetings"]["value"] == "1"
    assert list(csv.reader(kg(*asked, "csv").out.splitlines())) == [["meetings"], ["1"]]
    refused = kg(*asked, "turtle")
    assert (refused.code, "choose json" in refused.err) == (1, True)


def test_a_named_query_takes_parameters(kg: Kg, built: Path) -> None:
    """A value is a term, never query text; an unknown parameter is named."""
    asked = ("query", "who-met", "--store", built / "store", "--format", "csv", "--param")
    assert "barack-obama" in kg(*asked, "person=person/vn/nguyen-phu-trong").out
    assert "barack-obama" not in kg(*asked, "person=person/vn/to-lam").out
    assert (kg(*asked, "colour=red").code, kg(*asked, "person").code) == (1, 2)


def test_the_named_queries_are_listed(kg: Kg) -> None:
    """With the question they ask."""
    listed = kg("query", "--list")
    assert listed.code == 0
    assert "who-met" in listed.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("query", "who-met", "--store", "nowhere"), 1, "there is no store at nowhere"),
        (("query", "no-such-query", "--store", "{store}"), 1, "there is no query"),
        (("query", "{bad}", "--store", "{store}"), 1, "line 1, column"),
        (("query", "{update}", "--store", "{store}"), 1, "updates are not asked here"),
        (("export", "--store", "{store}", "--format", "excel", "--out", "x"), 1, "there is no format 'excel'"),
        (("export", "--store", "{store}", "--out", "/proc/none/x.nq"), 1, "cannot be written"),
        (("build", "{void}", "--store", "{store}"), 1, "there is no article in"),
        (("build", "{notes}", "--store", "{notes}"), 1, "other files"),
        (("build", "{notes}", "--store", "{store}", "--metadata", "none.csv"), 1, "none.csv does not exist"),
        (("validate", "none.ttl"), 1, "none.ttl does not exist"),
        (("serve", "--store", "nowhere", "--port", "99999"), 1, "cannot be listened on"),
        (("build",), 2, "Missing argument"),
        (("validate",), 2, "--store"),
        (("paint",), 2, "No such command"),
    ],
)
def test_an_error_is_one_sentence_and_a_code(
    kg: Kg, built: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """1 where nothing could be done, 2 where the command line is wrong; never a stack trace."""
    (built / "bad.rq").write_text("SELECT * WHERE { ?s ?p }")
    (built / "update.rq").write_text("INSERT DATA { <urn:a> <urn:b> 1 }")
    (built / "void").mkdir(exist_ok=True)
    names = {name: str(built / name) for name in ("store", "notes", "void")}
    names |= {name: str(built / f"{name}.rq") for name in ("bad", "update")}
    ran = kg(*(argument.format(**names) for argument in arguments))
    assert ran.code == code
    assert words in " ".join(ran.err.replace("│", " ").split())
    assert "Traceback" not in ran.err


def test_a_store_is_served_until_ctrl_c(built: Path) -> None:
    """The address is said first; queries are answered over HTTP; stopping a server is no failure."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--store", str(built / "store"), "--port", str(port)]
    with started(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
        url = f"http://127.0.0.1:{port}/sparql"
        while server.poll() is None:
            try:
                answer = httpx.get(
                    url, params={"query": "ASK { ?s ?p ?o }"}, headers={"accept": "text/csv"}, timeout=30
                )
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        _, err = server.communicate(timeout=30)
    assert answer.text.strip() == "true"
    assert (server.returncode, err.splitlines()[-1]) == (0, "Stopped.")


def _has_articles(path: Path) -> bool:
    try:
        with Store.read(path) as store:
            return any(store.articles())
    except StoreError:
        return False


def test_an_interrupted_build_says_so_and_keeps_what_is_done(tmp_path: Path) -> None:
    """Ctrl-C ends a build with 130 and one sentence, its reading processes too; the store is sound."""
    lines = [json.dumps({"id": f"a{n}", "text": NOTE * 20}) for n in range(5000)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "many.jsonl"), "--store", str(tmp_path / "store")]
    with started([*command, "--workers", "2"], stderr=subprocess.PIPE, start_new_session=True) as build:
        while build.poll() is None and not _has_articles(tmp_path / "store"):
            time.sleep(0.1)
        os.killpg(build.pid, signal.SIGINT)
        _, err = build.communicate(timeout=60)
    assert build.returncode == 130
    assert err.decode().endswith("kg: interrupted; what was done so far stays.\n")
    assert "Traceback" not in err.decode()
    with Store.read(tmp_path / "store") as store:
        assert list(store.check()) == []


def test_the_demonstration_reads_the_examples_and_answers_questions(kg: Kg, tmp_path: Path) -> None:
    """A table of what was read, then answers with sentences; the store can be kept."""
    ran = kg("demo", "--no-serve", "--store", tmp_path / "store")
    assert ran.code in (0, 3)
    for words in ("articles", "stories", "meetings", "offices", "partnerships", "violations", "Who met", "sentence"):
        assert words in ran.out
    assert kg("query", "who-met", "--store", tmp_path / "store").code == 0
