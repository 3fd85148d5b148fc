"""Names without an item → proposals from the snapshot, each with score, reason and evidence; a person decides.

Nothing is linked here. A proposal is a row of a table, which `kg wikidata accept` takes in once a person edited it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

import pyoxigraph as ox

from kg.identifiers import Iris, organizations, slug
from kg.persons import known
from kg.settings import Settings
from kg.store import Store
from kg.vocab import ENT, OA, ORG, RDF, RDFS, SCHEMA, SKOS, WIKIDATA
from kg.wikidata.links import Link, Proposal, accepted

_DEFAULT = ox.DefaultGraph()
_LEAST, _MANY = 0.7, 3  # score that a proposal needs; proposals for one thing


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item of the snapshot: its names as slugs, and the home of a person ("" for an organisation)."""

    qid: str
    name: str
    names: frozenset[str]
    homes: frozenset[str]


@cache
def candidates(kind: str) -> tuple[Candidate, ...]:
    """The items of the snapshot that are a "person" or an "organisation"."""
    if kind == "person":
        return tuple(Candidate(p.qid, p.name, p.names, p.homes) for p in known() if p.qid)
    found = []
    for org in organizations().values():
        if org.qid:
            names = frozenset(slug(name) for name in (org.name_fr, org.name_en, *org.acronyms, *org.aliases) if name)
            found.append(Candidate(org.qid, org.name_en or org.name_fr, names, frozenset()))
    return tuple(found)


def match(name: str, kind: str, home: str = "") -> list[tuple[float, Candidate, str]]:
    """The items whose names are like this one, best first, each with its score (0 to 1) and why."""
    own = slug(name)
    scored = []
    for candidate in candidates(kind):
        likeness = max(_likeness(own, other) for other in candidate.names)
        same = home in candidate.homes
        score = likeness * (1.0 if same or kind != "person" else 0.85)
        if score >= _LEAST:
            said = "the name is the same" if likeness == 1 else f"the name is like {candidate.name} ({likeness:.2f})"
            state = f"; the state is {'the same' if same else 'another or not told'}" if kind == "person" else ""
            scored.append((round(score, 3), candidate, said + state))
    return sorted(scored, key=lambda found: (-found[0], found[1].qid))[:_MANY]


def _likeness(one: str, other: str) -> float:
    if sorted(one.split("-")) == sorted(other.split("-")):
        return 1.0
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.quick_ratio() >= _LEAST else 0.0


def propose(store: Store, edited: Iterable[Proposal] = ()) -> Iterator[Proposal]:
    """The links that a store holds, accepted; then proposals for its persons and organisations without an item, by IRI.

    `edited` are the rows of a table that a person has begun to edit: what is answered there stays answered.
    """
    iris, answers = Iris(Settings.from_env().base), {row.key: row for row in edited if row.accept}
    for key, link in sorted(accepted(store, iris).items()):
        found = answers.pop(key, None) or _of_link(store, link)
        yield replace(found, accept=found.accept or "yes")
    for row in _open(store):
        yield answers.pop(row.key, row)
    yield from answers.values()  # rows of the person's own


def _of_link(store: Store, link: Link) -> Proposal:
    thing = ox.NamedNode(link.thing)
    return Proposal(
        thing=link.thing, name=_name(store, thing), qid=link.qid, item="", same_as=link.same_as, score=link.score,
        reason=link.reason, evidence=" | ".join(_sentences(store, thing)),
    )  # fmt: skip


def _open(store: Store) -> Iterator[Proposal]:
    kinds = ((SCHEMA.Person, "person"), (ORG.Organization, "organisation"))
    for thing, kind in sorted(((node, kind) for type_, kind in kinds for node in _unlinked(store, type_)), key=str):
        name, home = _name(store, thing), thing.value.split("/person/")[-1].split("/")[0]
        for score, candidate, reason in match(name, kind, home):
            holders = store.oxigraph.quads_for_pattern(
                None, SKOS.exactMatch, ox.NamedNode(WIKIDATA + candidate.qid), _DEFAULT
            )
            same_as = min((q.subject.value for q in holders if isinstance(q.subject, ox.NamedNode)), default="")
            yield Proposal(
                thing=thing.value, name=name, qid=candidate.qid, item=candidate.name, same_as=same_as,
                score=str(score), reason=reason, evidence=" | ".join(_sentences(store, thing)),
            )  # fmt: skip


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
