"""Partnerships: which level between whom, holding, founded, raised or proposed."""

from pathlib import Path

import pytest

from kg.events.partnership import Partnership
from kg.languages.fr import PLUGIN
from kg.model import Article

PHRASES = Path(__file__).parent / "phrases" / "fr" / "partnership.txt"


def cases() -> list[tuple[str, list[str]]]:
    """The sentences of the phrase book with what each tells."""
    entries = [entry.split("\n-> ") for entry in PHRASES.read_text("utf-8").strip().split("\n\n")[1:]]
    return [(text, sorted(expected)) for text, *expected in entries]


def read(text: str) -> list[Partnership]:
    """The partnerships read in a story of a Vietnamese agency."""
    article = Article(id="a", text=f"Hanoï (VNA) – {text}", source="a.txt", published="2024-07-25", language="fr")
    return [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Partnership)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_partnerships_are_read_with_their_parties_level_and_status(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these levels of relations."""
    assert sorted(f"{'-'.join(sorted(f.parties))} {f.level} {f.status}" for f in read(text)) == expected


def test_the_evidence_of_a_partnership_is_its_sentence() -> None:
    """The quote is the sentence that names the level, not the one before."""
    text = (
        "Le ministre a reçu l'ambassadeur d'Inde. Le partenariat stratégique entre l'Inde et le Vietnam se porte bien."
    )
    assert [fact.evidence.quote for fact in read(text)] == [text.split(". ")[1]]
