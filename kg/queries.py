"""The named queries of `queries/`: find one, list them, read its header, bind its parameters.

A header is the lines that start with `#+`: Turtle that describes the query as a `sh:SPARQLExecutable` (label, comment,
`sh:parameter` with `sh:defaultValue`), so that editors can list it. A check says besides, in `# Problem:` and
`# Solution:`, what a row means. In the body, each parameter stands in a `VALUES ?name { … }` that holds its default:
a file runs as it is, and `bind` puts another RDF term in its place, written by pyoxigraph, never a string as it came.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import BadQuery
from kg.identifiers import BASE
from kg.resources import resource
from kg.vocab import PREFIXES, QUERIES

_PARAMETER = QUERIES + "parameter#"
_HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, "param": _PARAMETER}.items())
_SH, _RDFS, _XSD = PREFIXES["sh"], PREFIXES["rdfs"], PREFIXES["xsd"]
_FOLDERS = ("examples", "checks", "wikidata")

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: its name, the datatype of its value (None: an IRI), its default, and what it means."""

    name: str
    datatype: str | None
    default: Term
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query file. `titles` and `descriptions` are by language; a check has a problem and a solution."""

    name: str
    folder: str
    path: Path
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: tuple[Parameter, ...] = ()
    problem: str | None = None
    solution: str | None = None

    @property
    def title(self) -> str:
        """The English title, else the name."""
        return self.titles.get("en") or self.name


def queries(folder: str = "examples") -> tuple[Query, ...]:
    """The queries of `queries/<folder>/`, by name."""
    return tuple(_read(path) for path in sorted(resource("queries", folder).glob("*.rq")))


def find(name: str) -> Query:
    """A query by its name (`who-met`, `checks/no-evidence`) or the path of a `.rq` file. Raises `BadQuery`."""
    path = Path(name)
    if path.suffix == ".rq" and path.is_file():
        return _read(path)
    folder, _, stem = name.removesuffix(".rq").rpartition("/")
    for place in (folder,) if folder in _FOLDERS else _FOLDERS:
        candidate = resource("queries", place, f"{stem}.rq")
        if candidate.is_file():
            return _read(candidate)
    near = difflib.get_close_matches(stem, [query.name for place in _FOLDERS for query in queries(place)], n=1)
    hint = f"did you mean {near[0]!r}?" if near else "'kg query --list' names them all."
    raise BadQuery(f"there is no query {name!r}: {hint}")


def bind(query: Query, values: Mapping[str, str]) -> str:
    """The SPARQL text with these values for its parameters, defaults for the others. Raises `BadQuery`.

    An IRI may be given below the base of things: `person/vn/to-lam`.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.text
    for name, value in values.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise BadQuery(f"the query {query.name} has no parameter {name!r}: it has {names}.")
        written = str(_term(known[name], value))
        text = _put(text, name, written)
    return text


def metadata() -> Iterator[Triple]:
    """Every example query as a `sh:SPARQLExecutable` with its text, for editors that list queries."""
    for query in queries():
        yield from _header(query.path, query.text)
        yield Triple(_node(query.path.stem), NamedNode(_SH + _verb(query.text)), Literal(query.text))


def _put(text: str, name: str, term: str) -> str:
    place = re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{)[^}}]*(\}})")
    return place.sub(lambda match: f"{match[1]} {term} {match[2]}", text)


def _verb(text: str) -> str:
    match = re.search(r"^\s*(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", text, re.MULTILINE | re.IGNORECASE)
    return match[1].lower() if match else "select"


def _term(parameter: Parameter, value: str) -> Term:
    try:
        if parameter.datatype is None:
            return NamedNode(value if re.match(r"[a-z][a-z0-9+.-]*:", value) else BASE + value)
        return _literal(value, parameter.datatype)
    except ValueError as error:
        kind = (parameter.datatype or "an IRI").removeprefix(_XSD)
        raise BadQuery(f"the value {value!r} of {parameter.name} is not {kind} ({error}): correct it.") from error


def _literal(value: str, datatype: str) -> Literal:
    if datatype == _XSD + "date":
        date.fromisoformat(value)
    elif datatype == _XSD + "integer":
        int(value)
    return Literal(value) if datatype == _XSD + "string" else Literal(value, datatype=NamedNode(datatype))


def _node(stem: str) -> NamedNode:
    return NamedNode(QUERIES + stem)


@cache
def _read(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    header = tuple(_header(path, text))
    said: dict[str, dict[str, str]] = {"label": {}, "comment": {}}
    for triple in header:
        local = triple.predicate.value.removeprefix(_RDFS)
        if local in said and isinstance(triple.object, Literal):
            said[local][triple.object.language or "en"] = triple.object.value
    return Query(
        name=path.stem, folder=path.parent.name, path=path, text=text, titles=said["label"],
        descriptions=said["comment"], parameters=tuple(_parameters(path, header)),
        problem=_comment(text, "Problem"), solution=_comment(text, "Solution"),
    )  # fmt: skip


def _comment(text: str, word: str) -> str | None:
    match = re.search(rf"^# {word}: (.+)$", text, re.MULTILINE)
    return match[1].strip() if match else None


def _header(path: Path, text: str) -> Iterator[Triple]:
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        for quad in parse("\n".join([_HEADER, *lines]), format=RdfFormat.TURTLE, base_iri=_node(path.stem).value):
            yield quad.triple
    except SyntaxError as error:
        raise BadQuery(
            f"the header of {path} is not Turtle ({error}): correct the lines that start with '#+'."
        ) from error


def _parameters(path: Path, header: tuple[Triple, ...]) -> Iterator[Parameter]:
    for node in (triple.object for triple in header if triple.predicate.value == _SH + "parameter"):
        said = {t.predicate.value: t.object for t in header if t.subject == node}
        name, default = said.get(_SH + "path"), said.get(_SH + "defaultValue")
        if not isinstance(name, NamedNode) or not isinstance(default, NamedNode | Literal):
            raise BadQuery(f"a parameter of {path} lacks sh:path or sh:defaultValue: add it.")
        datatype, description = said.get(_SH + "datatype"), said.get(_SH + "description")
        yield Parameter(
            name=name.value.removeprefix(_PARAMETER),
            datatype=datatype.value if isinstance(datatype, NamedNode) else None,
            default=default,
            description=description.value if isinstance(description, Literal) else "",
        )
