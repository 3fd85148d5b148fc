"""Gestures: who congratulates, condoles with, decorates or gives to whom."""

import pytest

from kg.events.gesture import Gesture
from tests.phrasebook import entries, facts


def read(text: str) -> list[Gesture]:
    """The gestures read in a story of a Vietnamese agency."""
    return facts(Gesture, text, "2025-01-20")


@pytest.mark.parametrize(("text", "expected"), entries("gesture"))
def test_gestures_are_read_with_their_giver_and_receiver(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these gestures."""
    assert sorted(f"{f.kind}: {f.by} > {f.to}" for f in read(text)) == sorted(expected)


def test_what_congratulations_are_for_is_told() -> None:
    """The object of a gesture is the words after "pour"."""
    [told] = read(
        "Le président lao Thongloun Sisoulith a félicité le Vietnam pour son admission au Conseil de sécurité."
    )
    assert told.what == "admission au Conseil de sécurité"


def test_a_gesture_told_twice_is_one() -> None:
    """A story that repeats a gesture states it once, by its first sentence."""
    text = "Le Vietnam a offert 500 tonnes de riz au Laos. Le Vietnam a offert ce riz, 500 tonnes, au Laos."
    assert [fact.evidence.quote for fact in read(text)] == [text.split(". ")[0] + "."]
