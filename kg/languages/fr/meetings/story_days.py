"""The days that a story goes through, date by date: from which day each "la veille" or "lundi" counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.calendar import date_values
from kg.calendar.date_values import Base, DateMention, Relation, Relative, Weekday
from kg.dating import resolve
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.meetings.placing import is_day, near, one_day, placed, until_now
from kg.languages.fr.meetings.tenses import ahead, past, soon
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits.journeys import journeys
from kg.model import BlockKind, When

_ENDING, _JOURNEY = (forms("meeting", "words", "setting", key) for key in ("ending", "journey"))
_BACK = forms("meeting", "words", "setting", "back")
_ARRIVED = forms("meeting", "words", "setting", "arrived")
_FRESH = 8  # sentences for which a day ahead is still that of the programme being told
_APPOSED = 3  # characters between a day and the same day said again
_EVES = ("la veille", "l'avant-veille", "l’avant-veille")
_MONTH = 7  # the length of "2024-05"
_FRAME = frozenset(("cadre",))
_EVENT = re.compile(r"[A-Z]{2,}-?\d*|[Ss]ommet|[Cc]onférence|[Ff]orum|[Dd]ialogue|[Ss]ession|[Aa]ssemblée")


class Day(NamedTuple):
    """The day that a story has come to, of what happened and of what is ahead, each with the sentence that said so."""

    told: When | None = None
    since: int = 0
    ahead: When | None = None
    since_ahead: int = 0
    aside: When | None = None  # "la veille", which leaves the story's day where it was
    since_aside: int = -9
    coming: When | None = None  # the days of a journey ahead
    written: bool = True  # the day told is only that of the dateline
    event: bool = False  # the days told are those of a conference, on any of which others may have met


@dataclass(slots=True)
class StoryDays:
    """The day before each date of a story (by its start), and the day that each sentence has come to at its end."""

    view: View
    before: dict[int, When | None] = field(default_factory=dict)
    ends: list[Day] = field(default_factory=list)
    margins: list[int] = field(default_factory=list)  # the sentences that tell of what happened "en marge" of an event
    stays: list[tuple[int, When]] | None = None  # the days of the journeys told, with their sentences, once asked for

    def at(self, mention: DateMention, planned: bool) -> When | None:
        """A date on the calendar."""
        found = placed(mention, self.view, self.before.get(mention.span.start), planned)
        return until_now(found, self.view) if mention.relation is Relation.SINCE else found

    def inherited(self, sentence: int, status: str, pluperfect: bool, verbal: bool) -> When | None:
        """The day of what is told in a sentence without a date of its own, by a verb or by a noun."""
        day = self.ends[sentence]
        fresh = day.ahead is not None and sentence - day.since_ahead <= _FRESH
        if status == "planned":
            return day.ahead if fresh else day.coming
        if pluperfect and self.stepped_aside(sentence):
            return day.aside
        here = day.told is None and day.since_ahead == sentence and not verbal
        if fresh and (here or (self._bare(sentence) and (day.told is None or day.since_ahead > day.since))):
            return day.ahead
        return day.told

    def stepped_aside(self, sentence: int) -> bool:
        """True where this sentence or the one before told of another day in passing."""
        return sentence - self.ends[sentence].since_aside <= 1

    def margin(self, since: int, sentence: int) -> bool:
        """True where meetings "en marge de" a conference began to be told after the sentence of a day."""
        return any(since < s < sentence for s in self.margins)

    def stay(self, sentence: int) -> When | None:
        """The days of the journey that the story told last, or else tells first."""
        if self.stays is None:
            dated = ((j.sentence, j.date) for j in journeys(self.view))
            self.stays = [(s, day) for s, day in dated if day and is_day(day.edtf)]
        before = [day for s, day in self.stays if s <= sentence]
        return before[-1] if before else next((day for _, day in self.stays), None)

    def first(self) -> When | None:
        """The first day that the story tells."""
        return next((day.told for day in self.ends if day.told), None)

    def _bare(self, sentence: int) -> bool:
        """True for a line without a verb in the past, as of a programme."""
        where = self.view.sentences[sentence]
        return not any(map(past, self.view.text.tokens[where.first : where.last + 1]))


def story_days(view: View, clauses: Sequence[Clause]) -> StoryDays:
    """The days of a story, in one pass over its dates."""
    found, day = StoryDays(view), Day(told=_dateline_day(view))
    first = day.told or (None if view.anchor.published else _first_day(view, clauses))
    headings = _headings(view)
    for clause in clauses:
        if (heading := headings.get(clause.number)) and (under := resolve(heading.value, view.anchor)):
            day = Day(told=under, since=clause.number, ahead=replace(under), since_ahead=clause.number)
        if _beside_an_event(clause):
            found.margins.append(clause.number)
        dates = view.dates_in(clause.number)
        owners = Owners(clause) if dates else None
        here: When | None = None
        for mention in dates:
            if owners is None:
                break
            to_come = _to_come(owners, mention) or _goes_on(day, clause, mention)
            before = (day.ahead if to_come else None) or day.told or day.ahead
            base = mention.value.base if isinstance(mention.value, Relative) else None
            if base is Base.PREVIOUS:
                before = here or before  # "arrivé mardi, il a été reçu le lendemain"
            elif base is Base.STAY:
                before = found.stay(clause.number)
            found.before[mention.span.start] = before or (first if isinstance(mention.value, Weekday) else None)
            here = _day_here(owners, mention, before) or here
            if _is_prose(view, clause):
                day = _moved(day, mention, owners, to_come, found.before[mention.span.start])
        found.ends.append(day)
    return found


def _headings(view: View) -> dict[int, DateMention]:
    """The lines of a date alone, but for the first if nothing stands before it, by the sentence that each heads."""
    found: dict[int, DateMention] = {}
    sentence = 0
    for block in view.document.stories[view.number].blocks:
        line = block.dateline
        if line and line.date and not block.sentences:
            dated = (m for m in view.dates if line.date and m.span.start <= line.date.start < m.span.end)
            found.update((sentence, m) for m in dated if isinstance(m.value, date_values.Day))
        sentence += len(block.sentences)
    return found if len(found) > 1 else {}


def _beside_an_event(clause: Clause) -> bool:
    """True for "en marge du sommet", "dans le cadre du SLD20", false for "dans le cadre de sa visite"."""
    if "marge" in clause.norms:
        return True
    tokens = clause.view.text.tokens
    return any(
        clause.norm(k - 1) == "le" and clause.norm(k + 1) in ("du", "de") and _EVENT.fullmatch(tokens[k + 2].text)
        for k in clause.among(_FRAME)
        if k + 2 <= clause.last
    )


def _is_prose(view: View, clause: Clause) -> bool:
    """False for a headline, which ends without a full stop, and for a caption."""
    kind = view.sentences[clause.number].kind
    return kind is not BlockKind.CAPTION and (kind is not BlockKind.TITLE or clause.norm(clause.last) == ".")


def _day_here(owners: Owners, mention: DateMention, before: When | None) -> When | None:
    """The single day that a date of a sentence gives for what the sentence goes on to tell."""
    first, _ = owners.tokens(mention)
    if mention.relation is not None or owners.recalled(mention) or owners.aside(first):
        return None
    found = placed(mention, owners.clause.view, before, False)
    return found if found and is_day(found.edtf) and "/" not in found.edtf else None


def _first_day(view: View, clauses: Sequence[Clause]) -> When | None:
    """The first day or stay that the body gives with its month: what a day of the week before it counts from."""
    for clause in clauses:
        for mention in view.dates_in(clause.number):
            value = mention.value.first if isinstance(mention.value, date_values.Interval) else mention.value
            if not isinstance(value, date_values.Day) or value.month is None:
                continue
            owners = Owners(clause)
            aside = owners.aside(owners.tokens(mention)[0]) and not owners.journey(mention)
            own = owners.recalled(mention) or owners.participle(mention) or aside
            if mention.relation is not None and not (mention.relation is Relation.SINCE and owners.runs(mention)):
                continue
            if not own and not _to_come(owners, mention):
                return resolve(mention.value, view.anchor)
    return None


def _to_come(owners: Owners, mention: DateMention) -> bool:
    """True for a date that its verb, or the word that announces it, puts ahead of the story."""
    if owners.announced(mention) is not None:
        return True
    if ahead(owners, *owners.tokens(mention)):
        return owners.participle(mention) is None  # "un communiqué publié mardi dit qu'il viendra"
    return soon(owners, mention)


def _goes_on(day: Day, clause: Clause, mention: DateMention) -> bool:
    """ "Lundi, il rencontrera A. Le lendemain, il est convié par B": the programme goes on, in the present."""
    value = mention.value
    ahead_last = day.ahead is not None and day.since_ahead == clause.number - 1 and day.since_ahead > day.since
    after = isinstance(value, Relative) and value.base is Base.PREVIOUS and value.count > 0
    return ahead_last and after and not {"a", "ont", "avait", "avaient"} & set(clause.norms)


def _dateline_day(view: View) -> When | None:
    """The day of the story's dateline."""
    starts = {
        b.dateline.date.start for b in view.document.stories[view.number].blocks if b.dateline and b.dateline.date
    }
    dated = next((m for m in view.dates if any(m.span.start <= s < m.span.end for s in starts)), None)
    return resolve(dated.value, view.anchor) if dated and isinstance(dated.value, date_values.Day) else None


def _moved(day: Day, mention: DateMention, owners: Owners, to_come: bool, before: When | None) -> Day:
    """The day of the story after one more date, which counts from the day `before`."""
    clause = owners.clause
    first, _ = owners.tokens(mention)
    bound = mention.relation is not None and not (mention.relation is Relation.SINCE and owners.runs(mention))
    if (
        bound
        or owners.recalled(mention)
        or owners.at_first(mention)
        or owners.reported(mention)
        or owners.bracketed(first)
        or _ends_a_journey(clause)
    ):
        return day
    found = placed(mention, clause.view, before, to_come)
    if found is None:
        return day
    if owners.journey(mention):
        return _journey(day, found, to_come, clause.number)
    if mention.relation is Relation.SINCE:
        found = until_now(found, clause.view) or found
    participle = owners.participle(mention)
    back = participle is not None and clause.norm(participle) in _BACK
    if not is_day(found.edtf) or (before and not near(before.edtf, found.edtf)) or (participle and day.told):
        vague = len(found.edtf.split("/")[0]) < _MONTH or (not is_day(found.edtf) and owners.aside(first))
        return day if back or to_come or vague else day._replace(aside=found, since_aside=clause.number)
    published = clause.view.anchor.published
    later = published and found.edtf[:4].isdigit() and found.edtf[:10] > published.isoformat()
    if to_come or later or (day.coming and one_day(day.coming.edtf, found.edtf)):
        return day._replace(ahead=found, since_ahead=clause.number)
    aside = owners.aside(first) and not clause.norm(clause.first).startswith("c'")  # "C'est lui | qu'il a vu mardi"
    if _of_the_eve(clause, mention) or (aside and (day.told is not None or _told_apart(owners))):
        return day._replace(aside=found, since_aside=clause.number)
    if day.told and "/" in found.edtf and "/" not in day.told.edtf and one_day(day.told.edtf, found.edtf):
        return day  # "est arrivé le 5; le sommet se tient du 4 au 6"
    event = isinstance(mention.value, date_values.Interval)
    return day._replace(told=found, since=clause.number, written=False, event=event)


def _steps_back(mention: DateMention) -> bool:
    """ "la veille", "trois jours plus tôt"."""
    return isinstance(mention.value, Relative) and mention.value.base is Base.PREVIOUS and mention.value.count < 0


def _of_the_eve(clause: Clause, mention: DateMention) -> bool:
    """ "la veille", "la veille, | dimanche 9 novembre": the day before, also where it is said again."""
    start = mention.span.start
    eve = clause.view.text.text[start : mention.span.end].lower().startswith(_EVES)
    return (
        eve
        or _steps_back(mention)
        or any(_steps_back(d) and 0 < start - d.span.end <= _APPOSED for d in clause.view.dates_in(clause.number))
    )


def _told_apart(owners: Owners) -> bool:
    """True where the sentence has a date outside its relative clauses and asides, which is its own."""
    dates = owners.clause.view.dates_in(owners.clause.number)
    return len(dates) > 1 and not all(owners.aside(owners.tokens(mention)[0]) for mention in dates)


def _ends_a_journey(clause: Clause) -> bool:
    """ "est rentré jeudi, terminant sa visite": what is told next happened before."""
    home = bool(_BACK & {*clause.norms}) or (bool(_ARRIVED & {*clause.norms}) and _at_home(clause))
    ends = clause.among(_ENDING | {"issue", "terme", "apres"} if home else _ENDING)
    return any(_JOURNEY & set(clause.between(k + 1, k + 8)) for k in ends)


def _at_home(clause: Clause) -> bool:
    """ "à l'issue de leur visite, ils sont arrivés à | Hanoï": a city of the state of those who travelled."""
    cities = (clause.view.text.hit(k, "city") for k in range(clause.first + 1, clause.last + 1))
    travellers = (clause.view.person(p) for p in clause.positions if not clause.mention(p).prep)
    states = {person.speaks_for for person in travellers if person}
    return any(hit and hit.extra in states for hit in cities)


def _journey(day: Day, found: When, to_come: bool, sentence: int) -> Day:
    """The day of the story after the days of a journey: ahead, or those of what is told without a day of its own."""
    if not is_day(found.edtf):
        return day
    if to_come:  # "se rendra en France la semaine prochaine", "du 11 au 12": the days say more than the week
        vague = day.ahead is not None and "/" in day.ahead.edtf
        return day._replace(coming=found, ahead=None if vague else day.ahead)
    new = day.told is None or day.written
    return day._replace(told=found, since=sentence, written=False, event=False) if new else day
