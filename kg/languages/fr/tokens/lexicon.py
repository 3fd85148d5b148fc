"""The lexicon: what the words of the data files and of the reference data mean, found by longest phrase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kg import reference
from kg.languages.fr.tokens.words import Token, fold, norms
from kg.languages.fr.words import rows

_LONGEST = 24  # words of a phrase
_PLURAL_ONLY = {"x", "s", "z"}


class Hit(NamedTuple):
    """A phrase found: its kind, its key (code, city, head …), how many tokens it has, what else is known of it."""

    kind: str
    key: str
    length: int
    extra: str = ""


class Entry(NamedTuple):
    """One meaning of a phrase. `case`: "" any, "C" the first word has a capital, "A" written as in `text`."""

    words: tuple[str, ...]
    kind: str
    key: str
    extra: str = ""
    case: str = ""
    text: str = ""


def _feminine_plural(form: str) -> Iterator[str]:
    yield form
    if form[-1] not in _PLURAL_ONLY:
        yield form + "s"


def _countries() -> Iterator[Entry]:
    for state in reference.states().values():
        for name in (state.name_fr, *state.aliases):
            case = "A" if name.isupper() else "" if fold(name).startswith("ile") else "C"  # "des îles Fidji"
            yield Entry(norms(name), "country", state.code, case=case, text=name)
        for demonym in state.demonyms:
            for form in _feminine_plural(demonym):
                shared = "shared" if demonym.startswith(("congol", "coréen")) else ""
                yield Entry(norms(form), "demonym", state.code, extra=shared)
    for row in rows("states_extra"):
        forms = _feminine_plural(row["form"]) if row["kind"] == "demonym" else (row["form"],)
        for form in forms:
            shared = "shared" if row["form"].startswith("coréen") else ""
            yield Entry(
                norms(form), row["kind"], row["code"], extra=shared, case="C" if row["kind"] == "country" else ""
            )


def _cities() -> Iterator[Entry]:
    for city in reference.cities():
        for name in (city.name_fr, city.name_en, *city.aliases):
            yield Entry(norms(name), "city", city.name_fr, extra=city.state, case="C")


def _organizations() -> Iterator[Entry]:
    for org in reference.organizations():
        for name in filter(None, (org.name_fr, *org.aliases)):
            if org.kind == "party-organ" and not _PARTY_NAMED.search(fold(name)):
                continue
            yield Entry(norms(name), "org", org.code, extra=org.kind, case="C")
        for acronym in org.acronyms:
            # An organisation without a code goes by what the text calls it.
            code = acronym if " " in org.code else org.code
            yield Entry(norms(acronym), "org", code, extra=org.kind, case="A", text=acronym)
    for row in rows("orgs_extra"):
        case = "A" if row["form"].isupper() else "C"
        yield Entry(norms(row["form"]), "org", row["code"], extra=row["kind"], case=case, text=row["form"])


def _places() -> Iterator[Entry]:
    """Provinces, regions, rivers … and cities of which only the state is known."""
    for row in rows("places"):
        for name in row["names"].split("|"):
            kind = "city" if row["kind"] == "city" else "place"
            yield Entry(norms(name), kind, name, extra=row["state"], case="C" if name[0].isupper() else "")


def _bodies() -> Iterator[Entry]:
    """Names of institutions, so that their capitals are not taken for a person's."""
    for row in rows("bodies"):
        words = norms(row["body"].rstrip("$"))
        if len(words) > 1 and words[-1] not in ("de", "du", "des"):
            yield Entry(words, "body", row["body"], case="C" if len(words) < 4 else "")


def _heads() -> Iterator[Entry]:
    for row in rows("heads"):
        for number in ("singular", "plural"):
            for form in filter(None, row[number].split("|")):
                yield Entry(norms(form), "head", row["head"] + (f"@{row['of']}" if row["of"] else ""), extra=number)


@cache
def phrases() -> dict[str, list[Entry]]:
    """Every phrase by its first word, the longest first."""
    table: dict[str, list[Entry]] = defaultdict(list)
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    for source in (_heads, _countries, _organizations, _cities, _places, _bodies):
        for entry in source():
            if entry.words and (entry.words, entry.kind, entry.case) not in seen:
                seen.add((entry.words, entry.kind, entry.case))
                table[entry.words[0]].append(entry)
    for entries in table.values():
        entries.sort(key=lambda e: -len(e.words))
    return dict(table)


def hits_at(tokens: Sequence[Token], i: int) -> tuple[Hit, ...]:
    """What the words from token `i` on may mean, the longest phrase first, whatever stands around them."""
    ahead = tokens[i : i + _LONGEST]
    return _hits_at(ahead, tuple(t.norm.removeprefix("ex-") for t in ahead), 0)


def _hits_at(tokens: Sequence[Token], norms: tuple[str, ...], i: int) -> tuple[Hit, ...]:
    """What the words from token `i` on may mean, the longest phrase first."""
    entries = phrases().get(norms[i])
    if not entries:
        return ()
    found = []
    for entry in entries:
        size = len(entry.words)
        if size > 1 and norms[i : i + size] != entry.words:
            continue
        if entry.case and not _case_fits(entry, tokens, i):
            continue
        found.append(Hit(entry.kind, entry.key, size, entry.extra))
    return tuple(found)


# Peoples of one name: the state that the data gives, and the other one.
_NAMESAKES = {"CD": "CG", "CG": "CD", "KR": "KP", "KP": "KR"}
# An organ of a party that its name does not tell is the organ of whichever party the text speaks of.
_PARTY_NAMED = re.compile("communiste|pcv|vietnam")
INSIDE = (Hit("inside", "", 1),)
_PROPER = frozenset(("country", "org", "city", "place"))


def find_hits(tokens: Sequence[Token], home: str | None = None) -> list[tuple[Hit, ...]]:
    """The phrases at every token. Inside a longer state, body or place only office heads and demonyms are looked at,
    and a token that starts none of those is marked as inside; a head inside a longer head is none."""
    found: list[tuple[Hit, ...]] = []
    ends = {"proper": 0, "head": 0, "body": 0}
    norms = tuple(t.norm.removeprefix("ex-") for t in tokens)
    for i, token in enumerate(tokens):
        here = _hits_at(tokens, norms, i)
        if len(here) > 1 and here[0].kind == "place" and not here[0].extra:
            here = tuple(h for h in here if h.kind != "country")  # "Amérique latine" is no state
        if i < ends["proper"]:
            here = tuple(h for h in here if h.kind == "demonym" or (h.kind == "head" and i >= ends["head"])) or INSIDE
        elif i < ends["head"]:
            here = tuple(h for h in here if h.kind != "head")
        for hit in here:
            kind = "proper" if hit.kind in _PROPER else hit.kind
            if kind in ends:
                ends[kind] = max(ends[kind], i + hit.length)
        if not here and (i < ends["body"] or ("-" in token.text and (pair(token.text) or _with_union(token.text)))):
            here = INSIDE
        found.append(here)
    return _told_apart(found, home)


def _spoken_of(hits: list[tuple[Hit, ...]]) -> set[str]:
    return {h.extra if h.kind in ("city", "place") else h.key for here in hits for h in here}


def _told_apart(hits: list[tuple[Hit, ...]], home: str | None) -> list[tuple[Hit, ...]]:
    """Peoples of one name belong to the one of their states that is at home, or that the text names."""
    named = {(h.extra if h.kind in ("city", "place") else h.key) for here in hits for h in here if h.kind != "demonym"}
    own = _NAMESAKES.get(home or "")
    swapped = {own} if own else {code for code, other in _NAMESAKES.items() if other in named and code not in named}
    if "CU" in _spoken_of(hits) and "CN" not in _spoken_of(hits):
        hits = [tuple(h._replace(key="PCC") if h.key == "CPC" and h.length == 1 else h for h in here) for here in hits]
    if not swapped:
        return hits
    return [
        tuple(
            h._replace(key=_NAMESAKES[h.key]) if h.kind == "demonym" and h.key in swapped and h.extra == "shared" else h
            for h in here
        )
        for here in hits
    ]


def _case_fits(entry: Entry, tokens: Sequence[Token], i: int) -> bool:
    if entry.case == "C":
        return tokens[i].capital
    last = i + len(entry.words) - 1
    return "".join(t.text for t in tokens[i : last + 1]).replace(" ", "") == entry.text.replace(" ", "")


@lru_cache(maxsize=4096)
def state_by_name(text: str) -> str | None:
    """The code of a state that `text` names exactly."""
    wanted = norms(text)
    for entry in phrases().get(wanted[0], []) if wanted else []:
        if entry.words == wanted and entry.kind == "country":
            return entry.key
    return None


@lru_cache(maxsize=4096)
def state_of_city(text: str) -> str | None:
    """The code of the state that a city of this name lies in."""
    wanted = norms(text)
    for entry in phrases().get(wanted[0], []) if wanted else []:
        if entry.words == wanted and entry.kind == "city":
            return entry.extra or None
    return None


@lru_cache(maxsize=4096)
def demonym(norm: str) -> str | None:
    """The code of the state that an adjective or inhabitant's name belongs to."""
    for entry in phrases().get(norm, []):
        if entry.kind == "demonym" and len(entry.words) == 1:
            return entry.key
    return None


@cache
def _prefixes() -> dict[str, str]:
    return {row["prefix"]: row["code"] for row in rows("compound_demonyms")}


@lru_cache(maxsize=4096)
def pair(text: str) -> tuple[str, str] | None:
    """The two states of "Vietnam-Laos", "Vietnam-États-Unis", "américano-vietnamiennes"; None for any other word."""
    parts = text.replace("–", "-").split("-")
    for cut in range(1, len(parts)):
        left, right = "-".join(parts[:cut]), "-".join(parts[cut:])
        first = _capital(left) or _short(fold(left))
        second = _capital(right) or demonym(fold(right))
        if first and second and first != second:
            return first, second
    return None


@lru_cache(maxsize=4096)
def _with_union(text: str) -> bool:
    """True for "ASEAN-Japon", "Inde-UE": an organisation's acronym and a state or another one."""
    parts = text.replace("–", "-").split("-")
    unions = [part for part in parts if part.isupper() and any(e.kind == "org" for e in phrases().get(fold(part), []))]
    return len(parts) == 2 and bool(unions) and all(part in unions or state_by_name(part) for part in parts)


def _capital(name: str) -> str | None:
    """The state of a name with a capital letter: its own, or that of its city ("Séoul-Rome")."""
    return (state_by_name(name) or state_of_city(name)) if name[:1].isupper() else None


def _short(norm: str) -> str | None:
    codes = {fold(prefix): code for prefix, code in _prefixes().items()}
    return codes.get(norm)
