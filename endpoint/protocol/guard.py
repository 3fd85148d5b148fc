"""What a query or update is made of, seen by its tokens: outbound requests, volatile functions, dataset clauses.

The engine has no public parser and reads keywords without word boundaries (`SERVICEex:a {}` and even `service:a {}` are
SERVICE clauses to it), so we cut the text as the SPARQL grammar does (section 19.8) and judge the tokens that are no
string, comment or IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

from endpoint.web.problem import Problem

_LOCAL = r"(?:[\w:.\-·%\\]|\\.)*"
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:\\.|(?!\"\"\").)*\"\"\" | '''(?:\\.|(?!''').)*'''
    | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*')
  | (?P<var>[?$]\w[\w·]*)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w.\-·]+)
  | (?P<name>(?:[^\W\d_][\w.\-·]*)?:{_LOCAL})
  | (?P<word>[^\W\d]\w*)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<mark>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_VOLATILE = frozenset({"now", "rand", "uuid", "struuid", "bnode"})
_GRAPH_WORDS = frozenset({"graph", "with", "using", "named", "to", "silent", "copy", "move", "add", "prefix"})


class Token(NamedTuple):
    """A piece of the text: its kind, the text folded to lower case, where it starts and ends, and the depth of braces
    around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update without comments."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        piece = match.group()
        if kind == "comment":
            continue
        if piece == "}":
            depth -= 1
        yield Token(kind, piece if kind in ("iri", "string") else piece.casefold(), match.start(), match.end(), depth)
        if piece == "{":
            depth += 1


@lru_cache(maxsize=512)
def is_volatile(text: str) -> bool:
    """Whether two runs over the same data may differ (NOW, RAND, UUID, STRUUID, BNODE), or look elsewhere (SERVICE)."""
    folded = text.casefold()
    if not any(word in folded for word in (*_VOLATILE, "service")) and "\\" not in text:
        return False
    return any(
        word in token.text
        for token in tokens(text)
        if token.kind in ("word", "name")
        for word in (*_VOLATILE, "service")
    )


def refuse_outbound(text: str, allowed: Iterable[str], *, update: bool) -> None:
    """Raises a 403 `Problem` if the text would make the engine fetch an address that is not among `allowed`."""
    for variant in {text, _unescape(text)}:
        folded = variant.casefold()
        if "service" not in folded and not (update and "load" in folded):
            continue
        pieces = list(tokens(variant))
        for keyword, targets in (("SERVICE", _services(pieces)), ("LOAD", _loads(pieces) if update else ())):
            for target in targets:
                if target not in allowed:
                    raise Problem(
                        403,
                        f"{keyword} is not allowed here, as it makes this server fetch other addresses: "
                        "ask the other endpoint yourself and join the answers.",
                    )


def services(query: str) -> Iterator[str]:
    """What each SERVICE clause of a query reaches: an address, or "" where it cannot be told."""
    return _services(list(tokens(query))) if "service" in query.casefold() else iter(())


def _services(pieces: list[Token]) -> Iterator[str]:
    """What each SERVICE clause reaches: an address, or "" where it cannot be told."""
    for at, token in enumerate(pieces):
        if token.kind == "word" and "service" in token.text:
            yield _target(pieces, at, "service")
        elif token.kind == "name" and "service" in token.text.partition(":")[0]:
            follows = at + 1 < len(pieces) and pieces[at + 1].text == "{"
            if follows and not (at and pieces[at - 1].text == "graph"):
                yield ""


def _loads(pieces: list[Token]) -> Iterator[str]:
    for at, token in enumerate(pieces):
        if token.depth or not token.text.startswith("load"):
            continue
        if token.kind == "word":
            yield _target(pieces, at, "load")
        elif token.kind == "name" and not (at and pieces[at - 1].text in _GRAPH_WORDS):
            yield ""


def _target(pieces: list[Token], at: int, keyword: str) -> str:
    """The address after a keyword, which `silent` may follow; only a full IRI can be allowed."""
    rest = pieces[at + 1 : at + 3]
    if pieces[at].text not in (keyword, f"{keyword}silent") or not rest:
        return ""
    if rest[0].text == "silent" and len(rest) > 1:
        rest = rest[1:]
    return rest[0].text[1:-1] if rest[0].kind == "iri" else ""


def _unescape(text: str) -> str:
    """The text with its codepoint escapes resolved (SPARQL 1.1, 19.2)."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else match[0]

    return _ESCAPE.sub(character, text)


def with_dataset(update: str, graphs: list[str], named: list[str]) -> str:
    """The update with `USING` clauses for the protocol's using-graph-uri and using-named-graph-uri; 400 if it has its
    own."""
    if not graphs and not named:
        return update
    pieces = list(tokens(update))
    if any(token.kind == "word" and token.depth == 0 and token.text.startswith(("with", "using")) for token in pieces):
        raise Problem(400, "the update has WITH or USING and the request has using-graph-uri: keep only one of them.")
    clause = " ".join([*(f"USING <{graph}>" for graph in graphs), *(f"USING NAMED <{graph}>" for graph in named)])
    out, cut = [], 0
    for at, token in enumerate(pieces):
        if token.kind == "word" and token.depth == 0 and token.text == "where":
            out.append(update[cut : token.start])
            if at and pieces[at - 1].text == "delete":
                out.append(_pattern(update, pieces, at))  # DELETE WHERE {p} is DELETE {p} WHERE {p}
            out.append(f" {clause} ")
            cut = token.start
    return "".join([*out, update[cut:]])


def _pattern(update: str, pieces: list[Token], where: int) -> str:
    """The `{…}` after the WHERE of a DELETE WHERE."""
    block = [token for token in pieces[where + 1 :] if token.depth == 0 and token.text in ("{", "}")]
    return update[block[0].start : block[1].end] if len(block) > 1 else ""


def iri_of(text: str, token: Token, known: dict[str, str], base: str) -> str | None:
    """The IRI that a token of a text names, by the prefixes known; None where it names none."""
    piece = text[token.start : token.end]
    if token.kind == "iri":
        return urljoin(base, _unescape(piece[1:-1]))
    prefix, _, local = piece.partition(":")
    if token.kind != "name" or prefix not in known:
        return None
    return urljoin(base, known[prefix] + re.sub(r"\\(.)", r"\1", local))


def prefixes(update: str, pieces: list[Token]) -> dict[str, str]:
    """The prefixes that a query or update declares."""
    named = {}
    for word, name, iri in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if word.text == "prefix" and iri.kind == "iri":
            named[update[name.start : name.end - 1]] = _unescape(update[iri.start + 1 : iri.end - 1])
    return named
