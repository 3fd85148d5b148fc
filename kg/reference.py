"""The reference data of `kg/data/` (CC0, from Wikidata and dated pages): states, cities, organisations, posts, tenures.

Rows are typed and frozen; a broken row raises `BadData` with its file and line. Every table is read once and kept.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg.errors import BadData
from kg.resources import data

T = TypeVar("T")
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory: ISO 3166-1 alpha-2 code (EU for the Union), names, French aliases and demonyms, capital."""

    code: str
    iso3: str
    qid: str | None
    name_fr: str
    name_en: str
    name_vi: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city with its state's code."""

    name_fr: str
    name_en: str
    aliases: tuple[str, ...]
    state: str
    kind: str
    qid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organisation. `code` is its usual English acronym where it has one, else its French name."""

    code: str
    name_fr: str
    name_en: str
    acronyms: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    state: str | None
    qid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office of a state or organisation (Wikidata position)."""

    name_en: str
    name_fr: str
    state: str | None
    office_type: str
    qid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who held which office from when to when (EDTF days, months or years; None: unknown or open).

    `as_of`: for an open end, the month until which the row is known to hold.
    """

    person: str
    aliases: tuple[str, ...]
    state: str | None
    office_type: str
    start: str | None
    end: str | None
    as_of: str | None
    person_qid: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPartnership:
    """A level of relations between Vietnam and a state, reached on a date."""

    state: str
    level: str
    names_fr: tuple[str, ...]
    established: str | None
    upgraded_from: str | None
    source: str


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV file with their line numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            yield reader.line_num, {key: value or "" for key, value in row.items() if key}


def _table(name: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    path, made = data(name), []
    for line, row in rows(path):
        try:
            made.append(make(row))
        except (KeyError, ValueError) as error:
            raise BadData(f"{path.name}, line {line}: {error!r}; correct this row or restore the file.") from error
    return tuple(made)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def states() -> dict[str, State]:
    """Every state and territory by code."""
    made = _table(
        "countries.csv",
        lambda r: State(
            code=r["iso2"], iso3=r["iso3"], qid=r["qid"] or None,
            name_fr=r["name_fr"], name_en=r["name_en"], name_vi=r["name_vi"],
            aliases=_many(r["aliases_fr"]), demonyms=_many(r["demonym_fr_m"]) + _many(r["demonym_fr_f"]),
            capital=r["capital_fr"] or None,
        ),
    )  # fmt: skip
    return {state.code: state for state in made}


@cache
def cities() -> tuple[City, ...]:
    """Every city."""
    return _table(
        "cities.csv",
        lambda r: City(
            name_fr=r["name_fr"], name_en=r["name_en"], aliases=_many(r["aliases_fr"]),
            state=r["country_iso2"], kind=r["kind"], qid=r["qid"] or None,
        ),
    )  # fmt: skip


def _org_code(row: Row) -> str:
    return row.get("code") or row["name_fr"]


@cache
def organizations() -> tuple[Organization, ...]:
    """Every organisation."""
    return _table(
        "organizations.csv",
        lambda r: Organization(
            code=_org_code(r), name_fr=r["name_fr"], name_en=r["name_en"],
            acronyms=_many(r["acronyms"]), aliases=_many(r["aliases_fr"]),
            kind=r["kind"], state=r["country_iso2"] or None, qid=r["qid"] or None,
        ),
    )  # fmt: skip


@cache
def posts() -> tuple[Post, ...]:
    """Every office."""
    return _table(
        "offices.csv",
        lambda r: Post(
            name_en=r["name_en"], name_fr=r["name_fr"], state=r["jurisdiction_iso2"] or None,
            office_type=r["office_type"], qid=r["qid"] or None,
        ),
    )  # fmt: skip


@cache
def tenures() -> tuple[Tenure, ...]:
    """Every known tenure."""
    return _table(
        "tenures.csv",
        lambda r: Tenure(
            person=r["person_name"], aliases=_many(r["aliases"]), state=r["country_iso2"] or None,
            office_type=r["office_type"], start=r["start"] or None, end=r["end"] or None, as_of=r["as_of"] or None,
            person_qid=r["person_qid"] or None, source=r["source"],
        ),
    )  # fmt: skip


@cache
def partnerships() -> tuple[KnownPartnership, ...]:
    """Vietnam's partnerships, one row per level."""
    return _table(
        "partnerships.csv",
        lambda r: KnownPartnership(
            state=r["country_iso2"], level=r["level"], names_fr=_many(r["name_fr"]),
            established=r["established"] or None, upgraded_from=r["upgraded_from"] or None, source=r["source"],
        ),
    )  # fmt: skip
