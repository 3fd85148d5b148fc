"""What stands between an office and its holder: a state named in full, a province, a remark in brackets."""

from __future__ import annotations

from kg.languages.fr.offices.bodies import ADJECTIVE, ARTICLES, skip_articles
from kg.languages.fr.tokens.lexicon import Hit, demonym, state_by_name
from kg.languages.fr.tokens.text import Text, grammar
from kg.languages.fr.tokens.words import fold

_REALMS, _OF = grammar("realms"), grammar("of")
_DIVISIONS = grammar("divisions")
_LONGEST_ASIDE = 4  # words in brackets that say nothing of the office: "(chambre haute)"


def realm(text: Text, start: int) -> tuple[str, int] | None:
    """A state named in full: "République de Corée", "Royaume hachémite de Jordanie", "République slovaque"."""
    if text.norm(start) not in _REALMS:
        return None
    for k in range(start + 1, min(start + 6, len(text.tokens))):
        hit = text.hit(k, "country") or text.hit(k, "demonym")
        if hit:
            return hit.key, k + hit.length - start
        bound = text.norm(k - 1) in _OF | ARTICLES  # "l'Union des | femmes lao": no name of a state
        if text.norm(k) not in _OF | ARTICLES and (bound or not ADJECTIVE.fullmatch(text.norm(k))):
            return None
    return None


def division(text: Text, start: int) -> tuple[str, int] | None:
    """ "province de Nam Dinh", "ville de Hai Phong", "préfecture d'Osaka": its state ("" unknown) and its length."""
    if text.norm(start) not in _DIVISIONS or text.norm(start + 1) not in _OF:
        return None
    k = skip_articles(text, start + 2)
    place = text.hit(k, "city") or text.hit(k, "place")
    if place:
        return place.extra, k + place.length - start
    last = k
    while text.capital(last) and text.tokens[last].word:
        last += 1
    people = text.hit(last, "demonym") if last > k and not text.capital(last) else None
    if people:  # "région du Kurdistan irakien"
        return people.key, last + people.length - start
    named = last > k and not text.hits[k]
    return ("", last - start) if named else None


def aside(text: Text, j: int) -> int:
    """The length of "(chambre haute)", "(Centre)", "(droite)" at `j`: lower-case words or one, in brackets."""
    if text.norm(j) != "(":
        return 0
    close = next((k for k in range(j + 2, j + 3 + _LONGEST_ASIDE) if text.norm(k) == ")"), 0)
    plain = all(text.tokens[k].word and not text.capital(k) and not text.hits[k] for k in range(j + 1, close))
    return close + 1 - j if close and plain else 0


def compatriots(text: Text, k: int) -> Hit | None:
    """ "des Affaires étrangères et des | Burkinabè de l'extérieur": whose ministry it is."""
    hit = text.hit(k, "demonym") if text.norm(k - 1) == "des" else None
    ahead = {text.norm(n) for n in range(k + 1, k + 7)} if hit else set()
    return hit if ahead & {"etranger", "exterieur"} else None


def two_states(text: Text, k: int) -> int:
    """The length of "Vietnam-Laos", "Vietnam-République de Corée" at `k`; 0 for any other word."""
    left, dash, _ = text.tokens[k].text.partition("-")
    if not dash or not state_by_name(left):
        return 0
    ahead = next((n for n in range(1, 4) if text.hit(k + n, "country")), 0)
    hit = text.hit(k + ahead, "country") if ahead and text.norm(k + ahead - 1) in _OF | ARTICLES else None
    return ahead + hit.length if hit else 1


def owner(word: str) -> str | None:
    """The state of the last word of a body's name: "… du Laos", "… du peuple chinois"."""
    return state_by_name(word) or demonym(fold(word))
