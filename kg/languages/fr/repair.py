"""Repair: the text as its author meant it, with the original offset of every character."""

from __future__ import annotations

Origin = tuple[int, ...] | range


def repair(text: str) -> tuple[str, Origin]:
    """The repaired text and, for each of its characters and its end, the offset in `text`."""
    for found, wanted in (
        ("\u2019", "'"),
        ("\u2018", "'"),
        ("\u00a0", " "),
        ("\u202f", " "),
        ("\u2009", " "),
        ("\r\n", " \n"),
    ):
        text = text.replace(found, wanted)
    return text, range(len(text) + 1)
