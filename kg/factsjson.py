"""A reading as JSON and back: the scheme of the gold data, plus evidence offsets, rule and date reason."""

from __future__ import annotations

from typing import Any

from kg.model import Article, Evidence, Fact, Kind, Participant, Reading, Span, StoryFacts, When
from kg.plugins import events

Json = dict[str, Any]


def _value(kind: Kind, value: Any) -> Any:
    if isinstance(value, When):
        return value.edtf
    if kind is Kind.PARTICIPANTS:
        return [{"name": p.name, "for": p.speaks_for, "role": p.role} for p in value]
    return list(value) if isinstance(value, tuple) else value


def _fact_to_json(fact: Fact) -> Json:
    item: Json = {}
    for name, slot in type(fact).slots():
        value = getattr(fact, name)
        item[slot.json or name] = _value(slot.kind, value)
        if isinstance(value, When):
            item[f"{name}_basis"] = value.basis
            item[f"{name}_reason"] = value.reason
    evidence = fact.evidence
    item["quote"] = " ".join(evidence.quote.split()[:8])
    item["evidence"] = {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote}
    item["rule"] = evidence.rule
    item["confidence"] = evidence.confidence
    return item


def to_json(reading: Reading) -> Json:
    """The reading in the scheme of `gold/GUIDELINES.md`."""
    stories = []
    for story in reading.stories:
        item: Json = {"story": story.number}
        for event in events():
            item[event.plural] = [_fact_to_json(f) for f in story.facts if type(f) is event.fact]
        if story.attested:
            item["attested"] = story.attested.edtf
            item["date_reason"] = story.attested.reason
        stories.append(item)
    article = reading.article
    head: Json = {"article": article.id, "source": article.source, "published": article.published}
    return {**head, "language": reading.language, "stories": stories}


def _when(item: Json, name: str) -> When | None:
    edtf = item.get(name)
    basis = item.get(f"{name}_basis") or "stated"
    return When(edtf=edtf, basis=basis, reason=item.get(f"{name}_reason")) if edtf else None


def _participant(item: Json) -> Participant:
    return Participant(name=item["name"], speaks_for=item.get("for"), role=item.get("role", "participant"))


def _field(kind: Kind, key: str, item: Json) -> Any:
    value = item.get(key)
    if kind is Kind.WHEN:
        return _when(item, key)
    if kind is Kind.PARTICIPANTS:
        return tuple(map(_participant, value or ()))
    return tuple(value or ()) if kind is Kind.PARTIES else value


def _fact_from_json(item: Json, fact: type[Fact], text: str) -> Fact:
    where = item.get("evidence")
    quote = where["quote"] if where else item.get("quote", "")
    start = where["start"] if where else max(text.find(quote), 0)
    end = where["end"] if where else start + len(quote)
    rule, confidence = item.get("rule", "gold"), item.get("confidence", 1.0)
    evidence = Evidence(quote=quote, span=Span(start, end), rule=rule, confidence=confidence)
    return fact(evidence=evidence, **{name: _field(slot.kind, slot.json or name, item) for name, slot in fact.slots()})


def _attested(story: Json) -> When | None:
    edtf = story.get("attested")
    return When(edtf=edtf, basis="inferred", reason=story.get("date_reason")) if edtf else None


def from_json(item: Json, article: Article) -> Reading:
    """The reading that `to_json` wrote, or a gold file; a gold quote is looked up in the article's text."""
    stories = []
    for position, story in enumerate(item.get("stories") or []):
        told = ((event.fact, item) for event in events() for item in story.get(event.plural) or ())
        facts = tuple(_fact_from_json(item, fact, article.text) for fact, item in told)
        stories.append(StoryFacts(number=story.get("story", position), facts=facts, attested=_attested(story)))
    return Reading(article=article, language=item.get("language") or article.language or "fr", stories=tuple(stories))
