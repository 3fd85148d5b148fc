"""The time that a story speaks from: its publication where that is known, else what the story itself gives away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.anchor import Anchor
from kg.date_values import DateMention
from kg.languages.fr.clues import find_references
from kg.model import Document, Span, Story
from kg.resolve import Cast
from kg.year_inference import Clues, Holder, infer


def anchor_of(document: Document, story: Story, dates: Sequence[DateMention], cast: Cast) -> Anchor:
    """The anchor of one story; a teaser below the article has no publication date of its own."""
    start, end = story.blocks[0].span.start, story.blocks[-1].span.end
    text = document.text[start:end]
    moved = tuple(replace(d, span=Span(d.span.start - start, d.span.end - start)) for d in dates)
    published = Anchor.of_publication(document.article.published)
    if published.year and story.number == 0:
        return published.told_by(moved, text)
    holders = tuple(
        Holder(name=person.name, office=office.office, of=office.of, qualifier=office.qualifier)
        for person in cast.people
        for office in person.offices
        if office.office
    )
    references = find_references(text, moved, holders)
    return infer(Clues(holders=holders, dates=moved, references=references, text=text))
