"""Reading a request of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/, section 2): what is asked,
of what."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from pyoxigraph import NamedNode

from endpoint.settings import Settings
from endpoint.web.problem import Problem
from endpoint.web.wire import Request, parameters

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ALLOW = "GET, HEAD, POST, OPTIONS"
_UTF8 = ("", "utf-8", "utf8", "us-ascii", "ascii")


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: exactly one query or one update, over which graphs, for how long (seconds), in which
    format."""

    kind: str
    text: str
    graphs: tuple[str, ...] | None
    named: tuple[str, ...] | None
    timeout: float
    format: str | None


async def read(request: Request, settings: Settings) -> Operation:
    """The operation that a request asks for; a 4xx `Problem` if it asks for none, for several, or in the wrong way."""
    kind = kind_of_body(request)
    body = b""
    if kind:
        query = kind == "query" or (kind == "form" and settings.token is None)
        body = await request.body(settings.max_query if query else settings.max_body)
    return sent(request, kind, body, settings)


def kind_of_body(request: Request) -> str:
    """What a request's body holds: `form`, `query`, `update`, or nothing (GET); 405 or 415 if it cannot be read."""
    if request.method in ("GET", "HEAD"):
        return ""
    if request.method != "POST":
        raise Problem(405, f"{request.method} is not a way to ask: use GET or POST.", {"allow": ALLOW})
    media_type, charset = content_type(request)
    kind = {FORM: "form", QUERY: "query", UPDATE: "update"}.get(media_type)
    if kind is None:
        raise Problem(
            415,
            f"a body of type {media_type or 'unknown'} is not understood: send {QUERY}, {UPDATE} or {FORM}.",
            {"accept-post": f"{QUERY}, {UPDATE}, {FORM}"},
        )
    if charset not in _UTF8:
        raise Problem(415, f"the charset {charset} is not understood: send UTF-8.")
    return kind


def sent(request: Request, kind: str, body: bytes, settings: Settings) -> Operation:
    """The operation that a request with a whole body of this kind asks for."""
    pairs = parameters(request.query)
    if not kind:
        return operation(pairs, settings, get=True)
    if kind == "form":
        return operation([*pairs, *parameters(body)], settings, get=False)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(400, "the body is not UTF-8: send it as UTF-8.") from error
    return operation([*pairs, (kind, text)], settings, get=False)


def content_type(request: Request) -> tuple[str, str]:
    """Media type and charset of a body, in lower case."""
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    if "/" not in message["content-type"]:
        return "", ""
    return message.get_content_type(), str(message.get_param("charset", "")).lower()


def operation(pairs: list[tuple[str, str]], settings: Settings, *, get: bool) -> Operation:
    """The operation that a request's parameters ask for; a 4xx `Problem` if they ask for none or for several."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    asked = [(kind, text) for kind in ("query", "update") for text in given.get(kind, ())]
    if len(asked) != 1:
        what = "neither a query nor an update" if not asked else "more than one query or update"
        raise Problem(400, f"the request holds {what}: send exactly one, as the parameter `query` or `update`.")
    kind, text = asked[0]
    if kind == "update" and get:
        raise Problem(405, "an update cannot be sent by GET: use POST.", {"allow": "POST"})
    first, second = (
        ("default-graph-uri", "named-graph-uri") if kind == "query" else ("using-graph-uri", "using-named-graph-uri")
    )
    graphs, named = _iris(given, first), _iris(given, second)
    if graphs is not None or named is not None:  # a dataset is given: what it does not name is not in it
        graphs, named = graphs or (), named or ()
    formats = [value for value in given.get("format", ()) if value]
    return Operation(kind, text, graphs, named, _timeout(given, settings), formats[-1] if formats else None)


def _iris(given: dict[str, list[str]], name: str) -> tuple[str, ...] | None:
    if name not in given:
        return None
    for value in given[name]:
        check_iri(value, name)
    return tuple(dict.fromkeys(given[name]))


def check_iri(value: str, name: str) -> None:
    """Raises a 400 `Problem` unless `value` is an absolute IRI."""
    try:
        NamedNode(value)
    except ValueError as error:
        raise Problem(400, f"{name} is not an absolute IRI: write it in full, percent-encoded.") from error


def _timeout(given: dict[str, list[str]], settings: Settings) -> float:
    if "timeout" not in given:
        return settings.timeout
    try:
        seconds = float(given["timeout"][0])
    except ValueError:
        seconds = -1.0
    if not seconds > 0:
        raise Problem(400, "timeout is not a number of seconds: give e.g. timeout=5.")
    return min(seconds, settings.timeout)
