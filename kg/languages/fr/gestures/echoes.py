"""Wishes told after another without its noun: "a fait de même auprès de B", "et C, à D", "en a adressé un à B"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.doers import subject
from kg.languages.fr.gestures.ends import ends, to
from kg.languages.fr.gestures.telling import Telling, cause, tellings
from kg.languages.fr.tokens.trigger_words import by_first_word, forms

_TO = frozenset(("a", "au", "aux", "de", "d'"))


@cache
def hints() -> frozenset[str]:
    """The words that can tell of a further wish."""
    return forms("gesture", "wish", "give") | frozenset(by_first_word("gesture", "same")) | {"ecrit"}


def gapped(clause: Clause, told: list[Telling]) -> Iterator[Telling]:
    """ "A a adressé un message à B; C, à D; E, à F": further pairs without a verb, after the receiver of the first."""
    first, groups = told[0], clause.groups
    begin = next((n for n, g in enumerate(groups) if first.to.value in [e.value for e in ends(clause, g)]), len(groups))
    for giver, receiver in zip(groups[begin + 1 :], groups[begin + 2 :], strict=False):
        head, other = clause.mention(giver[0]), clause.mention(receiver[0])
        gap = clause.between(clause.mention(giver[-1]).last + 1, other.first)
        text = [clause.view.text.tokens[k].text.lower() for k in range(clause.mention(giver[-1]).last + 1, other.first)]
        if (
            not head.prep
            and other.prep in _TO
            and gap[:1] == [","]
            and not ({"a", "ont", "est"} & set(text))
            and len(gap) <= 4
        ):
            yield from tellings(clause, first.kind, ends(clause, giver), ends(clause, receiver), first.what, "gapped")


def likewise(clause: Clause, latest: Telling) -> Iterator[Telling]:
    """ "a fait de même auprès de B", "a adressé un message similaire à B", "ont adressé les leurs à B"."""
    for k in range(clause.first, clause.last + 1):
        same = _same(clause, k)
        if same and "envers" in clause.between(k, k + 9):
            yield from mutual(clause, k, latest.kind, "likewise")
            return
        near = set(clause.between(k + 1, k + 7))
        again = clause.norm(k) in forms("gesture", "wish", "give") and (
            near & forms("gesture", "wish", "likewise") or _one_of_them(clause, k)
        )
        wrote = clause.norm(k) == "ecrit" and clause.norm(k + 1) in ("a", "au") and latest.sentence >= clause.number - 2
        if same or again or wrote:
            found = tellings(clause, latest.kind, subject(clause, k), to(clause, k + 1), latest.what, "likewise")
            yield from found
            yield from gapped(clause, found) if found else ()
            return


def _same(clause: Clause, k: int) -> bool:
    """True where "fait de même", "fait autant" … starts at token `k`."""
    starting = by_first_word("gesture", "same").get(clause.norm(k), ())
    return any(tuple(clause.between(k, k + len(words))) == words for words, _ in starting)


def _one_of_them(clause: Clause, k: int) -> bool:
    """ "en a adressé un à B"."""
    return clause.norm(k + 1) in ("un", "une") and "en" in clause.between(clause.verb_start(k), k)


def mutual(clause: Clause, v: int, kind: str, rule: str) -> list[Telling]:
    """Each member of the subject (and of "avec") to each of another side."""
    members = ends(clause, [*clause.subject(v), *clause.after(v, ("avec",), reach=20)])
    return tellings(clause, kind, members, members, cause(clause, v), rule)
