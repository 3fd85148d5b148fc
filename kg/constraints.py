"""The core SHACL constraints that `shapes/` uses, each a closure over the triples of one article.

A check yields the offending value of each result, or None for a result without a value (SHACL §4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.vocab import PREFIXES, RDF, XSD

SH = PREFIXES["sh"]

Index = dict[Any, dict[Any, dict[Any, None]]]
Values = Iterable[Any]


class Data:
    """The triples of one article, by subject and by predicate, each once. Terms are pyoxigraph's."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self.forward: Index = {}
        self.backward: Index = {}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            self.forward.setdefault(subject, {}).setdefault(predicate, {})[value] = None
            self.backward.setdefault(predicate, {}).setdefault(value, {})[subject] = None

    def objects(self, subject: Any, predicate: Any) -> Values:
        """The values of a property."""
        return self.forward.get(subject, {}).get(predicate, ())

    def subjects(self, predicate: Any, value: Any) -> Values:
        """What has this value."""
        return self.backward.get(predicate, {}).get(value, ())


Check = Callable[[Data, Any, Values], Iterator[Any]]
"""(data, focus node, value nodes) → offending values."""


class Shapes(Protocol):
    """What a constraint may ask of the shapes graph that it stands in."""

    def conforms(self, shape: Any) -> Callable[[Data, Any], bool]:
        """Whether a node conforms to another shape."""

    def items(self, head: Any) -> list[Any]:
        """The members of an RDF list."""


def _each(bad: Callable[[Any], bool]) -> Check:
    """A check of every value node by itself."""
    return lambda _data, _focus, values: (value for value in values if bad(value))


def _count(wrong: Callable[[int, int], bool]) -> Callable[[Any, Shapes], Check]:
    def make(limit: Any, _: Shapes) -> Check:
        number = int(limit.value)
        return lambda _data, _focus, values: iter((None,) if wrong(len(tuple(values)), number) else ())

    return make


def _pattern(value: Any, _: Shapes) -> Check:
    search = re.compile(value.value).search
    return _each(lambda v: isinstance(v, BlankNode) or search(v.value) is None)


def _min_length(value: Any, _: Shapes) -> Check:
    length = int(value.value)
    return _each(lambda v: isinstance(v, BlankNode) or len(v.value) < length)


def _unique_lang(value: Any, _: Shapes) -> Check:
    def check(_data: Data, _focus: Any, values: Values) -> Iterator[Any]:
        tags = [v.language for v in values if isinstance(v, Literal) and v.language]
        return (None for tag in dict.fromkeys(tags) if tags.count(tag) > 1)

    return check if value.value == "true" else lambda _data, _focus, _values: iter(())


def _datatype(value: Any, _: Shapes) -> Check:
    return _each(lambda v: not isinstance(v, Literal) or v.datatype != value or not _well_formed(v))


def _node_kind(value: Any, _: Shapes) -> Check:
    kind = {"IRI": NamedNode, "Literal": Literal, "BlankNode": BlankNode}[value.value.removeprefix(SH)]
    return _each(lambda v: not isinstance(v, kind))


def _in(value: Any, shapes: Shapes) -> Check:
    allowed = frozenset(shapes.items(value))
    return _each(lambda v: v not in allowed)


def _or(value: Any, shapes: Shapes) -> Check:
    choices = [shapes.conforms(node) for node in shapes.items(value)]
    return lambda data, _, values: (v for v in values if not any(choice(data, v) for choice in choices))


def _node(value: Any, shapes: Shapes) -> Check:
    conforms = shapes.conforms(value)
    return lambda data, _, values: (v for v in values if not conforms(data, v))


def _class(value: Any, _: Shapes) -> Check:
    return lambda data, _, values: (v for v in values if value not in data.objects(v, RDF.type))


def _has_value(value: Any, _: Shapes) -> Check:
    return lambda _data, _focus, values: iter(() if value in values else (None,))


def _bound(right: Callable[[Decimal, Decimal], bool]) -> Callable[[Any, Shapes], Check]:
    def make(value: Any, _: Shapes) -> Check:
        limit = Decimal(value.value)
        return _each(lambda v: (number := _number(v)) is None or not right(number, limit))

    return make


def _compared(right: Callable[[Any, Any], bool]) -> Callable[[Any, Shapes], Check]:
    def wrong(value: Any, limit: Any) -> bool:
        one, two = _comparable(value), _comparable(limit)
        return one is None or two is None or type(one) is not type(two) or not right(one, two)

    def make(other: Any, _: Shapes) -> Check:
        return lambda data, focus, values: (
            v for v in values for limit in data.objects(focus, other) if wrong(v, limit)
        )

    return make


def _equals(other: Any, _: Shapes) -> Check:
    def check(data: Data, focus: Any, values: Values) -> Iterator[Any]:
        here, there = dict.fromkeys(values), data.objects(focus, other)
        yield from (value for value in here if value not in there)
        yield from (value for value in there if value not in here)

    return check


def _disjoint(other: Any, _: Shapes) -> Check:
    return lambda data, focus, values: (value for value in values if value in data.objects(focus, other))


CHECKS: dict[str, Callable[[Any, Shapes], Check]] = {
    "minCount": _count(lambda n, limit: n < limit),
    "maxCount": _count(lambda n, limit: n > limit),
    "minLength": _min_length,
    "minInclusive": _bound(lambda number, limit: number >= limit),
    "maxInclusive": _bound(lambda number, limit: number <= limit),
    "lessThan": _compared(lambda one, two: one < two),
    "lessThanOrEquals": _compared(lambda one, two: one <= two),
    "pattern": _pattern,
    "uniqueLang": _unique_lang,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "or": _or,
    "node": _node,
    "class": _class,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
}
"""Parameter (local name in `sh:`) → a maker of its check from its value and the shapes graph."""


def _number(term: Any) -> Decimal | None:
    try:
        return Decimal(term.value) if isinstance(term, Literal) else None
    except InvalidOperation:
        return None


def _comparable(term: Any) -> date | Decimal | None:
    if isinstance(term, Literal) and term.datatype == XSD.date:
        return date.fromisoformat(term.value) if _well_formed(term) else None
    return _number(term)


def _well_formed(literal: Literal) -> bool:
    kind = literal.datatype
    if kind == XSD.date:
        try:
            date.fromisoformat(literal.value)
        except ValueError:
            return False
        return len(literal.value) == 10
    if kind == XSD.integer:
        return re.fullmatch(r"[+-]?\d+", literal.value) is not None
    if kind == XSD.decimal:
        return re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", literal.value) is not None
    return True
