"""An update in its operations, and which nodes each may change: those that its WHERE finds, asked before it runs.

So a write into a large store looks at these nodes alone. What cannot be told so (DROP, COPY, LOAD, new blank nodes,
what comes out differently the next time) may change anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Store

from endpoint.guard import Token, is_volatile, named_iris, tokens

_TEMPLATE_WORDS = frozenset({"graph", "a", "true", "false"})
_TEMPLATE_MARKS = frozenset("{}.;,^+-")
_VARYING = ("limit", "offset", "sample", "group_concat")  # what two plans may answer differently
_MOST = 50_000  # nodes; beyond, comparing whole graphs is as fast

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Step:
    """One operation with the prologue that it needs. `question` gives the nodes of its templates, None where there is
    nothing to ask; `constants` are the IRIs that it names, None where it may change any node; `within` is its WITH."""

    text: str
    question: str | None = None
    constants: frozenset[str] | None = None
    within: str | None = None

    def nodes(self, store: Store, base: str | None) -> set[Node] | None:
        """The nodes that this step may change in a store; None: any."""
        if self.constants is None:
            return None
        found: set[Node] = {NamedNode(iri) for iri in self.constants}
        if self.question is None:
            return found
        graph = None if self.within is None else NamedNode(self.within)
        try:
            rows = store.query(self.question, base_iri=base, default_graph=graph)
        except SyntaxError:  # the update has it too, and tells it better
            return None
        for row in rows:  # type: ignore[union-attr] # of a SELECT
            found.update(term for term in row if isinstance(term, NamedNode | BlankNode))
            if len(found) > _MOST:
                return None
        return found


def steps(update: str, base: str) -> list[Step]:
    """The operations of an update, in order; the whole of it as one that may change anything where it cannot be cut."""
    try:
        return list(_steps(update, base))
    except _NotUnderstoodError:
        return [Step(update)]


class _NotUnderstoodError(Exception):
    """This update is not one that is cut."""


def _steps(update: str, base: str) -> Iterator[Step]:
    pieces = list(tokens(update))
    words = [token.text for token in pieces if token.kind in ("word", "name")]
    if is_volatile(update) or "\\" in update or any(part in word for word in words for part in _VARYING):
        raise _NotUnderstoodError
    prologue: list[Token] = []
    for segment in _segments(pieces):
        body = _without_prologue(segment, prologue)
        if body:
            text = _kept(update, [*prologue, *body])
            constants = named_iris(text, base)
            yield _Operation(update, _kept(update, prologue), body).step(text, constants)


def _segments(pieces: list[Token]) -> Iterator[list[Token]]:
    found: list[Token] = []
    for token in pieces:
        if token.text == ";" and token.kind == "mark" and token.depth == 0:
            yield found
            found = []
        else:
            found.append(token)
    yield found


def _without_prologue(segment: list[Token], prologue: list[Token]) -> list[Token]:
    while segment and segment[0].text == "prefix":
        prologue += segment[:3]
        segment = segment[3:]
    return segment


def _kept(update: str, pieces: list[Token]) -> str:
    """The update with blanks for all but these tokens and what stands between neighbours, so that positions stay."""
    blank = re.sub(r"[^\n]", " ", update)
    out, at = [], 0
    for token in pieces:
        out += [blank[at : token.start], update[token.start : token.end]]
        at = token.end
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Operation:
    update: str
    prologue: str
    body: list[Token]

    def step(self, text: str, constants: frozenset[str] | None) -> Step:
        """What this operation may change."""
        first, second = [token.text for token in (*self.body, *self.body)[:2]]
        if constants is None or first not in ("with", "insert", "delete"):
            raise _NotUnderstoodError
        if second == "data":
            self._template(self.body[2:])
            return Step(text, None, constants)
        return self._modify(text, constants)

    def _modify(self, text: str, constants: frozenset[str]) -> Step:
        rest, within = self.body, None
        if rest[0].text == "with":
            within, rest = self._source(rest[1]), rest[2:]
        variables: dict[str, None] = {}
        while rest and rest[0].text in ("insert", "delete"):
            if len(rest) > 1 and rest[1].text == "where":  # the pattern is the template
                variables |= self._template(rest[2:])
                rest = rest[1:]
                break
            block = self._block(rest[1:])
            variables |= self._template(block)
            rest = rest[1 + len(block) :]
        dataset = ""
        while rest and rest[0].text == "using":
            named = len(rest) > 1 and rest[1].text == "named"
            dataset += f" FROM {'NAMED ' if named else ''}{self._source(rest[1 + named])}"
            rest, within = rest[2 + named :], None
        if not rest or rest[0].text != "where":
            raise _NotUnderstoodError
        if not variables:
            return Step(text, None, constants)
        asked = f"{self.prologue}\nSELECT DISTINCT {' '.join(variables)}{dataset} {self._from(rest[0])}"
        return Step(text, asked, constants, None if within is None else self._iri(within))

    def _template(self, block: list[Token]) -> dict[str, None]:
        """The variables of a template; what makes blank nodes is not understood."""
        for token in block:
            known = {"word": _TEMPLATE_WORDS, "mark": _TEMPLATE_MARKS}.get(token.kind)
            if token.kind == "blank" or (known is not None and token.text not in known):
                raise _NotUnderstoodError
        return {self._source(token): None for token in block if token.kind == "var"}

    def _block(self, rest: list[Token]) -> list[Token]:
        for at, token in enumerate(rest):
            if at and token.text == "}" and token.depth == 0:
                return rest[: at + 1]
        raise _NotUnderstoodError

    def _source(self, token: Token) -> str:
        return self.update[token.start : token.end]

    def _from(self, where: Token) -> str:
        return self.update[where.start : self.body[-1].end]

    def _iri(self, source: str) -> str:
        if not source.startswith("<"):
            raise _NotUnderstoodError
        return source[1:-1]
