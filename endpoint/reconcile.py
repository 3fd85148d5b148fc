"""`/reconcile`: the Reconciliation API 0.2 of the W3C's community group, for OpenRefine and its like.

It gets the names of a spreadsheet and gives the persons, states, organisations and cities of the graph that they may
be. Identifiers are IRIs without the base of things: `person/vn/to-lam`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response

from endpoint.problem import Problem
from kg.identifiers import BASE, slug
from kg.vocab import ENT, LABELS, ORG, PREFIXES, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from endpoint.app import Endpoint

_TYPES = {"Person": SCHEMA.Person, "State": ENT.State, "Organization": ORG.Organization, "City": SCHEMA.City}
_PROPERTIES = {"wikidata": (SKOS.exactMatch, "Wikidata item"), "alias": (SKOS.altLabel, "other name"),
               "notation": (SKOS.notation, "code")}  # fmt: skip
_LEAST, _SURE, _MANY = 60.0, 95.0, 200  # scores of 100; queries in a batch


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing of the graph with its names, and these as slugs."""

    id: str
    type: str
    name: str
    slugs: frozenset[str]


class Reconciler:
    """Finds things by name in the snapshot that readers see; its names are read once for each snapshot."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._dataset = endpoint.dataset
        self._read: tuple[str, tuple[_Thing, ...]] = ("", ())

    async def ask(self, queries: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """The answers to a batch of queries."""
        return await asyncio.to_thread(lambda: {key: {"result": self._result(query)} for key, query in queries.items()})

    async def values(self, ids: list[str], properties: list[str]) -> dict[str, Any]:
        """The values of these properties of these things."""
        return await asyncio.to_thread(self._values, ids, properties)

    def _things(self) -> tuple[_Thing, ...]:
        path = str(self._dataset.snapshot)
        if self._read[0] != path:
            store = Store.read_only(path)
            self._read = path, tuple(_things(store))
        return self._read[1]

    def _result(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        text, wanted = slug(str(query["query"])), _wanted(query.get("type"))
        scored = [(_score(text, thing), thing) for thing in self._things() if not wanted or thing.type in wanted]
        best = sorted((found for found in scored if found[0] >= _LEAST), key=lambda found: (-found[0], found[1].id))
        sure = [thing for score, thing in best if score >= _SURE]
        limit = query.get("limit")
        return [
            {"id": thing.id, "name": thing.name, "type": [_type(thing.type)], "score": score,
             "match": sure == [thing]}
            for score, thing in best[: limit if isinstance(limit, int) and limit > 0 else 5]
        ]  # fmt: skip

    def _values(self, ids: list[str], properties: list[str]) -> dict[str, Any]:
        store = Store.read_only(str(self._dataset.snapshot))
        return {
            id_: {
                name: [{"str": value} for value in _texts(store, NamedNode(BASE + id_), _PROPERTIES[name][0])]
                for name in properties
            }
            for id_ in ids
        }


def _things(store: Store) -> Iterable[_Thing]:
    for name, type_ in _TYPES.items():
        for quad in store.quads_for_pattern(None, RDF.type, type_, DefaultGraph()):
            node = quad.subject
            if isinstance(node, NamedNode) and node.value.startswith(BASE):
                labels = _texts(store, node, RDFS.label)
                others = _texts(store, node, SKOS.altLabel)
                slugs = frozenset(slug(text) for text in (*labels, *others))
                yield _Thing(node.value.removeprefix(BASE), name, labels[0] if labels else node.value, slugs)


def _texts(store: Store, node: NamedNode, predicate: NamedNode) -> list[str]:
    quads = store.quads_for_pattern(node, predicate, None, DefaultGraph())
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)})


def _score(text: str, thing: _Thing) -> float:
    """100 for a name's words in any order, less for a name that is like it."""
    words = sorted(text.split("-"))
    if any(sorted(own.split("-")) == words for own in thing.slugs):
        return 100.0
    matchers = (SequenceMatcher(None, own, text) for own in thing.slugs)
    return round(max((m.ratio() * 90 for m in matchers if m.real_quick_ratio() > 0.65), default=0.0), 1)


def _wanted(type_: object) -> set[str]:
    return {str(name) for name in (type_ if isinstance(type_, list) else [type_] if type_ else [])}


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": LABELS.get((_TYPES[name].value, "en"), name)}


def _manifest(base: str) -> dict[str, Any]:
    service = f"{base}/reconcile"
    suggest = {"service_url": service}
    return {
        "versions": ["0.2"], "name": "Entente", "identifierSpace": BASE, "schemaSpace": PREFIXES["ent"],
        "view": {"url": f"{base}/id/{{{{id}}}}"}, "defaultTypes": [_type(name) for name in _TYPES],
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 400, "height": 120},
        "suggest": {"entity": {**suggest, "service_path": "/suggest/entity"},
                    "type": {**suggest, "service_path": "/suggest/type"},
                    "property": {**suggest, "service_path": "/suggest/property"}},
        "extend": {"propose_properties": {"service_url": service, "service_path": "/properties"},
                   "property_settings": []},
    }  # fmt: skip


def _object(text: str, what: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Problem(400, f"{what} is no JSON ({error}): send an object.") from error
    if not isinstance(found, dict):
        raise Problem(400, f"{what} is no JSON object: send one.")
    return found


def _batch(text: str) -> dict[str, dict[str, Any]]:
    queries = _object(text, "queries")
    if len(queries) > _MANY:
        raise Problem(413, f"{len(queries)} queries are too many at once: send {_MANY} at most.")
    if not all(isinstance(query, dict) and isinstance(query.get("query"), str) for query in queries.values()):
        raise Problem(400, "a query has no text: give each its 'query'.")
    return queries


def _extension(text: str) -> tuple[list[str], list[str]]:
    asked = _object(text, "extend")
    try:
        ids, names = [str(id_) for id_ in asked["ids"]], [str(item["id"]) for item in asked["properties"]]
        for id_ in ids:
            NamedNode(BASE + id_)
    except (KeyError, TypeError, ValueError) as error:
        raise Problem(400, f"extend lacks its ids or properties ({error}): give both.") from error
    if unknown := [name for name in names if name not in _PROPERTIES]:
        raise Problem(400, f"there is no property {unknown[0]!r}: choose of {', '.join(_PROPERTIES)}.")
    return ids, names


def router(endpoint: Endpoint) -> APIRouter:
    """The routes of the service."""
    routes, reconciler = APIRouter(prefix="/reconcile"), Reconciler(endpoint)

    @routes.api_route("", methods=["GET", "POST"], summary="The reconciliation service")
    async def service(request: HttpRequest) -> Response:
        given: dict[str, Any] = dict(request.query_params)
        if request.method == "POST":
            given |= dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        if "queries" in given:
            return JSONResponse(await reconciler.ask(_batch(str(given["queries"]))))
        if "extend" in given:
            ids, names = _extension(str(given["extend"]))
            meta = [{"id": name, "name": _PROPERTIES[name][1]} for name in names]
            return JSONResponse({"meta": meta, "rows": await reconciler.values(ids, names)})
        return JSONResponse(_manifest(request.scope["entente"].base))

    @routes.get("/suggest/{kind}", summary="Suggestions for a beginning of a name")
    async def suggest(kind: str, prefix: str) -> Response:
        if kind == "entity":
            found = (await reconciler.ask({"q": {"query": prefix, "limit": 10}}))["q"]["result"]
            return JSONResponse({"result": [{"id": item["id"], "name": item["name"]} for item in found]})
        known = {name: _type(name)["name"] for name in _TYPES} if kind == "type" else _names()
        like = {name: said for name, said in known.items() if prefix.lower() in f"{name} {said}".lower()}
        return JSONResponse({"result": [{"id": name, "name": said} for name, said in like.items()]})

    @routes.get("/preview", summary="A thing in a few words")
    async def preview(request: HttpRequest) -> Response:
        return HTMLResponse(await _preview(reconciler, request.query_params.get("id", "")))

    @routes.get("/properties", summary="Properties that a column can be made of")
    async def properties() -> Response:
        return JSONResponse({"properties": [{"id": name, "name": said} for name, said in _names().items()]})

    return routes


def _names() -> dict[str, str]:
    return {name: said for name, (_, said) in _PROPERTIES.items()}


async def _preview(reconciler: Reconciler, id_: str) -> str:
    _extension(json.dumps({"ids": [id_], "properties": []}))  # refuses what is no identifier
    values = (await reconciler.values([id_], list(_PROPERTIES)))[id_]
    lines = (
        f"<p>{escape(_PROPERTIES[name][1])}: {escape(', '.join(value['str'] for value in found))}</p>"
        for name, found in values.items()
        if found
    )
    return f"<!doctype html><title>{escape(id_)}</title><b>{escape(id_)}</b>{''.join(lines)}"
