"""The settings, and the only reader of the environment.

| variable             | default                          | meaning                                              |
|----------------------|----------------------------------|------------------------------------------------------|
| ENTENTE_BASE         | https://w3id.org/entente/id/     | base IRI of the things in the graph                  |
| ENTENTE_MAX_BYTES    | 20000000                         | largest article file (or JSONL line), in bytes       |
| ENTENTE_WORKERS      | number of processors             | processes that read articles                         |
| ENTENTE_HOST         | 127.0.0.1                        | address that `kg serve` listens on                   |
| ENTENTE_PORT         | 8000                             | port that `kg serve` listens on                      |
| ENTENTE_TIMEOUT      | 30                               | longest time for a query, in seconds                 |
| ENTENTE_TOKEN        | none                             | bearer token for writes; without one they are off    |
| ENTENTE_TOKEN_FILE   | none                             | a file with that token                               |
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kg.errors import BadData
from kg.identifiers import BASE

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs. Sizes are bytes, times are seconds."""

    base: str = BASE
    max_bytes: int = 20_000_000
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 30.0
    token: str | None = field(default=None, repr=False)

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment gives; raises `BadData` where a value cannot be understood."""
        env = os.environ if environment is None else environment
        given = {
            "base": env.get("ENTENTE_BASE"),
            "max_bytes": _number(env, "ENTENTE_MAX_BYTES", int),
            "workers": _number(env, "ENTENTE_WORKERS", int),
            "host": env.get("ENTENTE_HOST"),
            "port": _number(env, "ENTENTE_PORT", int),
            "timeout": _number(env, "ENTENTE_TIMEOUT", float),
            "token": _token(env),
        }
        return cls(**{name: value for name, value in given.items() if value})  # type: ignore[arg-type] # one dict of many types


def _number(env: Mapping[str, str], name: str, kind: Callable[[str], T]) -> T | None:
    text = env.get(name)
    if not text:
        return None
    try:
        value = kind(text)
    except ValueError as error:
        raise BadData(f"{name} is {text!r}, which is not a number: correct it in the environment.") from error
    if not value > 0:  # type: ignore[operator] # int or float
        raise BadData(f"{name} is {text!r}: it must be more than 0.")
    return value


def _token(env: Mapping[str, str]) -> str | None:
    path = env.get("ENTENTE_TOKEN_FILE")
    if env.get("ENTENTE_TOKEN") or not path:
        return env.get("ENTENTE_TOKEN") or None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(
            f"ENTENTE_TOKEN_FILE names {path}, which cannot be read: correct the path or its permissions."
        ) from error
