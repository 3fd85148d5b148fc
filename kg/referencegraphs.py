"""The ontology and the reference tables of `kg/data/` as graphs: one named graph per table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg import captions, edtf, reference, things
from kg.identifiers import (
    Iris,
    home,
    is_state,
    office_of,
    office_types,
    organizations,
    post_path,
    tenure_of,
)
from kg.tenures import start_of
from kg.things import Statement
from kg.vocab import DCTERMS, EDTF, ENT, ONTOLOGY, ORG, RDF, RDFS, SCHEMA, SKOS, TIME, WIKIDATA, XSD, concept, triples

Graph = tuple[NamedNode, Iterable[Statement]]


def reference_statements(iris: Iris) -> Iterator[Graph]:
    """Each reference graph's name and statements."""
    yield ONTOLOGY, _ontology()
    yield iris.reference_graph("states"), _states(iris)
    yield iris.reference_graph("cities"), _cities(iris)
    yield iris.reference_graph("organisations"), _organizations(iris)
    yield iris.reference_graph("posts"), _posts(iris)
    yield iris.reference_graph("tenures"), _tenures(iris)
    yield iris.reference_graph("partnerships"), _partnerships(iris)


def _ontology() -> Iterator[Statement]:
    for triple in triples():
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode | Literal):
            continue  # the ontology has neither blank nodes nor quoted triples: tests/test_ontology.py
        yield triple.subject, triple.predicate, triple.object


def _match(node: NamedNode, qid: str | None) -> Iterator[Statement]:
    if qid:
        yield node, SKOS.exactMatch, NamedNode(WIKIDATA + qid)


def _alternatives(node: NamedNode, names: Iterable[str], language: str | None) -> Iterator[Statement]:
    for name in names:
        yield node, SKOS.altLabel, Literal(name, language=language) if language else Literal(name)


def _states(iris: Iris) -> Iterator[Statement]:
    for code, state in reference.states().items():
        if not is_state(code):
            continue
        thing, land = things.party(iris, code), things.territory(iris, code)
        yield from things.closure((thing, land))
        yield thing.node, ENT.territory, land.node
        yield from ((thing.node, SCHEMA.identifier, Literal(value)) for value in (code, state.iso3) if value)
        if state.name_vi:
            yield thing.node, RDFS.label, Literal(state.name_vi, language="vi")
        yield from _alternatives(thing.node, state.aliases, "fr")
        yield from _match(thing.node, state.qid)


def _cities(iris: Iris) -> Iterator[Statement]:
    states = {state.qid for state in reference.states().values()}
    for city in reference.cities():
        thing = things.city(iris, city)
        yield from things.closure((thing,))
        yield from _alternatives(thing.node, city.aliases, "fr")
        if city.qid not in states:  # the one item of a city state stands for the state
            yield from _match(thing.node, city.qid)


def _organizations(iris: Iris) -> Iterator[Statement]:
    for code, org in organizations().items():
        thing = things.party(iris, code)
        yield from thing.statements
        yield from _alternatives(thing.node, (*org.acronyms, *org.aliases), "fr")
        yield from _match(thing.node, org.qid)


def _post_of(iris: Iris, office_type: str, state: str | None) -> tuple[things.Thing, str, str | None] | None:
    """The post of a row, its path, and the row's qualifier; None for a kind of office that is not in the table."""
    kind = office_types().get(office_type)
    if kind is None:
        return None
    of = office_of(kind, state)
    path = post_path(of, kind.office, kind.portfolio, kind.title_fr)
    return things.post(iris, of, kind.office, kind.portfolio, kind.title_fr), path, kind.qualifier


def _posts(iris: Iris) -> Iterator[Statement]:
    found = [(row, _post_of(iris, row.office_type, row.state)) for row in reference.posts()]
    rows_of = Counter(post[1] for _, post in found if post)
    for row, post in found:
        if post is None:
            continue
        thing, path, qualifier = post
        yield from things.closure((thing,))
        if rows_of[path] == 1 and not qualifier:  # two rows: the post here is broader than either Wikidata item
            yield from _match(thing.node, row.qid)
            yield from _alternatives(thing.node, row.name_fr.split("|")[:1], "fr")
            yield from _alternatives(thing.node, (row.name_en,), "en")


def _tenures(iris: Iris) -> Iterator[Statement]:
    for row in reference.tenures():
        post = _post_of(iris, row.office_type, row.state)
        if post is None:
            continue
        thing, path, qualifier = post
        of = tenure_of(row)
        person = things.person(iris, row.person, home(of))
        node = iris.tenure(person.node, path, qualifier=qualifier, start=start_of(row))
        yield from things.closure((thing, person))
        yield from _alternatives(person.node, row.aliases, None)
        yield from _match(person.node, row.person_qid)
        yield node, RDF.type, ENT.Tenure
        yield from captions.tenure(node, person, thing)
        yield node, ORG.member, person.node
        yield node, ENT.post, thing.node
        if of:
            yield node, ORG.organization, iris.party(of)
        if qualifier:
            yield node, ENT.qualifier, concept("office-qualifier", qualifier)
        yield node, DCTERMS.source, Literal(row.source)
        yield from _interval(node, row)


def _interval(tenure: NamedNode, row: reference.Tenure) -> Iterator[Statement]:
    if not (row.start or row.end):
        return
    node = NamedNode(tenure.value + "/interval")
    # EDTF: an empty end is unknown, two dots are open: still in office as far as is known
    date = f"{row.start or ''}/{row.end or '..'}"
    bounds = edtf.bounds(date)
    yield tenure, ORG.memberDuring, node
    yield node, RDF.type, TIME.Interval
    yield node, ENT.date, Literal(date, datatype=EDTF.EDTF)
    if bounds.earliest:
        yield node, ENT.earliest, Literal(bounds.earliest.isoformat(), datatype=XSD.date)
    if bounds.latest:
        yield node, ENT.latest, Literal(bounds.latest.isoformat(), datatype=XSD.date)
    if row.as_of:
        yield node, ENT.asOf, Literal(row.as_of, datatype=EDTF.EDTF)


def _partnerships(iris: Iris) -> Iterator[Statement]:
    known = {(row.state, row.level) for row in reference.partnerships()}
    for row in reference.partnerships():
        node = iris.partnership(("VN", row.state), row.level)
        level = concept("partnership-level", row.level)
        partners = (things.party(iris, "VN"), things.party(iris, row.state))
        yield from things.closure(partners)
        yield node, RDF.type, ENT.Partnership
        yield node, ENT.level, level
        yield from ((node, ENT.partner, partner.node) for partner in partners)
        yield from captions.partnership(node, level, ("VN", row.state))
        yield from _alternatives(node, row.names_fr, "fr")
        yield node, DCTERMS.source, Literal(row.source)
        if row.established:
            yield node, ENT.established, Literal(row.established, datatype=EDTF.EDTF)
        if row.upgraded_from not in (None, row.level) and (row.state, row.upgraded_from) in known:
            yield node, ENT.upgradedFrom, iris.partnership(("VN", row.state), row.upgraded_from)
