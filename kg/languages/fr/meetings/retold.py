"""When a meeting told before took place: "L'audience s'est déroulée lundi", "Cette rencontre, qui a eu lieu le 8"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft
from kg.languages.fr.meetings.owned import Owners
from kg.languages.fr.meetings.setting import place_and_time
from kg.languages.fr.meetings.story_days import StoryDays
from kg.languages.fr.meetings.tenses import future
from kg.languages.fr.tokens.trigger_words import forms

_AGAIN, _DEFINITE, _TAKES_PLACE = (
    forms("meeting", "words", "references", key) for key in ("again", "definite", "takes_place")
)
_DURING = frozenset(("lors", "au", "durant", "pendant", "a"))
_PRONOUNS = frozenset(("elle", "il", "celle-ci", "celui-ci", "ils", "elles"))
_BACK = 3  # sentences over which a meeting is still the one that is spoken of
_VERB = 7  # words after "la rencontre" among which its verb stands
_CLOSE = 12  # words between the meeting taken up again and the date of it
_NEXT = 4  # words after a pronoun among which its verb stands


def date_again(clause: Clause, drafts: Sequence[Draft], days: StoryDays) -> None:
    """Gives the latest meeting told before, where it has none, the date and place that this sentence adds."""
    noun = _taken_up(clause)
    last = drafts[-1] if drafts else None
    if noun is None or last is None or last.date or not 0 < clause.number - last.sentence <= _BACK:
        return
    tokens = clause.view.text.tokens[noun : noun + _VERB]
    status = "planned" if any(map(future, tokens)) else last.status
    again = Draft(kind=last.kind, status=status, sentence=clause.number, token=noun, rule="fr.meeting.noun.again")
    place_and_time(clause, again, days)
    if again.date is None or Owners(clause).tokens(again.date)[0] - noun > _CLOSE:
        return
    for draft in drafts:
        if draft.sentence == last.sentence and draft.date is None:
            draft.date, draft.when, draft.status = again.date, again.when, again.status
            draft.place = draft.place or again.place


def _taken_up(clause: Clause) -> int | None:
    """The token of the noun or pronoun that opens a sentence about when a meeting took place; None for any other."""
    if clause.norms[:2] == ["c'", "etait"]:
        return clause.first  # "C'était lundi à Dakar."
    if clause.norm(clause.first) in _DURING and (fronted := _fronted(clause)) is not None:
        return fronted
    pronoun = clause.norm(clause.first) in _PRONOUNS
    noun = clause.first if pronoun else clause.first + 1
    named = pronoun or (clause.norm(clause.first) in _DEFINITE and clause.norm(noun) in _AGAIN)
    near = clause.between(noun + 1, noun + (_NEXT if pronoun else _VERB))
    return noun if named and _TAKES_PLACE & set(near) else None


def _fronted(clause: Clause) -> int | None:
    """ "Lors de cette rencontre, tenue mercredi à Rabat, …": the noun, where a participle says when it was."""
    noun = next((k for k in range(clause.first + 1, clause.first + _NEXT + 1) if clause.norm(k) in _AGAIN), None)
    if noun is None or clause.norm(noun - 1) not in _DEFINITE:
        return None
    return noun if _TAKES_PLACE & set(clause.between(noun + 1, noun + _NEXT)) else None
