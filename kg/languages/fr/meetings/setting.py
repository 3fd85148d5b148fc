"""Where and when a meeting took place: the date and the place of its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kg import reference
from kg.anchor import Anchor
from kg.date_values import Base, DateMention, Interval, Month, Relation, Relative, Season, Year, YearPart
from kg.dating import resolve
from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import REMOTE, Draft
from kg.languages.fr.trigger_words import forms
from kg.languages.fr.view import View
from kg.languages.fr.words import fold
from kg.model import BlockKind, When

_TRAVEL = re.compile(r"\b(?:visite|voyage|deplacement|tournee|sejour|sejourne|effectue|effectuera)\b[^.;]{0,60}$")
_RECALLED = re.compile(
    r"\b(?:depuis|jusqu'a|elue?|nommee?|signee?|fondee?|etablie?|nouee?|entree? en vigueur)\s*(?:le |la |en |a |au )?$"
)
_PLACE_PREP = forms("meeting", "words", "setting", "place_prep")


def place_and_time(clause: Clause, draft: Draft) -> None:
    """Gives a draft the date and place of its clause, and its medium."""
    token = draft.token if draft.near is None else draft.near
    draft.date = date_of(clause, token)
    draft.place = place_of(clause, token)


def share_out(drafts: Sequence[Draft]) -> None:
    """A date claimed by two tellings of one sentence is of the encounter, not of the conference named beside it."""
    taken = [d.date for d in drafts if d.date and not d.series]
    for draft in drafts:
        if draft.series and draft.date in taken:
            draft.date = None


def date_of(clause: Clause, token: int) -> DateMention | None:
    """The date nearest to a token of the sentence that is not the date of a journey or of an act recalled."""
    text = clause.view.text
    at = text.tokens[token].start
    best: tuple[int, DateMention] | None = None
    for mention in clause.view.dates_in(clause.number):
        if mention.relation is not None or (
            isinstance(mention.value, Year | YearPart) and mention.relation is Relation.PERIOD
        ):
            continue
        before = fold(text.text[clause.view.sentences[clause.number].span.start : mention.span.start])[-80:]
        if _of_a_noun(before, text.text[mention.span.start : mention.span.end], mention):
            continue
        if _RECALLED.search(before) or (_TRAVEL.search(before) and isinstance(mention.value, Interval)):
            continue
        gap = text.text[min(at, mention.span.end) : max(at, mention.span.start)]
        distance = (
            abs(mention.span.start - at)
            + 200 * gap.count(";")
            + (20 if isinstance(mention.value, Year | Month | Season) else 0)
        )
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best and best[0] < 400 else None


def _of_a_noun(before: str, words: str, mention: DateMention) -> bool:
    """ "le séisme du 24 août": the date of that noun, unless the noun is a meeting ("l'entretien du 24 août")."""
    if isinstance(mention.value, Interval) or not words.lower().startswith(("du ", "de ")) or not before.strip():
        return False
    return not re.search(rf"\b(?:{_DATED})\s*$", before)


_DATED = "|".join(
    (
        "soiree",
        "matinee",
        "journee",
        "apres-midi",
        "matin",
        "soir",
        "entretien",
        "rencontre",
        "reunion",
        "conference",
        "sommet",
        "session",
        "appel",
        "audience",
        "nuit",
        "compter",
    )
)


def place_of(clause: Clause, token: int) -> str | None:
    """The city nearest to a token that a preposition of place introduces, or the capital that a phrase stands for."""
    text, best = clause.view.text, None
    inside = {
        i
        for p in clause.positions
        if clause.mention(p).name
        for i in range(clause.mention(p).first, clause.mention(p).last + 1)
    }
    for i in range(clause.first, clause.last + 1):
        city = text.hit(i, "city")
        name = city.key if city else _capital(clause, i)
        if name is None or i in inside:
            continue
        k = i - 1
        while clause.norm(k) in ("la", "le", "les", "l'"):
            k -= 1
        if city and clause.norm(k) not in _PLACE_PREP:
            continue
        distance = abs(i - token)
        if best is None or distance < best[0]:
            words = text.words(i, i + city.length - 1) if city else name
            best = (distance, words)
    return best[1] if best else None


def _capital(clause: Clause, i: int) -> str | None:
    """ "dans la capitale lao": the capital of the state."""
    if clause.norm(i) != "capitale" or clause.norm(i - 1) != "la":
        return None
    hit = clause.view.text.hit(i + 1, "demonym")
    return reference.states()[hit.key].capital if hit and hit.key in reference.states() else None


def settled(view: View, drafts: Sequence[Draft], clauses: Sequence[Clause]) -> Iterator[tuple[Draft, When | None]]:
    """The drafts with their dates; what is told next without a date or place of its own happened on the same day."""
    days = story_days(view, clauses)
    place: str | None = None
    day: str | None = None
    for draft in drafts:
        told = _dated(view, draft, days)
        if told and view.anchor.published and told.edtf[:10] > view.anchor.published.isoformat():
            draft.status = "planned"
        if draft.kind not in REMOTE:
            same_day = told is None or day is None or told.edtf == day
            draft.place = draft.place or (place if same_day and draft.status == "held" else None)
            place = draft.place or place
        day = told.edtf if told else day
        yield draft, told


def _dated(view: View, draft: Draft, days: Sequence[Day]) -> When | None:
    before = days[draft.sentence - 1] if draft.sentence else Day(None, 0, None, 0)
    found = when(view, draft, before.told)
    if found or draft.date is not None or view.sentences[draft.sentence].kind is BlockKind.TITLE:
        return found
    day = before.told
    if draft.status == "planned" or day is None:
        just_told = draft.sentence - before.since <= 2
        day = (
            before.ahead
            if draft.sentence - before.since_ahead <= _FRESH and before.ahead
            else day
            if just_told
            else None
        )
    return replace(day, basis="inferred", reason="Told next, without a date of its own.") if day else None


class Day(NamedTuple):
    """The day that a story has come to, of what happened and of what is ahead, each with the sentence that said so."""

    told: When | None
    since: int
    ahead: When | None
    since_ahead: int


def story_days(view: View, clauses: Sequence[Clause]) -> list[Day]:
    """For each sentence, the days that the story has come to at its end."""
    days: list[Day] = []
    day = Day(None, 0, None, 0)
    for clause in clauses:
        kind = view.sentences[clause.number].kind
        if kind not in (BlockKind.TITLE, BlockKind.CAPTION):
            for found, ahead in _days_told(clause, day.told):
                number = clause.number
                day = (
                    Day(day.told, day.since, found, number) if ahead else Day(found, number, day.ahead, day.since_ahead)
                )
                break
        days.append(day)
    return days


def _days_told(clause: Clause, day: When | None) -> Iterator[tuple[When, bool]]:
    """The days that a sentence tells of, within two weeks of the day told before, and whether they are ahead."""
    view = clause.view
    text, span = view.text.text, view.sentences[clause.number].span
    for mention in view.dates_in(clause.number):
        before = fold(text[span.start : mention.span.start])[-80:]
        words = text[mention.span.start : mention.span.end]
        if (
            mention.relation is not None
            or _of_a_noun(before, words, mention)
            or _RECALLED.search(before)
            or _AHEAD.search(before)
        ):
            continue
        if (_TRAVEL.search(before) and isinstance(mention.value, Interval)) or _back(mention):
            continue
        around = text[max(span.start, mention.span.start - 40) : min(span.end, mention.span.end + 40)]
        ahead = bool(_FUTURE.search(around))
        found = resolve(mention.value, view.anchor, day, planned=ahead)
        if found and _is_day(found.edtf) and (day is None or _near(day.edtf, found.edtf)):
            later = view.anchor.published is not None and found.edtf[:10] > view.anchor.published.isoformat()
            yield found, ahead or later


def _back(mention: DateMention) -> bool:
    """ "la veille": a step aside that leaves the story's day where it was."""
    return isinstance(mention.value, Relative) and mention.value.base is Base.PREVIOUS and mention.value.count < 0


_FRESH = 8  # sentences for which a day ahead is still that of the programme being told
_FUTURE = re.compile(
    r"\b(?:[a-z]\w*(?:era|ira|dra|tra|vra|rra|eront|iront|dront|tront|vront|rront)|doit|doivent|devrait|devraient|aura|auront)\b"
)


def _is_day(edtf: str) -> bool:
    return all(len(part.rstrip("?")) == 10 for part in edtf.split("/"))


def _near(one: str, two: str) -> bool:
    """True for days at most two weeks apart; days of an unknown year are compared within it."""
    first, second = (date.fromisoformat(d.split("/")[0].rstrip("?").replace("XXXX", "2000")) for d in (one, two))
    return abs((first - second).days) <= 14


_AHEAD = re.compile(r"\b(?:prevue?s?|attendue?s?|prochaine?s?|fixee?s?)\b[^.;,]{0,50}$")


def when(view: View, draft: Draft, previous: When | None) -> When | None:
    """The draft's date on the calendar; without one of its own, a meeting told next is of the same day."""
    if draft.date is None:
        return None
    value = draft.date.value
    anchor: Anchor = view.anchor
    if isinstance(value, Relative) and value.base is Base.PREVIOUS and previous is None:
        return None
    return resolve(value, anchor, previous, planned=draft.status == "planned")
