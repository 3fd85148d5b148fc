"""`/reconcile` as OpenRefine uses it: every message of the Reconciliation API 0.2 as its specification has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from kg.triples import reference_quads
from tests.endpoint.conftest import Served, serving

SCHEMAS = Path(__file__).parent / "reconciliation"
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


def _valid(answer: httpx.Response, schema: str) -> Any:
    """The JSON of an answer, after the schema of its message and the header that the specification asks for."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    _conforms(found, schema)
    return found


def _conforms(found: Any, schema: str) -> None:
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(rules).validate(found)


def _ask(served: Served, queries: dict[str, Any]) -> Any:
    _conforms(queries, "reconciliation-query-batch")
    answer = served.client.post("/reconcile", data={"queries": json.dumps(queries)})
    return _valid(answer, "reconciliation-result-batch")


def _first(served: Served, **query: Any) -> Any:
    return _ask(served, {"q": query})["q"]["result"][0]


def _suggest(served: Served, kind: str, plural: str, **params: Any) -> list[dict[str, Any]]:
    answer = served.client.get(f"/reconcile/suggest/{kind}", params=params)
    found: list[dict[str, Any]] = _valid(answer, f"suggest-{plural}-response")["result"]
    return found


def test_the_manifest_says_what_the_service_can(served: Served) -> None:
    """It conforms; every address in it answers; a GET without parameters gives it."""
    manifest = _valid(served.client.get("/reconcile"), "manifest")
    assert [type_["id"] for type_ in manifest["defaultTypes"]] == ["Person", "State", "Organization", "City"]
    for service in manifest["suggest"].values():
        assert served.client.get(service["service_url"] + service["service_path"], params={"prefix": "x"}).is_success
    place = quote("person/vn/to-lam", safe="")  # clients encode identifiers as a component of an IRI
    assert served.client.get(manifest["preview"]["url"].replace("{{id}}", place)).is_success
    view = served.client.get(manifest["view"]["url"].replace("{{id}}", place), follow_redirects=True)
    assert "Tô Lâm" in view.text


def test_ten_misspelt_names_are_matched_in_one_batch(served: Served) -> None:
    """The right thing comes first for each, by the command that the README shows."""
    readme = (Path(__file__).parents[2] / "endpoint" / "README.md").read_text("utf-8")
    queries = json.loads(readme.split("--data-urlencode 'queries=", 1)[1].split("'", 1)[0])
    assert [(query["query"], query["type"]) for query in queries.values()] == [name[:2] for name in NAMES]
    found = _ask(served, queries)
    assert [found[key]["result"][0]["id"] for key in queries] == [expected for _, _, expected in NAMES]


def test_what_is_shown_is_in_one_language(served: Served) -> None:
    """A person's state and a state's own name are in English, whatever other names they have."""
    assert _first(served, query="Emmanuel Macron", type="Person")["description"].endswith(", France")
    assert _first(served, query="Allemagne", type="State")["name"] == "Germany"


def test_a_batch_may_be_asked_by_get(served: Served) -> None:
    """In the parameter `queries`, with the same answer."""
    queries = {"a": {"query": "Emanuel Macron", "limit": 1}}
    answer = served.client.get("/reconcile", params={"queries": json.dumps(queries)})
    assert _valid(answer, "reconciliation-result-batch") == _ask(served, queries)


def test_a_name_of_nobody_finds_nothing(served: Served) -> None:
    """No candidate is better than a wrong one; a limit holds; candidates come best first."""
    found = _ask(served, {"a": {"query": "Zzyzx Qwrtpk"}, "b": {"query": "Nguyen Tan Dung", "limit": 2}})
    assert found["a"] == {"result": []}
    scores = [candidate["score"] for candidate in found["b"]["result"]]
    assert len(scores) <= 2
    assert scores == sorted(scores, reverse=True)


def test_an_identifier_finds_its_thing(served: Served) -> None:
    """As a query and as a beginning, as the specification expects."""
    assert _first(served, query="person/vn/to-lam")["id"] == "person/vn/to-lam"
    assert _suggest(served, "entity", "entities", prefix="person/vn/to-lam")[0]["id"] == "person/vn/to-lam"


def test_properties_tell_namesakes_apart(served: Served) -> None:
    """A column of states lowers who is of another; a value alone, without a name, finds its things."""
    right, wrong = ({"pid": "state", "v": value} for value in ("France", {"id": "country/BE"}))
    assert _first(served, query="Emmanuel Macron", properties=[right])["match"] is True
    other = _first(served, query="Emmanuel Macron", properties=[wrong])
    assert (other["score"], other["match"]) == (80.0, False)
    assert _first(served, type=["State"], properties=[{"pid": "notation", "v": ["VN", "XX"]}])["id"] == "country/VN"
    assert _first(served, query="Vietnam", properties=[{"pid": "unheard of", "v": 1}])["id"] == "country/VN"


def test_a_beginning_of_a_name_is_completed(served: Served) -> None:
    """Of things, types and properties; a cursor skips what was shown."""
    assert "person/fr/emmanuel-macron" in {item["id"] for item in _suggest(served, "entity", "entities", prefix="Macr")}
    first = _suggest(served, "entity", "entities", prefix="Ng")
    assert len(first) == 10
    assert not {item["id"] for item in first} & {
        item["id"] for item in _suggest(served, "entity", "entities", prefix="Ng", cursor=10)
    }
    assert "Person" in {item["notable"][0]["id"] for item in first}
    assert _suggest(served, "type", "types", prefix="per")[0]["id"] == "Person"
    assert _suggest(served, "property", "properties", prefix="wiki")[0]["id"] == "wikidata"
    assert _suggest(served, "entity", "entities", prefix="") == []


def test_a_thing_is_shown_in_a_few_words(served: Served) -> None:
    """A page with name, state and item; of what is not there, a problem."""
    preview = served.client.get("/reconcile/preview", params={"id": "country/VN"})
    assert preview.headers["content-type"].startswith("text/html")
    assert "Q881" in preview.text
    assert served.client.get("/reconcile/preview", params={"id": "country/XX"}).status_code == 404


def test_a_column_can_be_filled(served: Served) -> None:
    """With the item of Wikidata, with the state as a thing of this service, and with nothing where nothing is known."""
    offered = served.client.get("/reconcile/properties", params={"type": "Person", "limit": 3})
    assert len(_valid(offered, "data-extension-property-proposal")["properties"]) == 3
    asked = {
        "ids": ["person/fr/emmanuel-macron", "person/fr/nobody"],
        "properties": [{"id": "wikidata"}, {"id": "state"}],
    }
    _conforms(asked, "data-extension-query")
    answers = (
        served.client.post("/reconcile", data={"extend": json.dumps(asked)}),
        served.client.get("/reconcile", params={"extend": json.dumps(asked)}),
    )
    found, again = (_valid(answer, "data-extension-response") for answer in answers)
    assert found == again
    macron = found["rows"]["person/fr/emmanuel-macron"]
    assert macron["wikidata"] == [{"str": "http://www.wikidata.org/entity/Q3052772"}]
    assert macron["state"] == [{"id": "country/FR", "name": "France"}]
    assert found["rows"]["person/fr/nobody"] == {"wikidata": [], "state": []}
    assert found["meta"] == [{"id": "wikidata", "name": "Wikidata item"}, {"id": "state", "name": "state"}]


@pytest.mark.parametrize(
    "form",
    [{"queries": "no json"}, {"queries": "[]"}, {"queries": '{"a": {}}'}, {"queries": '{"a": {"query": ""}}'},
     {"queries": '{"a": {"query": "x", "properties": [7]}}'}, {"queries": '{"a": {"properties": "x"}}'},
     {"extend": "{}"}, {"extend": '{"ids": ["a b"], "properties": []}'},
     {"extend": '{"ids": [], "properties": [{"id": "x"}]}'},
     {"queries": json.dumps({str(i): {"query": "x"} for i in range(201)})}],
)  # fmt: skip
def test_what_is_no_query_is_refused_in_words(served: Served, form: dict[str, str]) -> None:
    """A 4XX problem with a sentence, never a failure of the server."""
    answer = served.client.post("/reconcile", data=form)
    assert 400 <= answer.status_code < 500
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", ["/reconcile/suggest/weather?prefix=x", "/reconcile/suggest/entity?prefix=x&cursor=y"])
def test_what_is_no_suggestion_is_refused_in_words(served: Served, path: str) -> None:
    """Likewise."""
    answer = served.client.get(path)
    assert 400 <= answer.status_code < 500
    assert answer.json()["detail"]


@pytest.mark.parametrize("schema", sorted(path.stem for path in SCHEMAS.glob("*.json")))
def test_a_schema_can_fail(schema: str) -> None:
    """None of them allows everything."""
    with pytest.raises(jsonschema.ValidationError):
        _conforms({"q": {"result": [{"id": "x"}]}, "rows": 1}, schema)
