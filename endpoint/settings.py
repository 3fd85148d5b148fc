"""How the endpoint runs: one value, filled from arguments, then from `ENTENTE_…` in the environment, then from
defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import BadData


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _knob(default: Any, read: Callable[[str], Any], help_: str) -> Any:
    """A field that `ENTENTE_<NAME>` may set."""
    return field(default=default, metadata={"read": read, "help": help_})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every knob of the endpoint. Seconds, mebibytes and bytes as the names say; `token` None means no writes."""

    store: Path
    host: str = _knob("127.0.0.1", str, "address to listen on")
    port: int = _knob(7878, int, "port to listen on (0: any free one)")
    timeout: float = _knob(30.0, float, "seconds after which a query is stopped; a request may ask for less")
    workers: int = _knob(
        max(2, os.cpu_count() or 2), int, "reader processes for ordinary queries (default: processors)"
    )
    slow_workers: int = _knob(3, int, "further processes for queries that run longer than `patience`")
    clerks: int = _knob(
        max(2, os.cpu_count() or 2),
        int,
        "processes that answer small queries (0: the server does; default: processors)",
    )
    patience: float = _knob(1.0, float, "seconds after which a query that keeps a processor busy counts as slow")
    memory_mb: int = _knob(2048, int, "memory of one reader process (MiB)")
    cache_mb: int = _knob(64, int, "memory of the result cache (MiB; 0: none)")
    queue: int = _knob(32, int, "queries of one client that may wait")
    max_query: int = _knob(1 << 20, int, "bytes of the longest query")
    max_body: int = _knob(64 << 20, int, "bytes of the longest update or graph sent")
    max_result: int = _knob(1 << 30, int, "bytes of the longest answer")
    token: str | None = _knob(None, str, "secret that allows updates and graph writes (`Authorization: Bearer …`)")
    token_file: str | None = _knob(None, str, "file that holds the token")
    allow_service: tuple[str, ...] = _knob((), _words, "addresses that SERVICE and LOAD may reach")
    base_path: str = _knob("", str, "path under which a proxy serves us, e.g. /entente")
    public_url: str | None = _knob(None, str, "absolute address of the endpoint's root, when requests do not tell it")
    trusted_proxies: tuple[str, ...] = _knob(("127.0.0.1", "::1"), _words, "peers whose X-Forwarded-* headers count")
    access_log: str = _knob("", str, "file of the access log, one JSON object a line (-: standard error)")

    @classmethod
    def load(cls, store: Path, environ: Mapping[str, str], **given: Any) -> Settings:
        """Settings for `store`; what is `given` and not None wins over the environment."""
        values: dict[str, Any] = {}
        for knob in fields(cls):
            name = f"ENTENTE_{knob.name.upper()}"
            if given.get(knob.name) is not None:
                values[knob.name] = given[knob.name]
            elif knob.metadata and environ.get(name):
                try:
                    values[knob.name] = knob.metadata["read"](environ[name])
                except ValueError as error:
                    raise BadData(f"{name} is {environ[name]!r}, which cannot be read: give {knob.type}.") from error
        return cls(store=store, **values)._with_token_file()

    def _with_token_file(self) -> Settings:
        if self.token is not None or self.token_file is None:
            return self
        try:
            token = Path(self.token_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadData(f"the token file {self.token_file} cannot be read: give a readable text file.") from error
        if not token:
            raise BadData(f"the token file {self.token_file} is empty: write the token into it.")
        values = {knob.name: getattr(self, knob.name) for knob in fields(self)}
        return Settings(**{**values, "token": token})


def table() -> Iterator[tuple[str, str, str]]:
    """Name in the environment, default and meaning of every knob."""
    for knob in fields(Settings):
        if knob.metadata:
            shown = "" if knob.default in (None, ()) else knob.default
            shown = " ".join(shown) if isinstance(shown, tuple) else str(shown)
            yield f"ENTENTE_{knob.name.upper()}", shown, knob.metadata["help"]
