"""Endpoint → tables: names of states and organisations, capitals, and who holds the known offices since when.

A row without an item, and what Wikidata does not know, stay as they are; a term that Wikidata ends is ended; a term
that the table lacks is added. French names are the newspapers', which Wikidata does not have: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kg.queries import find
from kg.vocab import WIKIDATA
from kg.wikidata.client import Client
from kg.wikidata.snapshot import Row, Tables, check

Watch = Callable[[str, int], None]
"""Told of each table that is done, and how many of its rows are new or changed."""

_BATCH = 50  # items asked for at once
_SOURCE = "Wikidata"


def refresh(tables: Tables, client: Client, watch: Watch | None = None) -> Tables:
    """The tables as the endpoint has them now. Raises `EndpointError`, or `BadData` where its answers are unsound."""
    new = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    _names(new["countries.csv"], client, {"en": "name_en", "vi": "name_vi"})
    _names(new["organizations.csv"], client, {"en": "name_en"})
    _states(new["countries.csv"], client)
    new["tenures.csv"] = _tenures(new["tenures.csv"], new["offices.csv"], client)
    check(new)
    for name, rows in new.items():
        old = [tuple(row.values()) for row in tables[name]]
        if watch:
            watch(name, sum(tuple(row.values()) not in set(old) for row in rows))
    return new


def _ask(client: Client, query: str, items: Iterable[str]) -> Iterator[Row]:
    """The rows of a query of `queries/wikidata/` for these items; IRIs of items as QIDs."""
    text, waiting = find(f"wikidata/{query}").text, iter(sorted(set(items)))
    while batch := list(islice(waiting, _BATCH)):
        values = " ".join(f"wd:{item}" for item in batch)
        for row in client.rows(re.sub(r"(VALUES \?item \{)[^}]*(\})", rf"\g<1> {values} \2", text)):
            yield {name: value.removeprefix(WIKIDATA) for name, value in row.items()}


def _items(rows: Iterable[Row], column: str = "qid") -> list[str]:
    return [row[column] for row in rows if row.get(column)]


def _names(rows: list[Row], client: Client, columns: dict[str, str]) -> None:
    told = {(row["item"], row["language"]): row["name"] for row in _ask(client, "labels", _items(rows))}
    for row in rows:
        for language, column in columns.items():
            row[column] = told.get((row["qid"], language)) or row[column]


def _states(rows: list[Row], client: Client) -> None:
    """Three-letter codes, and a capital where Wikidata has one and no other."""
    codes: dict[str, str] = {}
    capitals: dict[str, set[str]] = {}
    for row in _ask(client, "states", _items(rows)):
        codes[row["item"]] = row.get("iso3", "")
        capitals.setdefault(row["item"], set()).update([row["capital"]] if row.get("capital") else [])
    for row in rows:
        row["iso3"] = row["iso3"] or codes.get(row["qid"], "")
        if not row["capital_qid"] and len(capitals.get(row["qid"], ())) == 1:
            row["capital_qid"] = next(iter(capitals[row["qid"]]))


def _tenures(rows: list[Row], offices: list[Row], client: Client) -> list[Row]:
    posts = {row["qid"]: row for row in offices if row["qid"]}
    known: dict[tuple[str, str], list[Row]] = {}
    names: dict[str, str] = {}
    for row in rows:
        known.setdefault((row["person_qid"], row["office_qid"]), []).append(row)
        names.setdefault(row["person_qid"], row["person_name"])
    added = []
    for told in _ask(client, "tenures", posts):
        start, end = _day(told.get("start")), _day(told.get("end"))
        here = known.setdefault((told["person"], told["office"]), [])
        same = next((row for row in here if _same_term(row, start)), None)
        if same is None:
            name = names.setdefault(told["person"], told["name"])
            same = _row(rows, posts[told["office"]], told, name, start)
            here.append(same)
            added.append(same)
        if end and not same["end"]:
            same["end"], same["as_of"] = end, ""
    return rows + added


def _same_term(row: Row, start: str) -> bool:
    """Whether a row is the term that begins then; dates of different precision agree as far as both go."""
    length = min(len(row["start"]), len(start))
    return row["start"][:length] == start[:length]


def _row(rows: list[Row], post: Row, told: Row, name: str, start: str) -> Row:
    row = dict.fromkeys(rows[0], "")
    aliases = sorted({alias for alias in told.get("aliases", "").split("|") if alias and alias != name})
    return row | {
        "person_name": name, "aliases": "|".join(aliases), "country_iso2": post["jurisdiction_iso2"],
        "office_type": post["office_type"], "office_name": post["name_en"], "start": start,
        "person_qid": told["person"], "office_qid": told["office"], "source": _SOURCE,
    }  # fmt: skip


def _day(value: str | None) -> str:
    """A Wikidata time as an ISO day; 1 January is a year, as Wikidata writes years so."""
    found = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)T", value or "")
    if not found:
        return ""
    year, month, day = found.groups()
    return year if (month, day) in (("01", "01"), ("00", "00")) else f"{year}-{month}-{day}"
