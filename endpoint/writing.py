"""Every write goes through here: it lands whole or not at all, and only if the shapes hold."""

from __future__ import annotations

from pyoxigraph import Store

from endpoint import syntax
from endpoint.dataset import Dataset


class Writer:
    """Updates and graph replacements, one after another."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    async def update(self, text: str, base: str) -> None:
        """Runs a SPARQL update; 400 if it cannot be parsed."""

        def run(store: Store) -> None:
            store.update(text, base_iri=base)

        try:
            await self._dataset.write(run)
        except SyntaxError as error:
            raise syntax.explain(text, str(error), what="update") from error
