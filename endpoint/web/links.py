"""Who asks, and under which address they know us: behind a proxy, what `X-Forwarded-*` says of a trusted peer."""

from __future__ import annotations

import re
import time
from typing import Any

from endpoint.settings import Settings
from endpoint.web.wire import Receive, Request, Scope

_HOST = re.compile(r"[A-Za-z0-9.\-_]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_PREFIX = re.compile(r"(/[A-Za-z0-9._~\-]+)*")


def request(scope: Scope, receive: Receive, settings: Settings) -> Request:
    """The request in `scope`, with its path below the base path."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    peer = scope["client"][0] if scope.get("client") else ""
    trusted = peer in settings.trusted_proxies or "*" in settings.trusted_proxies
    forwarded = headers if trusted else {}
    prefix = settings.base_path.rstrip("/") or _prefix(forwarded)
    path: str = scope["path"]
    if prefix and (path == prefix or path.startswith(prefix + "/")):
        path = path[len(prefix) :] or "/"
    base = _base(scope, headers, forwarded, prefix, settings)
    began, begun = scope.get("state", {}).get("begun") or (time.perf_counter(), None)
    return Request(
        method=scope["method"],
        path=path,
        iri=base + _raw(scope, prefix),
        query=scope["query_string"],
        headers=headers,
        base=base,
        client=_last(forwarded.get("x-forwarded-for")) or peer or "unknown",
        receive=receive,
        began=began,
        begun=begun,
    )


def _raw(scope: Scope, prefix: str) -> str:
    """The path as it was sent, percent-encoded, below the base path."""
    raw: str = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    return raw[len(prefix) :] if prefix and raw.startswith(prefix + "/") else raw


def _base(scope: Scope, headers: dict[str, str], forwarded: dict[str, str], prefix: str, settings: Settings) -> str:
    if settings.public_url:
        return settings.public_url.rstrip("/")
    scheme = _last(forwarded.get("x-forwarded-proto")) or str(scope.get("scheme", "http"))
    host = _last(forwarded.get("x-forwarded-host")) or headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = _own_address(scope, settings)
    return f"{scheme if scheme in ('http', 'https') else 'http'}://{host}{prefix}"


def _own_address(scope: Any, settings: Settings) -> str:
    server = scope.get("server") or (settings.host, settings.port)
    return f"[{server[0]}]:{server[1]}" if ":" in str(server[0]) else f"{server[0]}:{server[1]}"


def _prefix(forwarded: dict[str, str]) -> str:
    prefix = forwarded.get("x-forwarded-prefix", "").rstrip("/")
    return prefix if _PREFIX.fullmatch(prefix) else ""


def _last(value: str | None) -> str:
    """The entry of a list that the nearest proxy wrote."""
    return (value or "").rpartition(",")[2].strip()
