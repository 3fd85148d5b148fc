"""Names in a list that tells of which state they are: "A du Japon, B de la Serbie", "Du côté cubain, A et B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.coreference.mention import Form, Mention
from kg.languages.fr.tokens.text import Text, grammar

_OF = grammar("of") | {"pour"}
_THERE = frozenset(
    (
        "presents",
        "presentes",
        "present",
        "presente",
        ":",
        "part",
        "participe",
        "participaient",
        "assiste",
        "assistaient",
    )
)
_ATTENDING = _THERE - {":", "part"} | {
    "presence",
    "pris",
    "prennent",
    "participation",
    "notait",
    "note",
    "figuraient",
    "compose",
    "composee",
}
_LISTED = _OF | {"par"}
_BEFORE = frozenset((",", ";", "et", "que", "notamment"))
_LIST = 8  # words after a side in which its list begins
_ON_SIDE = frozenset(("cote", "partie"))
_AFTER_ORIGIN = frozenset((",", ";", ".", ")", "et", "puis", "ainsi", "qui", ""))


def origins(text: Text, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence; in a list that tells where each comes from, "A du Japon, B de la Serbie et C pour
    l'Italie", the names have their states."""
    pairs = [n for n in range(len(found) - 1) if _from(text, found[n], found[n + 1])]
    if len(pairs) < 2:
        return list(found)
    told = list(found)
    for n in pairs:
        code = found[n + 1].code or ""
        told[n] = replace(told[n], last=found[n + 1].last, end=found[n + 1].end, states=(code,), word="national")
    return [mention for n, mention in enumerate(told) if n - 1 not in pairs]


def of_one_side(text: Text, found: Sequence[Mention], first: int, last: int) -> list[Mention]:
    """The mentions of a sentence on tokens `first` … `last`; those named in one that opens with "Du côté cubain,",
    "Côté cubain" have that state, where their own words give none."""
    opens = first + (text.norm(first) in ("du", "de", "pour"))
    opens += text.norm(opens) == "la"
    side = text.hit(opens + 1, "demonym") if text.norm(opens) in _ON_SIDE else None
    if side is None or _other_side(text, opens + 2, last) or not _present(text, opens + 2, last):
        return list(found)
    return [replace(m, states=(side.key,)) if _stateless(m) else m for m in found]


def of_each_side(text: Text, found: Sequence[Mention], first: int, last: int) -> list[Mention]:
    """The mentions of a sentence that says who was there "côté cubain" and who "côté togolais": those named after such
    words have that state, where their own words give none."""
    if _ON_SIDE.isdisjoint(words := text.norms[first : last + 1]) or _ATTENDING.isdisjoint(words):
        return list(found)
    marks = [k for k in range(first, last) if text.norm(k) in _ON_SIDE and text.hit(k + 1, "demonym")]
    told = list(found)
    for n, mention in enumerate(found):
        before = [hit for k in marks if k < mention.first and (hit := text.hit(k + 1, "demonym"))]
        if before and mention.form is Form.NAME and _listed(text, mention) and not _of_a_state(mention):
            told[n] = replace(mention, states=(before[-1].key,))
    return told


def _listed(text: Text, mention: Mention) -> bool:
    """True for one of a row: ", A", "et de B", not "l'homologue de B"."""
    start = mention.first - (text.norm(mention.first) != mention.prep)
    return not mention.prep or (mention.prep in _LISTED and text.norm(start - 1) in _BEFORE)


def _present(text: Text, first: int, last: int) -> bool:
    """True where the sentence goes on to list who was there: ", étaient présents", ":", ", A, B et C"."""
    words = {text.norm(k) for k in range(first, min(first + _LIST, last + 1))}
    return not _THERE.isdisjoint(words) or any(
        k in text.name_at or text.hit(k, "head") for k in range(first, first + 4)
    )


def _other_side(text: Text, first: int, last: int) -> bool:
    """True where the other side is told of in the same sentence."""
    return any(text.norm(k) in _ON_SIDE and text.hit(k + 1, "demonym") for k in range(first, last))


def _stateless(mention: Mention) -> bool:
    return mention.form is Form.NAME and not mention.prep and not _of_a_state(mention)


def _of_a_state(mention: Mention) -> bool:
    return bool(mention.states) or any(office.state or office.of for office in mention.offices)


def _from(text: Text, name: Mention, party: Mention) -> bool:
    bare = name.form is Form.NAME and not name.offices and not name.states
    close = (
        party.form is Form.PARTY
        and bool(party.code)
        and party.first - (1 if party.prep and text.norm(party.first) != party.prep else 0) == name.last + 1
        and party.prep in _OF
    )
    return bare and close and text.norm(party.last + 1) in _AFTER_ORIGIN | {"¶"}
