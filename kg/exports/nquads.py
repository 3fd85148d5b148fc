"""N-Quads (W3C 2014): the merged view as the default graph, and the graph of each article."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.model import Export
from kg.store import Store


def write(store: Store, out: BinaryIO) -> None:
    """The whole dataset, quad by quad."""
    serialize(store.quads(), out, RdfFormat.N_QUADS)


PLUGIN = Export(name="nquads", media_type="application/n-quads", extension=".nq", write=write)
