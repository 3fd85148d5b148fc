"""A parser's complaint in words: the position, the line, and what is probably meant."""

from __future__ import annotations

import re
from typing import Any

from endpoint.protocol import hints
from endpoint.web.problem import Problem

_POSITION = re.compile(r"at (\d+):(\d+)|line (\d+) (?:column|between columns) (\d+)")


def explain(text: str, message: str, *, what: str) -> Problem:
    """A 400 for `text` (a query, an update or a graph) that the parser refused with `message`."""
    found = hints.hint(text, what, message) if what in ("query", "update") else None
    words, offset = found or (None, None)
    more: dict[str, Any] = {}
    where = ""
    place = _place(text, message, offset)
    if place:
        line, column = place
        lines = text.splitlines() or [""]
        more = {"line": line, "column": column}
        if line <= len(lines):
            more["excerpt"] = [lines[line - 1][:500], " " * (min(column, 500) - 1) + "^"]
        where = f" at line {line}, column {column}"
    expected = _expected(message)
    if expected:
        more["expected"] = expected
    if words:
        more["hint"] = words
    return Problem(400, f"the {what} cannot be parsed{where}: {words or 'correct what stands there'}.", None, more)


def _place(text: str, message: str, offset: int | None) -> tuple[int, int] | None:
    """Line and column, from 1: of the hint, else where the parser stopped."""
    if offset is not None:
        return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    found = _POSITION.search(message)
    return (int(found[1] or found[3]), int(found[2] or found[4])) if found else None


def _expected(message: str) -> str | None:
    """What the parser would have taken, without its long lists of characters."""
    _, found, rest = message.partition("expected ")
    if not found:
        return None
    rest = re.sub(r"\[[^\]]{12,}\]|\[_\]", "", " ".join(rest.split()))
    return re.sub(r"(, )+$", "", re.sub(r"(, )+", ", ", rest)).strip()[:200] or None
