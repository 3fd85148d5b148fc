"""Between whom a level of relations holds: by its own words, by those around it, by the states just spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.languages.fr.clauses.pairs import pair_at
from kg.languages.fr.clauses.sides import Side, partner, sides_in
from kg.languages.fr.clauses.view import View
from kg.languages.fr.partnerships.levels import Level
from kg.languages.fr.tokens.trigger_words import forms

Pair = tuple[str, str]
_STOPS = forms("partnership", "glue", "stops") | {";"}
_ARE = frozenset(("sont", "etaient", "deviennent", "devenus", "devenues", "puis"))
_REACH = 14  # words between a level and the "entre" or "avec" that belongs to it
_ROW = forms("partnership", "glue", "row") | {",", "(", ")"}
_AND = forms("partnership", "glue", "and") | {","}
_BACK = 8  # sentences looked back through for the two states spoken of


def between(view: View, s: int, level: Level) -> list[Pair]:
    """The pairs of parties that a level in sentence `s` ties; [] where the text does not tell."""
    own = [partner(code) for code in level.pair]
    if len(own) == 2 and own[0] and own[1]:
        return [(own[0], own[1])]
    sides = [side for side in sides_in(view, s) if side.last < level.first or side.first > level.last]
    named = _named(view, s, level, sides)
    return named if named or level.head == "partner" else _nearest(view, s, level, sides)


def _named(view: View, s: int, level: Level, sides: Sequence[Side]) -> list[Pair]:
    """By "Vietnam-Laos", "entre A et B", "avec B", "unit A à B, C" after the level."""
    text, end = view.text, min(view.sentences[s].last, level.last + _REACH)
    binding = forms("partnership", "ties", "binding")
    for j in range(level.last + 1, end + 1):
        word = text.norm(j)
        both = pair_at(text, j) if j <= level.last + 3 else None
        if both and (pair := _pair(both[0])):
            return [pair]
        if word in binding:
            return _tied([side for side in sides if j < side.first < _cut(view, s, j)], view.home)
        if word in _STOPS:
            break
        if word == "entre":
            return _both(view, j, [side for side in sides if side.first >= j])
        if word == "avec" and (partners := _row(view, j, sides)):
            mine = _own(view, level, sides, partners)
            return [(mine, code) for code in partners if mine and mine != code]
    return _of(view, level, sides)


def _cut(view: View, s: int, j: int) -> int:
    """The first semicolon of the sentence after token `j`, else the token after its last."""
    end = view.sentences[s].last + 1
    return next((k for k in range(j, end) if view.text.norm(k) == ";"), end)


def _of(view: View, level: Level, sides: Sequence[Side]) -> list[Pair]:
    """ "premier partenaire stratégique du pays", "partenaire stratégique de B", "A et B sont partenaires"."""
    if level.head != "partner":
        return []
    actors = [side for side in sides if side.last < level.first and side.actor]
    before = list(dict.fromkeys(side.code for side in actors))
    after = [side.code for side in sides if level.last < side.first <= level.last + 4]
    verb = {view.text.norm(i) for i in range(level.first - 5, level.first)}
    apposed = bool(actors) and level.first - actors[-1].last <= 2
    if not after and len(before) > 1 and view.text.norm(level.first).endswith("s") and (verb & _ARE or apposed):
        return [(before[-2], before[-1])]
    owner = after[0] if after else view.home if view.text.norm(level.last + 1) in ("du", "de") else None
    return [(owner, before[-1])] if owner and before and owner != before[-1] else []


def _pair(codes: Iterable[str | None]) -> Pair | None:
    found = list(dict.fromkeys(filter(None, map(partner, codes))))
    return (found[0], found[1]) if len(found) == 2 else None


def _both(view: View, j: int, after: Sequence[Side]) -> list[Pair]:
    """ "entre A et B": the first two states after "entre"; none for "entre les deux pays"."""
    if view.text.norm(j + 1) in ("les", "nos", "leurs") and view.text.norm(j + 2) in ("deux", "pays"):
        return []
    near = [side for k, side in enumerate(after) if side.first <= j + 8 + 8 * min(k, 1)]
    pair = _pair(list(dict.fromkeys(side.code for side in near))[:2])
    return [pair] if pair else []


def _row(view: View, j: int, sides: Sequence[Side]) -> list[str]:
    """ "avec A, B et C": the parties named in a row after the preposition at `j`."""
    found: list[str] = []
    last = j
    for side in sides:
        gap = [view.text.norm(k) for k in range(last + 1, side.first)]
        if side.first > j and all(w in _ROW or w.isdigit() for w in gap):
            found.append(side.code)
            last = side.last
    return found


def _tied(after: Sequence[Side], home: str | None) -> list[Pair]:
    """ "unit A à B, C et D": A with each; "concerne C et D": the home state with each."""
    codes = list(dict.fromkeys(side.code for side in after))
    if after and after[0].prep in ("a", "au", "aux"):
        return []
    if any(side.prep in ("a", "au", "aux") for side in after[1:]) or (home in codes[:1]):
        return [(codes[0], code) for code in codes[1:]]
    return [(home, code) for code in codes if home and code != home]


def _own(view: View, level: Level, sides: Sequence[Side], partners: Sequence[str]) -> str | None:
    """The side that a partner is named to: who acts before the level, else the home state."""
    before = [side for side in sides if side.last < level.first and side.code not in partners]
    actors = [side.code for side in before if side.actor and side.prep == ""]
    return actors[-1] if actors else view.home if view.home not in partners else None


def _nearest(view: View, s: int, level: Level, sides: Sequence[Side]) -> list[Pair]:
    """The two states that the sentence, else the story so far, speaks of, the nearest first."""
    before = [side for side in reversed(sides) if side.last < level.first]
    after = [side for side in sides if side.first > level.last]
    joined = _joined(view, before)
    if joined:
        return [joined]
    codes = _codes([*before, *after])
    if not codes and not (level.bilateral or _of_both(view, s)):
        return []
    earlier = [_codes(list(reversed(sides_in(view, back)))) for back in range(s - 1, max(s - 1 - _BACK, -1), -1)]
    codes = codes or next(filter(None, earlier), [])
    if len(codes) > 2 and view.home in codes:
        return [(view.home, _interlocutor(view, s, [code for code in codes if code != view.home]))]
    if len(codes) == 1:
        codes = [*codes, *_others(view, s, codes[0], [code for more in earlier for code in more])]
    return [(codes[0], codes[1])] if len(codes) > 1 else []


def _others(view: View, s: int, code: str, earlier: Sequence[str]) -> list[str]:
    """The other side of a state: the home state wherever it was spoken of, else the latest, else the one known."""
    others = [other for other in earlier if other != code]
    if view.home in others or (not others and view.home and view.home != code):
        return [view.home]
    return others or _abroad(view, s)


def _joined(view: View, before: Sequence[Side]) -> Pair | None:
    """ "A et B ont noué un …": the two states nearest before the level, where "et" joins them."""
    actors = [side for side in before if side.actor][:2]
    if len(actors) < 2 or actors[0].code == actors[1].code:
        return None
    gap = {view.text.norm(k) for k in range(actors[1].last + 1, actors[0].first)}
    return (actors[1].code, actors[0].code) if "et" in gap and gap <= _AND else None


def _interlocutor(view: View, s: int, codes: Sequence[str]) -> str:
    """The state among several that someone in this sentence or one before speaks for, the latest; else the nearest."""
    for back in range(s, max(s - 1 - _BACK, -1), -1):
        for p in reversed(view.mentions_in(back)):
            person = view.person(p)
            code = person.speaks_for if person else None
            if code in codes:
                return str(code)
    return codes[0]


def _abroad(view: View, s: int) -> list[str]:
    """The one foreign state whose cities the story has named so far; [] where there are none or several."""
    start = view.sentences[max(s - 3 * _BACK, 0)].first
    cities = (view.text.hit(i, "city") for i in range(start, view.sentences[s].last + 1))
    found = {hit.extra for hit in cities if hit and hit.extra != view.home}
    return list(found) if len(found) == 1 else []


def _codes(sides: Sequence[Side]) -> list[str]:
    """Distinct states: those that act, and only where they are fewer than two the others."""
    actors = list(dict.fromkeys(side.code for side in sides if side.actor and len(side.code) == 2))
    return actors if len(actors) > 1 else list(dict.fromkeys([*actors, *(s.code for s in sides if len(s.code) == 2)]))


def _of_both(view: View, s: int) -> bool:
    sentence = view.sentences[s]
    words = {view.text.norm(i) for i in range(sentence.first, sentence.last + 1)}
    return bool(words & forms("partnership", "ties", "both"))
