"""The mentions of a French article, for a person to see what the reader saw."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coreference.mention import Form
from kg.languages.fr.clauses.view import View, view
from kg.languages.fr.home import home
from kg.model import Document, Mark, Span


def marks(document: Document) -> Iterator[Mark]:
    """Persons, parties and dates of every story, and who a title, epithet or pronoun stands for."""
    native = home(document)
    for story in document.stories:
        seen = view(document, story, native)
        yield from _agents(seen)
        yield from (Mark(span=document.original(date.span), kind="date") for date in seen.dates)


def _agents(seen: View) -> Iterator[Mark]:
    tokens = seen.text.tokens
    for position, mention in enumerate(seen.mentions):
        person = seen.person(position)
        if mention.form is not Form.PARTY and person is None:
            continue
        span = Span(tokens[mention.first].start, tokens[mention.last].end)
        known_by_name = mention.form in (Form.NAME, Form.PARTY) or person is None
        yield Mark(
            span=seen.document.original(span),
            kind="party" if mention.form is Form.PARTY else "person",
            stands_for=None if known_by_name or person is None else person.name,
        )
