"""The ruler: which facts read are those of the gold data, story by story.

Works on facts JSON (`gold/GUIDELINES.md`). Facts are paired one to one, the likest first; of a pair, slots are compared
too. A gold fact marked "optional" is neither required nor punished.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Likeness = Callable[[Json, Json], int]
Same = Callable[[Any, Any], bool]

# A ruling party speaks for its state.
_STATE_OF_PARTY = {"cpv": "vn", "pcv": "vn", "cpc": "cn", "lprp": "la", "pprl": "la", "pcc": "cu", "cpp": "kh"}
_FAMILY = {
    "phone-call": "remote",
    "online-meeting": "remote",
    "reception": "bilateral",
    "talks": "bilateral",
    "meeting": "bilateral",
    "consultation": "mechanism",
    "conference": "conference",
    "ceremony": "ceremony",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comparing one thing in one story gave: how many are right, and the items missed and extra.

    `listed` is False where the items are counted but belong to a fact that is listed already.
    """

    what: str
    hits: int = 0
    missed: tuple[Json, ...] = ()
    extra: tuple[Json, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Pairing:
    pairs: tuple[tuple[Json, Json], ...]
    missed: tuple[Json, ...]
    extra: tuple[Json, ...]

    def outcome(self, what: str) -> Outcome:
        return Outcome(what, len(self.pairs), self.missed, self.extra)


def fold(text: str | None) -> str:
    """The lower-case ASCII words of a name: diacritics, case and punctuation do not count."""
    plain = unicodedata.normalize("NFD", (text or "").replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall("[a-z0-9]+", letters))


def same_name(a: str | None, b: str | None) -> bool:
    """True where two forms plainly name one person: equal, or the words of one are all among the other's."""
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    if not short:
        return False
    if "".join(short) == "".join(long):
        return True
    return set(short) <= set(long) and (len(short) > 1 or len(short[0]) >= 4)


def _party(code: str | None) -> str:
    return _STATE_OF_PARTY.get(fold(code), fold(code))


def _parties(fact: Json) -> set[str]:
    return {_party(code) for code in fact.get("parties") or ()}


def same_party(a: str | None, b: str | None) -> bool:
    """True for one state or organisation; a ruling party counts as its state."""
    return _party(a) == _party(b)


def same_date(a: str | None, b: str | None) -> bool:
    """True for one EDTF date, however sure (`?`, `~`, `%`)."""
    sure = str.maketrans("", "", "?~%")
    return (a or "").translate(sure) == (b or "").translate(sure)


def _same_agent(a: str | None, b: str | None) -> bool:
    return bool(a and b) and (same_name(a, b) or same_party(a, b))


def same_place(a: str | None, b: str | None) -> bool:
    """True for one place, and for a two-letter country code beside the name of a city."""
    return _same_agent(a, b) or (bool(a and b) and (len(a or "") == 2) != (len(b or "") == 2))


def _equal(a: object, b: object) -> bool:
    return a == b


def _people(meeting: Json) -> list[Json]:
    return meeting.get("participants") or []


def _like_meeting(g: Json, f: Json) -> int:
    shared = sum(any(same_name(p["name"], q["name"]) for q in _people(f)) for p in _people(g))
    parties = len(_parties(g) & _parties(f))
    family = _FAMILY.get(g.get("kind", "")) == _FAMILY.get(f.get("kind", ""))
    nameless = not _people(g)
    by_parties = (parties >= 2 and (family or nameless)) or (parties == 1 and family and nameless)
    if not shared and not by_parties:
        return 0
    details = (g.get("kind") == f.get("kind")) + same_date(g.get("date"), f.get("date"))
    return 4 * shared + parties + 2 * family + details


def _like_visit(g: Json, f: Json) -> int:
    if not same_party(g.get("to"), f.get("to")):
        return 0
    if g.get("visitor") and f.get("visitor"):
        return 4 * same_name(g["visitor"], f["visitor"])
    return 2 * same_party(g.get("from"), f.get("from"))


def _like_office(g: Json, f: Json) -> int:
    same_post = g.get("office") == f.get("office") and same_party(g.get("of"), f.get("of"))
    return int(same_post and same_name(g.get("person"), f.get("person")))


def _like_partnership(g: Json, f: Json) -> int:
    return int(_parties(g) == _parties(f) and g.get("level") == f.get("level"))


def _like_invitation(g: Json, f: Json) -> int:
    return int(_same_agent(g.get("by"), f.get("by")) and _same_agent(g.get("to"), f.get("to")))


def _like_agreement(g: Json, f: Json) -> int:
    words = set(fold(g.get("title")).split()) & set(fold(f.get("title")).split())
    return 1 + len(words) if words and _parties(g) == _parties(f) else 0


def _like_gesture(g: Json, f: Json) -> int:
    return int(g.get("kind") == f.get("kind") and bool(_like_invitation(g, f)))


def _like_participant(g: Json, f: Json) -> int:
    return int(same_name(g.get("name"), f.get("name")) and same_party(g.get("for"), f.get("for")))


def _pair(gold: Sequence[Json], found: Sequence[Json], likeness: Likeness) -> _Pairing:
    """One to one, the likest first, earlier facts before later ones; a likeness of 0 never pairs."""
    likely = ((likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    ranked = sorted((entry for entry in likely if entry[0] > 0), key=lambda entry: (-entry[0], entry[1], entry[2]))
    match: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in match and j not in taken:
            match[i] = j
            taken.add(j)
    required = [i for i, g in enumerate(gold) if not g.get("optional")]
    return _Pairing(
        pairs=tuple((gold[i], found[match[i]]) for i in required if i in match),
        missed=tuple(gold[i] for i in required if i not in match),
        extra=tuple(f for j, f in enumerate(found) if j not in taken),
    )


def _compare(what: str, slots: Mapping[str, Same], g: Json, f: Json) -> Iterator[Outcome]:
    for slot, same in slots.items():
        ours, theirs = f.get(slot), g.get(slot)
        if same(theirs, ours):
            yield Outcome(f"{what}.{slot}", hits=1)
        else:
            yield Outcome(f"{what}.{slot}", 0, ({slot: theirs, "quote": g.get("quote")},), ({slot: ours},))


def _place(g: Json, f: Json) -> Outcome:
    theirs, ours = g.get("place"), f.get("place")
    if same_place(theirs, ours):
        return Outcome("meeting.place", hits=1)
    missed = ({"place": theirs, "quote": g.get("quote")},) if theirs else ()
    return Outcome("meeting.place", 0, missed, ({"place": ours},) if ours else ())


def _meetings(gold: Json, found: Json) -> Iterator[Outcome]:
    trips = [visit.get("date") for visit in gold.get("visits") or ()]

    def when(theirs: str | None, ours: str | None) -> bool:
        """A meeting without a date of its own may have that of the visit it belongs to."""
        return same_date(theirs, ours) or (theirs is None and any(same_date(ours, trip) for trip in trips))

    paired = _pair(gold.get("meetings") or [], found.get("meetings") or [], _like_meeting)
    yield paired.outcome("meeting")
    for g, f in paired.pairs:
        yield from _compare("meeting", {"kind": _equal, "status": _equal, "date": when}, g, f)
        yield _place(g, f)
        yield _pair(_people(g), _people(f), _like_participant).outcome("meeting.participant")
    lost = tuple(person for meeting in paired.missed for person in _people(meeting))
    invented = tuple(person for meeting in paired.extra for person in _people(meeting))
    yield Outcome("meeting.participant", 0, lost, invented, listed=False)


def _visits(gold: Json, found: Json) -> Iterator[Outcome]:
    paired = _pair(gold.get("visits") or [], found.get("visits") or [], _like_visit)
    yield paired.outcome("visit")
    for g, f in paired.pairs:
        yield from _compare("visit", {"kind": _equal, "date": same_date, "status": _equal}, g, f)


_WHOLE: Mapping[str, tuple[str, Likeness]] = {
    "office": ("offices", _like_office),
    "partnership": ("partnerships", _like_partnership),
    "invitation": ("invitations", _like_invitation),
    "agreement": ("agreements", _like_agreement),
    "gesture": ("gestures", _like_gesture),
}  # facts that are right or wrong as a whole


def compare(gold: Json, found: Json) -> Iterator[Outcome]:
    """Compares the facts of one story with the gold facts of that story."""
    yield from _meetings(gold, found)
    yield from _visits(gold, found)
    for what, (plural, likeness) in _WHOLE.items():
        yield _pair(gold.get(plural) or [], found.get(plural) or [], likeness).outcome(what)
