"""Queries that are small whatever the data: read so strictly that what is not understood at once counts as large.

Three kinds are small, all over the default graph, without filters, paths, options, groups, order, DISTINCT or OFFSET:

- ASK of triples without variables: one look-up each;
- one triple pattern whose variables differ and whose subject or object is given: each match is a row (or, in a
  CONSTRUCT of that same triple, a triple) of the answer, so whoever limits its bytes limits the work;
- two patterns, the first of which, `?x <p> <o>` or `<s> <p> ?x`, has few matches (to be looked up: `anchor`), the
  second `?x <q> ?y`: the engine takes them in this order, and again each match of the second is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

_LONGEST = 2000  # characters of a query
_MOST = 8  # triples of an ASK
_PROLOGUE = re.compile(r"(?:\s*PREFIX\s+(?:[A-Za-z][\w-]*)?:\s*<[^<>\"{}|^`\s]*>)*\s*", re.IGNORECASE)
_PREFIX = re.compile(r"PREFIX\s+((?:[A-Za-z][\w-]*)?:)\s*<([^>]*)>", re.IGNORECASE)
_ENDS = r"(?=[\s;,{}]|\.[\s}])"  # so that nothing that the grammar would add to a term follows it
_TOKEN = re.compile(
    r"(\#[^\r\n]*|\.(?=[\s}])|[{};,*]|[A-Za-z]+(?=[\s{]|$)|\d+(?=\s|$)"
    rf"|(?:<[^<>\"{{}}|^`\s]*>|[?$][A-Za-z_]\w*|(?:[A-Za-z][\w-]*)?:[A-Za-z_0-9][\w-]*){_ENDS})|\S+"
)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+-]*:[^\s]+")

Triple = tuple[str, str, str]


class Bounded(NamedTuple):
    """A query that is small: at once, or if `anchor`, a pattern with its variable as None, has few matches.

    `facts` are the triples of an ASK without variables: it is true where all of them are there.
    """

    anchor: tuple[str | None, str, str | None] | None
    facts: tuple[Triple, ...] | None = None


class _TooMuch(Exception):  # noqa: N818 - not an error
    """The query is none of those that we understand."""


def bounded(text: str) -> Bounded | None:
    """Whether a query is small; None where that cannot be told."""
    if len(text) > _LONGEST or "\\" in text or not text.isascii():
        return None
    start = _PROLOGUE.match(text)
    assert start is not None
    tokens = [token for token in _TOKEN.findall(text, start.end()) if token[:1] != "#"]
    if "" in tokens:  # something else
        return None
    try:
        return _judge(iter(tokens), _prefixes(start.group()))
    except (_TooMuch, StopIteration):
        return None


@lru_cache(maxsize=256)
def _prefixes(prologue: str) -> dict[str, str]:
    found = dict(_PREFIX.findall(prologue))
    try:
        for iri in found.values():
            NamedNode(iri)
    except ValueError as error:
        raise _TooMuch from error
    return found


def _judge(tokens: Iterator[str], prefixes: dict[str, str]) -> Bounded | None:
    form = next(tokens).upper()
    template = None
    token = next(tokens)
    if form == "SELECT":
        while token[0] in "?$*":
            token = next(tokens)
    elif form == "CONSTRUCT":
        if token != "{":
            return None
        template = _triples(tokens, prefixes)
        token = next(tokens)
    elif form != "ASK":
        return None
    if token.upper() == "WHERE":
        token = next(tokens)
    if token != "{":
        return None
    patterns = _triples(tokens, prefixes)
    if not _ends(list(tokens), form) or (template is not None and template != patterns):
        return None
    return _verdict(form, patterns)


def _ends(rest: list[str], form: str) -> bool:
    """Whether nothing follows, or one LIMIT of rows."""
    return not rest or (form != "ASK" and len(rest) == 2 and rest[0].upper() == "LIMIT" and rest[1].isdigit())


def _triples(tokens: Iterator[str], prefixes: dict[str, str]) -> list[Triple]:
    """The triples up to the closing brace: variables with their mark, IRIs in full and without."""
    found: list[Triple] = []
    subject = verb = ""
    token = next(tokens)
    while token != "}":
        if not subject:
            subject, token = _term(token, prefixes), next(tokens)
        if not verb:
            verb, token = _term(token, prefixes, verb=True), next(tokens)
        found.append((subject, verb, _term(token, prefixes)))
        token = next(tokens)
        if token == ".":
            subject = verb = ""
        elif token == ";":
            verb = ""
        elif token != ",":
            if token != "}":
                raise _TooMuch
            return found
        token = next(tokens)
        if (token == "}" and subject) or len(found) > _MOST:
            raise _TooMuch
    return found


def _term(token: str, prefixes: dict[str, str], *, verb: bool = False) -> str:
    if token[0] in "?$":
        return f"?{token[1:]}"
    if verb and token == "a":
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    if token[0] == "<":
        iri = token[1:-1]
    else:
        name, colon, local = token.partition(":")
        if not colon or f"{name}:" not in prefixes:
            raise _TooMuch
        iri = prefixes[f"{name}:"] + local
    if not _ABSOLUTE.fullmatch(iri) or "/." in iri:  # the engine would make another IRI of it
        raise _TooMuch
    return iri


def _verdict(form: str, patterns: list[Triple]) -> Bounded | None:
    variables = [[term for term in pattern if term[0] == "?"] for pattern in patterns]
    if any(len(set(each)) < len(each) for each in variables):  # equal ones are compared match by match
        return None
    if form == "ASK" and not any(variables):
        return Bounded(None, tuple(patterns))
    if len(patterns) == 1:
        given = patterns[0][0][0] != "?" or patterns[0][2][0] != "?"
        return Bounded(None) if given and variables[0] else None
    if len(patterns) == 2 and form != "CONSTRUCT":
        return _anchored(*patterns) or _anchored(*reversed(patterns))
    return None


def _anchored(first: Triple, second: Triple) -> Bounded | None:
    """Whether two patterns are `?x <p> <o>` or `<s> <p> ?x`, and `?x <q> ?y`."""
    subject, verb, value = first
    open_ends = [term for term in (subject, value) if term[0] == "?"]
    joined = len(open_ends) == 1 and open_ends[0] == second[0] and second[2] != second[0]
    if not joined or verb[0] == "?" or second[1][0] == "?" or second[2][0] != "?":
        return None
    return Bounded((None if subject[0] == "?" else subject, verb, None if value[0] == "?" else value))
