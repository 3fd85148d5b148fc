"""Where a journey leads: the states of the countries and cities that stand after a preposition of place."""

from __future__ import annotations

from typing import NamedTuple

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.clauses.sides import partner, sides_in
from kg.languages.fr.tokens.lexicon import state_of_city
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms

_TO = forms("visit", "words", "places", "to")
_ARTICLES = grammar("definite")
_STOPS = forms("visit", "words", "places", "stops") | {";"}
_AREAS = forms("visit", "words", "places", "areas")
_REALMS = forms("visit", "words", "places", "realms")
_HERE = frozenset(("pays", "royaume", "ile", "archipel", "republique"))
_AND = forms("visit", "words", "places", "and") | {",", "(", ")"}
_REACH = 18


class Place(NamedTuple):
    """A state named by a country, city or adjective at tokens `first` … `last`, after `prep`."""

    code: str
    first: int
    last: int
    prep: str


def places(clause: Clause) -> list[Place]:
    """The places of a sentence in order, those inside the phrases of persons left out."""
    text, found, skip, until = clause.view.text, list[Place](), covered(clause), 0
    for i in range(clause.first, clause.last + 1):
        if i in skip or i < until:
            continue
        if not text.hits[i]:
            if clause.norm(i - 1) == "au" and text.capital(i) and (there := state_of_city(f"Le {text.tokens[i].text}")):
                found.append(Place(there, i, i, "au"))  # "au Caire"
            continue
        province = text.hit(i, "place") if clause.norm(i - 1) not in _ARTICLES else None
        hit = text.hit(i, "country") or text.hit(i, "city") or text.hit(i, "org") or province
        code = (hit.extra if hit.kind in ("city", "place") else partner(hit.key)) if hit else None
        demonym = text.hit(i, "demonym") if clause.norm(i - 1) in _AREAS else None
        if hit and code and (hit.kind != "org" or code == "EU"):
            found.append(Place(code, i, i + hit.length - 1, _preposition(clause, i)))
            until = i + hit.length
        elif demonym:
            found.append(Place(demonym.key, i - 1, i, "dans"))
    return found


def _preposition(clause: Clause, i: int) -> str:
    """The word before a place's articles; "à" for "à l'aéroport de Rabat" and "au sultanat d'Oman"."""
    k = i - 1
    while clause.norm(k) in _ARTICLES:
        k -= 1
    if clause.norm(k - 1) in _REALMS and clause.norm(k - 2) in _TO:
        return clause.norm(k - 2)
    prep = clause.norm(k)
    site = prep in ("de", "d'") and set(clause.between(k - 5, k)) & forms("visit", "nouns", "site")
    return "a" if site else prep


def covered(clause: Clause) -> set[int]:
    """The tokens of the phrases that name or mean persons."""
    mentions = (clause.mention(p) for p in clause.positions)
    return {i for m in mentions if m.form is not Form.PARTY for i in range(m.first, m.last + 1)}


def destinations(clause: Clause, start: int, bare: bool = False, reach: int = _REACH) -> list[Place]:
    """The places that the words after token `start` lead to, in a row ("au Maroc, en France et à Bruxelles").

    `bare`: without a preposition ("visitera la France"); `reach`: how many words on, persons not counted.
    """
    text, skip, words = clause.view.text, covered(clause), 0
    named = {place.first: place for place in places(clause)}
    for i in range(start + 1, clause.last + 1):
        if i in skip:
            continue
        words += 1
        if words > reach or (text.tokens[i].text if text.norm(i) in ("a", "ou") else text.norm(i)) in _STOPS:
            return []
        place = named.get(i)
        if place and (place.prep in _TO or (bare and i <= start + 3)):
            return _row(clause, place, [p for p in named.values() if p.first > i], bare and place.prep not in _TO)
    return []


def _row(clause: Clause, first: Place, others: list[Place], bare: bool) -> list[Place]:
    found = [first]
    for place in others:
        gap = clause.joint(found[-1].last + 1, place.first)
        if gap == ["("]:
            continue
        near = len(gap) <= _REACH // 2 or "ou" in gap[:2]  # "à Paris, où il a vu B, puis à Rome"
        then = near and "puis" in gap[-3:]  # "à Astana en septembre, puis à Tachkent"
        if not gap or not (then or (len(gap) <= 5 and all(word in _AND for word in gap))):
            break
        if (bare or place.prep in _TO) and place.code not in {p.code for p in found}:
            found.append(place)
    return found


def left_of(clause: Clause, i: int, since: int | None = None) -> Place | None:
    """The place nearest before token `i`, not before `since`."""
    before = [p for p in places(clause) if p.last < i and p.prep in _TO and p.first >= (since or 0)]
    return before[-1] if before else None


def where(clause: Clause, i: int) -> Place | None:
    """ "à Pékin, où il effectue …": the place before the "où" that the clause of token `i` begins with."""
    for k in range(i, max(i - 16, clause.first), -1):
        if clause.view.text.tokens[k].text == "où":
            before = [p for p in places(clause) if p.last < k]
            return before[-1] if before and k - before[-1].last <= 12 else None
    return None


def host(clause: Clause, i: int, origin: str | None, after: int) -> str | None:
    """Whose guest a traveller without a stated destination is: "dans le pays", else the other side of the sentence."""
    here = set(clause.between(i, after + 8)) & _HERE
    home = clause.view.home
    if home and home != origin and clause.between(after + 1, after + 3) == ["au", "pays"]:
        return home
    codes = [side.code for side in sides_in(clause.view, clause.number) if len(side.code) == 2 and side.code != origin]
    if codes:
        return max(codes, key=codes.count)  # of two alike, the one named first
    for back in range(clause.number - 1, max(clause.number - 5, -1), -1) if here else ():
        earlier = [side.code for side in reversed(sides_in(clause.view, back)) if side.code != origin]
        if earlier:
            return earlier[0]
    return clause.view.home if clause.view.home != origin else None


def there(clause: Clause) -> list[Place]:
    """What "y" means: the place named last in the sentence before."""
    before = clauses_of(clause.view)[clause.number - 1] if clause.number else None
    return places(before)[-1:] if before else []
