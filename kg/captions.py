"""Labels in French and English for what has no name of its own: events, tenures, partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from kg import things
from kg.identifiers import party_code
from kg.things import Statement, Thing
from kg.vocab import LABELS


def event(
    node: NamedNode, head: NamedNode, people: Sequence[str], parties: Iterable[str], date: str | None
) -> Iterator[Statement]:
    """`entretien téléphonique : A – B (2020-05-29)`; the parties stand in where nobody is named."""
    when = f" ({date})" if date else ""
    sides = {"fr": people, "en": people}
    if not people:
        pairs = [things.names(party) for party in parties]
        sides = {"fr": [fr for fr, _ in pairs], "en": [en or fr for fr, en in pairs]}
    fr, en = (LABELS.get((head.value, language), head.value) for language in ("fr", "en"))
    yield from things.labels(node, _join(fr, " : ", sides["fr"]) + when, _join(en, ": ", sides["en"]) + when)


def tenure(node: NamedNode, person: Thing, post: Thing) -> Iterator[Statement]:
    """`Tô Lâm : ministre de la Sécurité publique`."""
    yield from things.labels(node, f"{person.fr} : {post.fr}", f"{person.en}: {post.en}")


def partnership(node: NamedNode, level: NamedNode, parties: Iterable[str]) -> Iterator[Statement]:
    """`partenariat stratégique : France – Vietnam`, the parties in the order of their codes."""
    yield from event(node, level, (), sorted(parties, key=party_code), None)


def _join(head: str, colon: str, sides: Sequence[str]) -> str:
    return head + colon + " – ".join(sides) if sides else head
