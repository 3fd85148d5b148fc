"""`/reconcile` as OpenRefine uses it: manifest, a batch of misspelt names, suggestions, previews, columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.triples import reference_quads
from tests.endpoint.conftest import Served, serving

NAMES = [
    ("Emanuel Macron", "Person", "person/fr/emmanuel-macron"),
    ("Lavrov Sergey", "Person", "person/ru/sergey-lavrov"),
    ("To Lamm", "Person", "person/vn/to-lam"),
    ("Antonio Gutteres", "Person", "person/un/antonio-guterres"),
    ("Barak Obama", "Person", "person/us/barack-obama"),
    ("Pham Binh Min", "Person", "person/vn/pham-binh-minh"),
    ("Viet-Nam", "State", "country/VN"),
    ("Allemange", "State", "country/DE"),
    ("Nations unis", "Organization", "org/UN"),
    ("Hanoi", "City", "city/VN/hanoi"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the reference data."""
    triples = "".join(f"{quad.triple} .\n" for quad in reference_quads())
    folder: Path = tmp_path_factory.mktemp("reconcile") / "store"
    with serving(folder, f"INSERT DATA {{ {triples} }}") as server:
        yield server


def _ask(served: Served, queries: dict[str, Any]) -> Any:
    answer = served.client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    return answer.json()


def test_the_manifest_says_what_the_service_can(served: Served) -> None:
    """Version, name and spaces, which the specification requires, and addresses below our own."""
    manifest = served.client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest.keys() >= {"name", "identifierSpace", "schemaSpace", "view", "preview", "suggest", "extend"}
    assert "{{id}}" in manifest["view"]["url"]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert service["service_path"].startswith("/")


def test_ten_misspelt_names_are_matched_in_one_batch(served: Served) -> None:
    """The right thing comes first for each; an answer has the keys and types of the specification."""
    found = _ask(served, {f"q{i}": {"query": name, "type": type_} for i, (name, type_, _) in enumerate(NAMES)})
    assert [found[f"q{i}"]["result"][0]["id"] for i in range(len(NAMES))] == [expected for _, _, expected in NAMES]
    for answer in found.values():
        for candidate in answer["result"]:
            assert isinstance(candidate["score"], float)
            assert isinstance(candidate["match"], bool)
            assert {"id", "name"} == candidate["type"][0].keys()


def test_a_name_of_nobody_finds_nothing(served: Served) -> None:
    """No candidate is better than a wrong one; a limit holds."""
    found = _ask(served, {"a": {"query": "Zzyzx Qwrtpk"}, "b": {"query": "Nguyen", "limit": 2}})
    assert found["a"] == {"result": []}
    assert len(found["b"]["result"]) <= 2


def test_suggestions_previews_and_columns(served: Served) -> None:
    """A beginning is completed, a thing is shown, and its Wikidata item becomes a column."""
    suggested = served.client.get("/reconcile/suggest/entity", params={"prefix": "Emmanuel Macron"}).json()["result"]
    assert suggested[0]["id"] == "person/fr/emmanuel-macron"
    assert served.client.get("/reconcile/suggest/type", params={"prefix": "per"}).json()["result"][0]["id"] == "Person"
    preview = served.client.get("/reconcile/preview", params={"id": "country/VN"})
    assert "Q881" in preview.text
    asked = {"ids": ["country/VN"], "properties": [{"id": "wikidata"}]}
    column = served.client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert column["rows"]["country/VN"]["wikidata"][0]["str"].endswith("/Q881")
    assert column["meta"] == [{"id": "wikidata", "name": "Wikidata item"}]


@pytest.mark.parametrize(
    "form",
    [{"queries": "no json"}, {"queries": "[]"}, {"queries": '{"a": {}}'}, {"extend": "{}"},
     {"extend": '{"ids": ["a b"], "properties": []}'}, {"extend": '{"ids": [], "properties": [{"id": "x"}]}'},
     {"queries": json.dumps({str(i): {"query": "x"} for i in range(201)})}],
)  # fmt: skip
def test_what_is_no_query_is_refused_in_words(served: Served, form: dict[str, str]) -> None:
    """A 4XX problem with a sentence, never a failure of the server."""
    answer = served.client.post("/reconcile", data=form)
    assert 400 <= answer.status_code < 500
    assert answer.json()["detail"]
