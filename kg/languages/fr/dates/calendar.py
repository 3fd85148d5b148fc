"""The time that a story speaks from: its publication where that is known, else what the story itself gives away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.calendar.anchor import Anchor
from kg.calendar.date_values import DateMention, Day
from kg.calendar.year_inference import Clues, Holder, infer
from kg.coreference.cast import Cast
from kg.languages.fr.dates.clues import find_references
from kg.languages.fr.dates.dates import find_dates
from kg.model import Document, Span, Story

_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


def anchor_of(document: Document, story: Story, dates: Sequence[DateMention], cast: Cast) -> Anchor:
    """The anchor of one story; a teaser below the article has no publication date of its own."""
    if not story.blocks:
        return Anchor()
    start, end = story.blocks[0].span.start, story.blocks[-1].span.end
    text = document.text[start:end]
    moved = tuple(replace(d, span=Span(d.span.start - start, d.span.end - start)) for d in dates)
    published = Anchor.of_publication(document.article.published or _written(document, story))
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


def _written(document: Document, story: Story) -> str | None:
    """The publication date that a line of the story gives in full ("Publié le 10 novembre 2023", "date 2019-11")."""
    for block in story.blocks:
        if block.dateline is None or block.dateline.date is None:
            continue
        words = document.text[slice(*block.dateline.date)]
        if _ISO.fullmatch(words):
            return words
        day = next((m.value for m in find_dates(words)), None)
        if isinstance(day, Day) and day.year and day.month:
            return f"{day.year}-{day.month:02}-{day.day:02}"
    return None
