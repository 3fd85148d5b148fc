"""Shows a person how an article was read: its text with what was found in it, and each fact with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kg.model import Article, Fact, Mark, Participant, Reading, StoryFacts, When
from kg.plugins import events, languages
from kg.steps import read

SENTENCE = "on grey15"
STYLES = {"person": "bold cyan", "party": "green", "date": "magenta"}
_CONTROL = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def explain(reading: Reading, marks: Iterable[Mark] = ()) -> RenderableType:
    """The article in colour: its mentions, each sentence that states a fact with the fact's number; then the facts."""
    numbers = {id(fact): number for number, fact in enumerate(reading.facts(), 1)}
    article = reading.article
    published = article.published or "no date of publication known"
    parts: list[RenderableType] = [
        Rule(Text(f"{article.id} · {reading.language} · {published}"), align="left"),
        _legend(),
        Padding(_coloured(reading, tuple(marks), numbers), (1, 0)),
    ]
    for story in reading.stories:
        parts += [_heading(story), *(_fact(fact, numbers[id(fact)]) for fact in story.facts)]
    if not numbers:
        parts.append(Text("No fact was read in this article.", style="bold"))
    return Group(*parts)


def read_and_explain(article: Article) -> RenderableType:
    """Reads an article and explains the reading. Raises `BadInput`."""
    reading = read(article)
    language = languages()[reading.language]
    return explain(reading, language.marks(language.parse(reading.article)) if language.marks else ())


def _legend() -> Text:
    names = [Text(kind, style=style) for kind, style in STYLES.items()]
    return Text("  ").join([*names, Text("⟨whom the words stand for⟩", style="dim"), Text("fact [n]", style=SENTENCE)])


def _coloured(reading: Reading, marks: tuple[Mark, ...], numbers: dict[int, int]) -> Text:
    """The original text in colours, with ⟨whom a mention stands for⟩ after it and [n] after the sentence of fact n."""
    text = Text(reading.article.text.translate(_CONTROL))
    notes: dict[int, list[Text]] = {}
    for mark in marks:
        text.stylize(STYLES.get(mark.kind, ""), *mark.span)
        if mark.stands_for:
            notes.setdefault(mark.span.end, []).append(Text(f"⟨{mark.stands_for}⟩", style="dim"))
    for fact in reading.facts():
        span = fact.evidence.span
        text.stylize(SENTENCE, *span)
        notes.setdefault(span.end, []).append(Text(f" [{numbers[id(fact)]}]", style="bold"))
    return _with_notes(text, notes)


def _with_notes(text: Text, notes: dict[int, list[Text]]) -> Text:
    places = sorted(place for place in notes if 0 < place < len(text))
    pieces = text.divide(places) if places else [text]
    shown = Text()
    for piece, place in zip(pieces, [*places, len(text)], strict=True):
        shown.append_text(piece)
        for note in notes.get(place, ()):
            shown.append_text(note)
    return shown


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
