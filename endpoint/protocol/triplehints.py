"""Where a dot, a semicolon, a comma or a part of a triple is missing: counted by the terms between the marks."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.protocol.guard import Token

_TERMS = frozenset({"iri", "string", "var", "blank", "name", "number"})
_WORD_TERMS = frozenset({"a", "true", "false"})
_JOINS = frozenset("/|^")  # between the parts of a path, and before a datatype
_ENDS = frozenset("{}.")


def missing_between(pieces: list[Token]) -> Iterator[tuple[str, int]]:
    """The first place at which a triple pattern has too many or too few terms, or a call no comma."""
    scan = _Scan()
    for token in pieces:
        yield from scan.take(token)


class _Scan:
    """Counts the terms of the triple that it is in; a path counts as one."""

    def __init__(self) -> None:
        self.terms = 0
        self.joined = False
        self.before: Token | None = None
        self.calls: list[bool] = []  # for each open parenthesis, whether it is a call's

    def take(self, token: Token) -> Iterator[tuple[str, int]]:
        """A hint, where this token shows what is missing."""
        before, self.before = self.before, token
        if token.text in ("(", ")") and token.kind == "mark":
            self._parenthesis(token, before)
        elif self.calls:
            if self.calls[-1] and before is not None and _is_term(before) and _is_term(token):
                yield "a comma or an operator is missing before this", token.start
        elif token.depth > 0 and _is_term(token):
            self.terms += 0 if self.joined else 1
            self.joined = False
            if self.terms > 3:
                yield "a `.` or `;` is missing before this", token.start
            if token.text.endswith(".") and token.kind in ("name", "number", "blank"):
                self.terms = 0
        else:
            yield from self._other(token)

    def _parenthesis(self, token: Token, before: Token | None) -> None:
        if token.text == "(":
            named = before is not None and before.kind in ("word", "name") and before.text not in ("values", "in")
            self.calls.append(named)
        elif self.calls:
            self.calls.pop()

    def _other(self, token: Token) -> Iterator[tuple[str, int]]:
        if token.kind == "word":
            self.terms, self.joined = -9, False  # a clause of its own: what it takes is not counted
        elif token.text in _ENDS:
            if 0 < self.terms < 3:
                yield "a triple has a subject, a predicate and an object: one is missing before this", token.start
            self.terms = 0
        elif token.text in (";", ","):
            if 0 < self.terms < 3 and not (token.text == ";" and self.terms == 1):
                yield "there is no object before this", token.start
            self.terms = 1 if token.text == ";" else 2
        elif token.text in _JOINS:
            self.joined = self.terms > 1 or token.text != "^"
        elif token.text in ("[", "]"):
            self.terms = -9


def _is_term(token: Token) -> bool:
    return token.kind in _TERMS or (token.kind == "word" and token.text in _WORD_TERMS)
