"""A picture of a meeting: it stands in the middle, around it who took part and for whom, where and when.

Inline SVG, made here: no script, nothing fetched. Who hears the page is told the same by its title and description; the
page says it in words besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _ROW, _TOP = 640, 58, 30
_BOX, _HIGH = 190, 42
_MOST = 8  # participants a side that are drawn
_LETTERS = 26  # of a name


@dataclass(frozen=True, slots=True)
class Label:
    """A name, with the address of its page; a second line below it, where there is more to say."""

    name: str
    href: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A state or organisation ("" where none is told) and those who took part for it."""

    name: str
    people: tuple[Label, ...]


Placed = tuple[Label, tuple[float, float], str]
"""A label, where its middle is, and its kind: person, side, around or middle."""


def meeting(title: Label, sides: Sequence[Side], around: Iterable[Label]) -> str:
    """The picture of a meeting: sides left and right by turns, place and date (`around`) below; "" of no sides."""
    if not sides:
        return ""
    columns: tuple[list[str | Label], list[str | Label]] = ([], [])
    for number, side in enumerate(sides):
        more = len(side.people) - _MOST
        rest = [Label(f"and {more} more")] if more > 0 else []
        columns[number % 2].extend([side.name, *side.people[:_MOST], *rest])
    rows = max(len(column) for column in columns)
    height = _TOP + _ROW * max(rows, 2) + _HIGH + 20
    middle = (_WIDTH / 2, _TOP + _ROW * max(rows, 2) / 2)
    left, right = (_column(column, x) for column, x in zip(columns, (_BOX / 2 + 5, _WIDTH - _BOX / 2 - 5), strict=True))
    placed = [*left, *right, *_below(list(around), height - _HIGH / 2 - 5)]
    lines = "".join(_line(place, middle) for _, place, kind in placed if kind != "side")
    boxes = "".join(_box(*one) for one in [*placed, (title, middle, "middle")])
    told = "; ".join(f"{side.name or 'side unknown'}: {', '.join(one.name for one in side.people)}" for side in sides)
    named = 'role="group" aria-labelledby="picture-title picture-told"'
    return (
        f'<svg class="picture" viewBox="0 0 {_WIDTH} {height:g}" {named}>'
        f'<title id="picture-title">{escape(title.name)}</title><desc id="picture-told">{escape(told)}</desc>'
        f"{lines}{boxes}</svg>"
    )


def _column(entries: list[str | Label], x: float) -> Iterator[Placed]:
    """The sides of one half: each name, below it those who took part."""
    for number, entry in enumerate(entries):
        y = _TOP + _ROW * number
        if isinstance(entry, Label):
            yield entry, (x, y), "person"
        elif entry:
            yield Label(entry), (x, y + 13), "side"


def _below(entries: list[Label], y: float) -> Iterator[Placed]:
    for number, entry in enumerate(entries, 1):
        yield entry, (_WIDTH * number / (len(entries) + 1), y), "around"


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<line x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}"/>'


def _box(label: Label, place: tuple[float, float], kind: str) -> str:
    x, y = place
    if kind == "side":
        return f'<text class="side" x="{x:g}" y="{y + 5:g}">{escape(_short(label.name))}</text>'
    lines = [label.name, label.below] if label.below else [label.name]
    first = y + (5 if len(lines) == 1 else -3)
    kinds = ("name", "below")
    text = "".join(
        f'<text class="{kinds[number]}" x="{x:g}" y="{first + 16 * number:g}">{escape(_short(line))}</text>'
        for number, line in enumerate(lines)
    )
    rect = f'<rect x="{x - _BOX / 2:g}" y="{y - _HIGH / 2:g}" width="{_BOX}" height="{_HIGH}" rx="7"/>'
    shown = f'<g class="{kind}"><title>{escape(" · ".join(lines))}</title>{rect}{text}</g>'
    return (
        f'<a href="{escape(label.href)}">{shown}</a>' if label.href.startswith(("http://", "https://", "/")) else shown
    )


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"
