"""A meeting told only by its course: "Lors de l'entretien, A a informé B de …" where nothing said it before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.together import plurals_of
from kg.languages.fr.meetings.draft import Draft, party
from kg.languages.fr.meetings.medium import medium
from kg.languages.fr.meetings.nouns import HAVE, Noun

_KINDS = frozenset(("talks", "meeting", "reception", "phone-call", "online-meeting"))
_OPENERS = frozenset(("lors", "cours", "issue", "terme", "pendant", "durant"))
_DEFINITE = frozenset(("la", "l'", "le", "cette", "cet", "ce", "du", "leur"))
_OPENING = 6  # tokens in which the sentence names the meeting
_TWO = 2
_CLOSE = 5  # tokens of the verb between the one who speaks and the one spoken to


def find(clause: Clause, told: Sequence[Draft], nouns: Sequence[Noun], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """At most one weak draft, of two officials of two parties of whom no meeting has been told."""
    noun = nouns[0] if nouns else _event(clause)
    if told or noun is None or noun.kind not in _KINDS or noun.first > clause.first + _OPENING:
        return
    if not _OPENERS & set(clause.between(clause.first, noun.first)) or clause.norm(noun.first - 1) not in _DEFINITE:
        return
    pair = _pair(clause, noun.last)
    if pair and not any(set(pair) <= set(d.people) for d in drafts):
        yield Draft(
            kind=medium(clause, noun.kind, noun.first), status="held", sentence=clause.number, token=noun.first,
            rule="fr.meeting.during", people=dict.fromkeys(pair, "participant"), weak=True,
        )  # fmt: skip


def _event(clause: Clause) -> Noun | None:
    """ "Lors de cet événement": a meeting by whom it brought together."""
    at = next((k for k in range(clause.first, clause.first + _OPENING) if clause.norm(k) == "evenement"), None)
    return None if at is None else Noun("meeting", at, at)


def _two(people: set[int | None]) -> tuple[int, int]:
    a, b = sorted(p for p in people if p is not None)
    return a, b


def _pair(clause: Clause, end: int) -> tuple[int, int] | None:
    """The subject after token `end` and the one whom its verb is about, officials of two parties."""
    who, people = clause.view.cast.who, clause.view.cast.people
    after = [p for p in clause.positions if clause.mention(p).first > end and who[p] is not None][:2]
    if after and not clause.mention(after[0]).prep and len(group := clause.group_of(after[0])) > 1:
        after = group[:2]  # "Lors de l'entretien, A et B ont convenu de …"
        apart = {who[p] for p in after} - {None}
        parties = {party(people[p].speaks_for) for p in apart if p is not None} - {None}
        return _two(apart) if len(apart) == len(parties) == _TWO else None
    plural = next((p for p in clause.positions if clause.mention(p).first > end), None)
    if plural is not None and not clause.mention(plural).prep and clause.mention(plural).number != 1:
        both = {*plurals_of(clause.view).get(plural, ())}  # "Lors de l'entretien, les deux ministres ont convenu de …"
        parties = {party(people[p].speaks_for) for p in both} - {None}
        return _two({*both}) if len(both) == len(parties) == _TWO else None
    left, right = (clause.mention(p) for p in after) if len(after) > 1 else (None, None)
    if left is None or right is None or left.prep or left.form is Form.PRONOUN:
        return None
    words = clause.between(left.last + 1, right.first)
    a, b = (who[p] for p in after)
    if a is None or b is None or not HAVE & set(words) or len(words) > _CLOSE or right.prep not in ("", "a", "au"):
        return None
    parties = {party(people[p].speaks_for) for p in (a, b)} - {None}
    return (a, b) if len(parties) > 1 and people[a].offices and people[b].offices else None
