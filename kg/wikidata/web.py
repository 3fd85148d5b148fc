"""Asking the web politely: says who asks, waits when told to, and keeps answers for a day, to go on after a break."""

from __future__ import annotations

import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import EntenteError, StoreError

T = TypeVar("T")

_FRESH = 24 * 3600  # seconds that an answer is kept
_TRIES = 5
_LONGEST = 300.0  # seconds that we wait when told to
_BUSY = frozenset({429, 500, 502, 503, 504})
_BUSY_WORDS = frozenset({"maxlag", "ratelimited"})  # MediaWiki's, with a status of 200


class EndpointError(EntenteError):
    """A service that does not answer, or not with what was asked for."""


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Asks as `user_agent`; `cache` keeps answers; `wait` is how to wait, in seconds."""

    user_agent: str
    cache: Path
    timeout: float = 90.0
    wait: Callable[[float], None] = field(default=_sleep)

    def ask(
        self, address: str, what: str, read: Callable[[Any], T], form: Mapping[str, str] | None = None,
        accept: str = "application/json",
    ) -> T:  # fmt: skip
        """What `read` makes of the JSON at an address, or of the answer to a form that is posted there.

        `what` names an answer in words. Raises `EndpointError` where there is none, or `read` cannot read it.
        """
        body = urllib.parse.urlencode(form).encode() if form is not None else None
        path = self.cache / f"{hashlib.sha256(f'{address} {form}'.encode()).hexdigest()[:32]}.json"
        if path.is_file() and time.time() - path.stat().st_mtime < _FRESH:
            try:
                return _read(path.read_bytes(), read, address, what)
            except EndpointError:
                path.unlink()  # half an answer, of a disk that was full
        answer = self._fetch(address, body, accept)
        found = _read(answer, read, address, what)
        self._keep(path, answer)
        return found

    def _keep(self, path: Path, answer: bytes) -> None:
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial")
            partial.write_bytes(answer)
            partial.replace(path)
        except OSError as error:
            raise StoreError(
                f"{self.cache} cannot be written ({error.strerror or error}): give another folder as --cache."
            ) from error

    def _fetch(self, address: str, body: bytes | None, accept: str) -> bytes:
        if not address.startswith(("https:", "http:")):
            raise EndpointError(f"{address!r} is no address of a service: begin it with https.")
        failure = ""
        for attempt in range(_TRIES):
            try:
                return self._once(address, body, accept)
            except _BusyError as busy:
                failure, pause = f"answers {busy.code}", _pause(busy.told, attempt)
            except urllib.error.HTTPError as error:
                failure = f"answers {error.code}"
                if error.code not in _BUSY:
                    break
                pause = _pause(error.headers.get("Retry-After"), attempt)
            except (OSError, HTTPException, ValueError) as error:  # no route, no answer in time, half an answer
                failure, pause = f"does not answer ({getattr(error, 'reason', None) or error})", 2.0**attempt
            if attempt < _TRIES - 1:
                self.wait(pause)
        raise EndpointError(f"{address} {failure}: try again later; answers that it gave are kept.")

    def _once(self, address: str, body: bytes | None, accept: str) -> bytes:
        headers = {"User-Agent": self.user_agent, "Accept": accept}
        request = urllib.request.Request(address, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=self.timeout) as response:
            if response.headers.get("MediaWiki-API-Error") in _BUSY_WORDS:
                raise _BusyError(response.headers["MediaWiki-API-Error"], response.headers.get("Retry-After"))
            answer: bytes = response.read()  # with a length given, it notices half an answer
            return answer


class _BusyError(Exception):
    """A service that is busy and says so in words: which, and when to come back."""

    def __init__(self, code: str, told: str | None) -> None:
        super().__init__(code)
        self.code, self.told = code, told


def _read(answer: bytes, read: Callable[[Any], T], address: str, what: str) -> T:
    try:
        return read(json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise EndpointError(
            f"{address} answers with what is no {what} ({error!r}): check the address, or try again later."
        ) from error


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
