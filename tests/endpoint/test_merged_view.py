"""Writes over HTTP to a store that `kg build` made: the merged view follows the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Triple
from pyoxigraph import Store as Engine

from endpoint.settings import Settings
from kg.metadata import read_metadata
from kg.pipeline import build
from kg.resources import resource
from kg.store import Store
from tests.endpoint.conftest import TOKEN, Served

NOTE = "hanoi-poutine"
WRITER = {"authorization": f"Bearer {TOKEN}"}
MEETING = "SELECT ?m { ?m a <https://w3id.org/entente/ont#Meeting> }"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one example note in it."""
    folder = tmp_path_factory.mktemp("made") / "store"
    notes = resource("examples", "articles")
    with Store.open(folder, reference=tuple) as store:
        build([notes / f"{NOTE}.txt"], store, metadata=read_metadata(notes / "metadata.csv"))
    return folder


@pytest.fixture(scope="module")
def server(made: Path) -> Iterator[Served]:
    """A server that may write to that store."""
    served = Served(Settings(store=made, port=0, token=TOKEN))
    yield served
    served.stop()


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """That server; after each test its merged view is the one that its articles make."""
    yield server
    assert list(Store.read(Path(server.app.dataset.snapshot)).check()) == []


def view(served: Served) -> set[Triple]:
    """The merged view as readers get it."""
    found = served.client.get("/data?default", headers={"accept": "application/n-triples"}).content
    store = Engine()
    store.load(found, RdfFormat.N_TRIPLES)
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def article(served: Served) -> str:
    """The graph of the one article."""
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?a <http://www.w3.org/ns/oa#hasBody> ?b } }"
    return str(served.ask(query).json()["results"]["bindings"][0]["g"]["value"])


def test_an_article_that_is_removed_and_put_back_leaves_and_enters_the_merged_view(served: Served) -> None:
    """DELETE takes its meetings out, which are 410 from then on; PUT of the same graph brings all back."""
    graph, whole = article(served), view(served)
    address = f"/data?graph={graph}"
    body = served.client.get(address, headers={"accept": "application/n-triples"}).content
    meeting = served.ask(MEETING).json()["results"]["bindings"][0]["m"]["value"]
    path = meeting.replace("https://w3id.org/entente", "")
    assert served.client.delete(address, headers=WRITER).status_code == 204
    assert served.ask(MEETING).json()["results"]["bindings"] == []
    assert served.client.get(path).status_code == 410
    assert served.client.get(address).status_code == 404
    headers = {**WRITER, "content-type": "application/n-triples"}
    assert served.client.put(address, content=body, headers=headers).status_code == 201
    assert view(served) == whole
    assert served.client.get(path).status_code == 303


@pytest.mark.parametrize("end", ["", " ;", " ; # done"])
def test_an_update_of_an_articles_graph_shows_in_the_merged_view(served: Served, end: str) -> None:
    """In the same transaction, however the update ends."""
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    update = f"""DELETE {{ GRAPH ?g {{ ?m {label} ?l }} }}
      INSERT {{ GRAPH ?g {{ ?m {label} "Entretien à Hanoï"@fr }} }}
      WHERE {{ GRAPH ?g {{ ?m a <https://w3id.org/entente/ont#Meeting> ; {label} ?l FILTER(lang(?l) = "fr") }} }}"""
    assert served.update(update + end).status_code == 204
    assert served.ask(f'ASK {{ ?m {label} "Entretien à Hanoï"@fr }}').json()["boolean"]


def test_a_graph_that_is_no_articles_is_written_as_it_comes(served: Served) -> None:
    """The merged view does not take it up, as SPARQL has it."""
    whole = view(served)
    assert served.update("INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 1 } }").status_code == 204
    assert served.ask("ASK { GRAPH <http://e/g> { <http://e/s> ?p 1 } }").json()["boolean"]
    assert view(served) == whole
    assert served.update("DROP GRAPH <http://e/g>").status_code == 204


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { GRAPH $g { ?m <http://e/id> ?i } } WHERE { BIND(STRUUID() AS ?i) GRAPH $g { ?m a ?t } }",
        "INSERT DATA { GRAPH $g { _:b <http://e/p> 1 } }",
        "CLEAR GRAPH <urn:x-entente:records>",
        "INSERT DATA { GRAPH <urn:x-entente:records> { <http://e/s> <http://e/p> 1 } }",
    ],
)
def test_what_the_merged_view_cannot_follow_is_refused(served: Served, update: str) -> None:
    """400 with a reason, and nothing is written."""
    whole = view(served)
    answer = served.update(update.replace("$g", f"<{article(served)}>"))
    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")
    assert view(served) == whole


def test_everything_may_be_dropped(served: Served) -> None:
    """Nothing is left."""
    assert served.update("DROP ALL").status_code == 204
    assert view(served) == set()
