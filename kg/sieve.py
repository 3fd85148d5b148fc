"""The shapes compiled to closures: finds what pySHACL finds, twenty times sooner.

It knows the constraints that `shapes/` uses and refuses any other when it loads. `tests/test_shapes.py` holds it to
pySHACL's results on every case; `kg.validate` lets pySHACL judge whatever this finds broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from kg.constraints import CHECKS, SH, Check, Data, Values
from kg.errors import BadData
from kg.model import Violation
from kg.vocab import PREFIXES, RDF

_FIRST, _REST, _NIL = (NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))

Path = Callable[[Data, Any], Values]


@dataclass(slots=True)
class Shape:
    """A shape ready to run: its path (None: the focus itself), its checks by component, and the shapes below it."""

    node: Any
    path: Path | None = None
    path_text: str | None = None
    severity: str = "Violation"
    message: str = ""
    checks: list[tuple[str, Check]] = field(default_factory=list)
    properties: list[Shape] = field(default_factory=list)
    target_classes: list[Any] = field(default_factory=list)
    target_objects: list[Any] = field(default_factory=list)

    def run(self, data: Data, focus: Any) -> Iterator[Violation]:
        """The results of this shape for one focus node."""
        values = (focus,) if self.path is None else self.path(data, focus)
        for component, check in self.checks:
            for value in check(data, focus, values):
                yield Violation(
                    focus=_text(focus), path=self.path_text, message=self.message, severity=self.severity,
                    value=None if value is None else _text(value), component=component,
                )  # fmt: skip
        for shape in self.properties:
            for value in values:
                yield from shape.run(data, value)

    def conforms(self, data: Data, focus: Any) -> bool:
        """Whether a node has no result at all, as `sh:or` and `sh:node` ask."""
        return next(self.run(data, focus), None) is None


def _text(term: Any) -> str:
    return str(term.value)


def run(shapes: Iterable[Shape], quads: Iterable[Quad | Triple]) -> Iterator[Violation]:
    """All results of the shapes on one article."""
    data = Data(quads)
    for shape in shapes:
        focus: dict[Any, None] = {}
        for target in shape.target_classes:
            focus.update(dict.fromkeys(data.subjects(RDF.type, target)))
        for target in shape.target_objects:
            focus.update(dict.fromkeys(data.backward.get(target, ())))
        for node in focus:
            yield from shape.run(data, node)


def compile_shapes(triples: Iterable[Quad | Triple]) -> tuple[Shape, ...]:
    """The shapes of a shapes graph that have targets. Raises `BadData` for a SHACL term that is not known here."""
    compiler = _Compiler(Data(triples))
    targets = [
        subject
        for term in ("targetClass", "targetObjectsOf")
        for subjects in compiler.data.backward.get(NamedNode(SH + term), {}).values()
        for subject in subjects
    ]
    return tuple(compiler.shape(node) for node in dict.fromkeys(targets))


class _Compiler:
    def __init__(self, data: Data) -> None:
        self.data = data
        self.known: dict[Any, Shape] = {}

    def shape(self, node: Any) -> Shape:
        """The shape of a node, compiled once."""
        if node not in self.known:
            self.known[node] = shape = Shape(node)
            for predicate, values in self.data.forward.get(node, {}).items():
                if predicate.value.startswith(SH):
                    self._read(shape, predicate.value.removeprefix(SH), list(values))
        return self.known[node]

    def _read(self, shape: Shape, name: str, values: list[Any]) -> None:
        if name == "path":
            shape.path, shape.path_text = self._path(values[0])
        elif name == "severity":
            shape.severity = values[0].value.removeprefix(SH)
        elif name == "message":
            shape.message = min(values, key=lambda m: (m.language != "en", m.value)).value
        elif name == "property":
            shape.properties += [self.shape(value) for value in values]
        elif name == "targetClass":
            shape.target_classes += values
        elif name == "targetObjectsOf":
            shape.target_objects += values
        elif name in CHECKS:
            component = name[0].upper() + name[1:] + "ConstraintComponent"
            shape.checks += [(component, CHECKS[name](value, self)) for value in values]
        else:
            raise BadData(f"the shape {shape.node} uses sh:{name}, which kg/sieve.py does not know; add it there.")

    def conforms(self, shape: Any) -> Callable[[Data, Any], bool]:
        """Whether a node conforms to a shape, compiled when it is first named."""
        return self.shape(shape).conforms

    def items(self, head: Any) -> list[Any]:
        """The members of an RDF list."""
        found = []
        while head != _NIL:
            found.append(next(iter(self.data.objects(head, _FIRST))))
            head = next(iter(self.data.objects(head, _REST)))
        return found

    def _path(self, node: Any) -> tuple[Path, str]:
        inverse = next(iter(self.data.objects(node, NamedNode(SH + "inversePath"))), None)
        if inverse is not None:
            return (lambda data, focus: data.subjects(inverse, focus)), f"^{inverse.value}"
        if isinstance(node, NamedNode):
            return (lambda data, focus: data.objects(focus, node)), node.value
        steps = self.items(node)
        return (lambda data, focus: _walk(data, focus, steps)), "/".join(step.value for step in steps)


def _walk(data: Data, focus: Any, steps: list[Any]) -> Values:
    found: dict[Any, None] = {focus: None}
    for step in steps:
        found = {value: None for node in found for value in data.objects(node, step)}
    return found
