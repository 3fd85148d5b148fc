"""What is probably meant where a query or update cannot be parsed: a hint, and the place that it is about.

The engine tells the furthest place that it came to, often one word late. So the tokens are looked through for what
people get wrong most; only where nothing is found does the engine's place stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from endpoint.protocol.guard import Token, tokens
from endpoint.protocol.triplehints import missing_between
from kg.vocab import PREFIXES

Hint = tuple[str, int | None]
"""Words, and the offset in the text."""

_UPDATE_WORDS = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add")
_QUERY_WORDS = ("select", "ask", "construct", "describe")
_AFTER = ("limit", "offset", "order", "group", "having")
_AGGREGATES = frozenset({"count", "sum", "avg", "min", "max", "sample", "group_concat"})
_LIST = """
a abs add adjust all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy
count create data datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor
from graph group group_concat having hours if in insert into iri isblank isiri isliteral isnumeric istriple isuri
lang langmatches lateral lcase limit load max md5 min minus minutes month move named not now object offset optional
order predicate prefix rand reduced regex replace round sameterm sample seconds select separator service sha1 sha256
sha384 sha512 silent str strafter strbefore strdt strends strlang strlen strstarts struuid subject substr sum
timezone to triple true tz ucase undef union uri using uuid values where with year
"""
_WORDS = frozenset(_LIST.split())
_KEYWORDS = sorted(word for word in _WORDS if len(word) > 2)
_LONGEST = 20_000  # characters of a text that is looked through while others wait
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
_UNSEEN = re.compile("[\u00a0\u200b-\u200d\u2007\u202f\u2060\ufeff]")
_SCHEMES = ("http:", "https:", "urn:", "mailto:")
_WELL_KNOWN = {**PREFIXES, "foaf": "http://xmlns.com/foaf/0.1/", "void": "http://rdfs.org/ns/void#"}
_OPERATORS = {"and": "&&", "or": "||"}


def hint(text: str, what: str, message: str) -> Hint | None:
    """What is probably meant in `text` (a query or update, as `what` says), which the parser refused with `message`."""
    if len(text) > _LONGEST:
        return None
    pieces = list(tokens(text))
    if not pieces:
        return f"the {what} is empty", 0
    in_signs = (_wrong_kind(pieces, what), _signs(text, pieces), _iris(pieces), _undeclared(pieces))
    in_words = (_spelling(text, pieces), _operators(pieces), _clauses(pieces))
    looks = (*in_signs, *in_words, _unbalanced(pieces), missing_between(pieces))
    found = next((found for look in looks for found in look), None)
    if found is None and "SELECT contains a variable" in message:
        return "SELECT names a variable that GROUP BY does not: add it there, or aggregate it", None
    return found


def _wrong_kind(pieces: list[Token], what: str) -> Iterator[Hint]:
    words = [token for token in pieces if token.kind == "word" and token.text not in ("prefix", "base")]
    if words and what == "query" and words[0].text in _UPDATE_WORDS:
        yield "this is an update: send it as `update=`, or as application/sparql-update", words[0].start
    if words and what == "update" and words[0].text in _QUERY_WORDS:
        yield "this is a query: send it as `query=`, or as application/sparql-query", words[0].start


def _signs(text: str, pieces: list[Token]) -> Iterator[Hint]:
    """Characters that word processors and web pages put in, and strings without an end."""
    for token in pieces:
        if token.kind == "mark" and token.text in _QUOTES:
            yield f"`{token.text}` is not a quotation mark here: write `{_QUOTES[token.text]}`", token.start
        elif token.kind == "mark" and token.text in ('"', "'"):
            yield "the string that starts here has no end: close it, or write line breaks as \\n", token.start
    within = [(token.start, token.end) for token in pieces if token.kind == "string"]
    for match in _UNSEEN.finditer(text):
        if not any(start <= match.start() < end for start, end in within):
            yield (
                f"an invisible character (U+{ord(match[0]):04X}) stands here: remove it, or write a space",
                match.start(),
            )


def _iris(pieces: list[Token]) -> Iterator[Hint]:
    """IRIs without their brackets, prefixes without their colon."""
    for before, token in pairwise(pieces):
        is_iri = token.kind == "name" and token.text.startswith(_SCHEMES) and before.text != "prefix"
        if is_iri and before.text == "<" and before.end == token.start:
            yield "the IRI that starts here has no `>`", before.start
        elif is_iri:
            yield "an IRI stands in angle brackets: write <…>", token.start
        elif before.text == "prefix" and token.kind == "word":
            yield f"a prefix ends with a colon: write `PREFIX {token.text}: <…>`", token.start


def _undeclared(pieces: list[Token]) -> Iterator[Hint]:
    declared = {after.text for token, after in pairwise(pieces) if token.text == "prefix"}
    for token in pieces:
        prefix = token.text.partition(":")[0] + ":"
        if token.kind == "name" and prefix not in declared:
            iri = _WELL_KNOWN.get(prefix[:-1], "…")
            yield f"the prefix `{prefix}` is not declared: add `PREFIX {prefix} <{iri}>`", token.start


def _spelling(text: str, pieces: list[Token]) -> Iterator[Hint]:
    for token in pieces:
        if token.kind != "word" or token.text in _WORDS:
            continue
        said = text[token.start : token.end]
        like = get_close_matches(token.text, _KEYWORDS, 1, 0.75)
        if token.text in _OPERATORS:
            yield f"`{said}` is written `{_OPERATORS[token.text]}`", token.start
        elif like:
            yield f"`{said}` is not a keyword: write {like[0].upper()}, if you mean that", token.start
        else:
            yield f"`{said}` is not a keyword: a variable is ?{said}, a string is in quotes", token.start


def _operators(pieces: list[Token]) -> Iterator[Hint]:
    for one, two in pairwise(pieces):
        if one.text == two.text == "=" and one.end == two.start:
            yield "equal is a single `=`", one.start
    marks = {token.start for token in pieces if token.text == "&"}
    for start in marks:
        if not marks & {start - 1, start + 1}:
            yield "and is `&&`", start


def _clauses(pieces: list[Token]) -> Iterator[Hint]:
    """SELECT as in SQL, and what belongs after the braces."""
    outer = [token for token in pieces if token.depth == 0]
    opened = next((at for at, token in enumerate(outer) if token.text == "{"), len(outer))
    for before, token in pairwise(outer[:opened]):
        if token.text == "," and before.kind == "var":
            yield "the variables of SELECT stand without commas", token.start
        elif token.text in _AGGREGATES and before.text != "(":
            yield f"an expression in SELECT has parentheses and a name: ({token.text.upper()}(…) AS ?n)", token.start
        elif token.text in _AFTER:
            yield f"{token.text.upper()} stands after the closing `}}`", token.start
    for token, after in pairwise(pieces):
        if token.text in ("order", "group") and token.kind == "word" and after.text != "by":
            yield f"{token.text.upper()} is followed by BY", after.start


def _unbalanced(pieces: list[Token]) -> Iterator[Hint]:
    closing = {"{": "}", "(": ")", "[": "]"}
    waiting: list[Token] = []
    for token in pieces:
        if token.kind == "mark" and token.text in closing:
            waiting.append(token)
        elif token.kind == "mark" and token.text in closing.values():
            if not waiting:
                yield f"this `{token.text}` closes nothing", token.start
                return
            last = waiting.pop()
            if closing[last.text] != token.text:
                yield f"the `{last.text}` that opens here is not closed by `{closing[last.text]}`", last.start
                return
    if waiting:
        yield f"the `{waiting[-1].text}` that opens here is never closed", waiting[-1].start
