"""Meetings in any number, and what people ask of them: the data and the queries of the endpoint's benchmarks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

ENT = "https://w3id.org/entente/ont#"
ID = "https://w3id.org/entente/id/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = (
    f"PREFIX ent: <{ENT}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX oa: <http://www.w3.org/ns/oa#> "
)
FORMATS = ("phone-call", "reception", "talks", "meeting", "conference", "ceremony")
QUADS_PER_MEETING = 46


def data(quads: int) -> Iterator[str]:
    """N-Quads of meetings with two to four participants and their evidence: an article's graph and the merged view."""
    dice = random.Random(1)
    for number in range(quads // QUADS_PER_MEETING):
        graph = f"<{ID}article/{number}>"
        for triple in _meeting(number, dice):
            yield f"{triple} .\n{triple} {graph} .\n"


def _meeting(number: int, dice: random.Random) -> Iterator[str]:
    day = f"{2005 + number % 20}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    persons = {zipf(dice, 5000) for _ in range(dice.randint(2, 4))}
    node, note = f"<{ID}meeting/{number}>", f"<{ID}article/{number}/evidence/0>"
    yield f"{node} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ENT}Meeting>"
    yield f'{node} <{LABEL}> "meeting {number} of {" and ".join(f"person {p}" for p in sorted(persons))}"@en'
    yield f'{node} <{ENT}earliest> "{day}"^^<{XSD}date>'
    yield f"{node} <{ENT}format> <https://w3id.org/entente/scheme/meeting-format/{dice.choice(FORMATS)}>"
    for person in sorted(persons):
        part, country = f"<{ID}meeting/{number}/{person}>", f"<{ID}country/{person % 190}>"
        yield f"{node} <{ENT}participation> {part}"
        yield f"{node} <{ENT}hasParticipant> <{ID}person/{person}>"
        yield f"{node} <{ENT}party> {country}"
        yield f"{part} <{ENT}participant> <{ID}person/{person}>"
        yield f"{part} <{ENT}onBehalfOf> {country}"
    yield f"{note} <http://www.w3.org/ns/oa#hasBody> {node}"
    yield f'{note} <http://www.w3.org/ns/oa#exact> "Sentence {number} reports that they met on {day}."'


def zipf(dice: random.Random, size: int) -> int:
    """A number below `size`, small ones far more often."""
    return int(size ** dice.random()) - 1


class Kind(NamedTuple):
    """A kind of query: its name, and how one is made from a number."""

    name: str
    query: Callable[[int], str]


def kinds(meetings: int) -> list[Kind]:
    """The eight kinds."""

    def person(n: int) -> str:
        return f"<{ID}person/{n % 900}>"

    def meeting(n: int) -> str:
        return f"<{ID}meeting/{n * 7 % meetings}>"

    return [
        Kind("ask", lambda n: f"ASK {{ {meeting(n)} ent:hasParticipant {person(n)} }}"),
        Kind("describe a meeting", lambda n: f"CONSTRUCT {{ {meeting(n)} ?p ?o }} WHERE {{ {meeting(n)} ?p ?o }}"),
        Kind("evidence of a meeting", lambda n: f"SELECT ?q {{ ?a oa:hasBody {meeting(n)} ; oa:exact ?q }}"),
        Kind("meetings of a person", lambda n: _of(person(n), "ORDER BY ?d LIMIT 200")),
        Kind("meetings of two states", lambda n: _pair(n)),
        Kind("whom they both met", lambda n: _both(person(n % 40 + 20), person(n % 53 + 70))),
        Kind(
            "words in labels", lambda n: f'SELECT ?m {{ ?m rdfs:label ?l FILTER(CONTAINS(?l, "person {n}")) }} LIMIT 20'
        ),
        Kind("meetings by year", lambda n: _by_year(n)),
    ]


def _of(person: str, tail: str) -> str:
    return f"SELECT ?m ?d {{ ?m ent:hasParticipant {person} ; ent:earliest ?d }} {tail}"


def _pair(n: int) -> str:
    one, two = f"<{ID}country/{n % 60}>", f"<{ID}country/{n * 3 % 71 + 60}>"
    return f"SELECT ?m ?d {{ ?m ent:party {one}, {two} ; ent:earliest ?d }} ORDER BY ?d"


def _both(one: str, two: str) -> str:
    third = "?a ent:hasParticipant ?x . ?b ent:hasParticipant ?x"
    return f"SELECT DISTINCT ?x {{ ?a ent:hasParticipant {one} . ?b ent:hasParticipant {two} . {third} }}"


def _by_year(n: int) -> str:
    years = f"?m ent:earliest ?d BIND(YEAR(?d) AS ?y) FILTER(?y > {1900 + n % 100})"
    return f"SELECT ?y (COUNT(*) AS ?n) {{ {years} }} GROUP BY ?y"


REPEATED = Kind("repeated", lambda _: _by_year(1))
