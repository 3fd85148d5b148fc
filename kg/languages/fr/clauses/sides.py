"""Which parties a sentence speaks of: states and organisations, by persons, names, adjectives and capitals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg import reference
from kg.coreference.cast import PARTY_STATE
from kg.coreference.mention import Form
from kg.languages.fr.clauses.pairs import pair_at
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.text import Text, grammar

_PLACE = grammar("before_places")
_OF = frozenset(("de", "du", "des", "d'"))
_PARTNERS = frozenset(("EU", "ASEAN", "AU", "NATO", "UN", "GCC", "SCO", "ECOWAS", "EAEU", "MERCOSUR"))


class Side(NamedTuple):
    """A party's code named at tokens `first` … `last`. `actor`: it acts here (a person, a state with its article)."""

    code: str
    first: int
    last: int
    actor: bool
    prep: str = ""


def partner(code: str | None) -> str | None:
    """The code of a state, or of an organisation that has partners; None for any other."""
    code = PARTY_STATE.get(code, code) if code else None
    return code if code and (len(code) == 2 or code in _PARTNERS) else None


def sides_in(view: View, s: int) -> list[Side]:
    """The parties of sentence `s` in order."""
    found: list[Side] = []
    taken: set[int] = set()
    for p in view.mentions_in(s):
        mention, person = view.mentions[p], view.person(p)
        codes: Iterable[str | None] = ()
        actor = mention.prep not in _PLACE or person is not None
        if person is not None:
            codes = (person.speaks_for,)
        elif mention.form is Form.PARTY:
            codes = (mention.code,)
        elif mention.form is not Form.PRONOUN:
            codes = mention.states[:2]
        found.extend(Side(c, mention.first, mention.last, actor, mention.prep) for c in map(partner, codes) if c)
        if person is not None or mention.form is Form.PARTY or (mention.states and mention.form is not Form.NAME):
            taken.update(range(mention.first, mention.last + 1))
    found.extend(_words(view, s, taken))
    return sorted(found, key=lambda side: side.first)


def _words(view: View, s: int, taken: set[int]) -> Iterable[Side]:
    """Adjectives, pairs and capitals that stand for their states, outside the mentions."""
    text, until = view.text, 0
    first, last = view.sentences[s].first, view.sentences[s].last
    for i in [k for k in range(first, last + 1) if text.hits[k] or "-" in text.tokens[k].text]:
        if i < until:
            continue
        both = pair_at(text, i)
        if both:
            yield from (Side(code, i, both[1], True) for code in filter(None, map(partner, both[0])))
            until = both[1] + 1
        elif i not in taken:
            yield from _word(view, i)


def _word(view: View, i: int) -> Iterable[Side]:
    """An adjective or inhabitant's name, or a capital, at token `i`."""
    text = view.text
    demonym, city = text.hit(i, "demonym"), capital(view, i)
    if demonym:
        yield Side(demonym.key, i, i + demonym.length - 1, text.tokens[i].capital)
    elif city:
        prep = text.norm(i - 1)
        yield Side(city, i, i, prep not in _PLACE | {","} | _OF or _acts(text, i), prep)


def _acts(text: Text, i: int) -> bool:
    """True for "À cette occasion, Paris et Rabat ont signé": capitals between a comma and their verb."""
    if text.norm(i - 1) != ",":
        return False
    pair = text.norm(i + 1) == "et" and text.hit(i + 2, "city") is not None
    return text.tokens[min(i + 1 + 2 * pair, len(text.tokens) - 1)].text in ("a", "ont")


def capital(view: View, i: int) -> str | None:
    """The state whose capital is named at token `i`."""
    hit = view.text.hit(i, "city")
    state = reference.states().get(hit.extra) if hit else None
    return state.code if state and hit and state.capital == hit.key else None
