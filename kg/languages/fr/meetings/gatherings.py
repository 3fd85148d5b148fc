"""Conferences without the word: "Les dirigeants des BRICS se sont réunis", "a pris la parole à la COP28", "au G20"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import reference
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.attendance import attendance
from kg.languages.fr.meetings.draft import Draft, codes
from kg.languages.fr.meetings.tenses import future
from kg.languages.fr.tokens.trigger_words import forms, triggers

_REUNITE = forms("meeting", "words", "gatherings", "reunite")
_SUMMITS = forms("meeting", "words", "gatherings", "summits")
_COUNCILS = forms("meeting", "words", "gatherings", "councils")
_HOSTS = forms("meeting", "words", "setting", "hosts")
_AT = ("a", "au", "aux", "l'", "la", "du", "de")
_COP = re.compile(r"COP-?\d+")
_OFFICIALS = 9  # tokens between an organisation and the verb its officials are the subject of


def find(clause: Clause, told: Sequence[Draft]) -> Iterator[Draft]:
    """The summits that an acronym or a verb of gathering tells, beside those that a noun told."""
    named = [draft for draft in told if draft.series]
    if any(codes(clause, draft) for draft in named):
        return
    yield from () if named else _summits(clause)
    for draft in _reunited(clause):
        if named:
            named[0].parties.extend(draft.parties)  # "se réuniront en sommet": the noun tells, the verb says whose
        else:
            yield draft


def _summits(clause: Clause) -> Iterator[Draft]:
    for i, token in enumerate(clause.view.text.tokens[clause.first : clause.last + 1], clause.first):
        text, body = token.text, _summit(clause, i) if token.capital else None
        if not body:
            continue
        there = attendance(clause, i, i)
        host = _hosted(clause, i) if text != body else ""
        verbs = [*there.verbs, host]
        if host or (there.people and there.verbs):
            yield _draft(clause, i, body, text, any(w.endswith(("ra", "ront")) for w in verbs), there.people)
            return


def _summit(clause: Clause, i: int) -> str | None:
    """Whose summit the word at token `i` names: "COP28", "au G20", "devant le Conseil de sécurité"."""
    text = clause.view.text.tokens[i].text
    if _COP.fullmatch(text):
        return "UN"
    if text in _SUMMITS:
        return text if clause.norm(i - 1) in _AT else None
    hit = clause.view.text.hit(i, "org")
    return hit.key if hit and hit.key in _COUNCILS and "devant" in clause.between(i - 2, i) else None


def _hosted(clause: Clause, i: int) -> str:
    """The verb of the town that will have the summit: "accueillera en 2026 la COP31"."""
    return next((w for w in reversed(clause.between(i - 6, i)) if w in _HOSTS and w.endswith("ra")), "")


def _reunited(clause: Clause) -> Iterator[Draft]:
    """ "Les dirigeants de la Ligue arabe se réuniront", "Réunis à Doha, les ministres de l'UE …"."""
    for v in clause.among(_REUNITE):
        group = set(clause.between(clause.verb_start(v), v))
        opens = v == clause.first and clause.norm(v).endswith("s")
        if not group & {"se", "s'"} and not opens:
            continue
        body = _body(clause, v, opens)
        if body:
            ahead = clause.norm(v).endswith(("ra", "ront")) or any(
                future(t) for t in clause.view.text.tokens[clause.verb_start(v) : v]
            )
            yield _draft(clause, v, body, body, ahead, [])
            return


def _body(clause: Clause, v: int, opens: bool) -> str | None:
    """The international organisation whose officials, several of them, are the subject of the verb; that of a council
    of heads of state or government, which is the meeting itself."""
    text = clause.view.text
    subject = clause.subject(v)
    council = clause.mention(subject[0]) if len(subject) == 1 else None
    if council and council.form is Form.PARTY and text.norm(council.last) == "europeen":
        return council.code
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
    return frozenset(org.code for org in reference.organizations() if not org.state or org.state == org.code)


def _draft(clause: Clause, token: int, body: str, name: str, ahead: bool, people: list[int]) -> Draft:
    return Draft(
        kind="conference", status="planned" if ahead else "held", sentence=clause.number, token=token,
        rule="fr.meeting.gathering", people=dict.fromkeys(people, "participant"), parties=[body],
        series=f"|{name.lower()}|{name}",
    )  # fmt: skip
