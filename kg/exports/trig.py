"""TriG (W3C 2014): the merged view as the default graph, and the graph of each article."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.model import Export
from kg.store import Store
from kg.vocab import PREFIXES


def write(store: Store, out: BinaryIO) -> None:
    """The whole dataset, graph by graph."""
    serialize(store.quads(), out, RdfFormat.TRIG, prefixes=PREFIXES)


PLUGIN = Export(name="trig", media_type="application/trig", extension=".trig", write=write)
