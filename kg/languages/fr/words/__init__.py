"""The words of French as data: tables (`.csv`) and lists (`.toml`, `.txt`), with no grammar in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import reference

_FOLDER = Path(__file__).parent


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `<table>.csv`, by column."""
    return (row for _, row in reference.rows(_FOLDER / f"{table}.csv"))


def lists(name: str) -> dict[str, Any]:
    """What `<name>.toml` says."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def lines(name: str) -> list[str]:
    """The lines of `<name>.txt`."""
    return (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
