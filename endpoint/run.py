"""Serving a store over HTTP until told to stop."""

from __future__ import annotations

import gc
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uvicorn

from endpoint.app import Endpoint
from endpoint.settings import Settings

_CONNECTIONS = 1000  # open at once; more are answered 503


def serve(
    store_dir: Path | str,
    host: str | None = None,
    port: int | None = None,
    timeout: float | None = None,
    *,
    workers: int | None = None,
    token: str | None = None,
    **knobs: Any,
) -> None:
    """Serves the store in `store_dir` until SIGINT or SIGTERM. `timeout` in seconds; what is None comes from
    `ENTENTE_…`.

    Further keywords are the names of `endpoint.settings.Settings`. Raises `kg.errors.StoreError` when the store
    cannot be opened and `kg.errors.BadData` when a setting cannot be read.
    """
    settings = Settings.load(
        Path(store_dir), os.environ, host=host, port=port, timeout=timeout, workers=workers, token=token, **knobs
    )
    http = server(settings)
    gc.collect()
    gc.freeze()  # what is loaded now stays: the collector need not look at it again
    http.run()


def server(settings: Settings) -> uvicorn.Server:
    """The HTTP server for these settings, not yet running."""
    endpoint, connection = Endpoint(settings), _connection()
    config = uvicorn.Config(
        endpoint,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=5,
        limit_concurrency=_CONNECTIONS,
        http=connection,
        ws="none",
    )
    found = uvicorn.Server(config)
    if connection != "auto":
        endpoint.clerks.connect = lambda data: connection(config, found.server_state, {}).begin_with(data)
    return found


def _connection() -> Any:
    """Our connection over the compiled parser; uvicorn's own one where that is not installed."""
    if find_spec("httptools") is None:
        return "auto"
    from endpoint.web.http import Connection

    return Connection
