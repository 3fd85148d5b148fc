"""`/sparql`: the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) over the pool of readers and the one
writer."""

from __future__ import annotations

from endpoint.answering.answers import Answers
from endpoint.answering.cache import VARY
from endpoint.pages import describe, rdf
from endpoint.protocol import guard
from endpoint.protocol.operation import Operation, operation, read
from endpoint.settings import Settings
from endpoint.web import negotiate
from endpoint.web.access import require_writer
from endpoint.web.wire import Request, Send, send_all
from endpoint.writes.writing import Writer


class Sparql:
    """The handler of `/sparql`."""

    def __init__(self, settings: Settings, answers: Answers, writer: Writer) -> None:
        self._settings, self._answers, self._writer = settings, answers, writer

    async def __call__(self, request: Request, send: Send) -> None:
        """Answers the one query, or does the one update, that a request holds; describes the service where a GET asks
        nothing."""
        if request.method in ("GET", "HEAD") and not _asks(request):
            await self._describe(request, send)
            return
        asked = await read(request, self._settings)
        if asked.kind == "query":
            await self._query(request, asked, send)
        else:
            await self._update(request, asked, send)

    async def ask(self, request: Request, text: str, pairs: list[tuple[str, str]], send: Send) -> None:
        """Answers a query of ours; `pairs` may hold the protocol's parameters."""
        await self._query(request, operation([("query", text), *pairs], self._settings, get=True), send)

    async def _describe(self, request: Request, send: Send) -> None:
        if rdf.wanted(request, (*negotiate.GRAPHS, negotiate.HTML)) is negotiate.HTML:
            await send_all(send, 303, [("location", f"{request.base}/"), *VARY], b"", head=True)
            return
        await rdf.send_graph(
            request, await describe.service(request, self._settings, self._answers), describe.NAMESPACES, send
        )

    async def _query(self, request: Request, asked: Operation, send: Send) -> None:
        await self._answers.send(request, self._answers.at_hand.query(request, asked), send, text=asked.text)

    async def _update(self, request: Request, asked: Operation, send: Send) -> None:
        require_writer(request, self._settings.token)
        guard.refuse_outbound(asked.text, self._settings.allow_service, update=True)
        text = guard.with_dataset(asked.text, list(asked.graphs or ()), list(asked.named or ()))
        await self._writer.update(text, f"{request.base}/sparql")
        await send_all(send, 204, [], b"", head=True)


def _asks(request: Request) -> bool:
    return any(field.partition(b"=")[0] in (b"query", b"update") for field in request.query.split(b"&"))
