"""A parser's complaint in words: the position, the line, and what is probably meant."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from endpoint.guard import tokens
from endpoint.problem import Problem
from kg.vocab import PREFIXES

_POSITION = re.compile(r"at (\d+):(\d+)|line (\d+) (?:column|between columns) (\d+)")
_UPDATE_WORDS = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add")
_QUERY_WORDS = ("select", "ask", "construct", "describe")
_WELL_KNOWN = {**PREFIXES, "foaf": "http://xmlns.com/foaf/0.1/", "void": "http://rdfs.org/ns/void#"}


def explain(text: str, message: str, *, what: str) -> Problem:
    """A 400 for `text` (a query, an update or a graph) that the parser refused with `message`."""
    more: dict[str, Any] = {}
    where = ""
    found = _POSITION.search(message)
    if found:
        line, column = int(found[1] or found[3]), int(found[2] or found[4])
        lines = text.splitlines() or [""]
        more = {"line": line, "column": column}
        if line <= len(lines):
            more["excerpt"] = [lines[line - 1][:500], " " * (min(column, 500) - 1) + "^"]
        where = f" at line {line}, column {column}"
    expected = _expected(message)
    if expected:
        more["expected"] = expected
    hint = _hint(text, what) if what in ("query", "update") else None
    if hint:
        more["hint"] = hint
    return Problem(400, f"the {what} cannot be parsed{where}: {hint or 'correct what stands there'}.", None, more)


def _expected(message: str) -> str | None:
    """What the parser would have taken, without its long lists of characters."""
    _, found, rest = message.partition("expected ")
    if not found:
        return None
    rest = re.sub(r"\[[^\]]{12,}\]|\[_\]", "", " ".join(rest.split()))
    return re.sub(r"(, )+$", "", re.sub(r"(, )+", ", ", rest)).strip()[:200] or None


def _hint(text: str, what: str) -> str | None:
    pieces = list(tokens(text))
    if not pieces:
        return f"the {what} is empty"
    return _wrong_kind(pieces, what) or _unbalanced(pieces) or _undeclared(pieces)


def _wrong_kind(pieces: list[Any], what: str) -> str | None:
    words = [token.text for token in pieces if token.kind == "word" and token.text not in ("prefix", "base")]
    first = words[0] if words else ""
    if what == "query" and first in _UPDATE_WORDS:
        return "this is an update: send it as `update=`, or as application/sparql-update"
    if what == "update" and first in _QUERY_WORDS:
        return "this is a query: send it as `query=`, or as application/sparql-query"
    return None


def _unbalanced(pieces: list[Any]) -> str | None:
    for opening, closing in ("{}", "()", "[]"):
        texts = [token.text for token in pieces if token.kind == "mark"]
        difference = texts.count(opening) - texts.count(closing)
        if difference:
            mark, count = (opening, difference) if difference > 0 else (closing, -difference)
            return f"{count} `{mark}` without its {closing if difference > 0 else opening}"
    return None


def _undeclared(pieces: list[Any]) -> str | None:
    declared = {after.text for token, after in pairwise(pieces) if token.text == "prefix"}
    for token in pieces:
        prefix = token.text.partition(":")[0] + ":"
        if token.kind == "name" and prefix not in declared:
            iri = _WELL_KNOWN.get(prefix[:-1], "…")
            return f"the prefix `{prefix}` is not declared: add `PREFIX {prefix} <{iri}>`"
    return None
