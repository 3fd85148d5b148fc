"""The article and the evidence in it, as W3C Web Annotations: fact → sentence (quote and position) → article."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.identifiers import Iris, short_hash
from kg.model import Article, Evidence, Reading
from kg.things import Statement
from kg.vocab import EDTF, ENT, OA, RDF, RDFS, SCHEMA, XSD

_IRI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


def article_statements(reading: Reading, iris: Iris) -> Iterator[Statement]:
    """What is known of the article itself; its content hash covers all that can change the reading."""
    article = reading.article
    node = iris.article(article.id)
    yield node, RDF.type, SCHEMA.NewsArticle
    yield node, SCHEMA.identifier, Literal(article.id)
    yield node, RDFS.label, Literal(article.title or article.id)
    yield node, SCHEMA.inLanguage, Literal(reading.language)
    yield node, ENT.contentHash, Literal(article.digest)
    if article.title:
        yield node, SCHEMA.headline, Literal(article.title, language=reading.language)
    if article.url:
        yield node, SCHEMA.url, NamedNode(quote(article.url, safe=_IRI_CHARACTERS))
    if article.published:
        yield node, SCHEMA.datePublished, _published(article)


def _published(article: Article) -> Literal:
    edtf = article.published or ""
    return Literal(edtf, datatype=XSD.date if len(edtf) == 10 and edtf[:4].isdecimal() else EDTF.EDTF)


def evidence_statements(
    iris: Iris, article: NamedNode, evidence: Evidence, body: NamedNode, story: int
) -> Iterator[Statement]:
    """One annotation per fact and sentence. Facts of one sentence share its target and selectors."""
    base = article.value.removeprefix(iris.base)
    start, end = evidence.span
    target = iris.node(base, "sentence", f"{start}-{end}")
    quoted, position = NamedNode(target.value + "/quote"), NamedNode(target.value + "/position")
    note = iris.node(
        base, "evidence", short_hash(body.value.removeprefix(iris.base), f"{start}-{end}", evidence.rule, str(story))
    )
    yield note, RDF.type, OA.Annotation
    yield note, OA.hasBody, body
    yield note, OA.hasTarget, target
    yield note, ENT.rule, Literal(evidence.rule)
    yield note, ENT.confidence, Literal(_decimal(evidence.confidence), datatype=XSD.decimal)
    yield note, ENT.story, Literal(story)
    yield target, RDF.type, OA.SpecificResource
    yield target, OA.hasSource, article
    yield target, OA.hasSelector, quoted
    yield target, OA.hasSelector, position
    yield quoted, RDF.type, OA.TextQuoteSelector
    yield quoted, OA.exact, Literal(evidence.quote)
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, Literal(start)
    yield position, OA.end, Literal(end)


def _decimal(number: float) -> str:
    """Two places at most, in canonical form (`1`, `0.5`): a store keeps no other, and graphs must read back equal."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
