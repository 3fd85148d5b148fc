"""An update in its operations, each done on a copy so that the nodes which it touches are told.

So a write into a large store looks at these nodes alone. An operation with WHERE is given one more thing to insert: a
note of every term of its templates, into a graph of ours that is read and thrown away. That is one evaluation, so it
tells also what comes out differently each time (UUID, LIMIT, new blank nodes). What is written without WHERE is parsed
into an empty store. Of whole graphs, all subjects count. What cannot be told (a template with a list, LOAD, CLEAR
DEFAULT) may change anything.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pyoxigraph import BlankNode, NamedNode, Store

from endpoint.protocol.guard import Token, tokens
from endpoint.writes.anonymous import labelled

_TEMPLATE_WORDS = frozenset({"graph", "a", "true", "false"})
_TEMPLATE_MARKS = frozenset("{}[].;,^+-")
_MOST = 50_000  # nodes; beyond, comparing whole graphs is as fast
_NOTES = NamedNode(f"urn:uuid:{uuid.uuid4()}")
_ESCAPED = re.compile(r"\\[uU]")  # may stand for a sign that we cut at

Node = NamedNode | BlankNode


class Kind(Enum):
    """How an operation tells what it touches."""

    NOTED = auto()  # `more` is the operation with its notes
    DATA = auto()  # `more` inserts the same into an empty store
    GRAPHS = auto()  # `more` asks for the nodes of whole graphs; nothing is touched where it is empty
    ANY = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One operation with the prologue that it needs."""

    text: str
    kind: Kind = Kind.ANY
    more: str = ""

    def run(self, store: Store, base: str | None) -> set[Node] | None:
        """Does the operation; gives the nodes that it may have touched, None: any. Raises what the engine raises."""
        if self.kind is Kind.NOTED:
            return self._noted(store, base)
        if self.kind is Kind.DATA:
            return self._data(store, base)
        found = self._asked(store, base) if self.kind is Kind.GRAPHS else None
        store.update(self.text, base_iri=base)
        return found

    def _noted(self, store: Store, base: str | None) -> set[Node] | None:
        try:
            store.update(self.more, base_iri=base)
        except SyntaxError:  # the operation has it too, and tells it better
            store.update(self.text, base_iri=base)
            return None
        found = _few(quad.subject for quad in store.quads_for_pattern(None, None, None, _NOTES))
        store.remove_graph(_NOTES)
        return found

    def _data(self, store: Store, base: str | None) -> set[Node] | None:
        data = Store()
        try:
            data.update(self.more, base_iri=base)
        except SyntaxError:
            store.update(self.text, base_iri=base)
            return None
        if self.more == self.text and len(data):  # not read twice, as blank nodes would get other names
            store.extend(data)
        else:
            store.update(self.text, base_iri=base)
        return _few(quad.subject for quad in data)

    def _asked(self, store: Store, base: str | None) -> set[Node] | None:
        if not self.more:
            return set()
        try:
            rows = store.query(self.more, base_iri=base)
        except SyntaxError:
            return None
        return _few(row[0] for row in rows)  # type: ignore[union-attr] # of a SELECT


def _few(terms: Iterable[object]) -> set[Node] | None:
    """The nodes among these terms; None where there are too many."""
    found: set[Node] = set()
    for term in terms:
        if isinstance(term, NamedNode | BlankNode):
            found.add(term)
        if len(found) > _MOST:
            return None
    return found


def steps(update: str) -> list[Step]:
    """The operations of an update, in order; the whole of it as one that may change anything where it cannot be cut."""
    try:
        return list(_steps(update))
    except (_NotUnderstoodError, ValueError):
        return [Step(update)]


def insertion(update: str) -> list[Step]:
    """The one step of an update that only inserts data."""
    return [Step(update, Kind.DATA, update)]


class _NotUnderstoodError(Exception):
    """This update is not one that is cut."""


def _steps(update: str) -> Iterator[Step]:
    if _ESCAPED.search(update):
        raise _NotUnderstoodError
    prologue: list[Token] = []
    for segment in _segments(tokens(update)):
        body = _without_prologue(segment, prologue)
        if body:
            operation = _Operation(update, _kept(update, prologue), _kept(update, [*prologue, *body]), body)
            yield operation.step()


def _segments(pieces: Iterable[Token]) -> Iterator[list[Token]]:
    found: list[Token] = []
    for token in pieces:
        if token.text == ";" and token.kind == "mark" and token.depth == 0:
            yield found
            found = []
        else:
            found.append(token)
    yield found


def _without_prologue(segment: list[Token], prologue: list[Token]) -> list[Token]:
    while segment and segment[0].text in ("prefix", "base"):
        length = 3 if segment[0].text == "prefix" else 2
        prologue += segment[:length]
        segment = segment[length:]
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
    text: str
    body: list[Token]

    def step(self) -> Step:
        """What this operation tells of itself."""
        first, second = [token.text for token in (*self.body, *self.body)[:2]]
        if second == "data" and first in ("insert", "delete"):
            word = self.body[0]
            more = self.text if first == "insert" else self._with(word.start, word.end, "INSERT")
            return Step(self.text, Kind.DATA, more)
        if first in ("with", "insert", "delete"):
            return Step(self.text, Kind.NOTED, self._noting())
        if first in ("clear", "drop", "copy", "move", "add", "create"):
            return self._whole(first)
        return Step(self.text)

    def _noting(self) -> str:
        """The operation with a note of every term of its templates."""
        within = self.body[0].text == "with"
        rest = self.body[2:] if within else self.body
        terms: dict[str, None] = {}
        written: tuple[int, int, str] | None = None
        while rest and rest[0].text in ("insert", "delete"):
            if len(rest) > 1 and rest[1].text == "where":  # the pattern is the template
                if within or rest is not self.body:
                    raise _NotUnderstoodError
                block = self._block(rest[2:])
                pattern = self.update[block[0].start : block[-1].end]
                notes = _notes(self._template(block))
                return self._with(rest[1].start, rest[1].start, f" {pattern} INSERT {{ {notes} }} ")
            block = self._block(rest[1:])
            terms |= self._template(block)
            if rest[0].text == "insert":
                text, labels = labelled(self.update, block)
                terms |= dict.fromkeys(labels)
                written = block[0].start, block[-1].end, text
            rest = rest[1 + len(block) :]
        if not rest:
            raise _NotUnderstoodError
        if written is None:
            return self._with(rest[0].start, rest[0].start, f" INSERT {{ {_notes(terms)} }} ")
        start, end, text = written
        return self._with(start, end, text.replace("{", f"{{ {_notes(terms)} ", 1))

    def _whole(self, verb: str) -> Step:
        """An operation on whole graphs: those whose nodes it touches, but for the default one."""
        named = [token for token in self.body[1:] if token.text not in ("silent", "graph")]
        if verb == "create":
            return Step(self.text, Kind.GRAPHS)
        if verb in ("clear", "drop"):
            touched = named
        else:
            if len(named) != 3 or named[1].text != "to":
                raise _NotUnderstoodError
            touched = [named[0]] if verb == "add" else [named[0], named[2]]
        if not touched or any(token.kind not in ("iri", "name") for token in touched):
            return Step(self.text)
        parts = " UNION ".join(f"{{ GRAPH {self._source(token)} {{ ?s ?p ?o }} }}" for token in touched)
        return Step(self.text, Kind.GRAPHS, f"{self.prologue} SELECT DISTINCT ?s {{ {parts} }}")

    def _template(self, block: list[Token]) -> dict[str, None]:
        """The terms of a template that may be nodes."""
        found: dict[str, None] = {}
        for token in block:
            known = {"word": _TEMPLATE_WORDS, "mark": _TEMPLATE_MARKS}.get(token.kind)
            if known is not None and token.text not in known:
                raise _NotUnderstoodError
            if token.kind in ("var", "iri", "name", "blank"):
                found[self._source(token).rstrip(".")] = None
        return found

    def _block(self, rest: list[Token]) -> list[Token]:
        for at, token in enumerate(rest):
            if at and token.text == "}" and token.depth == 0:
                return rest[: at + 1]
        raise _NotUnderstoodError

    def _source(self, token: Token) -> str:
        return self.update[token.start : token.end]

    def _with(self, start: int, end: int, other: str) -> str:
        """The operation with other text at a place."""
        return self.text[:start] + other + self.text[end:]


def _notes(terms: Iterable[str]) -> str:
    """A note of each term; the engine leaves out those that turn out to be no nodes."""
    return f"GRAPH {_NOTES} {{ {' '.join(f'{term} {_NOTES} true .' for term in terms)} }}"
