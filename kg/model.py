"""What flows through Entente, stage by stage, and what plugs into it.

    Article → Document → Reading (stories of facts) → quads → Report

Every value is frozen. Offsets in an `Article`, and in every `Evidence`, count characters of the article's original
text; offsets inside a `Document` count characters of its repaired text, which `Document.original` maps back.
"""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import BadInput


class Span(NamedTuple):
    """A half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as a source gave it. `published` is an EDTF day, month or year, `language` a BCP 47 tag."""

    id: str
    text: str
    source: str
    published: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that can change what is read from this article."""
        parts = (self.id, self.text, self.published, self.language, self.url, self.title)
        return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


class BlockKind(StrEnum):
    """What a paragraph of a story is."""

    TITLE = "title"
    LEAD = "lead"
    CAPTION = "caption"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a paragraph was written ("Hanoï, 20 novembre (VNA) –"): its place, its date's words, all of it."""

    place: str | None
    date: Span | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of the repaired text with its sentences. A dateline is cut off the first sentence."""

    kind: BlockKind
    span: Span
    sentences: tuple[Span, ...]
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Story 0 is the article; 1, 2 … are the teasers of other articles below it, in the order of the text."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article's repaired text, cut into stories. `origin[i]` is the original offset of character i of `text`;
    it has one more entry than `text`, the original length."""

    article: Article
    language: str
    text: str
    origin: tuple[int, ...] | range
    stories: tuple[Story, ...]

    def original(self, span: Span) -> Span:
        """The same stretch in the article's original text."""
        return Span(self.origin[span.start], self.origin[max(span)])

    def quote(self, span: Span) -> str:
        """The original characters behind a stretch of the repaired text."""
        start, end = self.original(span)
        return self.article.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as EDTF (level 0/1), how it is known ("stated", "published", "inferred") and why, in words."""

    edtf: str
    basis: str = "stated"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that states a fact (offsets into the original text) and the rule that read it."""

    quote: str
    span: Span
    rule: str
    confidence: float = 1.0


class Kind(StrEnum):
    """What a slot of a fact holds, hence how it is written as triples."""

    PERSON = "person"  # a name
    PARTY = "party"  # a code of a state or organisation, or an organisation's name
    PARTIES = "parties"  # several of them
    AGENT = "agent"  # a person's name or a party's code
    PLACE = "place"  # a city's name or a country's code
    WHEN = "when"  # a When
    CONCEPT = "concept"  # a notation of a SKOS scheme
    TEXT = "text"  # words
    PARTICIPANTS = "participants"  # Participant values
    POST = "post"  # an office key; its holder and jurisdiction are the fact's other slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """How a field of a fact is called in JSON (gold/GUIDELINES) and in the ontology (in `ent:`, or a CURIE)."""

    kind: Kind
    json: str | None = None
    term: str | None = None
    scheme: str | None = None


def slot(kind: Kind, term: str | None = None, *, json: str | None = None, scheme: str | None = None, **kw: Any) -> Any:
    """A dataclass field that says what it holds. `default` goes to `dataclasses.field`."""
    return field(metadata={"slot": Slot(kind=kind, json=json, term=term, scheme=scheme)}, **kw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part: a name, the state or organisation spoken for, and the role (host, guest, chair, participant)."""

    name: str
    speaks_for: str | None = None
    role: str = "participant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a story states. Each event subclasses it in `kg/events/`."""

    evidence: Evidence

    @classmethod
    def slots(cls) -> Iterator[tuple[str, Slot]]:
        """Field names and their slots, in order."""
        return ((f.name, f.metadata["slot"]) for f in fields(cls) if "slot" in f.metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """The facts of one story; `attested` is the day, month or year that the story speaks in, where known."""

    number: int
    facts: tuple[Fact, ...]
    attested: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read in one article."""

    article: Article
    language: str
    stories: tuple[StoryFacts, ...]

    def facts(self) -> Iterator[Fact]:
        """The facts of all stories in order."""
        for story in self.stories:
            yield from story.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A plug-in: a kind of fact. `plural` is its key in the facts JSON, `type` its class, `fact` its dataclass."""

    name: str
    plural: str
    type: str
    fact: builtins.type[Fact]  # `type` is a field here


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mention, to be shown to a person: its offsets in the original text, its kind ("person", "party", "date") and,
    where its words do not say so, whom it stands for."""

    span: Span
    kind: str
    stands_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A plug-in: a language that can be read. `parse` cuts an article into stories, `read` states its facts; `marks`,
    if given, tells the mentions that it saw on the way."""

    tag: str
    folder: Path
    parse: Callable[[Article], Document]
    read: Callable[[Document], Reading]
    marks: Callable[[Document], Iterable[Mark]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A plug-in: a way in. `accepts` looks at a path; `read` yields its articles, and a `BadInput` for each that cannot
    be read, or raises one for the whole path."""

    name: str
    accepts: Callable[[Path], bool]
    read: Callable[[Path], Iterator[Article | BadInput]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One SHACL result in plain words."""

    focus: str
    path: str | None
    message: str
    severity: str = "Violation"
    value: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation found. Warnings leave `conforms` true."""

    conforms: bool
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A plug-in: a format that a store is written in. `write(store, out)` streams to a binary file."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Any, Any], None]
    options: Mapping[str, str] = field(default_factory=dict)
