"""The settings, and the only reader of the environment.

| variable             | default                          | meaning                                              |
|----------------------|----------------------------------|------------------------------------------------------|
| ENTENTE_BASE         | https://w3id.org/entente/id/     | base IRI of the things in the graph                  |
| ENTENTE_MAX_BYTES    | 20000000                         | largest article file (or JSONL line), in bytes       |
| ENTENTE_PROCESSES    | number of processors             | processes that read articles                         |

`kg serve` has settings of its own: `endpoint/settings.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import BadData
from kg.identifiers import BASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation reads articles."""

    base: str = BASE
    max_bytes: int = 20_000_000
    processes: int = field(default_factory=lambda: os.cpu_count() or 1)

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment gives; raises `BadData` where a value cannot be understood."""
        env = os.environ if environment is None else environment
        default = cls()
        return cls(
            base=_base(env.get("ENTENTE_BASE") or default.base),
            max_bytes=_count(env, "ENTENTE_MAX_BYTES", default.max_bytes),
            processes=_count(env, "ENTENTE_PROCESSES", default.processes),
        )


def environment() -> Mapping[str, str]:
    """The environment, for `kg serve` to hand to the endpoint, which has settings of its own."""
    return os.environ


def _count(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text)):
        raise BadData(f"{name} is {text!r}: give a whole number above 0.")
    return int(text)


def _base(text: str) -> str:
    if ":" not in text or not text.endswith(("/", "#", ":")) or any(char in text for char in ' <>"{}|\\^`'):
        raise BadData(f"ENTENTE_BASE is {text!r}: give an absolute IRI that ends in a slash.")
    return text
