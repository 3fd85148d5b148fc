"""An article as a document: its text repaired, cut into stories, paragraphs and sentences."""

from __future__ import annotations

from kg.languages.fr.layout.sentences import sentences
from kg.languages.fr.layout.stories import Paragraph, cut
from kg.languages.fr.repair.repair import repair
from kg.model import Article, Block, Document, Story

LANGUAGE = "fr"


def parse(article: Article) -> Document:
    """The article's stories over its repaired text. Any text gives a document, whatever its language or state."""
    text, origin = repair(article.text)
    stories = tuple(
        Story(number=number, blocks=tuple(_block(text, paragraph) for paragraph in paragraphs))
        for number, paragraphs in enumerate(cut(text))
    )
    return Document(article=article, language=LANGUAGE, text=text, origin=origin, stories=stories)


def _block(text: str, paragraph: Paragraph) -> Block:
    return Block(
        kind=paragraph.kind,
        span=paragraph.span,
        sentences=sentences(text, paragraph.content),
        dateline=paragraph.dateline,
    )
