"""Gifts and aid: "a offert cent tonnes de riz à B", "un don de A à B", "a été envoyé par A à B"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures.doers import subject
from kg.languages.fr.gestures.ends import End, by, code_in, ends, to
from kg.languages.fr.gestures.others import across, other
from kg.languages.fr.gestures.telling import Telling, phrase, tellings
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_HAVE = grammar("have")
_NUMBERS = forms("gesture", "words", "gifts", "numbers")
_REACH = 14
_NOMINAL = forms("gesture", "words", "gifts", "nominal")


@cache
def hints() -> frozenset[str]:
    """The words that name a gift."""
    return forms("gesture", "gift", "nouns") | forms("gesture", "gift", "things") | forms("gesture", "gift", "aid")


def find(clause: Clause) -> Iterator[Telling]:
    """The gifts that a sentence tells."""
    words = set(clause.between(clause.first, clause.last + 1))
    for v in range(clause.first, clause.last + 1):
        if clause.norm(v) in forms("gesture", "gift", "give") and (found := _verb(clause, v)):
            yield from found
            return
    if not words & forms("gesture", "gift", "unreal"):
        yield from _noun(clause)


def _verb(clause: Clause, v: int) -> list[Telling]:
    """A verb of giving with its gift to the right, or to the left of a passive."""
    start = clause.verb_start(v)
    group = clause.between(start, v)
    if (
        not clause.norm(v).endswith(("er", "ir", "re"))
        and clause.norm(v - 1) in _NOMINAL
        and not {"a", "ont", "ete"} & set(group)
    ):
        return []
    if set(clause.between(max(start - 12, clause.first), v)) & forms("gesture", "gift", "unreal"):
        return []
    passive = (
        "ete" in group
        or bool({"seront", "sera", "etre"} & set(group))
        or (clause.norm(v + 1) == "par" and clause.norm(v + 2) != "ailleurs" and not {"a", "ont"} & set(group))
    )
    if passive:
        return _passive(clause, v, start, group)
    thing = _thing(clause, v + 1, v + _REACH)
    if thing is None or not _can_give(clause, v, thing):
        return []
    givers = _own_state(clause, _own_country(clause, start) or subject(clause, v))
    receivers = _as_state(clause, v, givers, _to_whom(clause, v, thing, givers, group))
    if not receivers and _for_several(clause, thing):
        return []
    return _completed(clause, givers, receivers, phrase(clause, _gift_at(clause, v, thing)))


def _gift_at(clause: Clause, v: int, thing: int) -> int:
    """Where the words of the gift begin: after the verb, or after a receiver that stands between."""
    if not {"a", "au", "aux"} & set(clause.between(v + 1, thing)):
        return v + 1
    k = thing
    while clause.norm(k - 1) in _NUMBERS or clause.norm(k - 1)[:1].isdigit():
        k -= 1
    named = [clause.mention(p).last + 1 for p in clause.positions if v < clause.mention(p).last < thing]
    k = max(named, default=k)
    while clause.norm(k) == ",":
        k += 1
    return k


def _own_country(clause: Clause, start: int) -> list[End]:
    """ "X a annoncé que son pays offrirait": the state of whom the sentence is about."""
    if clause.between(start - 2, start) != ["son", "pays"]:
        return []
    leading = next((g for g in clause.groups if not clause.mention(g[0]).prep), [])
    said = ends(clause, leading) if leading and clause.mention(leading[0]).last < start else []
    return [End(e.side, e.side, False) for e in said[:1] if e.side]


def _as_state(clause: Clause, v: int, givers: list[End], receivers: list[End]) -> list[End]:
    """What a ministry gives "à son homologue", without a name, goes to the other state."""
    mentions = (clause.mention(p) for p in clause.positions)
    unnamed = any(m.form is Form.COUNTERPART and m.first > v and m.prep in ("a", "au") for m in mentions)
    named = any(clause.mention(p).name and clause.mention(p).first > v for p in clause.positions)
    if not unnamed or named or any(e.person for e in givers):
        return receivers
    return [End(e.side, e.side, False) if e.side else e for e in receivers]


def _for_several(clause: Clause, thing: int) -> bool:
    """True for "pour aider les pays côtiers": receivers whom the words do not name one by one."""
    words = clause.between(thing + 1, thing + 20)
    named = {"les pays", "des pays", "aux pays", "les etats", "des etats", "aux etats"}
    return any(f"{one} {two}" in named for one, two in pairwise(words))


def _can_give(clause: Clause, v: int, thing: int) -> bool:
    """ "annoncer", "faire", "promettre" only with the noun of a gift; "donner" and others with any."""
    norm = clause.norm(v)
    if norm.startswith(("annon", "fai", "font", "fer", "promis", "appor")):
        return clause.norm(thing) in forms("gesture", "gift", "nouns") or clause.norm(thing) in forms(
            "gesture", "gift", "aid"
        )
    participle = (
        clause.view.text.tokens[v]
        .text.lower()
        .endswith(("é", "ée", "és", "ées", "ert", "is", "ni", "erte", "erts", "ertes"))
    )
    return not participle or bool(_HAVE & set(clause.between(clause.verb_start(v), v))) or norm in ("fournit", "remit")


def _thing(clause: Clause, first: int, last: int) -> int | None:
    """The noun of a gift between two tokens, in the same clause; None where something that is no gift comes first."""
    for k in range(first, min(last, clause.last) + 1):
        norm = clause.norm(k)
        if norm in (";", ":", "que", "qui", "dont", "pour", "lors") or (
            norm in forms("gesture", "gift", "never") and clause.norm(k - 1) != "cette"
        ):
            return None
        if norm in forms("gesture", "gift", "nouns"):
            return k
        if norm in forms("gesture", "gift", "things") and _counted(clause, k):
            return k
        if norm in forms("gesture", "gift", "aid") and _worth(clause, k):
            return k
    return None


def _counted(clause: Clause, k: int) -> bool:
    """True with a number or article close before: "deux cents doses", not "les plans d'un centre"."""
    near = (j for j in range(k - 4, k) if clause.norm(j - 1) != "d'" or clause.norm(j) not in ("un", "une"))
    return any(clause.norm(j) in _NUMBERS or clause.norm(j)[:1].isdigit() for j in near)


def _worth(clause: Clause, k: int) -> bool:
    """True for an aid of a certain sum or kind: "une aide de 500.000 dollars", "une aide d'urgence"."""
    after = clause.between(k + 1, k + 6)
    return any(w[:1].isdigit() or w in _NUMBERS - {"un", "une", "des"} for w in after) or bool(
        set(after[:3]) & forms("gesture", "gift", "aid_of")
    )


def _passive(clause: Clause, v: int, start: int, group: list[str]) -> list[Telling]:
    """ "un cheval lui a été offert par A", "huit tonnes ont été envoyées par A à B"."""
    thing = _thing(clause, max(start - 20, clause.first), start - 1)
    if thing is None:
        return []
    givers = by(clause, v + 1) or [e for e in (code_in(clause, k, k) for k in range(thing + 1, start)) if e][:1]
    receivers = other(clause, v, givers) if {"lui", "leur"} & set(group) else to(clause, v + 1)
    return _completed(clause, givers, receivers, phrase(clause, thing)) if givers else []


def _to_whom(clause: Clause, v: int, thing: int, givers: list[End], group: list[str]) -> list[End]:
    """The receiver: a pronoun, "à" before or after the gift, "pour", "en faveur de"; by code where it is no person."""
    if {"lui", "leur"} & set(group):
        return other(clause, v, givers)
    plain = not any(e.person for e in givers)
    found = to(clause, v + 1, thing, capitals=plain) or to(clause, thing + 1, capitals=plain)
    if found:
        return found
    for k in range(thing + 1, min(thing + 20, clause.last)):
        if clause.norm(k) in ("pour", "destine", "destines", "destinee", "destinees", "faveur") and (
            near := code_in(clause, k + 1, k + 14)
        ):
            return [near]
    return []


def _own_state(clause: Clause, givers: list[End]) -> list[End]:
    """The state, where the giver hands over "au nom de son gouvernement"."""
    for k in range(clause.first, clause.last):
        if (
            clause.norm(k) == "nom"
            and clause.norm(k + 1) in ("de", "du", "des")
            and set(clause.between(k + 2, k + 4)) & forms("gesture", "own", "behalf")
        ):
            return [End(e.side, e.side, False) if e.side else e for e in givers]
    return givers


def _completed(clause: Clause, givers: list[End], receivers: list[End], what: str | None) -> list[Telling]:
    """Tellings; a receiver that the words leave open is the state on the other side."""
    side = givers[0].side if givers else None
    if not receivers and side:
        place = across(clause.view, side, clause.number)
        receivers = [place] if place else []
    return tellings(clause, "gift", givers[:1], receivers, what, "gift")


def _noun(clause: Clause) -> Iterator[Telling]:
    """ "un don chinois de deux tonnes de médicaments à l'hôpital de B", "don du Japon au Laos"."""
    for k in range(clause.first, clause.last + 1):
        if clause.norm(k) not in ("don", "donation", "dons", "aide"):
            continue
        demonym = clause.view.text.hit(k + 1, "demonym") or clause.view.text.hit(k + 2, "demonym")
        giver = End(demonym.key, demonym.key, False) if demonym else None
        if giver is None:
            of = (j for j in range(k + 1, k + 8) if clause.norm(j) in ("du", "de", "des"))
            giver = next((e for j in of if (e := code_in(clause, j + 1, j + 2))), None)
        counted = any(w[:1].isdigit() or w in _NUMBERS - {"un", "une", "des"} for w in clause.between(k + 1, k + 8))
        receivers = to(clause, k + 2) if giver and counted else []
        if giver and receivers:
            yield from tellings(clause, "gift", [giver], receivers[:1], phrase(clause, k), "gift-noun")
            return
