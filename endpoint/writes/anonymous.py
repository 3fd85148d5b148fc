"""Names for the nameless: a template with `[ … ]` written with labels, so that its blank nodes can be noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from endpoint.protocol.guard import Token


@dataclass(slots=True)
class _Level:
    """What stands in a pair of braces or brackets: its text, and the triples of labels to be put first."""

    opened: str
    alone: bool = False  # a bracket that may be a whole statement
    text: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)


def labelled(source: str, block: Sequence[Token]) -> tuple[str, list[str]]:
    """A template in braces with a label for each `[ … ]`, and these labels. `source` is what the tokens were cut from.

    Raises `ValueError` where braces and brackets do not match.
    """
    labels: list[str] = []
    levels = [_Level("")]
    for token, gap, before, after in _in_place(source, block):
        piece = source[token.start : token.end]
        if piece in ("{", "["):
            levels[-1].text.append(gap)
            levels.append(_Level(piece, alone=before in ("{", "}", ".")))
        elif piece in ("}", "]"):
            level = levels.pop()
            if not levels or level.opened + piece not in ("{}", "[]"):
                raise ValueError("braces and brackets do not match")
            level.text.append(gap)
            if piece == "}":
                levels[-1].text.append(f"{{ {' '.join(level.first)} {''.join(level.text)}}}")
            else:
                labels.append(f"_:entente{len(labels)}")
                _close(levels, level, labels[-1], last=after in (".", "}"))
        else:
            levels[-1].text.append(gap + piece)
    return "".join(levels[0].text), labels


def _close(levels: list[_Level], level: _Level, label: str, *, last: bool) -> None:
    """Puts a label where a bracket stood, and what stood in it where a triple may stand."""
    inner = "".join(level.text)
    if level.alone and last:
        levels[-1].text.append(f" {label} {inner} ")
        return
    levels[-1].text.append(f" {label} ")
    if inner.strip():
        braces = next(each for each in reversed(levels) if each.opened == "{")
        braces.first.append(f"{label} {inner} .")


def _in_place(source: str, block: Sequence[Token]) -> Iterator[tuple[Token, str, str, str]]:
    """Each token with what stands before it but no token, and the texts of its neighbours."""
    texts = ["", *(token.text for token in block), ""]
    ends = [block[0].start, *(token.end for token in block)]
    for at, token in enumerate(block):
        yield token, source[ends[at] : token.start], texts[at], texts[at + 2]
