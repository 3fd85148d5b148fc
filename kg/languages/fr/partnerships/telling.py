"""One telling of a partnership, before what is told twice is put together."""

from __future__ import annotations

from typing import NamedTuple


class Telling(NamedTuple):
    """A pair's level and status as one sentence tells them."""

    parties: tuple[str, str]
    level: str
    status: str
    sentence: int
    rule: str
