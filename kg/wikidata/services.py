"""Names → items by a service on the web: one of the Reconciliation API, or a Wikibase's search (`wbsearchentities`).

A service may identify things by something else than items of Wikidata; then it must offer a column of them.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.identifiers import slug
from kg.vocab import WIKIDATA
from kg.wikidata.matching import MANY, UNTOLD, Finder, Match, Name, alike, best, likeness
from kg.wikidata.web import EndpointError, Web

_QID = re.compile(r"Q[1-9]\d*")
_USUAL, _MOST = (
    10,
    50,
)  # names asked at once where a service does not say how many it takes; and of those that take more
_KINDS = {"person": ("person", "human"), "organisation": ("organi",)}  # words in the names of types
_PERFECT = 100.0  # what services give to a name that is the same
_SEARCH = {"action": "wbsearchentities", "format": "json", "type": "item", "language": "fr", "uselang": "en",
           "limit": "5", "maxlag": "5"}  # fmt: skip


# ── the Reconciliation API 0.2 ──


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a service proposes; `item` is its QID, or its identifier until the QID is looked up."""

    item: str
    name: str
    score: float
    description: str


@dataclass(frozen=True, slots=True)
class _Service:
    """What a service says of itself: name, names that it takes at once, its type of each kind of name, and the address
    that lists its properties, unless its identifiers are items of Wikidata."""

    address: str
    name: str
    batch: int
    types: dict[str, str]
    properties: str | None


def by_service(web: Web, address: str) -> Finder:
    """Finds names by a service of the Reconciliation API. Raises `EndpointError`."""
    service = web.ask(address, "manifest of the Reconciliation API", partial(_manifest, address))
    if service.properties is None:
        return partial(_found, web, service, None)
    column = web.ask(service.properties, "list of properties", _item_column) if service.properties else None
    if column is None:
        raise EndpointError(f"{address} knows no items of Wikidata: give a service that does.")
    return partial(_found, web, service, column)


def _manifest(address: str, said: Any) -> _Service:
    types = {
        kind: next((t["id"] for t in said.get("defaultTypes", ()) if any(w in t["name"].lower() for w in words)), "")
        for kind, words in _KINDS.items()
    }
    items = said["identifierSpace"].replace("https:", "http:") == WIKIDATA
    place = said.get("extend", {}).get("propose_properties", {})
    listed = "".join((place.get("service_url", ""), place.get("service_path", "")))
    batch = min(int(said.get("batchSize", _USUAL)), _MOST)
    return _Service(address, str(said["name"]), max(batch, 1), types, None if items else listed)


def _item_column(said: Any) -> str | None:
    """The property that holds the item of Wikidata."""
    named = ((str(p["id"]), f"{p['id']} {p['name']}".lower()) for p in said["properties"])
    return next((id_ for id_, words in named if "wikidata" in words), None)


def _found(web: Web, service: _Service, column: str | None, names: Sequence[Name]) -> Iterator[list[Match]]:
    for start in range(0, len(names), service.batch):
        batch = names[start : start + service.batch]
        queries = {f"q{i}": _query(service, name) for i, name in enumerate(batch)}
        form, read = {"queries": json.dumps(queries)}, partial(_candidates, list(queries))
        answers = web.ask(service.address, "result of the Reconciliation API", read, form)
        items = _items(web, service, column, {c.item for found in answers for c in found}) if column else None
        for name, found in zip(batch, answers, strict=True):
            yield list(_matches(service, name, found, items))


def _query(service: _Service, name: Name) -> dict[str, Any]:
    type_ = service.types[name.kind]
    return {"query": name.text, "limit": MANY} | ({"type": type_} if type_ else {})


def _candidates(keys: list[str], said: Any) -> list[list[_Candidate]]:
    return [
        [_Candidate(str(c["id"]), str(c["name"]), float(c["score"]), c.get("description") or "")
         for c in said[key]["result"]]
        for key in keys
    ]  # fmt: skip


def _items(web: Web, service: _Service, column: str, ids: set[str]) -> dict[str, str]:
    """The items of a service's own identifiers."""
    if not ids:
        return {}
    form = {"extend": json.dumps({"ids": sorted(ids), "properties": [{"id": column}]})}
    return web.ask(service.address, "data extension of the Reconciliation API", partial(_column, column), form)


def _column(column: str, said: Any) -> dict[str, str]:
    cells = {id_: row[column][0] for id_, row in said["rows"].items() if row.get(column)}
    return {id_: str(cell.get("id") or cell.get("str")).rpartition("/")[2] for id_, cell in cells.items()}


def _matches(service: _Service, name: Name, found: list[_Candidate], items: dict[str, str] | None) -> Iterator[Match]:
    for one in sorted(found, key=lambda candidate: -candidate.score)[:MANY]:
        qid = one.item if items is None else items.get(one.item, "")
        if _QID.fullmatch(qid):
            said = alike(likeness(slug(name.text), slug(one.name)), one.name)
            reason = f"{service.name} gives it {one.score:g}; {said}"
            score = round(min(max(one.score, 0.0), _PERFECT) / _PERFECT, 3)
            yield Match(qid, _described(one.name, one.description), score, reason)


def _described(name: str, description: str) -> str:
    return f"{name} ({description})" if description else name


# ── a Wikibase ──


def by_wikibase(web: Web, address: str) -> Finder:
    """Finds names by `wbsearchentities` of a MediaWiki API, which knows beginnings of names and aliases."""
    return partial(_searched, web, address)


def _searched(web: Web, address: str, names: Sequence[Name]) -> Iterator[list[Match]]:
    for name in names:
        query = urllib.parse.urlencode({**_SEARCH, "search": name.text})
        yield web.ask(f"{address}?{query}", "answer of wbsearchentities", partial(_hits, name))


def _hits(name: Name, said: Any) -> list[Match]:
    return best(_hit(name, hit) for hit in said["search"] if _QID.fullmatch(hit["id"]))


def _hit(name: Name, hit: dict[str, Any]) -> Match:
    text = str(hit.get("match", {}).get("text") or hit.get("label") or hit["id"])
    found, description = likeness(slug(name.text), slug(text)), str(hit.get("description") or "")
    reason = f"{alike(found, text)}; {'it is ' + description if description else 'nothing more is told'}"
    item = _described(str(hit.get("label") or text), description)
    return Match(hit["id"], item, round(found * UNTOLD, 3), reason)
