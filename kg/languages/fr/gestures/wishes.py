"""Congratulations and condolences: "a adressé ses condoléances à B", "ont échangé des félicitations"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.gestures import senders
from kg.languages.fr.gestures.congratulate import congratulated
from kg.languages.fr.gestures.doers import speaker, subject
from kg.languages.fr.gestures.echoes import gapped, likewise, mutual
from kg.languages.fr.gestures.ends import End, by, code_in, ends, to
from kg.languages.fr.gestures.others import across, behalf, fronted, other, relative
from kg.languages.fr.gestures.telling import Telling, cause, tellings
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_HAVE = grammar("have")
_NOUNS = ("congratulate", "congratulation", "condolence", "feast", "homage")
_HOMAGE = forms("gesture", "words", "wishes", "homage")
_I = frozenset(("je", "j'", "nous"))
_NEAR = 26  # words between a verb and the wish it carries
_TRAVEL = forms("gesture", "words", "wishes", "travel")


@cache
def hints() -> frozenset[str]:
    """The words that tell of a wish."""
    return frozenset().union(*(forms("gesture", "wish", name) for name in _NOUNS))


def find(clause: Clause, earlier: list[Telling]) -> Iterator[Telling]:
    """The wishes that a sentence tells; `earlier` are those told before it."""
    done = False
    for i in range(clause.first, clause.last + 1):
        if clause.norm(i) not in hints():
            continue
        kind = _kind(clause, i) or _again(clause, i, earlier)
        if clause.norm(i) in forms("gesture", "wish", "congratulate"):
            found = congratulated(clause, i)
        elif kind:
            found = _noun(clause, i, kind, earlier) or senders.find(clause, kind, i)
        elif clause.norm(i) in forms("gesture", "wish", "homage"):
            found = _homage(clause, i)
        else:
            continue
        done = done or bool(found and kind)
        yield from found
        yield from gapped(clause, found) if found else ()
    if not done and earlier and clause.number - earlier[-1].sentence <= 4:
        yield from likewise(clause, earlier[-1])


def _kind(clause: Clause, i: int) -> str | None:
    """The kind of wish that a noun at token `i` names."""
    norm = clause.norm(i)
    if norm in forms("gesture", "wish", "congratulation"):
        return "congratulation"
    if norm in forms("gesture", "wish", "condolence"):
        words = set(clause.between(clause.first, clause.last + 1))
        if norm in forms("gesture", "wish", "sorrow"):
            return "condolence" if words & forms("gesture", "wish", "letter") else None
        return "condolence" if norm.startswith("condo") or words & forms("gesture", "wish", "grief") else None
    return "congratulation" if norm in forms("gesture", "wish", "feast") and _feast(clause, i) else None


def _again(clause: Clause, i: int, earlier: list[Telling]) -> str | None:
    """ "B lui a aussi adressé ses vœux", after others have congratulated."""
    told = earlier[-1] if earlier else None
    if clause.norm(i) not in forms("gesture", "wish", "feast") or told is None or clause.number - told.sentence > 2:
        return None
    also = told.kind == "congratulation" and {"aussi", "egalement", "tour", "cote"} & set(clause.norms)
    return "congratulation" if also else None


def _feast(clause: Clause, i: int) -> bool:
    """True where "vœux" are for a feast; those of the new year only where someone comes to present them."""
    words = set(clause.between(clause.first, clause.last + 1))
    travel = _TRAVEL & set(clause.between(clause.first, i))
    if travel:
        return bool(words & forms("gesture", "wish", "feasts"))
    new_year = forms("gesture", "wish", "new_year")
    return bool(words & (forms("gesture", "wish", "feasts") - new_year)) and (
        not words & new_year or "anniversaire" in words
    )


def _noun(clause: Clause, i: int, kind: str, earlier: list[Telling]) -> list[Telling]:
    """A wish as a noun, by the verb that carries it."""
    give, pass_on = forms("gesture", "wish", "give"), forms("gesture", "wish", "pass_on")
    for k in range(i - 1, max(i - _NEAR, clause.first) - 1, -1):
        norm = clause.norm(k)
        if norm in forms("gesture", "wish", "exchange"):
            return _exchanged(clause, k, kind)
        if norm in pass_on:
            return _passed_on(clause, k, i, kind)
        if norm in forms("gesture", "wish", "receive") and set(clause.between(clause.verb_start(k), k)) & _HAVE:
            return tellings(
                clause, kind, _from(clause, i), ends(clause, clause.subject(k)), cause(clause, i), "receive"
            )
        if norm in give and clause.norm(k - 1) not in ("la", "une", "l'adresse"):
            return _given(clause, k, i, kind)
    return _passive(clause, i, kind) or _opened(clause, i, kind, earlier)


def _given(clause: Clause, v: int, i: int, kind: str) -> list[Telling]:
    v -= clause.norm(v) in ("part", "parvenir") and clause.norm(v - 1).startswith("fai")
    group = clause.between(clause.verb_start(v), v)
    if {"ete", "sont"} & set(group) and not _HAVE - {"a", "ont"} & set(group) and "ete" in group:
        givers = by(clause, v)
    else:
        givers = behalf(clause) or (speaker(clause, v) if _I & set(clause.between(v - 2, v)) else subject(clause, v))
    receivers = _to_whom(clause, v, i, givers, group)
    return tellings(clause, kind, givers, receivers, cause(clause, i), "wish")


def _to_whom(clause: Clause, v: int, i: int, givers: list[End], group: list[str]) -> list[End]:
    """The receiver: "à" between verb and wish or after it, a pronoun, a relative; else the other side of a visit."""
    pronoun = {"lui", "leur", "leurs"} & set(group)
    plain = not any(e.person for e in givers)
    if pronoun:
        return relative(clause, v) or other(clause, v, givers, several="leur" in group)
    found = (
        relative(clause, v)
        or fronted(clause, v)
        or to(clause, v + 1, i, capitals=plain)
        or to(clause, i + 1, capitals=plain)
    )
    if found or clause.norm(i) in forms("gesture", "wish", "sorrow"):
        return found
    side = givers[0].side if givers else None
    place = across(clause.view, side, clause.number) if side else None
    return [place] if place else []


def _passed_on(clause: Clause, v: int, i: int, kind: str) -> list[Telling]:
    """ "a chargé B de transmettre ses félicitations à C": A to C; "a transmis à B les félicitations de C": C to B."""
    owner = _owner(clause, i)
    if owner:
        group = clause.between(clause.verb_start(v), v)
        return tellings(clause, kind, owner, _to_whom(clause, v, i, owner, group), cause(clause, i), "passed-on")
    asked = next(
        (k for k in range(v - 1, clause.first, -1) if clause.norm(k) in forms("gesture", "wish", "entrust")), None
    )
    givers = behalf(clause) or subject(clause, v if asked is None else asked)
    return tellings(clause, kind, givers, to(clause, i + 1) or to(clause, v + 1, i), cause(clause, i), "passed-on")


def _owner(clause: Clause, i: int) -> list[End]:
    """ "les félicitations du président C": whose they are."""
    after = clause.after(i, ("de", "du", "d'", "des"), reach=6)
    return ends(clause, after) or behalf(clause)


def _from(clause: Clause, i: int) -> list[End]:
    """ "a reçu des félicitations de A", "de la part de A"."""
    return by(clause, i) or ends(
        clause, clause.chain_after(clause.after(i, ("de", "du", "d'", "des"), reach=12), ("de", "du"))
    )


def _passive(clause: Clause, i: int, kind: str) -> list[Telling]:
    """ "des condoléances ont été adressées à B par A"."""
    for k in range(i + 1, min(i + 10, clause.last) + 1):
        if clause.norm(k) in forms("gesture", "wish", "give") and "ete" in clause.between(i, k):
            return tellings(clause, kind, by(clause, k), to(clause, k + 1), cause(clause, k), "wish")
    return []


def _opened(clause: Clause, i: int, kind: str, earlier: list[Telling]) -> list[Telling]:
    """ "Dans son message de félicitations, A a souligné"; "C'est par des félicitations pour … qu'A a ouvert"."""
    lead = clause.between(clause.first, i)
    doer = next(
        (
            g
            for g in clause.groups
            if clause.mention(g[0]).first > i and not clause.mention(g[0]).prep and clause.usable(g[0])
        ),
        [],
    )
    if "registre" in lead or "livre" in lead:
        givers = ends(clause, doer) or ends(clause, [p for p in clause.positions if clause.mention(p).last < i][:1])
        place = code_in(clause, i + 1, clause.last) or (across(clause.view, givers[0].side) if givers else None)
        return tellings(clause, kind, givers, [place] if place else [], None, "book")
    if "dans" in lead[-6:] and len(lead) > 8:
        before = [g for g in clause.groups if clause.mention(g[-1]).last < i and not clause.mention(g[0]).prep]
        return tellings(
            clause, kind, ends(clause, before[-1]) if before else [], to(clause, i + 1), cause(clause, i), "message"
        )
    if "dans" in lead and len(lead) < 8:
        told = [e.to for e in earlier[-1:] if e.kind == kind]
        return tellings(clause, kind, ends(clause, doer), told, cause(clause, i), "message")
    if "par" in lead and "c'" in lead and doer:
        given = code_in(clause, i + 1, clause.mention(doer[0]).first - 1) or _deep(
            clause, i + 1, clause.mention(doer[0]).first - 1
        )
        return tellings(clause, kind, ends(clause, doer), [given] if given else [], cause(clause, i), "opening")
    return []


def _homage(clause: Clause, i: int) -> list[Telling]:
    """ "a rendu un dernier hommage à A", "s'est recueilli devant la dépouille de A": to the state of the deceased."""
    words = clause.between(clause.first, clause.last + 1)
    mourned = set(words) & forms("gesture", "wish", "funeral") or "dernier" in words[: i - clause.first][-2:]
    verb = next((k for k in range(i, max(i - 6, clause.first) - 1, -1) if clause.norm(k) in _HOMAGE), None)
    if not (mourned or "ambassade" in words) or verb is None:
        return []
    givers = subject(clause, verb)
    side = givers[0].side if givers else None
    places = [
        e
        for k in range(clause.first, clause.last)
        if clause.norm(k) == "ambassade" and (e := code_in(clause, k + 1, k + 4))
    ]
    dead = [e for e in (*to(clause, i + 1), _deep(clause, i + 1, clause.last)) if e and e.side and e.side != side]
    found = places or [End(e.side or "", e.side, False) for e in dead]
    return tellings(clause, "condolence", givers, found[:1], None, "homage")


def _deep(clause: Clause, first: int, last: int) -> End | None:
    """The first party named between two tokens, whatever stands between."""
    return next((e for k in range(first, last + 1) if (e := code_in(clause, k, k))), None)


def _exchanged(clause: Clause, v: int, kind: str) -> list[Telling]:
    """ "A et B ont échangé des félicitations", "un échange de félicitations entre A et B"."""
    found = mutual(clause, v, kind, "exchange")
    k = next((k for k in range(v, clause.last) if clause.norm(k) == "entre"), None)
    if found or k is None:
        return found
    members = ends(clause, clause.after(k, ("entre",))) or [
        e for j in range(k + 1, min(k + 8, clause.last + 1)) if (e := code_in(clause, j, j))
    ]
    return tellings(clause, kind, members, members, cause(clause, v), "exchange")
