"""Endpoint → tables: names of states, organisations and cities, capitals, offices, and who holds them since when.

A row without an item, and what Wikidata does not know, stay as they are; a term that Wikidata ends is ended; a capital,
an office or a term that the tables lack is added. French names are the newspapers', which Wikidata does not have: they
stay, and Wikidata's become aliases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kg.identifiers import slug
from kg.queries import find
from kg.vocab import WIKIDATA
from kg.wikidata.client import Client
from kg.wikidata.snapshot import Row, Tables, check

Watch = Callable[[str, int], None]
"""Told of each table that is done, and how many of its rows are new or changed."""

_BATCH = 50  # items asked for at once
_SOURCE = "Wikidata"
_SHORT = 4  # letters of a name that means something else too often
_KINDS = ("president", "monarch", "prime-minister", "foreign-minister", "defence-minister", "party-general-secretary",
          "party-president")  # fmt: skip


def refresh(tables: Tables, client: Client, watch: Watch | None = None) -> Tables:
    """The tables as the endpoint has them now. Raises `EndpointError`, or `BadData` where its answers are unsound."""
    new = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    states, organizations, cities = (new[f"{name}.csv"] for name in ("countries", "organizations", "cities"))
    _states(states, client)
    cities += _capitals(states, cities, client)
    _names(states, client, {"en": "name_en", "vi": "name_vi"})
    _names(organizations, client, {"en": "name_en"})
    of_states = set(_items(states))  # the one item of a city state is named as the state
    _names([row for row in cities if row["qid"] not in of_states], client, {"en": "name_en"})
    _aliases((states, organizations, cities), client)
    new["offices.csv"] += _offices(new["offices.csv"], states, client)
    new["tenures.csv"] = _tenures(new["tenures.csv"], new["offices.csv"], client)
    check(new)
    for name, rows in new.items():
        old = {tuple(row.values()) for row in tables[name]}
        if watch:
            watch(name, sum(tuple(row.values()) not in old for row in rows))
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
    told = _told(client, "labels", _items(rows))
    for row in rows:
        for language, column in columns.items():
            row[column] = next(iter(told.get((row["qid"], language), ())), row[column])


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


def _capitals(states: list[Row], cities: list[Row], client: Client) -> list[Row]:
    """The capitals that the table of cities lacks."""
    known = {row["qid"] for row in cities}
    lacking = {row["capital_qid"]: row for row in states if row["capital_qid"] and row["capital_qid"] not in known}
    names = _told(client, "labels", lacking)
    made = []
    for item, state in lacking.items():
        english = next(iter(names.get((item, "en"), ())), "")
        french = state["capital_fr"] or next(iter(names.get((item, "fr"), ())), english)
        if french:
            made.append(dict.fromkeys(cities[0], "") | {
                "name_fr": french, "name_en": english, "country_iso2": state["iso2"], "qid": item,
                "kind": "national-capital", "source": _SOURCE,
            })  # fmt: skip
    return made


def _told(client: Client, query: str, items: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The names of items by item and language."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in _ask(client, query, items):
        found.setdefault((row["item"], row["language"]), []).append(row["name"])
    return found


def _aliases(tables: tuple[list[Row], ...], client: Client) -> None:
    """French aliases and labels that are words, and that no other row is called by."""
    rows = [row for table in tables for row in table]
    items = _items(rows)
    labels, aliases = _told(client, "labels", items), _told(client, "aliases", items)
    names = {item: [*labels.get((item, "fr"), ()), *aliases.get((item, "fr"), ())] for item in items}
    owners = Counter(name for row in rows for name in {slug(n) for n in (*_called(row), *names.get(row["qid"], ()))})
    for row in rows:
        known = {slug(name) for name in _called(row)}
        for name in names.get(row["qid"], ()):
            if _is_word(name) and slug(name) not in known and owners[slug(name)] == 1:
                row["aliases_fr"] = "|".join(filter(None, (row["aliases_fr"], name)))
                known.add(slug(name))


def _is_word(name: str) -> bool:
    """Whether a name is of letters, neither a flag nor a code."""
    return len(name) >= _SHORT and name[0].isupper() and all(c.isalpha() or c in " '’.-" for c in name)


def _called(row: Row) -> list[str]:
    cells = ("name_fr", "name_en", "name_vi", "aliases_fr", "acronyms", "demonym_fr_m", "demonym_fr_f")
    return [name for cell in cells for name in row.get(cell, "").split("|") if name]


def _offices(offices: list[Row], states: list[Row], client: Client) -> list[Row]:
    """The one office of a kind and state, of the kinds that matter, where the table has none."""
    kind_of = {row["qid"]: row["office_type"] for row in offices if row["qid"]}
    sharers: dict[str, set[str]] = {}
    for row in _ask(client, "office-classes", kind_of):
        sharers.setdefault(row["class"], set()).add(row["item"])
    kinds = {class_: {kind_of[item] for item in items} for class_, items in sharers.items() if len(items) > 1}
    classes = {class_: found.pop() for class_, found in kinds.items() if len(found) == 1}
    classes = {class_: kind for class_, kind in classes.items() if kind in _KINDS}
    taken, codes = {(row["office_type"], row["jurisdiction_iso2"]) for row in offices}, {row["iso2"] for row in states}
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in _ask(client, "offices", classes):
        place = classes[row["item"]], row["code"]
        if row["code"] in codes and place not in taken and row["office"] not in kind_of:
            found.setdefault(place, {})[row["office"]] = row
    single = {place: next(iter(rows.values())) for place, rows in found.items() if len(rows) == 1}
    return [
        dict.fromkeys(offices[0], "") | {
            "name_en": row["en"], "name_fr": row.get("fr", ""), "jurisdiction_iso2": code, "office_type": kind,
            "qid": row["office"], "source": _SOURCE,
        }
        for (kind, code), row in sorted(single.items())
    ]  # fmt: skip


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
