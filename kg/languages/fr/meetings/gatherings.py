"""Conferences without the word: "Les dirigeants des BRICS se sont réunis", "a pris la parole à la COP28", "au G20"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import reference
from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.attendance import attendance
from kg.languages.fr.meetings.draft import Draft
from kg.languages.fr.meetings.story_days import future
from kg.languages.fr.trigger_words import forms, triggers
from kg.mention import Form

_REUNITE = forms("meeting", "words", "gatherings", "reunite")
_SUMMITS = forms("meeting", "words", "gatherings", "summits")
_AT = ("a", "au", "aux", "l'", "la", "du", "de")
_COP = re.compile(r"COP-?\d+")
_OFFICIALS = 9  # tokens between an organisation and the verb its officials are the subject of


def find(clause: Clause, told: Sequence[Draft]) -> Iterator[Draft]:
    """The summits that an acronym or a verb of gathering tells, beside those that a noun told."""
    if any(draft.series for draft in told):
        return
    yield from _summits(clause)
    yield from _reunited(clause)


def _summits(clause: Clause) -> Iterator[Draft]:
    for i in range(clause.first, clause.last + 1):
        text = clause.view.text.tokens[i].text
        climate = bool(_COP.fullmatch(text))
        if not climate and not (text in _SUMMITS and clause.norm(i - 1) in _AT):
            continue
        there = attendance(clause, i, i)
        if not there.people or not there.verbs:
            continue
        body = "UN" if climate else text
        yield _draft(clause, i, body, text, any(w.endswith(("ra", "ront")) for w in there.verbs), there.people)
        return


def _reunited(clause: Clause) -> Iterator[Draft]:
    """ "Les dirigeants de la Ligue arabe se réuniront", "Réunis à Doha, les ministres de l'UE …"."""
    for v in range(clause.first, clause.last + 1):
        if clause.norm(v) not in _REUNITE:
            continue
        group = set(clause.between(clause.verb_start(v), v))
        opens = v == clause.first and clause.norm(v).endswith("s")
        if not group & {"se", "s'"} and not opens:
            continue
        body = _body(clause, v, opens)
        if body:
            ahead = clause.norm(v).endswith("ront") or any(
                future(t) for t in clause.view.text.tokens[clause.verb_start(v) : v]
            )
            yield _draft(clause, v, body, body, ahead, [])
            return


def _body(clause: Clause, v: int, opens: bool) -> str | None:
    """The international organisation whose officials, several of them, are the subject of the verb."""
    text = clause.view.text
    for p in clause.positions:
        mention = clause.mention(p)
        place = v < mention.first if opens else v - _OFFICIALS < mention.last < v
        if not place or mention.form is not Form.TITLE or mention.number == 1 or mention.prep:
            continue
        for j in range(mention.first, min(mention.last + 6, clause.last) + 1):
            hit = text.hit(j, "org")
            if hit and hit.key in _international() and (opens or j < v):
                return str(triggers("meeting")["part_of"].get(hit.key, hit.key))
    return None


def _international() -> frozenset[str]:
    return frozenset(org.code for org in reference.organizations() if not org.state)


def _draft(clause: Clause, token: int, body: str, name: str, ahead: bool, people: list[int]) -> Draft:
    return Draft(
        kind="conference", status="planned" if ahead else "held", sentence=clause.number, token=token,
        rule="fr.meeting.gathering", people=dict.fromkeys(people, "participant"), parties=[body],
        series=f"|{name.lower()}|{name}",
    )  # fmt: skip
