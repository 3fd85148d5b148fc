"""The ontology over HTTP: a page in two languages, RDF, and the JSON-LD context, at its own path."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from pyoxigraph import parse

from endpoint.web import negotiate
from kg import vocab
from kg.terms import ontology
from kg.termspage import LANGUAGES, _Page, page
from tests.endpoint.conftest import Served

PAGE = {"accept": "text/html"}


def test_programs_get_the_triples(readable: Served) -> None:
    """Every triple of the ontology, in each kind of RDF."""
    whole = set(vocab.triples())
    for offer in negotiate.PAGES:
        if offer.engine is not None:
            answer = readable.client.get("/ont", headers={"accept": offer.media_type})
            assert answer.headers["content-type"].startswith(offer.media_type)
            assert {quad.triple for quad in parse(answer.content, format=offer.engine)} == whole  # type: ignore[arg-type] # all graphs


def test_people_get_a_page_in_their_language(readable: Served) -> None:
    """`Accept-Language` chooses, `?lang=` overrules it, and caches are told of it."""
    for asked, expected in (("fr-CA, en;q=0.5", "fr"), ("en", "en"), ("vi", "en"), ("fr;q=0.2, en;q=0.1", "fr")):
        answer = readable.client.get("/ont", headers={**PAGE, "accept-language": asked})
        assert answer.headers["content-language"] == expected
        assert f'<html lang="{expected}">' in answer.text
        assert "Accept-Language" in answer.headers["vary"]
    assert 'lang="fr"' in readable.client.get("/ont?lang=fr", headers={**PAGE, "accept-language": "en"}).text[:200]


def test_the_page_tells_every_term(readable: Served) -> None:
    """An anchor for each class, property and concept; no link within the page leads nowhere; nothing is told twice."""
    for language in LANGUAGES:
        text = readable.client.get(f"/ont?lang={language}", headers=PAGE).text
        anchors = re.findall(r'id="([^"]+)"', text)
        assert len(anchors) == len(set(anchors))
        assert set(vocab.ENT) <= set(anchors)
        concepts = {f"scheme/{key}/{notation}" for key, found in vocab.CONCEPTS.items() for notation in found}
        assert concepts <= set(anchors)
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
        assert readable.root in text


def test_the_style_of_the_page_is_allowed(readable: Served) -> None:
    """The policy names the hash of the page's one style sheet, so that a browser applies it."""
    answer = readable.client.get("/ont", headers=PAGE)
    assert answer.text.count("<style>") == 1
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert "style=" not in answer.text


def test_the_version_and_the_context_have_addresses(readable: Served) -> None:
    """`owl:versionIRI` leads to this version, any other to nothing; the context is JSON-LD."""
    assert readable.client.get("/ont/0.1.0", headers=PAGE).status_code == 200
    assert readable.client.get("/ont/9.9.9", headers=PAGE).status_code == 404
    context = readable.client.get("/ont/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    assert json.loads(context.content)["@context"]["Meeting"] == "ent:Meeting"


def test_a_page_without_an_endpoint_links_to_no_endpoint() -> None:
    """The file that `kg ontology` writes stands alone: the other language lies beside it."""
    text = page("en")
    assert 'href="fr.html"' in text
    assert "?lang=" not in text
    assert "?format=" not in text


def test_a_deprecated_term_says_what_to_use_instead() -> None:
    """The page of a deprecated term names its replacement."""
    told = ontology()
    old = replace(told.classes[0], deprecated=True, replaced_by="https://w3id.org/entente/ont#Meeting")
    assert 'use instead <a href="#Meeting">' in _Page("en", replace(told, classes=(old, *told.classes))).html(None, ())
