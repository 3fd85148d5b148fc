"""When a journey takes place: the dates of its own words, with "jusqu'à", "de trois jours" and "s'achève"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from kg.calendar.date_values import (
    Base,
    DateMention,
    Day,
    Interval,
    Month,
    Relation,
    Relative,
    Season,
    Weekday,
    Year,
)
from kg.dating import resolve
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.visits.places import Place, covered
from kg.model import When

_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10}
_STOPS = forms("visit", "words", "times", "stops") | {";"}


def tokens_of(clause: Clause, mention: DateMention) -> tuple[int, int]:
    """The first and last token of a date."""
    tokens, span = clause.view.text.tokens, mention.span
    first = bisect_left(tokens, span.start, clause.first, clause.last + 1, key=lambda token: token.start)
    end = bisect_left(tokens, span.end, first, clause.last + 1, key=lambda token: token.start)
    return first, max(first, end - 1)


def reach(clause: Clause, i: int, *, opening: bool = False) -> int:
    """The last token of the words that still speak of the journey named at token `i`.

    `opening`: in a phrase such as "lors de sa visite", which ends with the comma before the subject.
    """
    text = clause.view.text
    skip = covered(clause)
    starts = {tokens_of(clause, d)[0] for d in clause.view.dates_in(clause.number)}
    for k in range(i + 1, clause.last + 1):
        word = text.tokens[k].text if text.norm(k) in ("a", "ou") else text.norm(k)
        if k in skip:
            continue
        if word in _STOPS:
            return k - 1
        if (
            word == ","
            and (k + 1 not in skip or opening)
            and not starts & {k + 1, k + 2}
            and text.norm(k + 1) not in ("a", "au", "aux", "en")
        ):
            return k - 1
    return clause.last


def date_between(
    clause: Clause, first: int, last: int, planned: bool, *, leaving: bool = False, over: bool = False
) -> When | None:
    """The date of the words `first` … `last`: an interval before a day, with its length where the words give one.

    `leaving`: for "repart vendredi pour Berlin", where the end of one journey is the start of the next; `over`: for
    "a quitté Rome jeudi à l'issue de sa visite", where the day is its end.
    """
    dates = []
    here = clause.view.dates_in(clause.number)
    owners = Owners(clause) if here else None
    for mention in here:
        if owners and owners.said_on(mention):
            continue  # "a annoncé mardi que X se rendra …"
        start, end = tokens_of(clause, mention)
        whole = end <= last and not isinstance(mention.value, Year)
        if isinstance(mention.value, Relative) and mention.value.base in (Base.UNSAID, Base.EVENT):
            continue
        if first <= start <= last and (whole or planned):
            dates.append((mention, start))
    stay = _stay(clause, dates, planned, _days(clause, first, last), over)
    if stay or over:
        return stay
    for mention, token in sorted(dates, key=lambda d: (not isinstance(d[0].value, Interval), d[1])):
        if not (leaving or isinstance(mention.value, Interval)) and _after(clause, token, "ended"):
            continue  # "achève ce mardi sa visite" does not say since when
        if mention.relation in (None, Relation.SINCE) and not (mention.relation and isinstance(mention.value, Year)):
            return resolve(mention.value, clause.view.anchor, _told_before(clause, mention), planned=planned)
    return None


def of_legs(clause: Clause, legs: Sequence[Place], start: int, planned: bool) -> dict[str, When]:
    """ "en Russie du 22 au 25 mai, puis en Biélorussie du 25 au 27": the dates of each leg, where more than one has
    its own; "en Corée et en Inde du 12 au 19": those of all; beside the state it leads to."""
    if len(clause.view.dates_in(clause.number)) < len(legs):
        return _of_all(clause, legs, planned)
    fronted = bool(legs) and date_between(clause, start, legs[0].first, planned) is not None
    found: dict[str, When] = {}
    for n, leg in enumerate(legs):
        first = start if n == 0 else legs[n - 1].last + 1
        last = legs[n + 1].first - 1 if n + 1 < len(legs) else clause.last
        date = (
            date_between(clause, first, leg.first, planned)
            if fronted
            else date_between(clause, leg.last, last, planned)
        )
        if date is None and n == 0 and not fronted:
            date = date_between(clause, clause.first, leg.first, planned)  # "Fin mai, … au Laos, puis en Inde en juin"
        if date:
            found[leg.code] = date
    return found if len(found) == len(legs) else _of_all(clause, legs, planned)


def _of_all(clause: Clause, legs: Sequence[Place], planned: bool) -> dict[str, When]:
    """The one stretch of time in which the sentence puts all legs of a journey: days, a week, a month."""
    stretches = [d for d in clause.view.dates_in(clause.number) if _long(d)]
    if len(stretches) != 1 or stretches[0].relation is not None:
        return {}
    days = resolve(stretches[0].value, clause.view.anchor, planned=planned)
    return {leg.code: days for leg in legs} if days and len(days.edtf) >= len("2024-05") else {}


def _long(mention: DateMention) -> bool:
    """True for a stretch of days, a week, a month or a season."""
    value = mention.value
    weeks = isinstance(value, Relative) and value.unit in ("week", "month")
    return weeks or isinstance(value, Interval | Month | Season)


def _told_before(clause: Clause, mention: DateMention) -> When | None:
    """The day that "la veille" or "le lendemain" counts from: the one that the story told last."""
    if not (isinstance(mention.value, Relative) and mention.value.base is Base.PREVIOUS):
        return None
    earlier = [d for d in clause.view.dates if d.span.end <= mention.span.start and isinstance(d.value, Day | Weekday)]
    return resolve(earlier[-1].value, clause.view.anchor) if earlier else None


def _days(clause: Clause, first: int, last: int) -> int:
    """How many days "de trois jours", "de 48 heures" say the journey has; 0 where nothing is said."""
    words = clause.between(first, min(last, clause.last) + 1)
    for k, word in enumerate(words[:-1]):
        count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
        apart = words[k - 1 : k] in (["a"], ["les"]) or words[k + 2 : k + 3] in (["plus"], ["apres"], ["avant"])
        if count and words[k + 1] in ("jours", "jour") and not apart:
            return count
        if count in (48, 72) and words[k + 1] == "heures":
            return count // 24 + 1
    return 0


def _stay(clause: Clause, dates: list[tuple[DateMention, int]], planned: bool, days: int, over: bool) -> When | None:
    """The interval from a first day ("entamé dimanche"), a last one ("s'achève mercredi") and a length."""
    points = [(mention, start) for mention, start in dates if not isinstance(mention.value, Interval)]
    ends = (m for m, start in points if m.relation is Relation.UNTIL or _after(clause, start, "ended"))
    end = next(ends, points[0][0] if over and points else None)
    start_ = next((m for m, start in points if m is not end and m.relation in (None, Relation.SINCE)), None)
    if not (end or days) or len(points) < len(dates):
        return None
    first = resolve(start_.value, clause.view.anchor, planned=planned) if start_ else None
    ahead = end is not None and not over and not _over(clause, tokens_of(clause, end)[0])
    last = resolve(end.value, clause.view.anchor, planned=ahead) if end else None
    opening, closing = _day(first), _day(last)
    if days and opening and not closing:
        closing = opening + timedelta(days=days - 1)
    if days and closing and not opening:
        opening = closing - timedelta(days=days - 1)
    known = first or last
    if not (opening and closing and known) or closing < opening:
        return None
    mark = "?" if known.edtf.endswith("?") else ""
    return When(edtf=f"{opening}{mark}/{closing}{mark}", basis=known.basis, reason=known.reason)


def _after(clause: Clause, start: int, name: str) -> bool:
    return bool(set(clause.between(start - 4, start)) & forms("visit", "mood", name))


def _over(clause: Clause, start: int) -> bool:
    """True for the end of a journey that has come: "a achevé mercredi", "est rentré samedi"."""
    ended, past = forms("visit", "mood", "ended"), forms("visit", "words", "times", "past")
    return any(clause.norm(k) in ended and clause.norm(k - 1) in past for k in range(start - 4, start))


def dated(clause: Clause, first: int, last: int) -> bool:
    """True where a day stands between two tokens."""
    return any(first < tokens_of(clause, d)[0] < last for d in clause.view.dates_in(clause.number))


def fronted(clause: Clause, before: int | None = None) -> bool:
    """True for a sentence whose first date is a stretch of days that opens it: "Du 20 au 23 juillet, X …"; or that
    stands at least `before` a token."""
    dates = clause.view.dates_in(clause.number)
    last = clause.first + 1 if before is None else before
    return bool(dates) and isinstance(dates[0].value, Interval) and tokens_of(clause, dates[0])[0] <= last


def being(clause: Clause, first: int, i: int) -> int:
    """ "était jeudi en visite": the token of the verb "être" close before token `first`, else `i`."""
    near = range(first - 2, max(first - 7, clause.first), -1)
    return next((k for k in near if clause.norm(k) in forms("visit", "words", "times", "be")), i)


def called_off(clause: Clause, i: int) -> bool:
    """True where the words around the journey told at token `i` say that it was cancelled or put off."""
    return bool(set(clause.between(i - 10, i + 16)) & forms("visit", "mood", "cancelled"))


def _day(when: When | None) -> date | None:
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)\??", when.edtf) if when else None
    return date.fromisoformat(match[1]) if match else None


def begins_later(when: When | None, clause: Clause) -> bool:
    """True where the journey starts after the day of publication."""
    today = clause.view.anchor.published
    begins = _day(When(edtf=when.edtf[:10])) if when else None
    return bool(today and begins and begins > today)
