"""What a person sees of a reading."""

from __future__ import annotations

from rich.console import Console

from kg.events.meeting import Meeting
from kg.explain import explain
from kg.model import Article, Evidence, Fact, Participant, Reading, Span, StoryFacts, When

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


def _show(*facts: Fact, text: str = TEXT, colour: bool = False) -> str:
    article = Article(id="hanoi", text=text, source="hanoi.txt", published="2024-06-20")
    reading = Reading(article=article, language="fr", stories=(StoryFacts(number=0, facts=facts),))
    console = Console(width=200, force_terminal=colour, color_system="truecolor" if colour else None, record=True)
    with console.capture() as capture:
        console.print(explain(reading))
    return capture.get()


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


def test_a_place_without_its_accent_is_still_coloured_in_the_text() -> None:
    """Spellings are compared without diacritics: Hanoi colours Hanoï."""
    assert "\x1b[35;48;5;235mHanoï" in _show(_reception(), colour=True)


def test_two_facts_of_one_sentence_both_mark_it() -> None:
    """Each fact has a number of its own, also where they share their evidence."""
    assert f"{SENTENCE} [1] [2]" in _show(_reception(), _reception())


def test_an_article_without_facts_says_so() -> None:
    """Nothing read is told in words."""
    assert "No fact was read" in _show()


def test_an_escape_sequence_in_an_article_does_not_reach_the_terminal() -> None:
    """A hostile page cannot move the cursor or recolour the screen."""
    assert "\x1b" not in _show(_reception("\x1b[2J" + TEXT), text="\x1b[2J" + TEXT)
