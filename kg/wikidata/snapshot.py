"""The tables of `kg/data/` that Wikidata feeds, as a whole: read, found sound, replaced all together or not at all."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from kg.edtf import is_valid
from kg.errors import BadData, StoreError
from kg.identifiers import slug

Row = dict[str, str]
Tables = dict[str, list[Row]]

_COLUMNS = {
    "countries.csv": "iso2 iso3 qid name_fr name_en name_vi aliases_fr demonym_fr_m demonym_fr_f capital_fr "
    "capital_qid source",
    "organizations.csv": "code name_fr acronyms aliases_fr name_en kind qid country_iso2 source",
    "tenures.csv": "person_name aliases country_iso2 office_type office_name start end person_qid office_qid as_of "
    "source",
    "offices.csv": "name_en name_fr jurisdiction_iso2 office_type qid source",
    "cities.csv": "name_fr aliases_fr name_en country_iso2 qid kind source",
    "partnerships.csv": "country_iso2 level name_fr established upgraded_from source",
}
TABLES = tuple(_COLUMNS)
_COMPLETE = ".complete"  # says that all new tables lie on disk
_ONE_EACH = {"countries.csv": ("qid", "iso2"), "organizations.csv": ("qid",), "offices.csv": ("qid",),
             "cities.csv": ("qid",)}  # fmt: skip
_ALIKE = 0.8  # likeness of two spellings of one name
_QID = re.compile(r"Q[1-9]\d*")


def read(folder: Path) -> Tables:
    """The tables of a folder. Raises `BadData` for a file that is missing or a row that is broken."""
    tables: Tables = {}
    _recover(folder)
    for name in TABLES:
        path = folder / name
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                _header(name, path, reader.fieldnames or ())
                tables[name] = [_whole(row, f"{path}, line {reader.line_num}") for row in reader]
        except FileNotFoundError as error:
            raise BadData(f"{path} does not exist: give a folder with the tables of a snapshot.") from error
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadData(f"{path} is no table that can be read ({error}): restore the file.") from error
        if not tables[name]:
            raise BadData(f"{path} has no rows: restore the file.")
    check(tables)
    return tables


def _header(name: str, path: Path, found: Collection[str]) -> None:
    if missing := [column for column in _COLUMNS[name].split() if column not in found]:
        raise BadData(f"{path}, line 1: there is no column '{missing[0]}'; restore the header.")


def _recover(folder: Path) -> None:
    if (folder / _COMPLETE).exists():
        try:
            _finish(folder)
        except OSError as error:
            raise StoreError(
                f"{folder} holds new tables that cannot take their places ({error}): make it writable."
            ) from error


def _whole(row: Mapping[str | None, str | None], where: str) -> Row:
    if None in row or None in row.values():
        raise BadData(f"{where}: the row has more or fewer cells than the header; correct it.")
    return {str(key): str(value) for key, value in row.items()}


def check(tables: Tables) -> None:
    """Raises `BadData` for what is no item or date, an item of two states, or of two persons."""
    for name, rows in tables.items():
        for line, row in enumerate(rows, 2):
            for column, value in row.items():
                if column.endswith("qid") and value and not _QID.fullmatch(value):
                    raise BadData(f"{name}, row {line}: {value!r} is no Wikidata item; correct the column {column}.")
                if column in ("start", "end", "as_of", "established") and value and not is_valid(value):
                    raise BadData(f"{name}, row {line}: {value!r} is no date; correct the column {column}.")
        for column in _ONE_EACH.get(name, ()):
            _once(name, rows, column)
    _one_name(tables["tenures.csv"])


def _once(name: str, rows: list[Row], column: str) -> None:
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        first = seen.setdefault(row[column], line)
        if row[column] and first != line:
            raise BadData(f"{name}, rows {first} and {line}: both have {row[column]} as {column}; correct one of them.")


def _one_name(rows: list[Row]) -> None:
    """An item is of one person: its names are alike, or one is an alias of the other."""
    first: dict[str, tuple[int, Row]] = {}
    for line, row in enumerate(rows, 2):
        at, known = first.setdefault(row["person_qid"], (line, row))
        if row["person_qid"] and not _alike(known, row):
            raise BadData(
                f"tenures.csv, rows {at} and {line}: {row['person_qid']} is {known['person_name']} and "
                f"{row['person_name']}; correct one of them."
            )


def _alike(one: Row, other: Row) -> bool:
    names, others = ({slug(n) for n in (row["person_name"], *row["aliases"].split("|")) if n} for row in (one, other))
    words = (frozenset(slug(row["person_name"]).split("-")) for row in (one, other))
    return bool(names & others) or len(set(words)) == 1 or _likeness(one, other) >= _ALIKE


def _likeness(one: Row, other: Row) -> float:
    return SequenceMatcher(None, slug(one["person_name"]), slug(other["person_name"])).ratio()


def write(tables: Tables, folder: Path) -> None:
    """Put the tables into a folder, all of them or none. Raises `StoreError`, or `BadData` for tables that are unsound.

    When all lie on disk beside the old ones, a mark says so; from then on a reader finishes what a crash broke off.
    """
    check(tables)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _finish(folder)
        try:
            for name, rows in tables.items():
                _to_disk(_part(folder, name), _text(rows))
        except BaseException:
            for name in tables:
                _part(folder, name).unlink(missing_ok=True)
            raise
        _to_disk(folder / _COMPLETE, "")
        _finish(folder)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written ({error.strerror or error}): check path and permissions."
        ) from error


def _finish(folder: Path) -> None:
    """Put complete new tables in the place of the old ones; throw incomplete ones away."""
    mark = folder / _COMPLETE
    for part in (_part(folder, name) for name in TABLES):
        if mark.exists() and part.exists():
            part.replace(folder / part.name.removeprefix(".").removesuffix(".new"))
        part.unlink(missing_ok=True)
    mark.unlink(missing_ok=True)


def _part(folder: Path, name: str) -> Path:
    return folder / f".{name}.new"


def _to_disk(path: Path, text: str) -> None:
    """Write a file under its name when it lies on disk as a whole."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _text(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
