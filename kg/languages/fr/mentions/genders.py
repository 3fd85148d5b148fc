"""The gender that words show of whom they name: "X, présidente de …", "Nguyen Thi X"."""

from __future__ import annotations

from kg.coreference.mention import Mention
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.words import fold

_FEMININE, _MASCULINE = grammar("feminine_offices"), grammar("masculine_offices")
_MIDDLE = {"thi": "f", "van": "m"}  # Vietnamese middle names
_HEAD = 2  # words of a title among which its head stands


def gender_of(mention: Mention, second: str) -> str:
    """ "f" or "m" by the form of the offices beside a name, or by its Vietnamese middle name (`second`, the second word
    of the name); "" where nothing tells."""
    for office in mention.offices:
        for word in fold(office.title).split()[:_HEAD]:
            if word in _FEMININE:
                return "f"
            if word in _MASCULINE:
                return "m"
    return _MIDDLE.get(second, "") if len((mention.name or "").split()) > 2 else ""
