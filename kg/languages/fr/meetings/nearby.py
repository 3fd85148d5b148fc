"""A word of meeting whose sides no rule found: the two officials named nearest to it, or one and the protagonist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings import verbs
from kg.languages.fr.meetings.draft import Draft, party
from kg.languages.fr.meetings.medium import medium
from kg.languages.fr.meetings.nouns import Noun
from kg.languages.fr.meetings.prospects import called_off, puts_ahead
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_KINDS = frozenset(("talks", "meeting", "reception", "phone-call", "online-meeting"))
_VERBS = {"receive": "reception", "talk": "talks", "meet": "meeting"}
_THINGS = forms("meeting", "words", "nearby", "things")
_INTRODUCED = forms("meeting", "words", "nearby", "introduced")
_DEFINITE = grammar("definite")
_REACH = 40


def find(clause: Clause, told: Sequence[Draft], nouns: Sequence[Noun]) -> Iterator[Draft]:
    """At most one draft, where the sentence has a word of meeting and no rule told of it."""
    if any(not d.series for d in told):
        return
    signs = [
        (n.first, medium(clause, n.kind, n.first), f"fr.meeting.nearby.{n.kind}") for n in nouns if _new(clause, n)
    ]
    coming = {n.first for n in nouns if puts_ahead(clause, n.first, n.last)}
    signs += [
        (v, _VERBS[verb], f"fr.meeting.nearby.{verb}")
        for v, verb in verbs.verbs_of(clause)
        if _of_people(clause, v, verb)
    ]
    for i, kind, rule in sorted(signs):
        draft = _pair(clause, i, kind, rule)
        if draft:
            draft.weak = bool(told)
            draft.status = "planned" if i in coming else "held"
            yield draft
            return


def _of_people(clause: Clause, v: int, verb: str) -> bool:
    """False for "a reçu un message", "a accueilli favorablement la proposition"."""
    if clause.between(v - 2, v) == ["a", "etre"]:
        return False  # "le premier à être reçu"
    return verb in _VERBS and not (verb == "receive" and _THINGS & set(clause.between(v - 3, v + 7)))


def _new(clause: Clause, noun: Noun) -> bool:
    """True for a meeting that the noun brings in, neither taken up again nor called off."""
    introduced = clause.norm(noun.first - 1) in _INTRODUCED and clause.norm(noun.last + 1) not in ("de", "accorde")
    return noun.kind in _KINDS and introduced and not called_off(clause, noun.first)


def _sender(clause: Clause, p: int) -> bool:
    """True for who sends others: "des émissaires | du président A"."""
    if p == clause.positions[0] or clause.mention(p).prep not in ("de", "du", "d'"):
        return False
    before = clause.mention(p - 1)
    close = clause.mention(p).first - before.last <= 1
    return close and any(office.office == "special-envoy" for office in before.offices)


def _of_another(clause: Clause, i: int) -> bool:
    """ "Le maître des lieux a reçu B": a subject before token `i` that the story says nothing else of."""
    named = any(clause.mention(p).last < i for p in clause.positions)
    return not named and clause.norms[0] in _DEFINITE and any(True for v, _ in verbs.verbs_of(clause) if v == i)


def _row(clause: Clause, pair: list[int]) -> list[int]:
    """ "lors d'un dîner, A, B et C ont évoqué …": all of the row of subjects that both of a pair stand in."""
    for group in clause.groups:
        people = [who for p in group if (who := clause.view.cast.who[p]) is not None]
        if len(people) > len(pair) and set(pair) <= set(people) and not clause.mention(group[0]).prep:
            return people
    return []


def _pair(clause: Clause, i: int, kind: str, rule: str) -> Draft | None:
    view = clause.view
    found: dict[str, int] = {}
    for p in sorted(clause.positions, key=lambda p: abs(clause.mention(p).first - i)):
        who = view.cast.who[p]
        if (
            who is None
            or abs(clause.mention(p).first - i) > _REACH
            or _sender(clause, p)
            or (clause.mention(p).form is Form.PRONOUN and clause.mention(p).prep)
        ):
            continue
        state = party(view.cast.people[who].speaks_for)
        if state and view.cast.people[who].offices and state not in found and len(found) < 2:
            found[state] = who
    about = None if _of_another(clause, i) else view.about
    together = _row(clause, list(found.values())) if len(found) > 1 else []
    if together:
        return Draft(
            kind=kind, status="held", sentence=clause.number, token=i, rule=rule,
            people=dict.fromkeys(together, "participant"),
        )  # fmt: skip
    if len(found) == 1 and about is not None:
        state = party(view.cast.people[about].speaks_for)
        if state and state not in found and view.cast.people[about].offices:
            found[state] = about
    if len(found) != 2:
        return None
    return Draft(
        kind=kind,
        status="held",
        sentence=clause.number,
        token=i,
        rule=rule,
        people=dict.fromkeys(found.values(), "participant"),
    )
