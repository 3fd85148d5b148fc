"""JSON-LD 1.1: the merged view."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import DefaultGraph, RdfFormat

from kg.model import Export
from kg.store import Store
from kg.vocab import PREFIXES


def write(store: Store, out: BinaryIO) -> None:
    """Each triple of the default graph once."""
    store.oxigraph.dump(out, RdfFormat.JSON_LD, from_graph=DefaultGraph(), prefixes=PREFIXES)


PLUGIN = Export(name="jsonld", media_type="application/ld+json", extension=".jsonld", write=write)
