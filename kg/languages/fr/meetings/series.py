"""A series of audiences that one sentence announces, told guest by guest in those that follow.

"Il a accordé trois audiences. La première est allée à A. B a été le deuxième à être reçu. C a fermé la marche.",
"Il a reçu deux personnalités. Il s'agit de A et de B."
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.meetings.draft import Draft, party
from kg.languages.fr.meetings.nouns import meeting_nouns
from kg.languages.fr.meetings.verbs import verbs_of
from kg.languages.fr.tokens.trigger_words import forms

_ORDINALS = forms("meeting", "words", "series", "ordinals")
_COMERS = forms("meeting", "words", "series", "comers")
_GOES = forms("meeting", "words", "series", "goes")
_OPENS, _ORDER = forms("meeting", "words", "series", "opens"), forms("meeting", "words", "series", "order")
_FOLLOWED, _SHOWN_IN = frozenset(("suivi", "suivie", "suivis")), frozenset(("introduit", "introduite", "introduits"))
_BE = forms("meeting", "words", "verbs", "be")
_KINDS = frozenset(("talks", "meeting", "reception"))
_MEANS = (
    ["il", "s'", "agit"],
    ["il", "s'", "agissait"],
    ["ce", "sont"],
    ["c'", "est"],
    ["c'etait"],
    ["c'est"],
    ["c'etaient"],
)
_FROM = ("", "a", "au", "de", "du", "d'", "pour", "avec", "par", "des")
_BACK = 8  # sentences after the announcement that tell of the series


def guests(clause: Clause, drafts: Sequence[Draft]) -> tuple[list[int], int | None]:
    """Whom the sentence tells of as received in the series announced before, and who received them."""
    host = _host(clause, drafts)
    if host is None:
        return [], None
    speaks = party(clause.view.cast.people[host].speaks_for)
    here = dict.fromkeys(
        who
        for p in clause.positions
        if clause.mention(p).name and clause.mention(p).prep in _FROM
        if (who := clause.view.cast.who[p]) is not None
    )
    foreign = [w for w in here if party(clause.view.cast.people[w].speaks_for) not in (None, speaks)]
    if _means(clause):
        return foreign, host
    after = any(clause.norm(v + 1) in _FROM for v in clause.among(_FOLLOWED))  # "fut A, suivi de B"
    return foreign[: 1 + after] if _in_turn(clause) else [], host


def _host(clause: Clause, drafts: Sequence[Draft]) -> int | None:
    """Who gives the audiences that a sentence before announces, or has received one guest already."""
    hosts = [
        p
        for d in drafts
        if not d.series and clause.number - d.sentence <= _BACK
        for p, role in d.people.items()
        if role == "host"
    ]
    if hosts:
        return hosts[-1]
    for earlier in reversed(clauses_of(clause.view)[max(clause.number - _BACK, 0) : clause.number]):
        if (told := _announces(earlier)) is not None:
            return told
    return None


def _announces(clause: Clause) -> int | None:
    """The subject of "a accordé plusieurs audiences", "a reçu deux personnalités": a sentence that names no guest."""
    named = {clause.view.cast.who[p] for p in clause.positions} - {None}
    if len(named) != 1:
        return None
    several = (n for n in meeting_nouns(clause) if n.kind in _KINDS)
    told = any(clause.norm(n.first).endswith("s") or clause.norm(n.first - 2) == "serie" for n in several)
    told = told or any(verb in ("receive", "talk", "meet") for _, verb in verbs_of(clause))
    return named.pop() if told else None


def _means(clause: Clause) -> bool:
    """ "Il s'agit de A et de B", right after the announcement."""
    opens = any(clause.norms[: len(words)] == words for words in _MEANS)
    return opens and clause.number > 0 and _announces(clauses_of(clause.view)[clause.number - 1]) is not None


def _in_turn(clause: Clause) -> bool:
    """ "La première (audience) est allée à A", "A est le troisième à être reçu", "A a ouvert le bal", "… a été suivi
    par A", "A a été introduit"."""
    for k in clause.among(_ORDINALS):
        after = clause.norm(k + 1)
        if after in _COMERS or clause.between(k + 1, k + 4) == ["a", "etre", "recu"] or _received(clause, k):
            return True
        if after in _GOES and k <= clause.first + 1 and clause.norm(k - 1) in ("la", "le"):
            return True
    if clause.norms[:3] == ["a", "sa", "suite"] or any(clause.norm(v + 1) == "par" for v in clause.among(_FOLLOWED)):
        return True
    shown_in = any(_BE & set(clause.between(v - 3, v)) for v in clause.among(_SHOWN_IN))
    return shown_in or any(_ORDER & set(clause.between(v + 1, v + 5)) for v in clause.among(_OPENS))


def _received(clause: Clause, k: int) -> bool:
    """ "la première à être reçue", "premier à être introduit"."""
    words = clause.between(k + 1, k + 5)
    return words[:2] == ["a", "etre"] and bool(
        {"recu", "recue", "introduit", "introduite", "accueilli", "accueillie"} & set(words)
    )
