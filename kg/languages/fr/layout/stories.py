"""A page as stories: the article's own paragraphs, then the teasers of other articles, each paragraph by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.languages.fr.layout import datelines, pages
from kg.model import BlockKind, Dateline, Span

_LINE = re.compile(r"\S[^\n]*")
_FINAL = re.compile(r"[.!?…][»\"')\]\s]*$")
_SHORT = 150
_LONG_TITLE = 280
_BEFORE_BODY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a story. `content` leaves out its dateline, its picture's credit and the agency's closing mark."""

    kind: BlockKind
    span: Span
    content: Span
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of a line: a caption or text. `closes`: it ends a report; `final`: its last sentence is complete."""

    span: Span
    content: Span
    caption: bool = False
    closes: bool = False
    final: bool = False


def cut(text: str) -> tuple[tuple[Paragraph, ...], ...]:
    """The paragraphs of the article (first) and of each teaser below it."""
    own, others = _parts(text)
    own, unmarked = _split_after_ending(own)
    stories = [tuple(_article(text, own))]
    for pieces in (unmarked, others):
        stories += [paragraphs for group in _groups(pieces) if (paragraphs := _teaser(text, group))]
    return tuple(stories)


def _parts(text: str) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces before and after the heading of other articles."""
    own: list[_Piece] = []
    others: list[_Piece] = []
    pieces, title = own, ""
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        if pages.is_heading_of_more(line):
            pieces = others
        elif pages.is_signature(line):
            if pieces:
                pieces[-1] = replace(pieces[-1], closes=True)
        elif not pages.is_furniture(line):
            title = title or line
            _extend(pieces, text, _cut_line(line, match.start(), title))
    return own, others


def _extend(pieces: list[_Piece], text: str, more: Iterator[_Piece]) -> None:
    """Adds pieces. A credit alone on its line makes a caption of the line above it; what is repeated counts once."""
    for piece in more:
        last = pieces[-1] if pieces else None
        if (
            last
            and piece.caption
            and _empty(piece)
            and not last.closes
            and text.count("\n", last.span.end, piece.span.start) == 1
        ):
            pieces[-1] = replace(last, span=Span(last.span.start, piece.span.end), caption=True)
        elif not (last and _words(text, last.content) == _words(text, piece.content) and last.caption == piece.caption):
            pieces.append(piece)


def _empty(piece: _Piece) -> bool:
    return piece.content.start == piece.content.end


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end].casefold()


def _cut_line(line: str, offset: int, title: str) -> Iterator[_Piece]:
    """The pieces of a line: the text before the first picture's mark, then a caption after each."""
    marks = pages.picture_marks(line)
    start = 0
    for number, mark in enumerate(marks):
        before = line[start : mark.start()]
        kept = len(before) if before[:12] != title[:12] else 0
        repeated = before.rfind(title)
        kept = repeated if repeated >= 0 else kept
        yield from _pieces(before[:kept], offset + start, caption=number > 0)
        start = mark.end()
    last = _pieces(line[start:], offset + start, caption=bool(marks))
    yield from (piece for piece in last if not (marks and _empty(piece)))


def _pieces(line: str, offset: int, caption: bool) -> Iterator[_Piece]:
    """One piece for a stretch of a line, without the credit or the agency's mark that ends it."""
    body = line.strip()
    if not body:
        return
    start = offset + len(line) - len(line.lstrip())
    credit, closing = pages.credit(body), None
    if credit is None:
        closing = pages.ending(body)
    end = credit if credit is not None else closing if closing is not None else len(body)
    content = body[:end].rstrip(" |")
    yield _Piece(
        span=Span(start, start + len(body)),
        content=Span(start, start + len(content)),
        caption=caption or credit is not None,
        closes=closing is not None,
        final=_FINAL.search(content[-12:]) is not None,
    )


def _split_after_ending(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The article's pieces, and the teasers that follow its closing mark without a heading."""
    for i, piece in enumerate(pieces):
        rest = [p for p in pieces[i + 1 :] if not p.caption]
        if piece.closes and not piece.caption and len(rest) > 1 and not rest[0].final and rest[1].final:
            return pieces[: i + 1], pieces[i + 1 :]
        if piece.closes and len(rest) < 2:
            break
    return pieces, []


def _article(text: str, pieces: Sequence[_Piece]) -> Iterator[Paragraph]:
    """The paragraphs of the article itself."""
    first, line = _first_dateline(text, pieces)
    titled = begun = False
    for i, piece in enumerate(pieces):
        filled = datelines.fills(text, piece.content)
        stamp = None if i else datelines.stamps(text, piece.content)
        if piece.caption:
            yield _paragraph(BlockKind.CAPTION, piece, stamp)
        elif filled:
            yield Paragraph(
                kind=BlockKind.BODY, span=piece.span, content=Span(piece.span.end, piece.span.end), dateline=filled
            )
        elif not begun and i != first and _is_title(piece, titled, i, first, len(pieces)):
            yield _paragraph(BlockKind.TITLE, piece, stamp)
            titled = True
        elif first is not None and i < first:
            yield _paragraph(BlockKind.LEAD, piece, stamp)
        else:
            begun = True
            yield _paragraph(BlockKind.BODY, piece, line if i == first else stamp)


def _first_dateline(text: str, pieces: Sequence[_Piece]) -> tuple[int | None, Dateline | None]:
    """Which piece opens with the article's dateline, and the dateline."""
    for i, piece in enumerate(pieces[:_BEFORE_BODY]):
        line = None if piece.caption else datelines.opens(text, piece.content)
        if line:
            return i, line
    return None, None


def _is_title(piece: _Piece, titled: bool, i: int, first: int | None, count: int) -> bool:
    """Whether a piece before the body is the title, or goes on with it."""
    length = piece.span.end - piece.span.start
    if not titled:
        return length <= _LONG_TITLE and not (piece.final and (count == 1 or length > _SHORT))
    return not piece.final and length <= _SHORT and first is None and i < 4


def _paragraph(kind: BlockKind, piece: _Piece, dateline: Dateline | None = None) -> Paragraph:
    content = Span(min(dateline.span.end, piece.content.end), piece.content.end) if dateline else piece.content
    return Paragraph(kind=kind, span=piece.span, content=content, dateline=dateline)


def _groups(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The teasers of a list: captions, a headline, then the blurb, whose last sentence is complete."""
    group: list[_Piece] = []
    headline = blurb = False
    for i, piece in enumerate(pieces):
        begins = (
            piece.caption
            or not piece.final
            or (i + 1 < len(pieces) and pieces[i + 1].final and not pieces[i + 1].caption)
        )
        if group and begins and (blurb or (headline and piece.caption)):
            yield group
            group, headline, blurb = [], False, False
        group.append(piece)
        blurb = blurb or (not piece.caption and piece.final and headline)
        headline = headline or not piece.caption
    if group:
        yield group


def _teaser(text: str, group: Sequence[_Piece]) -> tuple[Paragraph, ...]:
    """The paragraphs of one teaser: the last line before the blurb is its headline, those above are captions."""
    plain = [p for p in group if not p.caption]
    blurb = next((i for i, p in enumerate(plain) if p.final and i > 0), len(plain))
    headline = plain[blurb - 1] if plain else None
    seen: set[str] = set()
    found = []
    for piece in sorted(group, key=lambda p: p is not headline):
        kind = BlockKind.TITLE if piece is headline else BlockKind.BODY if piece in plain[blurb:] else BlockKind.CAPTION
        if _words(text, piece.content) not in seen:
            seen.add(_words(text, piece.content))
            found.append(_paragraph(kind, piece))
    return tuple(sorted(found, key=lambda p: p.span))
