"""A polite client of a SPARQL endpoint in Wikidata's shape: asks in pages, which are kept, so that a refresh that broke
off goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.wikidata.web import Web

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks `endpoint` by `web`, `page` rows at a time."""

    endpoint: str
    web: Web
    page: int = 5000

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT query with an ORDER BY, page by page. Raises `EndpointError`."""
        offset = 0
        while True:
            form = {"query": f"{query}\nLIMIT {self.page} OFFSET {offset}\n"}
            accept = "application/sparql-results+json"
            found = self.web.ask(self.endpoint, "SPARQL result", _rows, form, accept)
            yield from found
            if len(found) < self.page:
                return
            offset += self.page


def _rows(answer: Any) -> list[Row]:
    """The rows of an answer (SPARQL 1.1 Query Results JSON Format) as plain values."""
    return [{name: value["value"] for name, value in row.items()} for row in answer["results"]["bindings"]]
