"""The journeys that a story tells, each once, from all its sentences."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import chain

from kg.languages.fr.clauses.clauses import clauses_of
from kg.languages.fr.clauses.limits import FARTHEST_BACK
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import triggers
from kg.languages.fr.visits import nouns, stages, taken_up, verbs
from kg.languages.fr.visits.draft import Draft
from kg.model import BlockKind

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = timedelta(days=10)  # days after its start on which a story still tells of the same journey


def journeys(view: View) -> list[Draft]:
    """One draft per visitor, destination and date, in the order of the text."""
    told: list[Draft] = []
    for s in range(len(view.sentences)):
        if not _travels(view, s):
            continue
        clause = clauses_of(view)[s]
        here = [*nouns.find(clause, told), *verbs.find(clause), *stages.find(clause)]
        here.extend(taken_up.find(clause, told) if not here else ())
        for draft in (*here, *stages.passed(clause, here)):
            twin = next((other for other in told[-FARTHEST_BACK:] if _same(other, draft)), None)
            if twin is None:
                told.append(draft)
            else:
                _absorb(twin, draft)
                if draft.status == "planned" and view.sentences[twin.sentence].kind is BlockKind.TITLE:
                    twin.status = "planned"  # "X en visite au Japon" above "X se rendra au Japon"
    return told


@cache
def travel() -> frozenset[str]:
    """Every word that may tell of a journey."""
    table = triggers("visit")
    moods = [many for row in table["verbs"].values() for many in row.values() if isinstance(many, list)]
    return frozenset(
        chain(
            table["nouns"]["journey"],
            *(table["nouns"][kind] for kind in ("transit", "passing", "stage", "errand")),
            *moods,
        )
    )


def _travels(view: View, s: int) -> bool:
    words = travel()
    first, last = view.sentences[s].first, view.sentences[s].last
    return any(token.norm in words for token in view.text.tokens[first : last + 1])


def _same(a: Draft, b: Draft) -> bool:
    """True where two tellings mean one journey: one destination, one traveller, no two dates."""
    known = a.traveller.person is not None and b.traveller.person is not None
    same = a.traveller.person == b.traveller.person if known else a.traveller.origin == b.traveller.origin
    dated = a.date is not None and b.date is not None and a.date.edtf != b.date.edtf
    return same and a.destination == b.destination and not (dated and _apart(a, b))


def _apart(a: Draft, b: Draft) -> bool:
    """True for dates that one journey cannot have both: of other months, and not within days of each other."""
    if not (a.date and b.date) or a.date.edtf[:7] == b.date.edtf[:7]:
        return False
    one, two = (_DAY.match(d.edtf) for d in (a.date, b.date))
    return not (one and two) or abs(date.fromisoformat(one[0]) - date.fromisoformat(two[0])) > _LONGEST


def _absorb(kept: Draft, other: Draft) -> None:
    if kept.kind == "visit":
        kept.kind = other.kind
    if kept.traveller.person is None:
        kept.traveller = other.traveller
    if kept.sentence == other.sentence and "planned" in (kept.status, other.status):
        left = any(d.rule == "fr.visit.leave" and d.status == "held" for d in (kept, other))
        kept.status = other.status = "held" if left else "planned"  # "a quitté A pour B, où il effectuera …"
    if other.date and (kept.date is None or ("/" in other.date.edtf and "/" not in kept.date.edtf)):
        kept.date, kept.status = other.date, other.status
