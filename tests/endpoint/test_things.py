"""Linked data and pages over HTTP, on a store as `kg build` makes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import Graph, URIRef

from tests.endpoint.conftest import TOKEN, Served, serving

BASE = "https://w3id.org/entente/id/"
MEETING = f"{BASE}meeting/2024-01-02/a-b"
DATA = f"""
PREFIX ent: <https://w3id.org/entente/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA {{
  <{MEETING}> a ent:Meeting ; rdfs:label "talks: A – B"@en, "entretien : A – B"@fr ;
    ent:hasParticipant <{BASE}person/a> .
  <{BASE}person/a> a schema:Person ; rdfs:label "A <b>bold</b>" .
  <{BASE}article/1/evidence/1> a oa:Annotation ; oa:hasBody <{MEETING}> ; oa:hasTarget <{BASE}article/1/sentence/0-9> .
  <{BASE}article/1/sentence/0-9> oa:hasSource <{BASE}article/1> ; oa:hasSelector <{BASE}article/1/quote/0-9> .
  <{BASE}article/1/quote/0-9> a oa:TextQuoteSelector ; oa:exact "A a rencontré B & C." .
  <{BASE}article/1> a schema:NewsArticle ; rdfs:label "The article" .
  <https://w3id.org/entente/scheme/meeting-format/talks> a skos:Concept ; rdfs:label "talks"@en .
}}"""
PATH = "meeting/2024-01-02/a-b"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over one meeting with its evidence."""
    with serving(tmp_path_factory.mktemp("things") / "store", DATA, token=TOKEN) as server:
        yield server


def test_a_thing_answers_303_with_its_description(served: Served) -> None:
    """A meeting is not a document."""
    answer = served.client.get(f"/id/{PATH}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{served.root}/doc/{PATH}"


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_description_comes_in_every_format(served: Served, media_type: str) -> None:
    """With its own triples, what links to it and its evidence."""
    answer = served.client.get(f"/doc/{PATH}", headers={"accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    graph = Graph().parse(data=answer.text, format={"application/ld+json": "json-ld"}.get(media_type, media_type))
    assert (URIRef(MEETING), None, URIRef(f"{BASE}person/a")) in graph
    assert (None, URIRef("http://www.w3.org/ns/oa#exact"), None) in graph


def test_the_page_of_a_meeting_quotes_the_sentence_that_states_it(served: Served) -> None:
    """Escaped, with its article."""
    page = served.client.get(f"/doc/{PATH}", headers={"accept": "text/html"})
    assert "A a rencontré B &amp; C." in page.text
    assert "The article" in page.text
    assert "<title>talks: A – B</title>" in page.text


def test_the_page_of_a_person_lists_the_meetings(served: Served) -> None:
    """What links to a thing is on its page; names are text, never markup."""
    page = served.client.get("/doc/person/a", headers={"accept": "text/html"}).text
    assert "Linked from" in page
    assert f"{served.root}/id/{PATH}" in page
    assert "<b>bold</b>" not in page


def test_pages_fetch_nothing_from_elsewhere(served: Served) -> None:
    """No address of another host in a script, style or image, and a policy that forbids it."""
    for path in ("/", f"/doc/{PATH}", "/ont", "/queries"):
        page = served.client.get(path, headers={"accept": "text/html"})
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert not any(f'<{tag} src="http' in page.text.replace(served.root, "") for tag in ("script", "img", "iframe"))


def test_an_unknown_thing_is_404_and_a_removed_one_is_410(served: Served) -> None:
    """Gone is not the same as never there."""
    assert served.client.get("/id/person/nobody").status_code == 404
    person = f"<{BASE}city/XX/y>"
    assert served.update(f"INSERT DATA {{ {person} <http://example.org/p> 1 }}").status_code == 204
    assert served.client.get("/id/city/XX/y").status_code == 303
    assert served.update(f"DELETE WHERE {{ {person} ?p ?o }}").status_code == 204
    assert served.client.get("/id/city/XX/y").status_code == 410


@pytest.mark.parametrize("path", ["place/a%2Fb", "place/x%20y", "place/caf%C3%A9"])
def test_an_iri_with_percent_signs_is_found_by_its_own_address(served: Served, path: str) -> None:
    """As it is written in the data, or decoded where the data has it so."""
    iri = f"{BASE}{path}" if path != "place/caf%C3%A9" else f"{BASE}place/café"
    assert served.update(f"INSERT DATA {{ <{iri}> <http://example.org/p> 1 }}").status_code == 204
    answer = served.client.get(f"/id/{path}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{served.root}/doc/{path}")
    assert iri in served.client.get(answer.headers["location"], headers={"accept": "application/n-triples"}).text


def test_concepts_and_the_ontology_are_documents(served: Served) -> None:
    """200 in RDF and as pages."""
    assert served.client.get("/scheme/meeting-format/talks", headers={"accept": "text/turtle"}).status_code == 200
    ontology = served.client.get("/ont", headers={"accept": "text/turtle"})
    assert (URIRef("https://w3id.org/entente/ont#Meeting"), None, None) in Graph().parse(data=ontology.text)


def test_the_data_set_describes_itself(served: Served) -> None:
    """VoID with its sizes and a class partition, DCAT with the service."""
    graph = Graph().parse(data=served.client.get("/.well-known/void", headers={"accept": "text/turtle"}).text)
    void = "http://rdfs.org/ns/void#"
    assert (None, URIRef(f"{void}class"), URIRef("https://w3id.org/entente/ont#Meeting")) in graph
    assert (None, URIRef(f"{void}property"), URIRef("http://www.w3.org/ns/oa#hasBody")) in graph
    assert (None, URIRef("http://www.w3.org/ns/dcat#downloadURL"), URIRef(f"{served.root}/data")) in graph
    assert (None, URIRef("http://www.w3.org/ns/dcat#endpointURL"), URIRef(f"{served.root}/sparql")) in graph


def test_health_and_metrics_tell_how_it_goes(served: Served) -> None:
    """For those who keep the endpoint."""
    assert served.client.get("/health").json()["status"] == "ok"
    served.ask("ASK {}")
    assert 'entente_answers_total{route="sparql",method="GET",status="200"}' in served.client.get("/metrics").text


def test_saved_queries_are_an_api(served: Served) -> None:
    """Each in the list has an address that answers; an unknown name or parameter is refused."""
    saved = served.client.get("/queries", headers={"accept": "application/json"}).json()
    assert saved
    for query in saved:
        assert served.client.get(query["address"].removeprefix(served.root)).status_code == 200
    assert served.client.get("/queries/no-such-query").status_code == 404
    assert served.client.get(f"/queries/{saved[0]['name']}?no-such-parameter=1").status_code == 400


def test_the_api_describes_every_route(served: Served) -> None:
    """OpenAPI, with the routes that do not go through the framework."""
    paths = served.client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/data", "/id/{path}", "/health"} <= set(paths)
    named = [each["operationId"] for path in paths.values() for each in path.values() if "operationId" in each]
    assert len(named) == len(set(named)) > 5


def test_head_works_on_pages(served: Served) -> None:
    """Headers of GET, no body."""
    answer = served.client.head("/health")
    assert (answer.status_code, answer.content) == (200, b"")
