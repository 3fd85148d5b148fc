"""An update cut into its operations finds every node that it changes, so that a large store is not compared whole."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from endpoint.steps import steps

DATA = """PREFIX e: <http://e/>
e:a e:p e:b . e:b e:p "b" . e:c e:q 1 . _:x e:p 2 .
e:g { e:a e:p 1 . e:d e:p e:a }
e:h { e:d e:q 2 }
"""
PREFIX = "PREFIX e: <http://e/> "
TOLD = [
    "INSERT DATA { e:n e:p 1 . GRAPH e:g { e:m e:p 2 } }",
    "DELETE DATA { e:a e:p e:b }",
    "DELETE WHERE { ?s e:p ?o }",
    "DELETE WHERE { GRAPH ?g { ?s e:p ?o } }",
    "DELETE { ?s e:p ?o } INSERT { ?o e:r ?s } WHERE { ?s e:p ?o FILTER(isIRI(?o)) }",
    "INSERT { ?Node e:p 1.} WHERE { ?Node e:q [] }",
    "INSERT { ?s e:r 3 . e:z e:z e:z } WHERE { { ?s e:p ?o } UNION { GRAPH e:h { ?s e:q ?o } } }",
    "WITH <http://e/g> DELETE { ?s e:p ?o } INSERT { ?s e:r ?o } WHERE { ?s e:p ?o }",
    "WITH <http://e/g> INSERT { ?s e:r ?t } WHERE { ?s e:p ?o . GRAPH <http://e/h> { ?t e:q ?n } }",
    "INSERT { ?s e:r 1 } USING e:g WHERE { ?s e:p ?o }",
    "INSERT { GRAPH ?g { ?s e:r 1 } } USING NAMED e:g USING NAMED <http://e/h> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT { ?s e:r 1 } WHERE { SELECT ?s (COUNT(*) AS ?n) { ?s e:p ?o } GROUP BY ?s }",
    "INSERT DATA { e:k e:p e:a } ; # then ; what it made\n INSERT { ?s e:r 1 } WHERE { ?s e:p e:a } ;",
    "DELETE WHERE { e:a ?p ?o } ; INSERT { e:x e:p ?s } WHERE { ?s e:p 'b' }",
    "INSERT{?s e:r'}WHERE{'}WHERE{?s e:p ?o}",
]
UNTOLD = [
    "CLEAR DEFAULT",
    "DROP ALL",
    "COPY DEFAULT TO e:n",
    "INSERT DATA { [] e:p 1 }",
    "INSERT DATA { _:n e:p 1 }",
    "INSERT { ?s e:p [] } WHERE { ?s e:p ?o }",
    "INSERT { ?s e:p ?u } WHERE { ?s e:p ?o BIND(UUID() AS ?u) }",
    "INSERT { ?s e:p 1 } WHERE { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }",
    "INSERT { ?s e:p ?x } WHERE { { SELECT ?s (SAMPLE(?o) AS ?x) { ?s ?p ?o } GROUP BY ?s } }",
    "INSERT DATA { e:\\u0061 e:p 1 }",
    "BASE <http://f/> INSERT DATA { <a> e:p 1 }",
    "INSERT DATA { << e:s e:p 1 >> e:q 2 }",
    "INSERT DATA { e:s e:p 1 } ; CLEAR DEFAULT",
]
QUADS = list(parse(DATA, RdfFormat.TRIG))


def store() -> Store:
    """Three graphs."""
    made = Store()
    made.extend(QUADS)
    return made


@pytest.mark.parametrize("update", TOLD)
def test_every_node_that_an_update_changes_is_found_before_it_runs(update: str) -> None:
    """And step by step it does what it does as a whole."""
    before, whole, after = store(), store(), store()
    whole.update(PREFIX + update)
    found: set[object] = set()
    for step in steps(PREFIX + update, "http://base/"):
        nodes = step.nodes(after, "http://base/")
        assert nodes is not None
        found |= nodes
        after.update(step.text)
    assert set(after) == set(whole)
    changed = {quad.subject for quad in set(before) ^ set(whole)}
    assert changed
    assert changed <= found


@pytest.mark.parametrize("update", UNTOLD)
def test_what_may_change_anything_is_known_as_such(update: str) -> None:
    """Whole graphs, new blank nodes, what may come out differently."""
    parts = steps(PREFIX + update, "http://base/")
    assert any(step.nodes(store(), None) is None for step in parts)


def test_a_step_keeps_its_place_in_the_text() -> None:
    """So that an error of the parser tells the line and column of the update that was sent."""
    update = "INSERT DATA { <http://e/a> <http://e/p> 1 } ;\nDELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p }"
    *_, last = steps(update, "http://base/")
    assert last.nodes(store(), None) is None
    with pytest.raises(SyntaxError, match="2:55"):
        store().update(last.text)


def test_only_what_was_found_is_looked_at() -> None:
    """One node of the many."""
    (step,) = steps("DELETE { ?s ?p ?o } WHERE { VALUES ?s { <http://e/c> } ?s ?p ?o }", "http://base/")
    found = step.nodes(store(), None)
    assert found is not None
    assert {node for node in found if any(store().quads_for_pattern(node, None, None, DefaultGraph()))} == {
        NamedNode("http://e/c")
    }
