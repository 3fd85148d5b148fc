"""W3C's own tests of the three protocols, run against a live server: 34 + 13 + 3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from rdflib import Graph, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from tests.endpoint.conftest import TOKEN, Served, serving

SUITE = Path(__file__).parents[3] / "shared" / "w3c"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SD = "http://www.w3.org/ns/sparql-service-description#"
RDF_TYPES = ("application/rdf+xml", "text/turtle", "application/n-triples")
TABLE_TYPES = (
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/tab-separated-values",
    "text/csv",
)
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
AUTH = {"authorization": f"Bearer {TOKEN}"}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="W3C's manifests are not beside this checkout")


class Case(NamedTuple):
    """A test of a manifest."""

    manifest: Graph
    node: Node

    def __str__(self) -> str:
        return str(self.node).rpartition("#")[2]


def cases(*names: str) -> list[Any]:
    """The tests of manifests, each under its own name."""
    found = []
    for name in names:
        path = SUITE / name
        if not path.exists():
            continue
        manifest = Graph().parse(path, publicID=path.as_uri())
        for entries in manifest.objects(None, MF.entries):
            found += [Case(manifest, node) for node in Collection(manifest, entries)]
    return [pytest.param(case, id=str(case)) for case in found]


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A fresh writable server that holds the data of the case."""
    case: Case = request.getfixturevalue("case")
    with serving(tmp_path / "store", "CLEAR ALL", token=TOKEN) as server:
        for data in case.manifest.objects(case.node, UT.graphData):
            name = str(case.manifest.value(data, RDFS.label))
            path = Path(str(case.manifest.value(data, UT.graph)).removeprefix("file://"))
            answer = server.client.put(
                "/data",
                params={"graph": name},
                content=path.read_bytes(),
                headers={"content-type": "text/turtle", **AUTH},
            )
            assert answer.status_code == 201
        yield server


def run(case: Case, served: Served, prefix: str, root: str) -> None:
    """Sends the requests of a case and compares each answer with what it expects."""
    manifest, known = case.manifest, {}
    connection = manifest.value(case.node, MF.action)
    for node in Collection(manifest, manifest.value(connection, HT.requests)):
        request, expected = text_of(manifest, node, HT), manifest.value(node, HT.resp)
        path = request["absolutePath"].replace("$LOCATION$", known.get("location", ""))
        body = manifest.value(node, HT.body)
        answer = served.client.request(
            request["methodName"],
            root + path.removeprefix(prefix),
            content=encoded(manifest, body) if body is not None else None,
            headers={**headers(manifest, node), **AUTH},
        )
        known["location"] = answer.headers.get("location", "")
        check(manifest, expected, answer)


def text_of(manifest: Graph, node: Node, namespace: Namespace) -> dict[str, str]:
    """The plain properties of a node."""
    return {str(p).removeprefix(str(namespace)): str(o) for p, o in manifest.predicate_objects(node)}


def headers(manifest: Graph, node: Node) -> dict[str, str]:
    """The headers that a request sends or a response must have."""
    head = manifest.value(node, HT.headers)
    fields = [] if head is None else [text_of(manifest, each, HT) for each in Collection(manifest, head)]
    return {each["fieldName"]: each["fieldValue"] for each in fields}


def encoded(manifest: Graph, body: Node) -> bytes:
    """A body as the bytes that the manifest asks for."""
    return str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding)))


def check(manifest: Graph, expected: Node | None, answer: httpx.Response) -> None:
    """Compares an answer with what a test expects of it."""
    wanted = {
        str(each).rpartition("#")[2].removeprefix("StatusCode")
        for each in manifest.objects(expected, MF.expectedStatus)
    }
    fits = {f"{answer.status_code // 100}xx"} | {name for name, code in STATUS.items() if code == answer.status_code}
    assert wanted & fits, f"{answer.status_code} is none of {wanted}: {answer.text}"
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    kind = str(manifest.value(expected, MF.expectedFormat) or "")
    types = {"tabular": TABLE_TYPES, "boolean": TABLE_TYPES[:2], "RDF": RDF_TYPES}
    assert not kind or media_type in types[kind]
    boolean = manifest.value(expected, MF.expectedBoolean)
    assert boolean is None or answer.json()["boolean"] == boolean.toPython()
    if manifest.value(expected, MF.expectedLocation) is not None:
        assert answer.headers["location"].startswith("http")
    for name, value in headers(manifest, expected).items():
        assert answer.headers[name].lower() == value.lower()
    body = manifest.value(expected, HT.body)
    if body is not None:
        assert isomorphic(Graph().parse(data=answer.text), Graph().parse(data=str(manifest.value(body, CNT.chars))))


@pytest.mark.parametrize("case", cases("protocol/manifest.ttl"))
def test_protocol(case: Case, served: Served) -> None:
    """SPARQL 1.1 Protocol."""
    run(case, served, "/sparql", "/sparql")


@pytest.mark.parametrize(
    "case", cases("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")
)
def test_graph_store_protocol(case: Case, served: Served) -> None:
    """SPARQL 1.1 Graph Store HTTP Protocol."""
    run(case, served, "/gsp", "/data")


@pytest.mark.parametrize("case", cases("service-description/manifest.ttl"))
def test_service_description(case: Case, served: Served) -> None:
    """SPARQL 1.1 Service Description: RDF at the endpoint, with a matching absolute sd:endpoint, that its schema
    accepts."""
    answer = served.client.get("/sparql", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] in RDF_TYPES
    triples = Graph().parse(data=answer.text)
    endpoint = URIRef(f"{served.root}/sparql")
    services = list(triples.subjects(URIRef(f"{SD}endpoint"), endpoint))
    assert len(services) == 1
    if str(case) == "conforms-to-schema":
        conforms(triples, services[0])


def conforms(triples: Graph, service: Node) -> None:
    """The constraints of the vocabulary (section 3): the service's type, and the class of what each property leads
    to."""
    a = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert (service, a, URIRef(f"{SD}Service")) in triples
    ranges = {"defaultDataset": "Dataset", "defaultGraph": "Graph", "namedGraph": "NamedGraph"}
    for name, kind in ranges.items():
        for value in triples.objects(None, URIRef(f"{SD}{name}")):
            assert (value, a, URIRef(f"{SD}{kind}")) in triples
    known = ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")
    assert {str(each).removeprefix(SD) for each in triples.objects(service, URIRef(f"{SD}supportedLanguage"))} <= set(
        known
    )
    assert len(list(triples.objects(service, URIRef(f"{SD}defaultDataset")))) == 1
