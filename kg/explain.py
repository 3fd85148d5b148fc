"""Shows a person how an article was read: its text with what was found in it, and each fact with its reasons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kg.model import Fact, Kind, Participant, Reading, Span, StoryFacts, When
from kg.plugins import events
from kg.reference import states

SENTENCE = "on grey15"
STYLES = {"person": "bold cyan", "party": "green", "place": "magenta", "words": "yellow"}
_LEGEND = (("person", "person"), ("party", "state or organisation"), ("place", "place"), ("words", "words of the fact"))
_CONTROL = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_STYLE_OF_KIND = {
    Kind.PERSON: "person",
    Kind.AGENT: "person",
    Kind.PARTICIPANTS: "person",
    Kind.PARTY: "party",
    Kind.PARTIES: "party",
    Kind.PLACE: "place",
    Kind.TEXT: "words",
}


def explain(reading: Reading) -> RenderableType:
    """The article in colour, each sentence that states a fact with the fact's number, then the facts by story."""
    numbers = {id(fact): number for number, fact in enumerate(reading.facts(), 1)}
    article = reading.article
    published = article.published or "no date of publication known"
    parts: list[RenderableType] = [
        Rule(Text(f"{article.id} · {reading.language} · {published}"), align="left"),
        _legend(),
        Padding(_coloured(reading, numbers), (1, 0)),
    ]
    for story in reading.stories:
        parts += [_heading(story), *(_fact(fact, numbers[id(fact)]) for fact in story.facts)]
    if not numbers:
        parts.append(Text("No fact was read in this article.", style="bold"))
    return Group(*parts)


def _legend() -> Text:
    names = [Text(label, style=STYLES[name]) for name, label in _LEGEND]
    return Text("  ").join([*names, Text("sentence that states fact [n]", style=SENTENCE)])


def _coloured(reading: Reading, numbers: dict[int, int]) -> Text:
    """The original text with the sentences and mentions of its facts, and [n] after the sentence of fact n."""
    source = reading.article.text
    text = Text(source.translate(_CONTROL))
    marks: dict[int, list[int]] = {}
    for fact in reading.facts():
        span = fact.evidence.span
        text.stylize(SENTENCE, span.start, span.end)
        marks.setdefault(span.end, []).append(numbers[id(fact)])
        for kind, start, end in _mentions(fact, source):
            text.stylize(STYLES[kind], start, end)
    cuts = sorted(end for end in marks if 0 < end < len(source))
    pieces = text.divide(cuts) if cuts else [text]
    shown = Text()
    for piece, end in zip(pieces, [*cuts, len(source)], strict=True):
        shown.append_text(piece)
        for number in marks.get(end, ()):
            shown.append(f" [{number}]", style="bold")
    return shown


def _mentions(fact: Fact, text: str) -> Iterator[tuple[str, int, int]]:
    """Where the values of a fact occur in its sentence, with the name of their style."""
    span = fact.evidence.span
    for name, slot in fact.slots():
        style = _STYLE_OF_KIND.get(slot.kind)
        for words in _surfaces(getattr(fact, name)) if style else ():
            yield from ((style or "", start, end) for start, end in _occurrences(words, text, span))


def _surfaces(value: Any) -> Iterator[str]:
    """The words by which a value may be called: a name and its last word, a state's names and demonyms."""
    if isinstance(value, tuple):
        for item in value:
            yield from _surfaces(item)
    elif isinstance(value, Participant):
        yield from (value.name, value.name.split()[-1] if value.name.split() else "")
    elif isinstance(value, str):
        yield value
        state = states().get(value)
        if state:
            yield from (state.name_fr, *state.aliases, *state.demonyms)


def _plain(text: str) -> str:
    """Lower case without diacritics, character by character, so that offsets stay."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text.replace("đ", "d").replace("Đ", "D")).lower()


def _occurrences(words: str, text: str, span: Span) -> Iterator[Span]:
    wanted = _plain(words.strip())
    here = _plain(text[span.start : span.end])
    if len(wanted) > 1 and len(here) == span.end - span.start:
        for match in re.finditer(rf"\b{re.escape(wanted)}\b", here):
            yield Span(span.start + match.start(), span.start + match.end())


def _heading(story: StoryFacts) -> Rule:
    name = "The article" if story.number == 0 else f"Teaser {story.number}"
    told = f", told of {story.attested.edtf} ({_reason(story.attested)})" if story.attested else ""
    return Rule(Text(f"{name}: {len(story.facts)} facts{told}"), align="left", style="dim")


def _reason(when: When) -> str:
    return f"{when.basis}: {when.reason}" if when.reason else when.basis


def _fact(fact: Fact, number: int) -> Padding:
    """One fact as a small table: its slots, its rule, why its dates are what they are, its sentence."""
    name = next((event.name for event in events() if type(fact) is event.fact), type(fact).__name__.lower())
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    table.add_row(Text(f"[{number}]", style="bold"), Text(name, style="bold"))
    for label, value in _lines(fact):
        table.add_row(label, Text(value.translate(_CONTROL)))
    return Padding(table, (0, 0, 1, 0))


def _lines(fact: Fact) -> Iterator[tuple[str, str]]:
    for name, slot in fact.slots():
        value = getattr(fact, name)
        if value not in (None, ()):
            yield slot.json or name, _words(value)
        if isinstance(value, When):
            yield "  why", _reason(value)
    evidence = fact.evidence
    yield "rule", f"{evidence.rule} (confidence {evidence.confidence:.2f})"
    yield "sentence", f"{evidence.quote} ({evidence.span.start}–{evidence.span.end})"


def _words(value: Any) -> str:
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Participant):
        role = "" if value.role == "participant" else f", {value.role}"
        return f"{value.name} ({value.speaks_for or 'for an unknown side'}{role})"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_words(item) for item in value)
    return str(value)
