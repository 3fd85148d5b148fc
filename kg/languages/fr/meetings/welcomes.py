"""Welcome and farewell ceremonies: "la cérémonie d'accueil de B s'est tenue à Hanoï, sous la présidence de A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.attendance import attendance
from kg.languages.fr.meetings.draft import Draft, codes, sides
from kg.languages.fr.meetings.presence import present
from kg.languages.fr.meetings.where import places
from kg.languages.fr.meetings.whom import protagonist
from kg.languages.fr.tokens.trigger_words import forms

_CEREMONY = frozenset(("ceremonie", "ceremonies"))
_HONOUR = forms("meeting", "words", "welcomes", "honour")
_AHEAD = forms("meeting", "words", "welcomes", "ahead")
_OF = ("de", "du", "d'", "pour")
_RULE = "fr.meeting.welcome"
_BY = 8  # words between "accueil" and by whom it is given
_NAME, _REACH = 5, 4  # words between "cérémonie" and "accueil"; between that and whom it honours


def of_welcome(clause: Clause, i: int) -> int | None:
    """The token of "accueil" in the "cérémonie (officielle) d'accueil" at token `i`; None for another ceremony."""
    named = (k for k in range(i + 1, i + _NAME) if clause.norm(k) in _HONOUR and clause.norm(k - 1) in ("d'", "de"))
    return next(named, None)


def find(clause: Clause, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The welcome of one whom this sentence names; who else was there joins the one told before, if it names nobody."""
    for i in clause.among(_CEREMONY):
        end = of_welcome(clause, i)
        before = [d for d in drafts if d.rule == _RULE]
        if end is None and not (before and clause.norm(i - 1) in ("la", "cette")):
            continue
        guests = _honoured(clause, i, end or i)
        if not guests and end is not None and clause.after(end, ("par",), reach=_BY):
            guests = [*protagonist(clause), *clause.after(end, ("par",), reach=_BY)]  # of whom the programme is
        last = max((clause.mention(p).last for p in guests), default=end or i)
        people = dict.fromkeys(sides(clause, guests)[0], "guest")
        others = dict.fromkeys([*attendance(clause, i, last).people, *present(clause)], "participant")
        if not people and before:
            before[-1].people.update((p, r) for p, r in others.items() if p not in before[-1].people)
        elif people:
            yield from _told(clause, i, others | people, before)


def _told(clause: Clause, i: int, people: dict[int, str], before: Sequence[Draft]) -> Iterator[Draft]:
    """A welcome and its telling before: both have the same people; the state of the place gives it where nobody did."""
    draft = Draft(
        kind="ceremony", status="planned" if _AHEAD & {*clause.norms} else "held", sentence=clause.number, token=i,
        rule=_RULE, people=dict(people),
    )  # fmt: skip
    guests = {p for p, role in people.items() if role == "guest"}
    for known in before:
        if guests & set(known.people):
            draft.people = known.people = known.people | people
    sent = codes(clause, draft)
    if len(sent) == 1:
        draft.parties = [place.state for place in places(clause) if place.state not in sent][:1]
    yield draft


def _honoured(clause: Clause, i: int, end: int) -> list[int]:
    """ "la cérémonie d'accueil officielle de B", "une cérémonie d'accueil … en l'honneur de B": B."""
    honour = next((k for k in clause.among(frozenset(("honneur",)))), None)
    if honour is not None and clause.norm(honour - 1) == "l'":
        return clause.after(honour, _OF, reach=_REACH)
    return clause.after(end, _OF, reach=_REACH) if end > i else []
