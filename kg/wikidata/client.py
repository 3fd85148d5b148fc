"""A polite client of a SPARQL endpoint in Wikidata's shape: says who it is, asks in pages, waits when told to.

Pages that were answered within a day are kept in a folder, so that a refresh that broke off goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path

from kg.errors import EntenteError

Row = dict[str, str]

_FRESH = 24 * 3600  # seconds that a page is kept
_TRIES = 5
_LONGEST = 300.0  # seconds that we wait when told to
_BUSY = frozenset({429, 500, 502, 503, 504})


class EndpointError(EntenteError):
    """An endpoint that does not answer, or not with what was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks `endpoint`; `cache` keeps its pages of `page` rows; `wait` is how to wait, in seconds."""

    endpoint: str
    user_agent: str
    cache: Path
    page: int = 5000
    timeout: float = 90.0
    wait: Callable[[float], None] = field(default=time.sleep)

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT query with an ORDER BY, page by page. Raises `EndpointError`."""
        offset = 0
        while True:
            found = self._page(f"{query}\nLIMIT {self.page} OFFSET {offset}\n")
            yield from found
            if len(found) < self.page:
                return
            offset += self.page

    def _page(self, query: str) -> list[Row]:
        path = self.cache / f"{hashlib.sha256(f'{self.endpoint} {query}'.encode()).hexdigest()[:32]}.json"
        if path.is_file() and time.time() - path.stat().st_mtime < _FRESH:
            try:
                return _rows(path.read_bytes(), self.endpoint)
            except EndpointError:
                path.unlink()  # half a page, of a disk that was full
        answer = self._ask(query)
        found = _rows(answer, self.endpoint)
        self.cache.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_bytes(answer)
        partial.replace(path)
        return found

    def _ask(self, query: str) -> bytes:
        request = urllib.request.Request(
            self.endpoint,
            data=urllib.parse.urlencode({"query": query}).encode(),
            headers={"User-Agent": self.user_agent, "Accept": "application/sparql-results+json"},
        )
        failure = ""
        for attempt in range(_TRIES):
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as response:
                    answer: bytes = response.read()
                    return answer
            except urllib.error.HTTPError as error:
                failure = f"answers {error.code}"
                if error.code not in _BUSY:
                    break
                pause = _pause(error.headers.get("Retry-After"), attempt)
            except (OSError, HTTPException) as error:  # no route, no answer in time, a connection that broke off
                failure, pause = f"does not answer ({getattr(error, 'reason', None) or error})", 2.0**attempt
            if attempt < _TRIES - 1:
                self.wait(pause)
        raise EndpointError(f"{self.endpoint} {failure}: try again later; pages that it gave are kept.")


def _pause(told: str | None, attempt: int) -> float:
    """The seconds to wait: as `Retry-After` says (seconds or a date, RFC 9110, 10.2.3), else ever longer."""
    if told and told.strip().isdigit():
        return min(float(told), _LONGEST)
    if told:
        try:
            return min(max((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST)
        except (ValueError, TypeError):
            pass  # neither: as if nothing were said
    return 2.0**attempt


def _rows(answer: bytes, endpoint: str) -> list[Row]:
    """The rows of an answer (SPARQL 1.1 Query Results JSON Format) as plain values."""
    try:
        found = json.loads(answer)["results"]["bindings"]
        return [{name: value["value"] for name, value in row.items()} for row in found]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError(
            f"{endpoint} answers with what is no SPARQL result ({error!r}): check the address, or try again later."
        ) from error
