"""Parts of a story that are read on their own: a whole article is one, a book that came as one is many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Block, Span, Story

_MOST = 40_000  # characters, some 6,000 words: no report is longer, and nobody is meant who was named farther back


def parts(story: Story) -> Iterator[Story]:
    """The story itself, or stretches of it in order of at most 40,000 characters each. Time to read grows with the
    square of a part's length, and so evenly with the length of a text."""
    blocks: list[Block] = []
    for block in story.blocks:
        for piece in _pieces(block):
            if blocks and piece.span.end - blocks[0].span.start > _MOST:
                yield replace(story, blocks=tuple(blocks))
                blocks = []
            blocks.append(piece)
    yield replace(story, blocks=tuple(blocks))


def _pieces(block: Block) -> Iterator[Block]:
    """The block, or stretches of its sentences of at most 40,000 characters."""
    if block.span.end - block.span.start <= _MOST:
        yield block
        return
    kept: list[Span] = []
    for sentence in block.sentences:
        if kept and sentence.end - kept[0].start > _MOST:
            yield replace(block, sentences=tuple(kept), span=Span(kept[0].start, kept[-1].end))
            kept = []
        kept.append(sentence)
    if kept:
        yield replace(block, sentences=tuple(kept), span=Span(kept[0].start, kept[-1].end))
