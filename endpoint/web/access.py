"""Who may write: the bearer token, compared in constant time."""

from __future__ import annotations

import hmac

from endpoint.web.problem import Problem
from endpoint.web.wire import Request


def require_writer(request: Request, token: str | None) -> None:
    """Raises 403 when writes are off, 401 when the token is missing or wrong."""
    if token is None:
        raise Problem(403, "this endpoint is read-only: its keeper can allow writes by setting ENTENTE_TOKEN.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(
        given.strip().encode("utf-8", "replace"), token.encode("utf-8")
    ):
        raise Problem(
            401,
            "writing needs the token: send `Authorization: Bearer …`.",
            {"www-authenticate": 'Bearer realm="entente"'},
        )
