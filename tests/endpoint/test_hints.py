"""What people get wrong in a query: each mistake with its line, its column and a hint that says what to write."""

from __future__ import annotations

import pytest

from tests.endpoint.conftest import TOKEN, Served

MISTAKES = [
    ("SELECT * WHERE {\n ?s ?p ?o", 1, 16, "never closed"),
    ("SELECT * {\n ?s ?p ?o }}", 2, 12, "closes nothing"),
    ("SELECT (COUNT(*) AS ?n { ?s ?p ?o }", 1, 8, "`(` that opens here"),
    ("SELECT *\n{ ?s foaf:name ?o }", 2, 6, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
    ("SELECT *\n{ ?s zz:name ?o }", 2, 6, "PREFIX zz: <…>"),
    ("PREFIX e <http://e/> ASK {}", 1, 8, "ends with a colon"),
    ("PREFIX e: http://e/ ASK {}", 1, 11, "angle brackets"),
    ("SELECT * { ?s http://e/p ?o }", 1, 15, "angle brackets"),
    ("SELECT * {\n ?s <http://e/p ?o }", 2, 5, "no `>`"),
    ("SELCT * { ?s ?p ?o }", 1, 1, "SELECT"),
    ("SELECT * WERE { ?s ?p ?o }", 1, 10, "WHERE"),
    ("SELECT * {\n ?s ?p ?o FLITER(?o > 1) }", 2, 11, "FILTER"),
    ("SELECT * { ?s ?p ?o OPTINAL { ?s ?q ?r } }", 1, 21, "OPTIONAL"),
    ("SELECT * { ?s ?p ?o } ODER BY ?s", 1, 23, "ORDER"),
    ("SELECT * { ?s ?p ?o } ORDER ?s", 1, 29, "followed by BY"),
    ("SELECT * LIMIT 5 { ?s ?p ?o }", 1, 10, "after the closing"),
    ("SELECT s { ?s ?p ?o }", 1, 8, "?s"),
    ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "without commas"),
    ("SELECT COUNT(?s) { ?s ?p ?o }", 1, 8, "(COUNT(…) AS ?n)"),
    ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", 1, 40, "GROUP BY"),
    ("SELECT * {\n ?s ?p ?o\n ?s ?q ?r }", 3, 2, "`.` or `;`"),
    ("PREFIX e: <http://e/>\nSELECT * { ?s e:p/e:q ?o\n e:r ?x }", 3, 2, "`.` or `;`"),
    ("SELECT * { ?s ?p , ?o }", 1, 18, "no object"),
    ("SELECT * {\n ?s ?p }", 2, 8, "one is missing"),
    ("SELECT * {\n ?s ?p “Hanoï” }", 2, 8, 'write `"`'),
    ("SELECT * {\n ?s ?p ‘Hanoï’ }", 2, 8, "write `'`"),
    ("SELECT * { ?s ?p «Hanoï» }", 1, 18, "quotation mark"),
    ('SELECT * {\n ?s ?p "Hanoi }', 2, 8, "no end"),
    ("SELECT *\u00a0{ ?s ?p }", 1, 9, "U+00A0"),
    ("SELECT * { ?s ?p ?o FILTER(?o == 1) }", 1, 31, "single `=`"),
    ("SELECT * { ?s ?p ?o FILTER(?o > 1 AND ?o < 3) }", 1, 35, "`&&`"),
    ("SELECT * { ?s ?p ?o FILTER(?o > 1 & ?o < 3) }", 1, 35, "`&&`"),
    ("SELECT * { ?s ?p ?o FILTER REGEX(?o 'x') }", 1, 37, "comma"),
    ("INSERT DATA { <a:b> <a:b> 1 }", 1, 1, "send it as `update=`"),
    ("", 1, 1, "empty"),
]


@pytest.mark.parametrize(("query", "line", "column", "hint"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_to_write(
    readable: Served, query: str, line: int, column: int, hint: str
) -> None:
    """At the thing that is wrong, not where the parser gave up."""
    answer = readable.ask(query)
    problem = answer.json()
    assert (answer.status_code, problem["line"], problem["column"]) == (400, line, column)
    assert hint in problem["hint"]
    assert problem["excerpt"][1].index("^") == column - 1


def test_a_mistake_in_an_update_is_told_too(writable: Served) -> None:
    """By the same hints."""
    answer = writable.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 }\nWERE { ?s ?p ?o }")
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (400, 2, 1)
    query = writable.client.post(
        "/sparql", data={"update": "SELECT * {}"}, headers={"authorization": f"Bearer {TOKEN}"}
    )
    assert "send it as `query=`" in query.json()["hint"]
