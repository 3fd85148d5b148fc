"""Partnerships: which level between whom, holding, founded, raised or proposed."""

import pytest

from kg.events.partnership import Partnership
from tests.phrasebook import entries, facts


def read(text: str) -> list[Partnership]:
    """The partnerships read in a story of a Vietnamese agency."""
    return facts(Partnership, text, "2024-07-25")


@pytest.mark.parametrize(("text", "expected"), entries("partnership"))
def test_partnerships_are_read_with_their_parties_level_and_status(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these levels of relations."""
    assert sorted(f"{'-'.join(sorted(f.parties))} {f.level} {f.status}" for f in read(text)) == sorted(expected)


def test_the_evidence_of_a_partnership_is_its_sentence() -> None:
    """The quote is the sentence that names the level, not the one before."""
    text = (
        "Le ministre a reçu l'ambassadeur d'Inde. Le partenariat stratégique entre l'Inde et le Vietnam se porte bien."
    )
    assert [fact.evidence.quote for fact in read(text)] == [text.split(". ")[1]]
