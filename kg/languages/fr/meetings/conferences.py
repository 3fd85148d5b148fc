"""Conferences and standing mechanisms: "la 57e conférence … de l'ASEAN", "la 12e session du Comité mixte A-B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages.fr.clauses import Clause
from kg.languages.fr.lexicon import pair
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.meetings.nouns import medium, noun_at
from kg.languages.fr.trigger_words import forms

_KINDS = frozenset(("conference", "consultation", "ceremony"))
_ORDINAL = re.compile(r"(?:\d+(?:e|er|re|eme|es)|[xvi]+e|premier|premiere|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme)")
_TAKES_PLACE = frozenset(
    ["tenu", "tenue", "tient", "tenait", "tiendra", "tenus", "ouvre", "ouvert", "ouverte", "ouvrira", "ouverts", "lieu", "deroule", "deroulee", "deroulera", "reuni", "reunis", "reunit", "coprésidé", "copreside", "copresidee", "preside", "presidee", "accueillera", "organise", "organisee", "organisent", "organisera", "organisait", "prevu", "prevue", "prevus", "prevues", "clot", "boucle", "acheve"]
)
_FUTURE = re.compile(r"(?:ra|ront|prevue?s?|prochaine?s?|doit|doivent|attendue?)$")
_CHAIRED = frozenset(("presidee", "preside", "copresidee", "copreside", "presides", "copresides", "presidence", "copresidence", "ouverte", "ouvert", "dirigee", "ouvre"))
_BY = frozenset(("par", "de", "du", "d'", "des"))
_MECHANISM = frozenset(("comite", "commission", "consultation", "dialogue", "conseil"))


def find(clause: Clause) -> Iterator[Draft]:
    """The conferences, mechanisms and ceremonies of this sentence that someone is said to take part in, or that take place."""
    i = clause.first
    while i <= clause.last:
        kind, size = noun_at(clause, i)
        if kind in _KINDS:
            draft, end = _conference(clause, i, size, kind)
            if draft:
                yield draft
            i = max(end, i) + 1
        else:
            i += size or 1


def extent(clause: Clause, i: int) -> int:
    """The last token of the name of a conference that starts at `i`."""
    j, last = i + 1, i
    while j <= clause.last:
        token = clause.view.text.tokens[j]
        if token.norm in ("de", "du", "des", "d'", "la", "l'", "les", "le", "et", "sur", "pour", "a", "aux", "-", "–", "au", "en"):
            j += 1
            continue
        if token.norm in (",", ";", "(", "qui", "que", "qu'", "ou", "dont", "a", "est", "s'", "se", "avec", "entre", "ont") or token.norm.startswith(("tenu", "prevu", "ouvert")):
            break
        if clause.view.dates_in(clause.number) and any(d.span.start <= token.start < d.span.end for d in clause.view.dates_in(clause.number)):
            break
        last, j = j, j + 1
        if last - i > 22:
            break
    return last


def parties_in(clause: Clause, first: int, last: int) -> list[str]:
    """The states and organisations named between two tokens; both of "Vietnam-Laos"."""
    text, found, j = clause.view.text, [], first
    while j <= last:
        both = pair(text.tokens[j].text) if "-" in text.tokens[j].text else None
        hit = text.hit(j, "org") or text.hit(j, "country") or text.hit(j, "demonym")
        if both:
            found.extend(both)
        elif hit and hit.extra not in ("ministry", "media"):
            found.append(hit.key)
            j += hit.length - 1
        j += 1
    return list(dict.fromkeys(found))


def _conference(clause: Clause, i: int, size: int, kind: str) -> tuple[Draft | None, int]:
    end = extent(clause, i + size - 1)
    if (clause.norm(i + size) == "de" and clause.norm(i + size + 1) == "presse") or clause.norm(i - 1) in ("marge", "issue"):
        return None, i + size - 1
    ordinal = next((clause.norm(k) for k in (i - 1, i - 2) if _ORDINAL.fullmatch(clause.norm(k))), None)
    named = parties_in(clause, i, end)
    acronym = next((clause.view.text.tokens[k].text for k in range(i, end + 1) if re.fullmatch(r"[A-Z]{2,}-?\d*\+?", clause.view.text.tokens[k].text)), None)
    if not ordinal and not named and not acronym:
        return None, i + size - 1
    words = clause.between(i, end + 1)
    if kind == "conference" and _MECHANISM & set(words[:6]):
        kind = "consultation"
    draft = Draft(kind=medium(clause, kind, i) if kind != "ceremony" else kind, status="held", sentence=clause.number, token=i, rule=f"fr.meeting.{kind}", parties=[p for p in named])
    draft.series = f"{ordinal or ''} {clause.norm(i)} {' '.join(sorted(named))}".strip()
    draft.title = clause.view.text.words(i, end)
    people = attendance(clause, i, end)
    for p in people:
        draft.people.setdefault(p, "participant")
    happens = _TAKES_PLACE & set(clause.between(clause.first, clause.last + 1))
    if not people and not happens:
        return None, end
    before = clause.between(max(i - 6, clause.first), i) + clause.between(end + 1, end + 5)
    verbs = [w for w in before if w.endswith(("ra", "ront")) or w in ("prevu", "prevue", "prochain", "prochaine", "doit", "attendu", "prevus")]
    draft.status = "planned" if verbs else "held"
    return draft, end


def attendance(clause: Clause, i: int, end: int) -> list[int]:
    """Who takes part: the subject of "participer à", who presides, who opens."""
    found: list[int] = []
    attend = forms("meeting", "attend", "forms")
    for v in range(max(clause.first, i - 14), i):
        if clause.norm(v) in attend:
            people, _ = sides(clause, clause.subject(v))
            found.extend(people)
    for v in range(end + 1, min(end + 25, clause.last)):
        if clause.norm(v) in _CHAIRED:
            group = clause.after(v, _BY, reach=12)
            people, _ = sides(clause, clause.chain_after(group, _BY) if group else [])
            found.extend(people)
    for v in range(clause.first, i):
        if clause.norm(v) in ("copreside", "preside", "copresidera", "copresident", "copresidaient"):
            people, _ = sides(clause, clause.subject(v))
            found.extend(people)
    return list(dict.fromkeys(found))
