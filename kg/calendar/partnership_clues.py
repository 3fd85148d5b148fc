"""What a named level of relations with Vietnam says about a story's year: it holds from its act to the next one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from kg import edtf
from kg.calendar.year_inference import Window
from kg.reference import KnownPartnership, partnerships

_LADDER: Final = ("comprehensive", "strategic", "comprehensive-strategic")
_PROPOSED: Final = timedelta(days=90)  # so long before the act a text can speak of the level as good as reached


def partnership_clues(levels: Iterable[tuple[str, str]]) -> tuple[Window, ...]:
    """The clues of levels that hold in a story, each a state's code and a level of the ladder."""
    return tuple(window for state, level in dict.fromkeys(levels) if (window := _window(state, level)))


def _window(state: str, level: str) -> Window | None:
    known = sorted((row for row in partnerships() if row.state == state and row.level in _LADDER), key=_since)
    reached = next((row for row in known if row.level == level and row.established), None)
    if reached is None:
        return None
    since = edtf.bounds(_since(reached)).earliest
    above = next((row for row in known if _rank(row) > _rank(reached) and row.established), None)
    until = edtf.bounds(_since(above)).latest if above else None
    reason = f"the {level} partnership with {state} holds from {reached.established}"
    return Window(reason=reason, first=since - _PROPOSED if since else None, last=until, before=-5.0, after=-2.0)


def _since(row: KnownPartnership) -> str:
    return row.established or ""


def _rank(row: KnownPartnership) -> int:
    return _LADDER.index(row.level)
