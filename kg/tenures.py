"""Which known term of office an article attests: the reference table's tenure of that person, post and time."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg import edtf, reference
from kg.identifiers import canonical_person, home, office_of, office_types, post_path, slug, tenure_of

_Key = tuple[str, str, str, str | None]
_Term = tuple[date, date, str]


def start_of(row: reference.Tenure) -> str:
    """What tells apart the terms of one person in one post: when it began, else when it ended."""
    return row.start or row.end or "unknown"


@cache
def _terms() -> dict[_Key, tuple[_Term, ...]]:
    """First and last day, and start, of each known term by home and key of the person, post, and qualifier."""
    found: dict[_Key, list[_Term]] = {}
    for row in reference.tenures():
        kind = office_types().get(row.office_type)
        if kind is None:
            continue
        where, name = canonical_person(row.person, home(tenure_of(row)))
        path = post_path(office_of(kind, row.state), kind.office, kind.portfolio, kind.title_fr)
        first = edtf.bounds_if_valid(row.start or "").earliest or date.min
        last = edtf.bounds_if_valid(row.end or "").latest or date.max
        found.setdefault((where, slug(name), path, kind.qualifier), []).append((first, last, start_of(row)))
    return {key: tuple(sorted(terms)) for key, terms in found.items()}


def known_term(where: str, key: str, post: str, qualifier: str | None, attested: str | None) -> str | None:
    """The start of the one known term that an article attests on this EDTF date; without a date, of the only one."""
    terms = _terms().get((where, key, post, qualifier), ())
    when = edtf.bounds_if_valid(attested or "")
    if when.earliest and when.latest:
        terms = tuple(term for term in terms if term[0] <= when.latest and when.earliest <= term[1])
    return terms[0][2] if len(terms) == 1 else None
