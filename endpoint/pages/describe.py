"""What this endpoint is and holds, in RDF: SPARQL 1.1 Service Description, VoID and DCAT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from endpoint.answering.answers import Answers
from endpoint.pages import html
from endpoint.readers.reader import RECORDS
from endpoint.settings import Settings
from endpoint.web import negotiate
from endpoint.web.problem import Problem
from endpoint.web.wire import Request
from kg.vocab import LABELS, ONTOLOGY, PREFIXES

Term = NamedNode | BlankNode | Literal

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = PREFIXES["dcterms"]
_A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CC0 = NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_LISTED = 1000  # named graphs that a description names; more than that is a dump, not a description
NAMESPACES = {**PREFIXES, "sd": _SD, "void": _VOID, "dcat": _DCAT, "formats": _FORMATS}

_GRAPH_NAMES = f"SELECT ?g {{ GRAPH ?g {{}} FILTER(?g != <{RECORDS.value}>) }} LIMIT {_LISTED}"
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_CLASSES = "SELECT ?x (COUNT(?s) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 200"
_PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 300"


async def service(request: Request, settings: Settings, answers: Answers) -> list[Triple]:
    """The service description of `/sparql`."""
    graphs = [
        row["g"]["value"] for row in await answers.rows(_GRAPH_NAMES, request.client) if row["g"]["type"] == "uri"
    ]
    return list(_service(request, settings, graphs))


def _service(request: Request, settings: Settings, graphs: Iterable[str]) -> Iterator[Triple]:
    node, data, default = BlankNode(), NamedNode(f"{request.base}/.well-known/void#dataset"), BlankNode()
    yield Triple(node, _A, NamedNode(f"{_SD}Service"))
    yield Triple(node, NamedNode(f"{_SD}endpoint"), NamedNode(f"{request.base}/sparql"))
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if settings.token is not None else [])]
    for language in languages:
        yield Triple(node, NamedNode(f"{_SD}supportedLanguage"), NamedNode(_SD + language))
    if settings.allow_service:
        yield Triple(node, NamedNode(f"{_SD}feature"), NamedNode(f"{_SD}BasicFederatedQuery"))
    yield Triple(node, NamedNode(f"{_SD}feature"), NamedNode(f"{_SD}EmptyGraphs"))
    for name in (*_RESULTS, *_GRAPHS):
        yield Triple(node, NamedNode(f"{_SD}resultFormat"), NamedNode(_FORMATS + name))
    for name in _GRAPHS:
        yield Triple(node, NamedNode(f"{_SD}inputFormat"), NamedNode(_FORMATS + name))
    yield Triple(node, NamedNode(f"{_SD}defaultDataset"), data)
    yield Triple(data, _A, NamedNode(f"{_SD}Dataset"))
    yield Triple(data, NamedNode(f"{_SD}defaultGraph"), default)
    yield Triple(default, _A, NamedNode(f"{_SD}Graph"))
    yield Triple(default, NamedNode(f"{_DCT}description"), Literal("The merged view: each triple once.", language="en"))
    for graph in graphs:
        entry = BlankNode()
        yield Triple(data, NamedNode(f"{_SD}namedGraph"), entry)
        yield Triple(entry, _A, NamedNode(f"{_SD}NamedGraph"))
        yield Triple(entry, NamedNode(f"{_SD}name"), NamedNode(graph))


async def dataset(request: Request, answers: Answers) -> list[Triple]:
    """The VoID and DCAT description of what is served: sizes, classes, properties, where to get it."""
    node = NamedNode(f"{request.base}/.well-known/void#dataset")
    found = list(_frame(request, node))
    found += _count(node, await _rows(request, answers, _TRIPLES), "triples", None, None)
    found += _count(node, await _rows(request, answers, _CLASSES), "entities", "classPartition", "class")
    found += _count(node, await _rows(request, answers, _PROPERTIES), "triples", "propertyPartition", "property")
    return found


def page(request: Request, triples: list[Triple]) -> str:
    """The description of the data set as HTML: where it is, how much of what it holds."""
    said: dict[tuple[object, str], object] = {(t.subject, t.predicate.value): t.object for t in triples}
    node = NamedNode(f"{request.base}/.well-known/void#dataset")
    counts: dict[str, dict[str, list[str]]] = {"classPartition": {}, "propertyPartition": {}}
    for triple in triples:
        kind = triple.predicate.value.removeprefix(_VOID)
        if kind in counts:
            by, unit = ("class", "entities") if kind == "classPartition" else ("property", "triples")
            name = _text(said[triple.object, _VOID + by])
            counts[kind][html.link(name, LABELS.get((name, "en")) or _short(name))] = [
                _text(said[triple.object, _VOID + unit])
            ]
    ways = [html.link(f"{request.base}/.well-known/void?format={each.word}", each.word) for each in negotiate.GRAPHS]
    own = {
        "triples": [_text(said.get((node, f"{_VOID}triples"), "not counted"))],
        "SPARQL": [html.link(f"{request.base}/sparql", f"{request.base}/sparql")],
        "everything": [html.link(f"{request.base}/data", f"{request.base}/data")],
        "licence": [html.link(_CC0.value, "CC0 1.0")],
        "this page as": [" · ".join(ways)],
    }
    title = f"<h1>Data set</h1><p>{escape(_text(said[node, f'{_DCT}title']))}.</p>"
    classes, properties = (html.facts(counts[kind]) for kind in counts)
    return f"{title}{html.facts(own)}<h2>Things</h2>{classes}<h2>Properties</h2>{properties}"


def _short(iri: str) -> str:
    """An IRI with its prefix, where it has one."""
    short = (f"{name}:{iri.removeprefix(space)}" for name, space in NAMESPACES.items() if iri.startswith(space))
    return next(short, iri)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


async def _rows(request: Request, answers: Answers, query: str) -> list[dict[str, dict[str, str]]]:
    """The rows of a count, or none where the data is too large to be counted in time: the description does without."""
    try:
        return await answers.rows(query, request.client)
    except Problem:
        return []


def _frame(request: Request, node: NamedNode) -> Iterator[Triple]:
    page, dump = NamedNode(f"{request.base}/.well-known/void"), NamedNode(f"{request.base}/data")
    title = Literal("Entente: who met whom in diplomatic news, with the sentence that says so", language="en")
    yield Triple(page, _A, NamedNode(f"{_VOID}DatasetDescription"))
    yield Triple(page, NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), node)
    for kind in (f"{_VOID}Dataset", f"{_DCAT}Dataset"):
        yield Triple(node, _A, NamedNode(kind))
    yield Triple(node, NamedNode(f"{_DCT}title"), title)
    yield Triple(node, NamedNode(f"{_DCT}license"), _CC0)
    yield Triple(node, NamedNode(f"{_VOID}sparqlEndpoint"), NamedNode(f"{request.base}/sparql"))
    yield Triple(node, NamedNode(f"{_VOID}dataDump"), dump)
    yield Triple(node, NamedNode(f"{_VOID}uriSpace"), Literal("https://w3id.org/entente/id/"))
    for vocabulary in (ONTOLOGY.value, *(PREFIXES[name] for name in ("org", "schema", "oa", "skos", "dcterms"))):
        yield Triple(node, NamedNode(f"{_VOID}vocabulary"), NamedNode(vocabulary))
    copy = NamedNode(f"{request.base}/.well-known/void#dump")
    yield Triple(node, NamedNode(f"{_DCAT}distribution"), copy)
    yield Triple(copy, _A, NamedNode(f"{_DCAT}Distribution"))
    yield Triple(copy, NamedNode(f"{_DCAT}downloadURL"), dump)
    yield Triple(copy, NamedNode(f"{_DCAT}mediaType"), NamedNode(f"{_MEDIA}application/n-quads"))
    yield Triple(copy, NamedNode(f"{_DCT}license"), _CC0)
    service = NamedNode(f"{request.base}/.well-known/void#service")
    yield Triple(service, _A, NamedNode(f"{_DCAT}DataService"))
    yield Triple(service, NamedNode(f"{_DCAT}endpointURL"), NamedNode(f"{request.base}/sparql"))
    yield Triple(service, NamedNode(f"{_DCAT}servesDataset"), node)


def _count(
    node: NamedNode, rows: list[dict[str, dict[str, str]]], unit: str, partition: str | None, by: str | None
) -> Iterator[Triple]:
    number = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    for row in rows:
        about: NamedNode | BlankNode = node
        if partition is not None and by is not None:
            if row["x"]["type"] != "uri":
                continue
            about = BlankNode()
            yield Triple(node, NamedNode(_VOID + partition), about)
            yield Triple(about, NamedNode(_VOID + by), NamedNode(row["x"]["value"]))
        yield Triple(about, NamedNode(_VOID + unit), Literal(row["n"]["value"], datatype=number))
