"""A date of a story on the calendar, and which days are the same, near each other, or single ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.calendar.date_values import DateMention, Day, Month, Weekday, Year
from kg.dating import day_beside, resolve
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.model import When

_HALF = 3  # days of a week that lie ahead of its day rather than behind it
_WEEKS = 14  # days within which one date follows another in a story
_THERE = 3  # words from "y" to the verb


def placed(mention: DateMention, view: View, before: When | None, planned: bool) -> When | None:
    """A date on the calendar, as told after the day `before`: without a publication date, days of the week are those
    nearest to it, and a day of an unknown year that comes later is of its year."""
    anchor = view.anchor
    if isinstance(mention.value, Weekday) and anchor.published is None:
        return _nearest(mention.value, before, planned)
    found = resolve(mention.value, anchor, before, planned=planned)
    if (
        found
        and before
        and found.edtf.startswith("XXXX-")
        and before.edtf[:4].isdigit()
        and before.edtf[4:] < found.edtf[4:]
    ):
        return replace(found, edtf=found.edtf.replace("XXXX", before.edtf[:4]), reason=f"Told after {before.edtf}.")
    return found


def _nearest(value: Weekday, before: When | None, planned: bool) -> When | None:
    """The day of the week nearest to the day told before, in the weeks whose days are known."""
    if before is None or before.edtf.startswith("XXXX"):
        return None
    opening, _, closing = before.edtf.replace("?", "").partition("/")
    first, told = date.fromisoformat(opening), date.fromisoformat(closing or opening)
    mark = "?" if before.edtf.endswith("?") else ""
    if value.direction in (-2, 2):
        return replace(before, edtf=f"{day_beside(told, value)}{mark}", reason=f"Counted from {before.edtf}.")
    forward = (value.weekday - told.weekday()) % 7
    within = closing and told + timedelta(days=forward - 7) >= first
    later = planned or value.direction == 1 or forward <= _HALF
    step = forward if later and not within else forward - 7 if forward else 0
    return replace(
        before, edtf=f"{(told + timedelta(days=step)).isoformat()}{mark}", reason=f"Counted from {before.edtf}."
    )


def in_year(clause: Clause, mention: DateMention) -> DateMention:
    """ "En 2023, A avait rencontré B | le 14 avril": a day or month in the year that opens its sentence."""
    value = mention.value
    if not isinstance(value, Day | Month) or value.year is not None or value.month is None:
        return mention
    opening = clause.view.dates_in(clause.number)[0]
    opens = opening.span.start <= clause.view.text.tokens[clause.first].start
    if not opens or not isinstance(opening.value, Year) or opening.relation is not None:
        return mention
    return replace(mention, value=replace(value, year=opening.value.year))


def until_now(since: When | None, view: View) -> When | None:
    """ "depuis hier": from that day to the story's own."""
    today = view.anchor.published
    if since is None or today is None or since.edtf >= today.isoformat():
        return since
    return replace(since, edtf=f"{since.edtf}/{today.isoformat()}")


def one_day(one: str | None, two: str | None) -> bool:
    """True for days that are the same, or of which one is not told; a stay of several days is each of them."""
    if one is None or two is None or one == two:
        return True
    first, _, last = max(one, two, key=len).partition("/")
    return bool(last) and first <= min(one, two, key=len) <= last


def is_day(edtf: str) -> bool:
    """True for a day, or an interval of days, with or without its year."""
    return all(len(part.rstrip("?")) == 10 for part in edtf.split("/"))


def near(one: str, two: str) -> bool:
    """True for days at most two weeks apart; days of an unknown year are compared within it."""
    if not (is_day(one) and is_day(two)):
        return False
    first, second = (date.fromisoformat(d.split("/")[0].rstrip("?").replace("XXXX", "2000")) for d in (one, two))
    return abs((first - second).days) <= _WEEKS


def named_before(clause: Clause, token: int) -> str | None:
    """ "Avant de quitter Rome, A s'y est entretenu", "a gagné Riga pour y rencontrer B": the city named last before."""
    if "y" not in clause.between(token - _THERE, token):
        return None
    for i in range(token - 1, clause.first, -1):
        if hit := clause.view.text.hit(i, "city"):
            return clause.view.text.words(i, i + hit.length - 1)
    return None
