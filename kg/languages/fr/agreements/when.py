"""When a document was signed, and whether that is long past."""

from __future__ import annotations

from datetime import timedelta

from kg.calendar.date_values import DateMention, Day, Interval, Month, Relation, Year
from kg.dating import resolve
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.tokens.trigger_words import forms
from kg.languages.fr.tokens.words import fold
from kg.model import When

_RECENT = timedelta(days=45)  # a signature longer ago is recalled, not told
_TERMS = tuple(forms("agreement", "words", "when", "terms"))


def dated(clause: Clause, token: int, *, planned: bool) -> When | None:
    """When the clause says that the signature at `token` takes place."""
    mention = nearest_date(clause, token)
    return resolve(mention.value, clause.view.anchor, None, planned=planned) if mention else None


def old(clause: Clause, v: int) -> bool:
    """True where the sentence dates the signature in a year or month past, or long before the day of publication."""
    mention = nearest_date(clause, v)
    if mention is None or mention.relation is Relation.PERIOD:
        return False
    value, anchor = mention.value, clause.view.anchor
    if isinstance(value, Year):
        return anchor.year is None or value.year < anchor.year
    told = resolve(value, anchor, None, planned=False)
    if isinstance(value, Month):
        return anchor.published is None or (
            told is not None and told.edtf[:7] < (anchor.published - _RECENT).isoformat()[:7]
        )
    if told is None or anchor.published is None or told.edtf.startswith("XXXX"):
        return (
            isinstance(value, Day) and value.year is not None and anchor.year is not None and value.year < anchor.year
        )
    return told.edtf[:10] < (anchor.published - _RECENT).isoformat()


def nearest_date(clause: Clause, token: int) -> DateMention | None:
    """The date of the sentence nearest to a token, titles of documents left out as far as their periods show."""
    at = clause.view.text.tokens[token].start
    text = clause.view.text.text
    best: tuple[int, DateMention] | None = None
    dates = clause.view.dates_in(clause.number)
    owners = Owners(clause) if dates else None
    for mention in dates:
        before = fold(text[max(mention.span.start - 22, 0) : mention.span.start])
        words = fold(text[mention.span.start : mention.span.end])
        if (
            mention.relation is not None
            or isinstance(mention.value, Interval)
            or words.startswith(("pour", "d'ici", "horizon"))
            or before.rstrip().endswith(_TERMS)
            or (owners and (owners.said_on(mention) or owners.sourced(mention, token)))
        ):
            continue
        distance = abs(mention.span.start - at)
        if distance < 160 and (best is None or distance < best[0]):
            best = (distance, mention)
    return best[1] if best else None
