"""A story as its readers see it: tokens, sentences, mentions with the persons behind them, dates and places."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.calendar.anchor import Anchor
from kg.calendar.date_values import DateMention
from kg.coreference.cast import Cast, Person, Signal, World
from kg.coreference.mention import Grammar, Mention
from kg.languages.fr.clauses.limits import LONGEST_SENTENCE
from kg.languages.fr.clauses.signals import encounters, goals, posts, signals_of, written_in
from kg.languages.fr.dates.calendar import anchor_of
from kg.languages.fr.dates.dates import find_dates
from kg.languages.fr.home import told
from kg.languages.fr.mentions.mentions import find_mentions
from kg.languages.fr.names.name_lists import name_words, same_name
from kg.languages.fr.names.names import find_names
from kg.languages.fr.names.people import covers, international, known_in, likely, native, org_state, plausible
from kg.languages.fr.tokens.lexicon import find_hits
from kg.languages.fr.tokens.text import Text
from kg.languages.fr.tokens.words import Token, tokenize
from kg.languages.fr.words import lists
from kg.model import BlockKind, Document, Evidence, Span, Story
from kg.resolve import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Tokens `first` … `last` of the story, the characters they cover, and the kind of paragraph they stand in."""

    first: int
    last: int
    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One story, annotated. `mentions_in(s)` and `dates_in(s)` give what sentence s holds, in order.

    `about` is whom the story is about, as a person of the cast.
    """

    document: Document
    number: int
    text: Text
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    sentence_of: tuple[int, ...]
    cast: Cast
    dates: tuple[DateMention, ...]
    home: str | None
    anchor: Anchor = field(default_factory=Anchor)
    about: int | None = None

    def mentions_in(self, s: int) -> range:
        """The positions of the mentions of sentence `s`."""
        return range(bisect.bisect_left(self.sentence_of, s), bisect.bisect_right(self.sentence_of, s))

    def dates_in(self, s: int) -> list[DateMention]:
        """The dates of sentence `s`."""
        start, end = self.sentences[s].span
        first = bisect.bisect_left(self.dates, start, key=_start)
        return list(self.dates[first : bisect.bisect_left(self.dates, end, first, key=_start)])

    def person(self, position: int) -> Person | None:
        """The person behind the mention at `position`."""
        return self.cast.person(position)

    def evidence(self, s: int, rule: str, confidence: float = 1.0) -> Evidence:
        """Sentence `s` as the evidence of a fact that `rule` read."""
        span = self.sentences[s].span
        return Evidence(
            quote=self.document.quote(span), span=self.document.original(span), rule=rule, confidence=confidence
        )


def _start(date: DateMention) -> int:
    return date.span.start


_LONGEST = 12 * LONGEST_SENTENCE  # characters
_END = "¶"  # a sign after each sentence, which no rule reads across


@cache
def _grammar() -> Grammar:
    table = lists("coreference")
    heads = tuple(table.pop("heads_of_state"))
    return Grammar(heads_of_state=heads, **{name: frozenset(words) for name, words in table.items()})


def view(document: Document, story: Story, home: str | None) -> View:
    """The story annotated: names, mentions, persons, dates."""
    tokens, sentences = _sentences(document, story)
    dateline = next((s.code for s in written_in(story, len(tokens))), None)
    hits = find_hits(tokens, home or dateline)
    firsts = frozenset(sentence.first for sentence in sentences)
    names = {name.first: name.last for name in find_names(tokens, hits, firsts)}
    text = Text(document.text, tokens, hits, names)
    mentions = find_mentions(text, [(s.first, s.last) for s in sentences])
    home = home or told(mentions)
    starts = [s.first for s in sentences]
    sentence_of = [bisect.bisect_right(starts, m.last) - 1 for m in mentions]
    dates = _dates(document, story)
    signals = signals_of(text, starts) + written_in(story, len(tokens))
    year = (document.article.published or "")[:4]
    world = World(
        home=home, known=lambda words: known_in(tuple(words), year), native=native, likely=likely,
        plausible=plausible, covers=covers, org_state=org_state, international=international,
        goals=goals(text, signals), posts=posts(text, signals), encounters=encounters(text),
        same_name=same_name, fold=name_words, signals=signals, grammar=_grammar(),
    )  # fmt: skip
    cast = resolve(mentions, world, sentence_of)
    return View(
        document=document, number=story.number, text=text, sentences=tuple(sentences), mentions=tuple(mentions),
        sentence_of=tuple(sentence_of), cast=cast, dates=dates, home=home or _topic(signals),
        anchor=anchor_of(document, story, dates, cast), about=cast.protagonist(),
    )  # fmt: skip


def _sentences(document: Document, story: Story) -> tuple[list[Token], list[Sentence]]:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block in story.blocks:
        for span in block.sentences:
            first = len(tokens)
            found = tokenize(document.text, span.start, span.end) if span.end - span.start < _LONGEST else []
            if 0 < len(found) <= LONGEST_SENTENCE:
                tokens.extend(found)
                sentences.append(Sentence(first=first, last=len(tokens) - 1, span=span, kind=block.kind))
                tokens.append(Token(_END, _END, span.end, span.end, False))
    return tokens, sentences


def _topic(signals: Sequence[Signal]) -> str | None:
    """The state that a story speaks of most; None where two are spoken of alike."""
    counts = Counter(signal.code for signal in signals if signal.kind != "org").most_common(2)
    return counts[0][0] if counts and (len(counts) < 2 or counts[0][1] > counts[1][1]) else None


def _dates(document: Document, story: Story) -> tuple[DateMention, ...]:
    found: list[DateMention] = []
    for block in story.blocks:
        start, end = block.span
        for mention in find_dates(document.text[start:end]):
            span = Span(mention.span.start + start, mention.span.end + start)
            found.append(
                DateMention(span=span, value=mention.value, day_part=mention.day_part, relation=mention.relation)
            )
    return tuple(found)
