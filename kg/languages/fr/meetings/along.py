"""Who came along to the meeting just told: "À l'audience, A était accompagné de B", "A avait à ses côtés B",
"L'audience s'est élargie à B"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.coordination import HELPERS
from kg.languages.fr.meetings.company import of_one_side
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.tokens.trigger_words import forms

_MEETING = forms("meeting", "words", "along", "meeting")
_WITH = forms("meeting", "words", "along", "with")
_WIDENED, _SHOWN = (forms("meeting", "words", "along", key) for key in ("widened", "shown"))
_LED = forms("meeting", "words", "along", "led")
_SIDES = frozenset(("cotes",))
_TRAVEL = forms("meeting", "words", "setting", "arrival")
_WAS = frozenset(("etait", "etaient", "ete", "avait", "avaient"))
_BY, _TO = ("de", "du", "d'", "des", "par"), ("a", "au", "aux")
_THAT = frozenset(("l'", "la", "le", "cette", "cet", "ce", "ces", "les", "au", "aux", "leurs", "leur"))
_AT_IT = _MEETING | {"occasion", "circonstance"}  # without one of these it is a journey that somebody comes along on
_ACTS = forms("meeting", "words", "addressed", "speaks") | forms("meeting", "words", "along", "hands")
_COMES = forms("meeting", "words", "company", "along")
_PLACED = frozenset(
    ("figuraient", "figurait", "notait", "siegeaient", "siegeait", "tenaient", "tenait", "trouvaient", "trouvait")
)
_TOO = frozenset(("aussi", "egalement"))
_ASIDE = 12  # words in which an aside after "accompagné" ends
_HAVE = frozenset(("a", "ont", "avait"))
_SIGNS = _COMES | _WITH | _WIDENED | _SHOWN | _LED | _SIDES


def came_along(clause: Clause, there: Collection[int], *, near: bool) -> list[int]:
    """Who this sentence adds to a meeting told before of those `there`, as persons of the cast; `near`: told in one of
    the sentences right before."""
    found: list[int] = []
    for v in clause.among(_SIGNS):
        for owner, group in _with_whom(clause, v, there) if near or _AT_IT & set(clause.norms) else ():
            people = sides(clause, group)[0]
            of_one_side(clause, owner, people)
            found.extend(people)
        for group in _groups(clause, v, there):
            found.extend(sides(clause, group)[0])
    return list(dict.fromkeys(found))


def _with_whom(clause: Clause, v: int, there: Collection[int]) -> Iterator[tuple[int, list[int]]]:
    """Of those `there`, or their delegation, the one who is said at token `v` to have others along, and these: "A était
    entouré de B", "Accompagné de B, A a salué …", "Aux côtés de A se trouvaient B et C"."""
    norm, before = clause.norm(v), clause.norm(v - 1)
    owner: list[int] = []
    if norm in _WITH and clause.norm((led := _past_aside(clause, v)) + 1) in _BY:
        owner, group = _accompanied(clause, v), clause.named_of(_row(clause, led), led)
    elif norm in _COMES and before == "qu'" and (owner := [p for p in clause.positions if clause.mention(p).last < v]):
        owner, group = owner[-1:], clause.after(v, ("",), reach=6)
    elif norm in _COMES and before == "l'" and norm.endswith(("ait", "aient")):
        owner, group = [p for p in clause.positions if clause.mention(p).last == v - 1], clause.subject(v)
    elif norm in _SIDES and clause.between(v - 2, v) in (["a", "ses"], ["a", "leurs"]):
        owner, group = clause.subject(v), clause.row(clause.after(v, ("",), reach=8), ("",))
    elif norm in _SIDES and before == "aux" and _stood(clause, v - 2):
        owner, group = clause.after(v, _BY, reach=4)[:1], clause.subject(v)
    elif norm in _SIDES and v == clause.first + 1 and (placed := clause.among(_PLACED)):
        owner = [p for p in clause.positions if clause.mention(p).last < placed[0]]
        group = clause.row(clause.after(placed[0], ("", *_BY), reach=8), _BY)
    if owner and not _TRAVEL & set(clause.norms) and _is_there(clause, owner[0], there):
        yield owner[0], [p for p in group if p not in owner]


def _stood(clause: Clause, k: int) -> bool:
    """ "était (aussi) | aux côtés de", not "était présent aux côtés de"."""
    return clause.norm(k - (clause.norm(k) in _TOO)) in _WAS


def _accompanied(clause: Clause, v: int) -> list[int]:
    """Who was accompanied: the subject of "était accompagné"; where it is said in passing, of one who then speaks."""
    if clause.norm(v) == "compagnie" and clause.norm(v - 2) not in _WAS:
        return []
    if _WAS & set(clause.between(v - 4, v)) and not {"qui", "n'", "ne"} & set(clause.between(v - 4, v)):
        return clause.subject(v)
    told = [k for k in clause.among(_ACTS) if k > v and clause.norm(k - 1) in _HAVE]
    if not told or (v > clause.first and clause.norm(v - 1) != "," and "qui" not in clause.between(v - 4, v)):
        return []
    if v > clause.first:
        return [p for p in clause.positions if clause.mention(p).last < v][-1:]
    return clause.subject(told[0])[:1]


def _is_there(clause: Clause, p: int, there: Collection[int]) -> bool:
    mention, cast = clause.mention(p), clause.view.cast
    if mention.form is Form.GROUP:
        return not mention.states or bool({cast.people[who].speaks_for for who in there} & {*mention.states})
    return cast.who[p] in there


def _groups(clause: Clause, v: int, there: Collection[int]) -> Iterator[list[int]]:
    norm = clause.norm(v)
    if norm in _LED and "aupres" in clause.between(v + 1, v + 4) and _of_those(clause, v, there):
        yield clause.after(v, ("par",))
    elif norm in _SIDES and clause.norm(v - 1) == "aux" and {"part", "assiste", "participe"} & set(clause.norms):
        yield clause.chain_after(clause.after(v, _BY, reach=4), _BY) if _MEETING & set(clause.norms) else []
    elif norm in _WIDENED and _names_it(clause, v):
        yield clause.named_of(clause.chain_after(clause.after(v, _TO, reach=14), _TO), v)
    elif norm in _SHOWN and clause.norm(v - 1) == "la" and _names_it(clause, v):
        yield clause.chain_after(clause.after(v, _BY, reach=4), _BY)


def _row(clause: Clause, v: int) -> list[int]:
    """Those after token `v`, "de A, ministre …, B, conseiller … et de C", up to the next verb."""
    found = clause.chain_after(clause.after(v, _BY, reach=4), _BY)
    for p in (p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).name):
        if HELPERS & set(clause.between(v + 1, clause.mention(p).first)):
            break
        if p not in found and clause.mention(p).prep in ("", *_BY):
            found.append(p)
    return found


def _past_aside(clause: Clause, v: int) -> int:
    """The comma that closes an aside after token `v`: "était assisté, lors de l'audience | , par B"; else `v`."""
    ahead = range(v + 2, min(v + _ASIDE, clause.last))
    return next((k for k in ahead if clause.norm(k) == ","), v) if clause.norm(v + 1) == "," else v


def _of_those(clause: Clause, v: int, there: Collection[int]) -> bool:
    """True for "A était accompagné", of one who was there, or of the delegation; not of one on a journey."""
    subject = clause.subject(v)
    if not subject or not _WAS & set(clause.between(v - 4, v)) or _TRAVEL & set(clause.norms):
        return False
    mention = clause.mention(subject[0])
    return mention.form is Form.GROUP or clause.view.cast.who[subject[0]] in there


def _names_it(clause: Clause, v: int) -> bool:
    """True where the sentence starts with the meeting told before: "L'audience a été élargie"."""
    return clause.norm(clause.first) in _THAT and bool(
        _MEETING & set(clause.between(clause.first, min(v, clause.first + 4)))
    )
