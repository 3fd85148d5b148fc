"""Datelines: the place, day and agency that open a report, and the lines that hold nothing but a date."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg import reference
from kg.languages.fr.layout.pages import agencies, layout
from kg.model import Dateline, Span

_MONTH = (
    r"(?:janv(?:ier)?|jan|févr(?:ier)?|fév|fevrier|fev|mars|avr(?:il)?|mai|juin|juil(?:l|let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_DAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s+)?"
_DATE = rf"{_DAY}\d{{1,2}}(?:er)?\s*{_MONTH}(?:\s+\d{{4}})?"
_PLACE = r"(?P<place>[^\W\d_][\w'.-]*(?:\s[\w'.-]+){0,4}?)(?:\s*\([^()\d]{2,30}\))?"
_DATED_PLACE = rf"{_PLACE}(?:\s*,\s*(?:le\s+)?(?P<date>{_DATE}))?"
_BARE = re.compile(rf"{_DATED_PLACE}\s*[-–—]{{1,2}}\s+(?=\S)", re.IGNORECASE)
_STAMP = re.compile(r"date\s+(?P<date>\d{4}-\d{2}(?:-\d{2})?)\s+(?=\S)")
_TIME = r"(?:\s*(?:à|,|-|\|)?\s*\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?)?"
_HEAD, _SHORT = 140, 60


@cache
def _with_agency() -> re.Pattern[str]:
    agency = rf"(?:\(\s*{agencies()}(?:[\s/,-][^()]{{0,40}})?\)|/{agencies()}/)"
    return re.compile(rf"(?:{_DATED_PLACE}\.?\s*)?(?i-s:{agency})\.?\s*(?:[-–—]{{1,2}}|:)?\s*(?=\S)", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    outlets = "|".join(map(re.escape, layout()["openings"]))
    return re.compile(
        rf"\(?(?:{outlets})\)?\s*[-–—:]\s*|\((?:{_PLACE},\s*)?(?P<date>{_DATE})\)\.?\s*(?=\S)", re.IGNORECASE
    )


@cache
def _date_line() -> re.Pattern[str]:
    updated = r"(?:derni[èe]re\s+)?mise?\s+(?:en\s+ligne|à\s+jour)\s+(?:à\s+\d{1,2}\s*[:h]\s*\d{2}\s+)?le"
    lead = rf"(?:{agencies()}\s*:|publi[ée]e?\s+le|{updated}|le|date)"
    numbers = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?|\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{2}(?:-\d{2})?"
    later = r"(?:\s*[-|,]?\s*(?:modifi[ée]e?|mise?\s+à\s+jour|actualis[ée]e?)\s+le\s.{4,30})?"
    return re.compile(
        rf"(?:{lead})?\s*:?\s*(?P<date>{_DATE}|{numbers}){_TIME}{later}(?:\s+par\s.{{2,40}})?\s*[.:]?$", re.IGNORECASE
    )


@cache
def _cities() -> frozenset[str]:
    names = {name for city in reference.cities() for name in (city.name_fr, city.name_en, *city.aliases)}
    return frozenset(name.replace("’", "'").casefold() for name in names)


def opens(text: str, span: Span) -> Dateline | None:
    """The dateline that a paragraph opens with, with the white space after it; an archive's date may come before it."""
    stamp = stamps(text, span)
    start = stamp.span.end if stamp else span.start
    head = text[start : min(span.end, start + _HEAD)]
    match = _with_agency().match(head) or _opening().match(head)
    if match is None:
        match = _BARE.match(head)
        if match is None or not _is_place(match["place"]):
            return None
    found = _dateline(match, start)
    return replace(found, date=stamp.date, span=Span(span.start, found.span.end)) if stamp else found


def stamps(text: str, span: Span) -> Dateline | None:
    """The date that an archive put before the title ("date 2019-11-20 Un haut responsable …")."""
    match = _STAMP.match(text[span.start : min(span.end, span.start + _HEAD)])
    return match and _dateline(match, span.start)


def fills(text: str, span: Span) -> Dateline | None:
    """The dateline of a line that holds nothing else ("Lundi 14 décembre 2020 à 13:42", "MAP: 14 décembre 2020")."""
    if span.end - span.start > _SHORT or not any(map(str.isdigit, text[span.start : span.end])):
        return None
    match = _date_line().match(text[span.start : span.end])
    return match and _dateline(match, span.start)


def _is_place(name: str) -> bool:
    return (name.isupper() and len(name) > 3) or name.casefold() in _cities()


def _dateline(match: re.Match[str], offset: int) -> Dateline:
    groups = match.groupdict()
    place, words = groups.get("place"), (groups.get("date") or "").rstrip(".")
    date = Span(offset + match.start("date"), offset + match.start("date") + len(words)) if words else None
    return Dateline(
        place=place.rstrip(".- ") if place else None, date=date, span=Span(offset + match.start(), offset + match.end())
    )
