"""What a person sees of a reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from kg.cli import make_app
from kg.events.meeting import Meeting
from kg.explain import explain, read_and_explain
from kg.model import Article, Evidence, Fact, Mark, Participant, Reading, Span, StoryFacts, When
from kg.resources import resource

TEXT = "Échos du jour\n\nLe président Tô Lâm a reçu Vladimir Poutine jeudi à Hanoï. Il faisait chaud."
SENTENCE = "Le président Tô Lâm a reçu Vladimir Poutine jeudi à Hanoï."


def _evidence(sentence: str, text: str) -> Evidence:
    start = text.index(sentence)
    return Evidence(quote=sentence, span=Span(start, start + len(sentence)), rule="meeting.reception", confidence=0.9)


def _reception(text: str = TEXT) -> Meeting:
    return Meeting(
        evidence=_evidence(SENTENCE, text),
        kind="reception",
        status="held",
        date=When(edtf="2024-06-20", basis="published", reason="Thursday before the day of publication"),
        place="Hanoi",
        participants=(
            Participant(name="Tô Lâm", speaks_for="VN", role="host"),
            Participant(name="Vladimir Poutine", speaks_for="RU"),
        ),
        parties=("VN", "RU"),
    )


def _show(*facts: Fact, marks: tuple[Mark, ...] = (), text: str = TEXT, colour: bool = False) -> str:
    article = Article(id="hanoi", text=text, source="hanoi.txt", published="2024-06-20")
    reading = Reading(article=article, language="fr", stories=(StoryFacts(number=0, facts=facts),))
    console = Console(width=200, force_terminal=colour, color_system="truecolor" if colour else None)
    with console.capture() as capture:
        console.print(explain(reading, marks))
    return capture.get()


def _mark(words: str, kind: str, stands_for: str | None = None) -> Mark:
    start = TEXT.index(words)
    return Mark(span=Span(start, start + len(words)), kind=kind, stands_for=stands_for)


def test_the_sentence_of_a_fact_carries_its_number() -> None:
    """The number stands right after the sentence, and nowhere in the rest of the text."""
    shown = _show(_reception())
    assert f"{SENTENCE} [1] Il faisait chaud." in shown


def test_a_fact_shows_its_rule_its_sentence_and_the_reason_of_its_date() -> None:
    """Everything that a reader needs to check a fact is there."""
    shown = _show(_reception())
    assert "meeting.reception (confidence 0.90)" in shown
    assert "published: Thursday before the day of publication" in shown
    assert "Tô Lâm (VN, host)" in shown


def test_a_mention_is_coloured_by_its_kind() -> None:
    """A date within the sentence of a fact has the colour of dates on the ground of sentences."""
    assert "\x1b[35;48;5;235mjeudi\x1b[0m" in _show(_reception(), marks=(_mark("jeudi", "date"),), colour=True)


def test_a_title_shows_whom_it_stands_for() -> None:
    """The person behind words that are no name follows them in brackets."""
    assert "Le président⟨Tô Lâm⟩ Tô Lâm" in _show(marks=(_mark("Le président", "person", "Tô Lâm"),))


def test_a_note_of_the_examples_is_explained_in_full() -> None:
    """What `kg extract --explain` shows of a note: all its text, and the mentions of its language."""
    note = resource("examples", "articles", "hanoi-poutine.txt").read_text("utf-8")
    article = Article(id="note", text=note, source="note.txt", language="fr", published="2024-06-20")
    console = Console(width=10_000, color_system=None)
    with console.capture() as capture:
        console.print(read_and_explain(article))
    shown = re.sub(r" \[\d+\]|⟨[^⟩]*⟩", "", capture.get())
    assert all(line.strip() in shown for line in note.splitlines())


def test_two_facts_of_one_sentence_both_mark_it() -> None:
    """Each fact has a number of its own, also where they share their evidence."""
    assert f"{SENTENCE} [1] [2]" in _show(_reception(), _reception())


def test_an_article_without_facts_says_so() -> None:
    """Nothing read is told in words."""
    assert "No fact was read" in _show()


def test_an_escape_sequence_in_an_article_does_not_reach_the_terminal() -> None:
    """A hostile page cannot move the cursor or recolour the screen."""
    assert "\x1b" not in _show(_reception("\x1b[2J" + TEXT), text="\x1b[2J" + TEXT)


def test_the_command_shows_a_reading_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg extract --explain FILE` prints the text with its facts; no file is made."""
    monkeypatch.chdir(tmp_path)
    note = resource("examples", "articles", "washington-trong-obama.txt")
    done = CliRunner().invoke(make_app(), ["extract", "--explain", str(note)])
    assert done.exit_code == 0, done.output
    assert "Rencontre historique" in done.output
    assert "rule" in done.output
    assert list(tmp_path.iterdir()) == []


def test_writing_and_explaining_at_once_is_refused(tmp_path: Path) -> None:
    """`--out` and `--explain` exclude each other, and one is needed: a wrong command line, exit code 2."""
    for options in (["--explain", "--out", str(tmp_path)], []):
        assert CliRunner().invoke(make_app(), ["extract", str(tmp_path), *options]).exit_code == 2
