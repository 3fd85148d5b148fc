"""The days that a story goes through, date by date: from which day each "la veille" or "lundi" counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kg.date_values import Base, DateMention, Relation, Relative
from kg.dating import resolve
from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.view import View
from kg.model import BlockKind, When

_FUTURE = forms("meeting", "words", "verbs", "future")
_ENDINGS = ("era", "ira", "dra", "tra", "vra", "rra", "eront", "iront", "dront", "tront", "vront", "rront")
_WEEKS = 14  # days within which one date follows another in a story
_FRESH = 8  # sentences for which a day ahead is still that of the programme being told
_BESIDE = 8  # words around a date in which its verb stands


class Day(NamedTuple):
    """The day that a story has come to, of what happened and of what is ahead, each with the sentence that said so."""

    told: When | None = None
    since: int = 0
    ahead: When | None = None
    since_ahead: int = 0
    aside: When | None = None  # "la veille", which leaves the story's day where it was
    since_aside: int = -9


@dataclass(slots=True)
class StoryDays:
    """The day before each date of a story (by its start), and the day that each sentence has come to at its end."""

    view: View
    before: dict[int, When | None] = field(default_factory=dict)
    ends: list[Day] = field(default_factory=list)

    def at(self, mention: DateMention, planned: bool) -> When | None:
        """A date on the calendar."""
        return resolve(mention.value, self.view.anchor, self.before.get(mention.span.start), planned=planned)

    def inherited(self, sentence: int, status: str, pluperfect: bool) -> When | None:
        """The day of what is told in a sentence without a date of its own."""
        day = self.ends[sentence]
        if status == "planned":
            if day.ahead and sentence - day.since_ahead <= _FRESH:
                return day.ahead
            return None
        if pluperfect and day.aside and sentence - day.since_aside <= 1:
            return day.aside
        return day.told


def story_days(view: View, clauses: Sequence[Clause]) -> StoryDays:
    """The days of a story, in one pass over its dates."""
    found, day = StoryDays(view), Day(told=_dateline_day(view))
    for clause in clauses:
        dates = view.dates_in(clause.number)
        if dates:
            owners = Owners(clause)
            for mention in dates:
                found.before[mention.span.start] = day.ahead if _after_ahead(mention, day) else day.told
                if view.sentences[clause.number].kind not in (BlockKind.TITLE, BlockKind.CAPTION):
                    day = _moved(day, mention, owners, clause)
        found.ends.append(day)
    return found


def _dateline_day(view: View) -> When | None:
    """The day of the story's dateline."""
    anchor = view.anchor
    return None


def _after_ahead(mention: DateMention, day: Day) -> bool:
    """ "le lendemain" after a day ahead counts from it."""
    relative = isinstance(mention.value, Relative) and mention.value.base is Base.PREVIOUS
    return relative and day.ahead is not None and day.since_ahead >= day.since


def _moved(day: Day, mention: DateMention, owners: Owners, clause: Clause) -> Day:
    """The day of the story after one more date."""
    first, last = owners.tokens(mention)
    running = mention.relation is Relation.SINCE and clause.norm(last) != ""
    if (mention.relation is not None and not running) or owners.recalled(mention) and not running:
        return day
    if owners.journey(mention) or owners.participle(mention) is not None and day.told is not None:
        return day
    ahead = _ahead(clause, first, last) or owners.announced(mention) is not None
    before = day.ahead if _after_ahead(mention, day) else day.told
    found = resolve(mention.value, clause.view.anchor, before, planned=ahead)
    if found is None or not _is_day(found.edtf) or (before and not _near(before.edtf, found.edtf)):
        return day
    published = clause.view.anchor.published
    if ahead or (published and found.edtf[:10] > published.isoformat()):
        return day._replace(ahead=found, since_ahead=clause.number)
    if isinstance(mention.value, Relative) and mention.value.base is Base.PREVIOUS and mention.value.count < 0:
        return day._replace(aside=found, since_aside=clause.number)
    return day._replace(told=found, since=clause.number)


def _ahead(clause: Clause, first: int, last: int) -> bool:
    """True where the verb beside a date is in the future."""
    words = clause.between(max(first - _BESIDE, clause.first), last + _BESIDE + 1)
    return any(word in _FUTURE or (len(word) > 4 and word.endswith(_ENDINGS)) for word in words)


def _is_day(edtf: str) -> bool:
    return all(len(part.rstrip("?")) == 10 for part in edtf.split("/"))


def _near(one: str, two: str) -> bool:
    """True for days at most two weeks apart; days of an unknown year are compared within it."""
    first, second = (date.fromisoformat(d.split("/")[0].rstrip("?").replace("XXXX", "2000")) for d in (one, two))
    return abs((first - second).days) <= _WEEKS
