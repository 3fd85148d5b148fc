"""When a meeting took place: the date of its own clause, or the day that the story has come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.calendar.date_values import (
    Base,
    DateMention,
    Interval,
    Month,
    Relation,
    Relative,
    Season,
    Weekday,
    Year,
    YearPart,
)
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.view import View
from kg.languages.fr.meetings import where
from kg.languages.fr.meetings.draft import Draft
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.meetings.placing import in_year
from kg.languages.fr.meetings.story_days import StoryDays
from kg.languages.fr.meetings.tenses import ahead, future, soon
from kg.languages.fr.tokens.trigger_words import forms
from kg.model import BlockKind, When

_NAME = 6  # words in the name of a conference before its date
_FAR = 70  # words within which a date of the sentence can be that of a meeting
_VAGUE = 4  # how many words nearer a month or year must stand than a day
_BARRIER = 35  # words that a semicolon counts for
_GROUP = 5  # words before a verb or noun among which its auxiliary stands
_FRONTED = 8  # words that a date at the head of its sentence is away from all its verbs at most
_NEXT = forms("meeting", "words", "setting", "next")
_TO = frozenset(("a", "au", "aux"))
_LATELY = forms("meeting", "words", "setting", "lately")
_MARGIN = forms("meeting", "words", "setting", "margin")
_DURING, _STAYS = (forms("meeting", "words", "setting", key) for key in ("during", "stays"))
_HOUR = 14  # words after a verb among which the hour stands
_CLOCK = re.compile(r"\d{1,2}h(?:\d\d)?|\d{1,2}:\d\d")
_STAY = 6  # words in which an opening phrase names a stay
_PLUPERFECT = forms("meeting", "words", "setting", "pluperfect")


def place_and_time(clause: Clause, draft: Draft, days: StoryDays) -> None:
    """Gives a draft the date and place of its clause."""
    near = draft.near
    token = near if near is not None and clause.first <= near <= clause.last else draft.token
    owners = Owners(clause)
    draft.date = date_of(owners, draft, token)
    if draft.date and (owners.announced(draft.date) is not None or _to_come(owners, draft.date, token)):
        draft.status = "planned"
    later = draft.date is not None and (draft.status == "planned" or soon(owners, draft.date))
    if draft.date is not None and later and draft.status == "planned":
        first, last = owners.tokens(draft.date)
        if owners.apart(token, first):  # "est arrivé mardi à Rome, où il doit voir A": the day of what is told before
            later = ahead(owners, first, last)
    draft.when = days.at(in_year(clause, draft.date), later) if draft.date else None
    draft.place = where.place_of(owners, token, token == draft.token and _by_noun(draft))


def _to_come(owners: Owners, mention: DateMention, token: int) -> bool:
    """True where the clause added about an event puts it ahead: "qui se tiendra le 5"."""
    first, last = owners.tokens(mention)
    return owners.apart(first, token) and ahead(owners, first, last)


def share_out(drafts: Sequence[Draft]) -> None:
    """A date claimed by two tellings of one sentence is of the encounter, not of the conference named beside it; but a
    coming conference keeps its own beside an encounter that was held."""
    for draft in drafts:
        for other in drafts:
            if not draft.series or other.series or other.weak or draft.date is None or draft.date != other.date:
                continue
            loser = other if (draft.status, other.status) == ("planned", "held") else draft
            loser.when = None
            if loser is other:
                loser.date = None


def date_of(owners: Owners, draft: Draft, token: int) -> DateMention | None:
    """The date nearest to a token of the sentence that belongs to nothing else."""
    best: tuple[int, DateMention] | None = None
    for mention in owners.clause.view.dates_in(owners.clause.number):
        if not _can_be(owners, mention, draft, token):
            continue
        distance = (
            _distance(owners, mention, token) if not (_by_noun(draft) and owners.announces(mention, token)) else 0
        )
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best and best[0] < _FAR else None


def _can_be(owners: Owners, mention: DateMention, draft: Draft, token: int) -> bool:
    """True for a date that can be the meeting's."""
    if not _tells(mention):
        return False
    first, _ = owners.tokens(mention)
    if (mention.relation is Relation.SINCE and not owners.runs(mention)) or owners.at_first(mention):
        return False
    sign = owners.announced(mention)
    if sign is not None and sign != token - 1:  # "la prochaine réunion" is the meeting itself
        return owners.announces(mention, token)
    if owners.of_another_event(first, token) or (not _by_noun(draft) and owners.of_a_conference(mention)):
        return False
    if _in_its_name(owners, mention, draft):
        return True
    if owners.said_on(mention) or owners.recalled(mention) or owners.journey(mention):
        return False
    if _of_going(owners, mention, draft, token) or _of_another_verb(owners, mention, draft, token):
        return False
    if owners.apart(first, token):
        return token == draft.token and _by_noun(draft) and owners.held_on(mention, token)
    participle = owners.participle(mention)
    return participle is None or participle == draft.token


def _tells(mention: DateMention) -> bool:
    """False for a date that only bounds, a span of years ("pour le mandat 2020-2021"), the eve of another event."""
    value = mention.value
    if mention.relation not in (None, Relation.SINCE) or isinstance(value, YearPart):
        return False
    years = isinstance(value, Interval) and isinstance(value.first, Year)
    return not years and not (isinstance(value, Relative) and value.base is Base.EVENT)


def _of_going(owners: Owners, mention: DateMention, draft: Draft, token: int) -> bool:
    """ "est rentré | lundi, achevant …"; "est arrivé | lundi, entamant une visite, où il verra B": no day of it."""
    first, _ = owners.tokens(mention)
    if first >= token or owners.of_a_return(mention):
        return first < token
    ahead_there = draft.status == "planned" and owners.apart(token, first)
    return ahead_there and bool(_STAYS & set(owners.clause.between(first, token)))


def _in_its_name(owners: Owners, mention: DateMention, draft: Draft) -> bool:
    """ "le sommet de l'ASEAN | d'octobre": a date right behind the name of a conference."""
    first, _ = owners.tokens(mention)
    gap = owners.clause.between(draft.token + 1, first)
    named = draft.series and 0 < first - draft.token <= _NAME and owners.clause.norm(first) in ("de", "d'", "du")
    return (
        bool(named)
        and all(word.isalpha() or word in ("l'", "d'") for word in gap)
        and not any(map(future, owners.clause.view.text.tokens[draft.token + 1 : first]))
    )


def _of_another_verb(owners: Owners, mention: DateMention, draft: Draft, token: int) -> bool:
    """ "a reçu A et le reverra en mai", "a dit lors de la rencontre qu'il viendra mardi": a date of what is to come."""
    first, last = owners.tokens(mention)
    if draft.status == "planned" or first < token or owners.apart(first, token):
        return False
    tokens = owners.clause.view.text.tokens[token + 1 : first]
    return any(future(t) for t in tokens) and ahead(owners, first, last)


def _by_noun(draft: Draft) -> bool:
    """True for a meeting told by its noun or name, which a clause can say more of."""
    return bool(draft.series) or ".noun." in draft.rule


def _distance(owners: Owners, mention: DateMention, token: int) -> int:
    """How many words a date stands away, with what lies between."""
    first, last = owners.tokens(mention)
    gap = owners.clause.between(min(token, last), max(token, first))
    distance = max(first - token, token - last)
    if last < token and any(a == "et" and b in _TO for a, b in pairwise(gap)):
        distance += _BARRIER  # "ira à la rencontre du 25 mai et au | sommet": of the one before
    if first <= owners.clause.first + 1 and token > last:
        distance = min(distance, _FRONTED)
    vague = _VAGUE if isinstance(mention.value, Year | Month | Season) or _unsaid(mention) else 0
    return distance + _BARRIER * gap.count(";") + vague


def _unsaid(mention: DateMention) -> bool:
    """True for "quelques jours plus tôt"."""
    return isinstance(mention.value, Relative) and mention.value.base is Base.UNSAID


def settled(
    view: View, drafts: Sequence[Draft], clauses: Sequence[Clause], days: StoryDays
) -> Iterator[tuple[Draft, When | None]]:
    """The drafts with their dates; what is told next without a date or place of its own happened on the same day."""
    places = where.StoryPlaces(view, clauses, days)
    published, before = view.anchor.published, None
    for draft in drafts:
        clause = clauses[draft.sentence]
        told = draft.when or _inherited(view, draft, clause, days) or (before if _next(draft, clause) else None)
        before = told if draft.status == "held" and told else before
        if told and published and told.edtf[:4].isdigit() and told.edtf[:10] > published.isoformat():
            draft.status = "planned"
        places.settle(draft, told)
        yield draft, told


def _next(draft: Draft, clause: Clause) -> bool:
    """True for a meeting that followed at once on the one told before: "a ensuite eu un entretien"."""
    words = f" {' '.join(clause.norms)} "
    return draft.status == "held" and draft.date is None and any(f" {cue} " in words for cue in _NEXT)


def _inherited(view: View, draft: Draft, clause: Clause, days: StoryDays) -> When | None:
    """The day that the story has come to, for what is told next; of a headline or caption, the story's first."""
    if draft.date is not None and not _lead_weekday(clause, draft.date):
        return None
    words = set(clause.between(clause.first, clause.last + 1))
    if draft.status == "held" and _opens_with_a_stay(clause):
        return None
    if draft.status == "held" and _LATELY & set(clause.between(draft.token - _GROUP, draft.token + _GROUP)):
        return None  # "a récemment reçu A": on none of the days that the story tells
    since = days.ends[draft.sentence].since
    if draft.status == "held" and since < draft.sentence and (_MARGIN & words or days.margin(since, draft.sentence)):
        return None
    past = bool(_PLUPERFECT & set(clause.between(max(draft.token - _GROUP, clause.first), draft.token)))
    if past and not days.stepped_aside(draft.sentence) and Owners(clause).aside(draft.token):
        return None
    if days.ends[draft.sentence].event and not draft.series and since < draft.sentence:
        return None
    day = days.inherited(draft.sentence, draft.status, past, not _by_noun(draft))
    if day is None and draft.status == "planned" and _by_the_clock(clause, draft):
        day = days.ends[draft.sentence].told
    if day is None and view.sentences[draft.sentence].kind in (BlockKind.TITLE, BlockKind.CAPTION):
        day = days.first()
    if day is not None and day is days.ends[draft.sentence].ahead:
        draft.status = "planned"
    return replace(day, basis="inferred", reason="Told next, without a date of its own.") if day else None


def _by_the_clock(clause: Clause, draft: Draft) -> bool:
    """ "Il doit s'entretenir | à 13h avec B", without a day: on the story's own."""
    words = clause.between(draft.token - _GROUP, draft.token + _HOUR)
    return any(a in _TO and _CLOCK.fullmatch(b) for a, b in pairwise(words))


def _opens_with_a_stay(clause: Clause) -> bool:
    """ "Au cours de sa visite, A a rencontré B": on one of its days, not on the one that the story has come to."""
    if any(isinstance(m.value, Interval) for m in clause.view.dates_in(clause.number)):
        return False  # "Durant son séjour du 4 au 6 décembre, …"
    words = clause.norms[:_STAY]
    during = next((k for k, word in enumerate(words[:2]) if word in _DURING), None)
    return during is not None and bool(_STAYS & {*words[during:]}) and "," not in words[: during + 2]


def _lead_weekday(clause: Clause, mention: DateMention) -> bool:
    """True for a day of the week, in a story whose weekdays nothing tells, that its first paragraph names."""
    anchor, kinds = clause.view.anchor, [s.kind for s in clause.view.sentences[: clause.number]]
    return isinstance(mention.value, Weekday) and not anchor.weekdays and BlockKind.BODY not in kinds
