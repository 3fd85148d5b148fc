"""What goes wrong in a request, as an answer: RFC 9457 problem details, one sentence that says what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """A request that is not answered as asked. `more` joins the JSON body, `headers` the answer's."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str] | None = None, more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers, self.more = dict(headers or {}), dict(more or {})

    def body(self) -> bytes:
        """The JSON of the answer (`application/problem+json`)."""
        title = HTTPStatus(self.status).phrase
        value = {"type": "about:blank", "title": title, "status": self.status, "detail": self.detail, **self.more}
        return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
