"""What was in the data and is no more: a record for each thing of which a write takes the last triple away.

It is made in the transaction of that write, so that the address of the thing can say 410 ever after. What comes back is
in the data, and its record says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.settings import Settings
from kg.transaction import RECORDS, Update

GONE = ox.NamedNode("urn:x-entente:gone")
_SO = ox.Literal(True)


def records(iris: Iterable[str]) -> Iterator[ox.Quad]:
    """The records of these things; none of what has no address of ours, or is a part of an article."""
    base = Settings.from_env().base
    for iri in iris:
        if iri.startswith(base) and not (iri.startswith(f"{base}article/") and "/" in iri[len(base) + 8 :]):
            yield ox.Quad(ox.NamedNode(iri), GONE, _SO, RECORDS)


def left_by(update: Update, store: ox.Store) -> list[ox.Quad]:
    """The records of the things of which an update, not yet done, leaves nothing."""
    taken: dict[ox.NamedNode, set[ox.Quad]] = {}
    for quad in update.delete:
        if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != RECORDS:
            taken.setdefault(quad.subject, set()).add(quad)
    staying = {quad.subject for quad in update.insert}
    return list(
        records(node.value for node, quads in taken.items() if node not in staying and _all(store, node, quads))
    )


def _all(store: ox.Store, node: ox.NamedNode, quads: set[ox.Quad]) -> bool:
    """Whether these are all that is said of a node."""
    return all(quad in quads or quad.graph_name == RECORDS for quad in store.quads_for_pattern(node, None, None, None))
