"""Names without an item → proposals, each with score, reason and evidence; a person decides.

Nothing is linked here. A proposal is a row of a table, which `kg wikidata accept` takes in once a person edited it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from kg.identifiers import Iris
from kg.settings import Settings
from kg.store import Store
from kg.vocab import ENT, OA, ORG, RDF, RDFS, SCHEMA, SKOS, WIKIDATA
from kg.wikidata.links import Link, Proposal, accepted
from kg.wikidata.matching import Finder, Name, in_snapshot

_DEFAULT = ox.DefaultGraph()


def propose(store: Store, edited: Iterable[Proposal] = (), find: Finder = in_snapshot) -> Iterator[Proposal]:
    """The links that a store holds, accepted; then proposals for its persons and organisations without an item, by IRI.

    `find` finds the items of names. `edited` are rows that a person has begun to edit: what is answered stays answered.
    """
    iris, answers = Iris(Settings.from_env().base), {row.key: row for row in edited if row.accept}
    for key, link in sorted(accepted(store, iris).items()):
        found = answers.pop(key, None) or _of_link(store, link)
        yield replace(found, accept=found.accept or "yes")
    for row in _open(store, find):
        yield answers.pop(row.key, row)
    yield from answers.values()  # rows of the person's own


def _of_link(store: Store, link: Link) -> Proposal:
    thing = ox.NamedNode(link.thing)
    return Proposal(
        thing=link.thing, name=_name(store, thing), qid=link.qid, item="", same_as=link.same_as, score=link.score,
        reason=link.reason, evidence=" | ".join(_sentences(store, thing)),
    )  # fmt: skip


def _open(store: Store, find: Finder) -> Iterator[Proposal]:
    kinds = ((SCHEMA.Person, "person"), (ORG.Organization, "organisation"))
    things = sorted(((node, kind) for type_, kind in kinds for node in _unlinked(store, type_)), key=str)
    names = [Name(_name(store, thing), kind, thing.value.split("/person/")[-1].split("/")[0]) for thing, kind in things]
    for (thing, _), name, matches in zip(things, names, find(names), strict=True):
        evidence = " | ".join(_sentences(store, thing)) if matches else ""
        for match in matches:
            yield Proposal(
                thing=thing.value, name=name.text, qid=match.qid, item=match.item, same_as=_holder(store, match.qid),
                score=str(match.score), reason=match.reason, evidence=evidence,
            )  # fmt: skip


def _holder(store: Store, qid: str) -> str:
    quads = store.oxigraph.quads_for_pattern(None, SKOS.exactMatch, ox.NamedNode(WIKIDATA + qid), _DEFAULT)
    return min((quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)), default="")


def _name(store: Store, thing: ox.NamedNode) -> str:
    return next(iter(_texts(store, thing, RDFS.label)), "")


def _unlinked(store: Store, type_: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for quad in store.oxigraph.quads_for_pattern(None, RDF.type, type_, _DEFAULT):
        node = quad.subject
        if isinstance(node, ox.NamedNode) and not _texts(store, node, SKOS.exactMatch):
            yield node


def _texts(store: Store, node: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    quads = store.oxigraph.quads_for_pattern(node, predicate, None, _DEFAULT)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal))


def _sentences(store: Store, thing: ox.NamedNode) -> list[str]:
    """Two sentences of articles that tell of a thing: of its offices, meetings and visits."""
    query = f"""SELECT DISTINCT ?quote {{
      {{ ?fact {ORG.member} {thing} }} UNION {{ ?fact {ENT.hasParticipant} {thing} }} UNION
      {{ ?fact {ENT.visitor} {thing} }} UNION {{ ?fact {ENT.party} {thing} }}
      ?note {OA.hasBody} ?fact ; {OA.hasTarget}/{OA.hasSelector}/{OA.exact} ?quote }} ORDER BY ?quote LIMIT 2"""
    return [row["quote"].value for row in store.oxigraph.query(query)]  # type: ignore[union-attr] # a SELECT
