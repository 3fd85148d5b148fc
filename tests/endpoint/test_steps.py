"""An update cut into its operations finds every node that it changes, so that a large store is not compared whole."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from endpoint.writes.steps import steps

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
    "BASE <http://f/> INSERT DATA { <a> e:p 1 } ; INSERT { <b> e:p ?s } WHERE { ?s e:q ?o }",
    "INSERT { ?s e:r e:x. e:y e:r 1.} WHERE { ?s e:q ?o }",
    "DELETE { $s e:p ?o } WHERE { $s e:p ?o }",
    "CREATE GRAPH e:n ; INSERT DATA { GRAPH e:n { e:a e:p 1 } }",
    "DROP GRAPH e:g",
    "CLEAR SILENT GRAPH <http://e/h>",
    "COPY e:g TO GRAPH e:h",
    "MOVE GRAPH e:g TO e:n",
    "ADD <http://e/h> TO DEFAULT",
    "DROP GRAPH e:h ; COPY e:g TO e:h",
]
NEW = [  # what has another name each time, or may come out differently
    "INSERT DATA { [] e:p 1 . e:a e:q ( 1 [ e:p 2 ] ) }",
    "insert data { _:n e:p 1 ; e:q _:m . GRAPH e:g { _:m e:p _:n } }",
    "INSERT { _:n e:p ?s ; e:q 'x' } WHERE { ?s e:p ?o }",
    "INSERT { ?u e:p 1 . ?s e:q ?u } WHERE { ?s e:p ?o BIND(UUID() AS ?u) }",
    "INSERT { ?s e:p ?t } WHERE { ?s e:q ?o BIND(NOW() AS ?t) }",
    "INSERT { ?s e:z 1 } WHERE { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }",
    "INSERT { ?s e:p ?x } WHERE { { SELECT ?s (SAMPLE(?o) AS ?x) { ?s ?p ?o } GROUP BY ?s } }",
    "INSERT { ?b e:z 1 } WHERE { ?s e:p ?o BIND(BNODE() AS ?b) }",
    "INSERT DATA { << e:s e:p 1 >> e:q 2 }",
    "INSERT { ?s e:p [] } WHERE { ?s e:p ?o }",
    "INSERT { [ e:p ?s ; e:q 'it{ [ ]}'@en ] . ?s e:z 1 } WHERE { ?s e:p ?o }",
    "INSERT { [] e:p ?s . [ e:q ?s ] e:z 1.5 , [ e:z [ e:p ?s ; e:q 1 ] ] } WHERE { ?s e:p ?o }",
    "INSERT { GRAPH ?g { ?s e:p [ e:q [] ] } ?s e:z [ a e:T ] # the end }\n } WHERE { GRAPH ?g { ?s e:p ?o } }",
    "DELETE { ?s e:p ?o } INSERT{?s e:p[e:was ?o]}WHERE { ?s e:p ?o }",
]
UNTOLD = [
    "CLEAR DEFAULT",
    "DROP ALL",
    "CLEAR NAMED",
    "COPY DEFAULT TO e:n",
    "MOVE e:g TO DEFAULT",
    "INSERT { ?s e:p (1 2) } WHERE { ?s e:p ?o }",
    "INSERT { <http://e/\\u0061> e:p 1 } WHERE {}",
    "INSERT DATA { e:s e:p 1 } ; CLEAR DEFAULT",
]
QUADS = list(parse(DATA, RdfFormat.TRIG))


def store() -> Store:
    """Three graphs."""
    made = Store()
    made.extend(QUADS)
    return made


def shape(quad: Quad) -> tuple[str, ...]:
    """A quad without what has another name each time."""
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    varying = ("_:", "<urn:uuid:", '"20')
    return tuple("" if str(term).startswith(varying) else str(term) for term in terms)


def done(update: str, made: Store) -> tuple[set[object], bool]:
    """Does an update step by step: the nodes told, and whether all were."""
    found: set[object] = set()
    told = [step.run(made, "http://base/") for step in steps(PREFIX + update)]
    for nodes in told:
        found |= nodes or set()
    return found, None not in told


@pytest.mark.parametrize("update", TOLD)
def test_every_node_that_an_update_changes_is_told(update: str) -> None:
    """And step by step it does what it does as a whole."""
    before, whole, after = store(), store(), store()
    whole.update(PREFIX + update, base_iri="http://base/")
    found, told = done(update, after)
    assert told
    assert set(after) == set(whole)
    assert set(after.named_graphs()) == set(whole.named_graphs())
    changed = {quad.subject for quad in set(before) ^ set(whole)}
    assert changed or "CREATE" in update
    assert changed <= found


@pytest.mark.parametrize("update", NEW)
def test_what_is_new_each_time_is_told_as_it_came_out(update: str) -> None:
    """Not as it might come out when asked once more."""
    before, whole, after = store(), store(), store()
    whole.update(PREFIX + update)
    found, told = done(update, after)
    assert told
    assert len(after) == len(whole)
    assert Counter(map(shape, after)) == Counter(map(shape, whole))
    changed = {quad.subject for quad in set(before) ^ set(after)}
    assert changed
    assert changed <= found


@pytest.mark.parametrize("update", UNTOLD)
def test_what_may_change_anything_is_known_as_such(update: str) -> None:
    """The default graph as a whole, terms without a name."""
    whole, after = store(), store()
    whole.update(PREFIX + update)
    assert not done(update, after)[1]
    assert len(after) == len(whole)


def test_a_step_keeps_its_place_in_the_text() -> None:
    """So that an error of the parser tells the line and column of the update that was sent."""
    update = "INSERT DATA { <http://e/a> <http://e/p> 1 } ;\nDELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p }"
    *_, last = steps(update)
    with pytest.raises(SyntaxError, match="2:55"):
        last.run(store(), None)


def test_only_what_was_found_is_looked_at() -> None:
    """One node of the many."""
    (step,) = steps("DELETE { ?s ?p ?o } WHERE { VALUES ?s { <http://e/c> } ?s ?p ?o }")
    found = step.run(store(), None)
    assert found is not None
    assert {node for node in found if any(store().quads_for_pattern(node, None, None, DefaultGraph()))} == {
        NamedNode("http://e/c")
    }
