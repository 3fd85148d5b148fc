"""What the tenure table and the shape of a name say of a person whose state the text leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from kg import reference
from kg.coreference.cast import PARTY_STATE, RULING_PARTY, Known
from kg.languages.fr.names.name_lists import given_names, name_words, same_name, surnames, vietnamese
from kg.languages.fr.tokens.text import grammar
from kg.resources import data

_TELLING = 5
_CROWN = "GB"
_SEVERAL = 2
_MANY = 3
_BETWEEN_STATES = frozenset(("international-organization", "un-agency", "un-organ", "eu-institution"))
_HEADS = frozenset(("president", "monarch", "governor-general"))


@cache
def _by_word() -> dict[str, list[tuple[tuple[str, ...], reference.Tenure]]]:
    table: dict[str, list[tuple[tuple[str, ...], reference.Tenure]]] = {}
    for tenure in reference.tenures():
        for form in {name_words(name) for name in (tenure.person, *tenure.aliases)}:
            for word in set(form):
                table.setdefault(word, []).append((form, tenure))
    return table


_LIGATURES = str.maketrans({"k": "c", "q": "c", "z": "s", "w": "v", "j": "i", "y": "i"})
_VOWELS = re.compile(r"[aeiou]+")
_LINKS = grammar("name_links")


def _skeleton(words: Sequence[str]) -> str:
    """What different spellings of a foreign name share: its consonants, without articles and doubled letters."""
    bare = (
        "".join(w for w in words if w not in _LINKS)
        .replace("ch", "s")
        .replace("sh", "s")
        .replace("dj", "j")
        .replace("ou", "u")
        .replace("ph", "f")
        .replace("ge", "je")
        .replace("gi", "ji")
    )
    letters = _VOWELS.sub("", bare.translate(_LIGATURES)).replace("h", "")
    return re.sub(r"(.)\1+", r"\1", letters)


@cache
def _by_skeleton() -> dict[str, list[reference.Tenure]]:
    table: dict[str, list[reference.Tenure]] = {}
    for tenure in reference.tenures():
        for skeleton in {_skeleton(name_words(name)) for name in (tenure.person, *tenure.aliases)}:
            if len(skeleton) >= _TELLING:
                table.setdefault(skeleton, []).append(tenure)
    return table


@lru_cache(maxsize=8192)
def tenures_of(words: tuple[str, ...]) -> tuple[reference.Tenure, ...]:
    """The tenures of everyone whom these folded words may name; of a full name also in another spelling."""
    if not words:
        return ()
    found = _exactly(words)
    return found or (tuple(_by_skeleton().get(_skeleton(words), ())) if len(words) > 1 else ())


def _exactly(words: tuple[str, ...]) -> tuple[reference.Tenure, ...]:
    near = (pair for word in words for pair in _by_word().get(word, ()))
    return tuple(dict.fromkeys(t for form, t in near if _aligned(words, form) and same_name(words, form)))


def _aligned(words: Sequence[str], form: Sequence[str]) -> bool:
    """True where two names share their first or their last word, so that "Ana Silva" is not "Eva Ana da Silva Reis"."""
    return words[0] in (form[0], form[-1]) or words[-1] in (form[-1], form[0])


@cache
def _meanings() -> dict[str, tuple[str, str, str]]:
    return {
        row["office_type"]: (row["office"], row["of"], row["portfolio"])
        for _, row in reference.rows(data("office_types.csv"))
    }


_ON_THE_SIDE = ("co-prince",)  # held by virtue of another state's office, whose holder speaks for that state


@lru_cache(maxsize=8192)
def known(words: tuple[str, ...]) -> tuple[Known, ...]:
    """The offices that the table says someone of this name has held."""
    return _offices(tenures_of(words))


@lru_cache(maxsize=8192)
def known_in(words: tuple[str, ...], year: str) -> tuple[Known, ...]:
    """The same; of one who has spoken for several states or organisations, the offices held in a year, where the table
    has any, "2024"."""
    found = known(words)
    if not year or len({k.of for k in found}) < _SEVERAL:
        return found
    held = (t for t in tenures_of(words) if t.start and t.start[:4] <= year <= (t.end or "9999")[:4])
    return _offices(tuple(held)) or found


def _offices(tenures: Sequence[reference.Tenure]) -> tuple[Known, ...]:
    found = []
    for tenure in tenures:
        if tenure.office_type in _ON_THE_SIDE:
            continue
        office, of, portfolio = _meanings().get(tenure.office_type, (tenure.office_type, "", ""))
        whose = RULING_PARTY.get(tenure.state or "", tenure.state) if of == "PARTY" else of or tenure.state
        found.append(Known(office, whose, portfolio or None))
    crowns = {k.of for k in found if k.office == "monarch"}
    if _CROWN in crowns:  # whom several realms have as their sovereign
        found = [k for k in found if k.office != "monarch" or k.of == _CROWN]
    return tuple(dict.fromkeys(found))


def native(words: Sequence[str]) -> bool:
    """True for a name that is Vietnamese by its form: a Vietnamese family name, then Vietnamese syllables."""
    return len(words) > 1 and words[0] in surnames() and all(vietnamese(w) for w in words)


@cache
def _state_offices() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for tenure in reference.tenures():
        if tenure.state:
            table.setdefault(tenure.state, set()).add(
                _meanings().get(tenure.office_type, (tenure.office_type, "", ""))[0]
            )
    return table


def plausible(state: str, office: str) -> bool:
    """False for a head of state of a kind that the table does not know the state to have, though it knows another."""
    heads = _state_offices().get(state, set()) & _HEADS
    return office not in _HEADS or not heads or office in heads


@cache
def _holders() -> dict[tuple[str, str], int]:
    people = {
        (t.state, _meanings().get(t.office_type, (t.office_type,))[0], t.person) for t in reference.tenures() if t.state
    }
    return dict(Counter((state or "", office) for state, office, _ in people))


def covers(state: str, office: str) -> bool:
    """True where the table has so many holders of an office that an unknown name is hardly one of them."""
    return _holders().get((state, office), 0) >= _MANY


@cache
def _org_states() -> dict[str, str]:
    own = (org for org in reference.organizations() if org.kind != "political-party" or org.code in PARTY_STATE)
    named = ((name, org.state) for org in own for name in (org.code, *org.acronyms))
    return {name: state for name, state in named if state and name not in reference.states()}


def org_state(code: str) -> str | None:
    """The state that a domestic organisation is of; None for others, and for a party that does not rule."""
    return _org_states().get(code)


@cache
def _international() -> set[str]:
    return {org.code for org in reference.organizations() if not org.state and org.kind in _BETWEEN_STATES}


def international(code: str) -> bool:
    """True for an organisation that one may speak for before any state: an acronym, or one that states have founded."""
    return code.isupper() or code in _international()


def likely(words: Sequence[str]) -> bool:
    """True where a name has a person's form: several words, the first a given name or a Vietnamese family name."""
    return len(words) > 1 and (words[0] in given_names() or native(words))
