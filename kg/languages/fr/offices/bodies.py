"""Bodies and portfolios: where the name of an institution or ministry ends ("Affaires étrangères et européennes")."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.languages.fr.names.surroundings import TITLES
from kg.languages.fr.tokens.text import Text, grammar

Extent = Callable[[Text, int], int]  # the last token of the office phrase whose head starts at a token

ADJECTIVE = re.compile(
    r".*(?:eres?|al|ales?|aux|iques?|aires?|ives?|ifs?|een|eennes?|iens?|iennes?|ais|aise?s?|oise?s?|ees?|es?|eures?|eurs?"
    r"|ains?|aines?|ants?|ents?|x|uels?|uelles?|ons?|etablis|ublics?|ivils?|avals|iers|onnels?|urels?|riels?|inins?)"
)
ORGANISATIONS = grammar("organisations")
ARTICLES = grammar("definite")
TWO = frozenset(("deux", "trois", "quatre", "cinq", "six"))
_DEALINGS = grammar("dealings")
_TERMS = frozenset(("mandat", "periode", "exercice", "annee"))
_DASHES = frozenset(("-", "–", "—"))
_REGIONS = frozenset(("region", "province", "canton", "land"))
MINISTRIES = frozenset(("ministere", "departement"))
_OF, _STOPS, _FORMER = grammar("of"), grammar("stops"), grammar("former")


def skip_articles(text: Text, j: int) -> int:
    """The token after the articles at `j`."""
    while text.norm(j) in ARTICLES:
        j += 1
    return j


def body_end(text: Text, start: int, extent: Extent, portfolio: bool = False) -> int:
    """The last token of a body: capitalised words, adjectives after a noun, and what connectors bind to them."""
    j, last, free = start, start - 1, True
    while j < len(text.tokens):
        step = 0 if portfolio and j > start and text.hit(j, "country") else _piece(text, j, free, portfolio, extent)
        if step:
            last, j, free = j + step - 1, j + step, False
            continue
        jump = _connector(text, j)
        if not jump or (portfolio and _region(text, j + jump)):
            break
        j, free = j + jump, True
    return last


def _region(text: Text, k: int) -> bool:
    """ "ministre de l'Intérieur de la | région du Kurdistan": whose ministry it is."""
    return text.norm(k) in _REGIONS and text.norm(k + 1) in _OF and text.capital(skip_articles(text, k + 2))


def _piece(text: Text, j: int, free: bool, portfolio: bool, extent: Extent) -> int:
    """How many tokens at `j` belong to the body; `free` after a connector, where a common noun may stand."""
    token = text.tokens[j]
    named = _named_body(text, j)
    if named:
        return named
    if j in text.name_at and not text.hits[j] and (text.name_at[j] > j or not free):
        return 0
    stops = token.norm in _STOPS and token.text != "Est"
    rank = token.norm in TITLES and (free or not token.norm.startswith("general") or j + 1 in text.name_at)
    if stops or rank or not (token.word or token.norm[:1].isdigit()):
        return 0
    if text.hit(j, "head"):
        return _nested(text, j, free, extent)
    people = text.hit(j, "demonym") and not token.capital
    if portfolio and not free and people and not _agrees(text.norm(j - 1), token.norm):
        return 0
    adjective = len(token.norm) > 3 and ADJECTIVE.fullmatch(token.norm)
    return 1 if token.capital or free or adjective or people else 0


def _agrees(noun: str, adjective: str) -> bool:
    """True for "relations | américaines", "ministère | français", not for "Affaires étrangères | saoudien"."""
    ending = "es" if noun.endswith("s") else "e"
    return noun in MINISTRIES or (noun in _DEALINGS and adjective.endswith(ending))


def _named_body(text: Text, j: int) -> int:
    """The length of a known body, organisation, state or place at `j`, with the organisation that starts inside it."""
    for kind in ("body", "org", "country", "city", "place"):
        hit = text.hit(j, kind)
        if hit:
            ends = (n + more.length for n in range(hit.length) if (more := text.hit(j + n, "org")))
            return max(hit.length, *ends, 0)
    return 0


def _nested(text: Text, j: int, free: bool, extent: Extent) -> int:
    """An office inside a body: "directeur de cabinet du Premier ministre", but not one that is somebody named."""
    head = text.hit(j, "head")
    if head is None or not free or text.norm(j - 1) in ("et", ","):
        return 0
    if head.extra == "plural" or (text.capital(j) and text.norm(j - 1) in ("d'", "de", "des")):
        return head.length
    last = extent(text, j)
    return 0 if last + 1 in text.name_at else last + 1 - j


def unknown_body(text: Text, i: int) -> str | None:
    """The acronym or name of an organisation that the lexicon does not know ("Fondation X", "Union … (UX)")."""
    if text.norm(i) not in ORGANISATIONS or not text.capital(i) or i in text.name_at:
        return None
    end = body_end(text, i, lambda _, at: at)
    if end == i:
        return None
    acronym = text.norm(end + 1) == "(" and text.norm(end + 3) == ")" and text.tokens[end + 2].text
    return acronym if acronym and acronym.isupper() else text.words(i, end)


def _second_adjective(text: Text, j: int, k: int) -> bool:
    """True for "étrangères et | européennes"."""
    before, norm = text.norm(j - 1), text.norm(k)
    fits = len(norm) > 3 and ADJECTIVE.fullmatch(norm) and ADJECTIVE.fullmatch(before)
    return (
        bool(fits)
        and not text.capital(k)
        and not text.capital(j - 1)
        and norm not in _STOPS | _FORMER
        and not text.hit(k, "head")
    )


def then(text: Text, j: int) -> int:
    """The length of "de l'époque", "d'alors" at `j`; 0 where there is none."""
    if text.norm(j) == "d'" and text.norm(j + 1) == "alors":
        return 2
    return 3 if text.norm(j) == "de" and text.norm(j + 1) == "l'" and text.norm(j + 2) == "epoque" else 0


def _enumerates(text: Text, j: int) -> bool:
    """True for the comma in "de l'économie | , de la formation et de la recherche": a list that "et" closes."""
    while text.norm(j) == "," and text.norm(j + 1) in _OF:
        k = skip_articles(text, j + 2)
        while text.tokens[k].word and not text.capital(k) and not text.hits[k] and k - j < 6 and text.norm(k) != "et":
            k += 1
        if text.norm(k) == "et":
            return text.norm(k + 1) in _OF and not text.capital(skip_articles(text, k + 2)) and k > j + 2
        j = k
    return False


def _connector(text: Text, j: int) -> int:
    """ "de", "du", "et de la", ", de l'", "pour", "à l'étranger": binds what follows into the body."""
    if text.written(j, "a") or text.written(j + 1, "a") or then(text, j):
        return 0
    if text.norm(j) in _DASHES and text.hit(j + 1, "country") and text.hit(j - 1, "country"):
        return 1  # "l'Association d'amitié Cambodge – Vietnam"
    comma = text.norm(j) == ","
    k = j + comma
    k += text.norm(k) == "et"
    norm = text.norm(k)
    if k > j and norm not in _OF and norm not in ("a", "aux", "au"):
        plain = text.capital(k) and k not in text.name_at and not text.hits[k]
        more = _second_adjective(text, j, k) and (not comma or text.norm(k + 1) == "et")
        return k - j if more or (plain and not comma) else 0
    towards = norm in ("a", "au", "aux") and (k > j or text.norm(k + 1) in ("l'", "la"))
    befriended = norm == "avec" and text.norm(j - 1) in ("amitie", "solidarite")  # "pour l'amitié | avec l'étranger"
    if norm not in _OF and not towards and not (k == j and (norm in ("pour", "sur") or befriended)):
        return 0
    k = skip_articles(text, k + 1)
    if norm == "pour" and text.norm(k) in _TERMS:
        return 0  # "président du Conseil | pour le mandat 2021-2026"
    counted = text.norm(k) in TWO or text.norm(k).isdigit()  # "président du comité | de 2018 à 2020"
    if (comma and not text.capital(k) and not _enumerates(text, j)) or counted or k >= len(text.tokens):
        return 0
    return k - j if k not in text.name_at or text.hits[k] else 0
