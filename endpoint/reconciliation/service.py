"""`/reconcile`: the Reconciliation API 0.2 of the W3C's community group, for OpenRefine and its like.

It gets the names of a spreadsheet and gives the persons, states, organisations and cities of the graph that they may
be. Identifiers are IRIs without the base of things: `person/vn/to-lam`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from html import escape
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter
from pyoxigraph import NamedNode, Store
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response

from endpoint.reconciliation.candidates import PROPERTIES, SURE, TYPES, Candidate, Candidates
from endpoint.store.dataset import Dataset
from endpoint.web.problem import Problem
from kg.identifiers import slug
from kg.vocab import LABELS, PREFIXES

T = TypeVar("T")
Wanted = dict[str, frozenset[str]]

_MANY, _SUGGESTED, _USUAL = 200, 10, 5  # queries in a batch; suggestions on a page; candidates of a query


class Reconciler:
    """Answers from the snapshot that readers see; its names are read once for each snapshot."""

    def __init__(self, dataset: Dataset, base: str) -> None:
        self._dataset, self.base = dataset, base
        self._read: tuple[str, Candidates] | None = None

    async def look(self, question: Callable[[Candidates], T]) -> T:
        """What `question` finds, beside the loop."""
        return await asyncio.to_thread(lambda: question(self._candidates()))

    def _candidates(self) -> Candidates:
        path = str(self._dataset.snapshot)
        if self._read is None or self._read[0] != path:
            self._read = path, Candidates(Store.read_only(path), self.base)
        return self._read[1]


def _result(candidates: Candidates, query: dict[str, Any]) -> list[dict[str, Any]]:
    text, types, wanted = str(query.get("query", "")).strip(), _types(query.get("type")), _wanted(query)
    found = candidates.like(text, wanted) if text else candidates.having(wanted)
    best = [(score, one) for score, one in found if not types or one.type in types]
    sure = [one.id for score, one in best if score >= SURE]
    limit = query.get("limit")
    return [
        {**_named(one), "type": [_type(one.type)], "score": score, "match": sure == [one.id]}
        for score, one in best[: limit if isinstance(limit, int) and limit > 0 else _USUAL]
    ]


def _named(one: Candidate) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "description": one.description}


def _types(given: object) -> set[str]:
    types = given if isinstance(given, list) else [given] if given else []
    return {str(type_.get("id")) if isinstance(type_, dict) else str(type_) for type_ in types}


def _wanted(query: dict[str, Any]) -> Wanted:
    """Property → the values of which one is wanted, as slugs. A value may be an entity: its identifier is meant."""
    wanted: Wanted = {}
    for item in query.get("properties") or []:
        values = item["v"] if isinstance(item["v"], list) else [item["v"]]
        texts = (str(value.get("id", "")) if isinstance(value, dict) else str(value) for value in values)
        if item["pid"] in PROPERTIES:  # of another we know nothing: it speaks neither for nor against
            wanted[item["pid"]] = frozenset(slug(text.removeprefix("country/")) for text in texts)
    return wanted


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": LABELS.get((TYPES[name].value, "en"), name)}


def _manifest(base: str, things: str) -> dict[str, Any]:
    service = f"{base}/reconcile"
    suggest = {"service_url": service}
    return {
        "versions": ["0.2"], "name": "Entente", "identifierSpace": things, "schemaSpace": PREFIXES["ent"],
        "documentation": f"{base}/", "batchSize": _MANY,
        "view": {"url": f"{base}/id/{{{{id}}}}"}, "defaultTypes": [_type(name) for name in TYPES],
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
    for key, query in queries.items():
        if not isinstance(query, dict) or not (_has_text(query) or query.get("properties")):
            raise Problem(400, f"the query {key!r} has neither text nor properties: give it one of them.")
        if not _are_properties(query.get("properties") or []):
            raise Problem(400, f"the properties of the query {key!r} are no list of 'pid' and 'v': correct them.")
    return queries


def _has_text(query: dict[str, Any]) -> bool:
    return isinstance(query.get("query"), str) and bool(query["query"].strip())


def _are_properties(given: object) -> bool:
    return isinstance(given, list) and all(
        isinstance(item, dict) and isinstance(item.get("pid"), str) and "v" in item for item in given
    )


def _extension(text: str, base: str) -> tuple[list[str], list[str]]:
    asked = _object(text, "extend")
    try:
        ids, names = [str(id_) for id_ in asked["ids"]], [str(item["id"]) for item in asked["properties"]]
        for id_ in ids:
            NamedNode(base + id_)
    except (KeyError, TypeError, ValueError) as error:
        raise Problem(400, f"extend lacks its ids or properties ({error}): give both.") from error
    if unknown := [name for name in names if name not in PROPERTIES]:
        raise Problem(400, f"there is no property {unknown[0]!r}: choose of {', '.join(PROPERTIES)}.")
    return ids, names


def _values(candidates: Candidates, ids: list[str], names: list[str]) -> dict[str, Any]:
    known = candidates.by_id
    return {id_: {name: _column(candidates, known[id_], name) if id_ in known else [] for name in names} for id_ in ids}


def _column(candidates: Candidates, one: Candidate, name: str) -> list[dict[str, str]]:
    values = one.values.get(name, ())
    if name == "state":
        state = candidates.by_id.get(f"country/{values[0]}") if values else None
        return [{"id": state.id, "name": state.name}] if state else []
    return [{"str": value} for value in values]


def _suggested(candidates: Candidates, kind: str, prefix: str, cursor: int) -> list[dict[str, Any]]:
    if kind == "entity":
        page = candidates.beginning(prefix)[cursor : cursor + _SUGGESTED] if prefix.strip() else []
        return [{**_named(one), "notable": [_type(one.type)]} for one in page]
    known = {name: _type(name)["name"] for name in TYPES} if kind == "type" else _properties()
    like = {name: said for name, said in known.items() if prefix.lower() in f"{name} {said}".lower()}
    return [{"id": name, "name": said} for name, said in like.items()][cursor : cursor + _SUGGESTED]


def _properties() -> dict[str, str]:
    return {name: said for name, (_, said) in PROPERTIES.items()}


def _proposed(type_: str, limit: int | None) -> dict[str, Any]:
    listed = [{"id": name, "name": said} for name, said in _properties().items()][:limit]
    return {"type": type_, "properties": listed} | ({} if limit is None else {"limit": limit})


def _preview(candidates: Candidates, id_: str) -> str:
    one = candidates.by_id.get(id_)
    if one is None:
        raise Problem(404, f"there is no {id_!r} here: give an identifier that this service gave.")
    lines = (
        f"<p>{escape(PROPERTIES[name][1])}: {escape(', '.join(values))}</p>"
        for name, values in one.values.items()
        if values
    )
    title = escape(one.name)
    return f"<!doctype html><title>{title}</title><b>{title}</b> {escape(one.description)}{''.join(lines)}"


def router(dataset: Dataset, base: str) -> APIRouter:
    """The routes of the service over a data set; `base` is that of things."""
    routes, reconciler = APIRouter(prefix="/reconcile"), Reconciler(dataset, base)

    @routes.post("", summary="The reconciliation service, for long batches")
    @routes.get("", summary="The reconciliation service")
    async def service(request: HttpRequest) -> Response:
        given: dict[str, Any] = dict(request.query_params)
        if request.method == "POST":
            given |= dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        if "queries" in given:
            batch = _batch(str(given["queries"]))
            return JSONResponse(
                await reconciler.look(lambda all_: {key: {"result": _result(all_, one)} for key, one in batch.items()})
            )
        if "extend" in given:
            ids, names = _extension(str(given["extend"]), reconciler.base)
            meta = [{"id": name, "name": PROPERTIES[name][1]} for name in names]
            return JSONResponse({"meta": meta, "rows": await reconciler.look(lambda all_: _values(all_, ids, names))})
        return JSONResponse(_manifest(request.scope["entente"].base, reconciler.base))

    @routes.get("/suggest/{kind}", summary="Suggestions for a beginning of a name")
    async def suggest(kind: str, prefix: str = "", cursor: str = "0") -> Response:
        if kind not in ("entity", "type", "property"):
            raise Problem(404, f"nothing suggests {kind!r}: ask for entity, type or property.")
        if not cursor.isdecimal():
            raise Problem(400, f"the cursor {cursor!r} is no number: give how many suggestions to skip.")
        found = await reconciler.look(lambda all_: _suggested(all_, kind, prefix, int(cursor)))
        return JSONResponse({"result": found})

    @routes.get("/preview", summary="A thing in a few words")
    async def preview(id: str = "") -> Response:  # noqa: A002 - the specification's parameter
        return HTMLResponse(await reconciler.look(lambda all_: _preview(all_, id)))

    @routes.get("/properties", summary="Properties that a column can be made of")
    async def properties(type: str = "", limit: str = "") -> Response:  # noqa: A002 - the specification's parameter
        return JSONResponse(_proposed(type, int(limit) if limit.isdecimal() else None))

    return routes
