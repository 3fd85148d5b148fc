"""Invitations: who invites whom, where to and to what."""

from pathlib import Path

import pytest

from kg.events.invitation import Invitation
from kg.languages.fr import PLUGIN
from kg.model import Article

PHRASES = Path(__file__).parent / "phrases" / "fr" / "invitation.txt"


def cases() -> list[tuple[str, list[str]]]:
    """The sentences of the phrase book with what each tells."""
    entries = [entry.split("\n-> ") for entry in PHRASES.read_text("utf-8").strip().split("\n\n")[1:]]
    return [(text, sorted(expected)) for text, *expected in entries]


def read(text: str) -> list[Invitation]:
    """The invitations read in a story of a Vietnamese agency."""
    article = Article(id="a", text=f"Hanoï (VNA) – {text}", source="a.txt", published="2024-07-25", language="fr")
    return [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Invitation)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_invitations_are_read_with_inviter_invitee_destination_and_event(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these invitations."""
    assert sorted(f"{i.by} {i.to} {i.destination} {i.event}" for i in read(text)) == expected


def test_joint_inviters_give_one_invitation_each() -> None:
    """Spouses of the inviters are not among them."""
    text = "Sur invitation du roi Felipe VI et du Premier ministre Pedro Sánchez, Tô Lâm se rendra en Espagne."
    assert [(i.by, i.to) for i in read(text)] == [("Felipe VI", "Tô Lâm"), ("Pedro Sánchez", "Tô Lâm")]
