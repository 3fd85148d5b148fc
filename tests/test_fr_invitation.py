"""Invitations: who invites whom, where to and to what."""

import pytest

from kg.events.invitation import Invitation
from tests.phrasebook import entries, facts


def read(text: str) -> list[Invitation]:
    """The invitations read in a story of a Vietnamese agency."""
    return facts(Invitation, text, "2024-07-25")


@pytest.mark.parametrize(("text", "expected"), entries("invitation"))
def test_invitations_are_read_with_inviter_invitee_destination_and_event(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these invitations."""
    assert sorted(f"{i.by} {i.to} {i.destination} {i.event}" for i in read(text)) == sorted(expected)


def test_joint_inviters_give_one_invitation_each() -> None:
    """Spouses of the inviters are not among them."""
    text = "Sur invitation du roi Felipe VI et du Premier ministre Pedro Sánchez, Tô Lâm se rendra en Espagne."
    assert [(i.by, i.to) for i in read(text)] == [("Felipe VI", "Tô Lâm"), ("Pedro Sánchez", "Tô Lâm")]
