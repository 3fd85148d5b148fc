"""`kg serve`: a store over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    store: Annotated[Path, typer.Option(help="Folder of the store.")],
    host: Annotated[str | None, typer.Option(help="Address to listen on. Default: ENTENTE_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. Default: ENTENTE_PORT or 7878.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds after which a query is stopped. Default: 30.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that answer queries.")] = None,
) -> None:
    """Serve a store over HTTP: SPARQL at /sparql, things as linked data, pages for people.

    Writes are off unless ENTENTE_TOKEN is set; they need it as a bearer token.

    Example: kg serve --store graph --port 7878
    """
    from endpoint.allocator import start_again

    start_again()
    start(store, host=host, port=port, timeout=timeout, workers=workers)


def start(
    store: Path,
    *,
    host: str | None = None,
    port: int | None = None,
    timeout: float | None = None,
    workers: int | None = None,
) -> None:
    """Say the address and serve until Ctrl-C. What is None comes from the environment."""
    from contextlib import suppress

    from endpoint.run import serve
    from endpoint.settings import Settings
    from kg import console
    from kg.settings import environment

    settings = Settings.load(store, environment(), host=host, port=port, timeout=timeout, workers=workers)
    _try_address(settings.host, settings.port)
    console.say(f"Serving {store} at http://{settings.host}:{settings.port}/ (SPARQL: /sparql). Stop with Ctrl-C.")
    with suppress(KeyboardInterrupt):  # the way a server is stopped
        serve(store, host, port, timeout, workers=workers)
    console.say("Stopped.")


def _try_address(host: str, port: int) -> None:
    """Raise `EntenteError` where the address cannot be listened on, before a server says so in its own way."""
    import socket

    from kg.errors import EntenteError

    try:
        socket.create_server((host, port)).close()
    except (OSError, OverflowError) as error:
        raise EntenteError(f"{host}:{port} cannot be listened on ({error}): give another --host or --port.") from error
