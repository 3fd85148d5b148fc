"""How states, organisations, places, posts and persons are described: each thing with the triples that stand for it.

The descriptions are the same in every graph that names the thing, so the merged view holds them once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from kg import reference
from kg.identifiers import (
    UNKNOWN,
    Iris,
    canonical_person,
    english_title,
    is_state,
    organizations,
    party_code,
    post_path,
    slug,
)
from kg.persons import Identity
from kg.vocab import ENT, LABELS, ORG, RDF, RDFS, SCHEMA, SKOS, WIKIDATA, XSD, concept

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, its names in French and English, and what is said of it: its triples, and the things these lead to."""

    node: NamedNode
    fr: str
    en: str
    statements: tuple[Statement, ...]
    others: tuple[Thing, ...] = ()


def labels(node: NamedNode, fr: str, en: str | None = None) -> tuple[Statement, ...]:
    """`rdfs:label` in French and, where known, in English."""
    french: Statement = (node, RDFS.label, Literal(fr, language="fr"))
    return (french, (node, RDFS.label, Literal(en, language="en"))) if en else (french,)


def names(party: str) -> tuple[str, str | None]:
    """The French and the English name of a state or organisation, by its code; a name stays as it is."""
    code = party_code(party)
    if is_state(code):
        state = reference.states()[code]
        return state.name_fr, state.name_en
    org = organizations().get(code)
    return (org.name_fr, org.name_en) if org else (party, None)


@lru_cache(maxsize=8192)
def party(iris: Iris, text: str) -> Thing:
    """A state or an organisation, by code or name."""
    code, node = party_code(text), iris.party(text)
    fr, en = names(text)
    kind = ENT.State if is_state(code) else ORG.Organization
    said: list[Statement] = [(node, RDF.type, kind), *labels(node, fr, en)]
    if is_state(code) or code in organizations():
        said.append((node, SKOS.notation, Literal(code)))
    return Thing(node, fr, en or fr, tuple(said))


@lru_cache(maxsize=1024)
def territory(iris: Iris, code: str) -> Thing:
    """The territory of a state."""
    node = iris.territory(code)
    fr, en = names(code)
    return Thing(node, fr, en or fr, ((node, RDF.type, SCHEMA.Country), *labels(node, fr, en)))


@cache
def _cities() -> dict[str, tuple[reference.City, ...]]:
    found: dict[str, list[reference.City]] = {}
    for city in reference.cities():
        for name in {slug(name) for name in (city.name_fr, city.name_en, *city.aliases) if name}:
            found.setdefault(name, []).append(city)
    return {name: tuple(cities) for name, cities in found.items()}


@lru_cache(maxsize=8192)
def find_city(name: str, states: frozenset[str]) -> reference.City | None:
    """The known city of this name: the only one, else the only one in these states, else the only capital."""
    cities = _cities().get(slug(name), ())
    near = [city for city in cities if city.state in states]
    capitals = [city for city in cities if city.kind == "national-capital"]
    for choice in (cities, near, capitals):
        if len(choice) == 1:
            return choice[0]
    return None


@lru_cache(maxsize=2048)
def city(iris: Iris, known: reference.City) -> Thing:
    """A known city, within its territory."""
    node, land = iris.city(known.state, known.name_fr), territory(iris, known.state)
    said: tuple[Statement, ...] = (
        (node, RDF.type, SCHEMA.City),
        *labels(node, known.name_fr, known.name_en or None),
        (node, SCHEMA.containedInPlace, land.node),
    )
    return Thing(node, known.name_fr, known.name_en or known.name_fr, said, (land,))


@lru_cache(maxsize=8192)
def place(iris: Iris, text: str, states: frozenset[str]) -> Thing:
    """A territory by its state's code, a known city, or a place known by its name alone. `states`: those in play."""
    if is_state(text):
        return territory(iris, text)
    known = find_city(text, states)
    if known:
        return city(iris, known)
    node = iris.place(text)
    return Thing(node, text, text, ((node, RDF.type, SCHEMA.Place), *labels(node, text)))


@lru_cache(maxsize=8192)
def post(iris: Iris, of: str | None, office: str, portfolio: str | None = None, title: str | None = None) -> Thing:
    """An office of a state or organisation. `portfolio` and `title` are French words of the text."""
    node = iris.post(post_path(of, office, portfolio, title))
    kind = concept("office", office)
    whose = party(iris, of) if of else None
    fr, en = LABELS.get((kind.value, "fr"), office), LABELS.get((kind.value, "en"), office)
    if portfolio:
        fr, en = f"{fr} ({portfolio})", f"{en} ({portfolio})"
    elif title and slug(title) in node.value:
        fr, en = title, english_title(title) or f"{en}: {title}"
    of_fr, of_en = names(of) if of else (None, None)
    said: list[Statement] = [(node, RDF.type, ORG.Post), (node, ENT.officeType, kind)]
    said += labels(node, f"{fr}, {of_fr}" if of_fr else fr, f"{en}, {of_en or of_fr}" if of_fr else en)
    if portfolio:
        said.append((node, ENT.portfolio, Literal(portfolio, language="fr")))
    if whose:
        said.append((node, ORG.postIn, whose.node))
    return Thing(node, fr, en, tuple(said), (whose,) if whose else ())


@lru_cache(maxsize=16384)
def person(iris: Iris, name: str, where: str = UNKNOWN) -> Thing:
    """A person under the known form of the name; the form of the text stays as an alternative label."""
    return _person(iris.person(name, where), canonical_person(name, where)[1], name)


@lru_cache(maxsize=16384)
def identified(iris: Iris, identity: Identity, name: str) -> Thing:
    """A person as an article names one; what is only likely is a close match, with its score and reason."""
    thing = _person(iris.node("person", identity.home, identity.key), identity.name, name)
    if identity.qid is None:
        return thing
    likely: tuple[Statement, ...] = (
        (thing.node, SKOS.closeMatch, NamedNode(WIKIDATA + identity.qid)),
        (thing.node, ENT.matchScore, Literal(f"{identity.score:.2f}", datatype=XSD.decimal)),
        (thing.node, ENT.matchReason, Literal(identity.reason or "", language="en")),
    )
    return replace(thing, statements=thing.statements + likely)


def _person(node: NamedNode, known: str, name: str) -> Thing:
    said: list[Statement] = [(node, RDF.type, SCHEMA.Person), (node, RDFS.label, Literal(known))]
    if known != name:
        said.append((node, SKOS.altLabel, Literal(name)))
    return Thing(node, known, known, tuple(said))


def closure(things: Iterable[Thing]) -> Iterable[Statement]:
    """What is said of these things and of those they lead to, each thing once."""
    waiting, seen = list(things), set[NamedNode]()
    while waiting:
        thing = waiting.pop()
        if thing.node not in seen:
            seen.add(thing.node)
            yield from thing.statements
            waiting += thing.others
