"""What qualifies an office: an adjective of its state, "par intérim", "élu", "(FPV)", "(Allemagne)"."""

from __future__ import annotations

from kg.languages.fr.offices.bodies import then
from kg.languages.fr.offices.plain_posts import Parts
from kg.languages.fr.offices.realms import aside
from kg.languages.fr.tokens.text import Text, grammar

_AFTER = {
    **{word: qualifier for qualifier in ("elect", "acting", "honorary") for word in grammar(qualifier)},
    **dict.fromkeys(grammar("after_head"), ""),
}
_OF = grammar("of")


def adjective(text: Text, j: int, parts: Parts) -> int:
    """The length of an adjective at `j` that gives a state, a region or a qualifier; 0 for none."""
    token = text.tokens[j]
    demonym = text.hit(j, "demonym")
    if demonym and j not in text.name_at and (not token.capital or _adjectival(text, j, demonym.length)):
        parts.states.append(demonym.key)
        return demonym.length
    if token.norm == "et" and text.norm(j - 1) in _AFTER and text.norm(j + 1) in _AFTER:
        return 2
    region = text.hit(j, "regional")
    if region and not token.capital:
        parts.places.append(region.key)
        return region.length
    named = token.norm.startswith("designe") and text.norm(j + 1) == "par"
    named |= token.norm.startswith("nomme") and text.norm(j + 1) != ","
    if token.norm in _AFTER and not named:
        parts.qualifier = _AFTER[token.norm] or parts.qualifier
        parts.deputy |= token.norm.startswith(("adjoint", "delegue"))
        return 1
    return 0


def _adjectival(text: Text, j: int, length: int) -> bool:
    """True for the capital of "le ministre Algérien des …", though an adjective takes none."""
    return text.hit(j - 1, "head") is not None and text.norm(j + length) in _OF


def acting(text: Text, j: int, parts: Parts) -> int:
    """The length of "par intérim", "en exercice", of an acronym or a state in brackets at `j`; 0 for none."""
    norm, ahead = text.norm(j), text.norm(j + 1)
    if norm in ("par", "ad") and ahead == "interim":
        parts.qualifier = "acting"
        return 2
    if past := then(text, j):
        parts.qualifier = "former"
        return past
    if (norm, ahead) in (("au", "pouvoir"), ("de", "facto")):
        return 2
    if norm == "a" and ahead == "titre" and text.norm(j + 2) == "honoraire":
        parts.qualifier = "honorary"
        return 3
    if norm == "en" and ahead in ("exercice", "fonction", "fonctions", "titre", "chef"):
        parts.incumbent |= ahead == "exercice"
        return 2
    if norm == "(" and text.norm(j + 2) == ")":
        word = text.tokens[j + 1].text
        if word.isupper() and len(word) > 1:
            known = text.hit(j + 1, "org")
            if known and any(o.extra == known.extra and " " not in o.key for o in parts.orgs):
                return 3  # the short form of what is named in full
            parts.acronym = parts.acronym or (known.key if known and " " not in known.key else word)
            return 3
    if norm == "(" and parts.first is not None and not parts.states and (own := text.hit(j + 1, "country")):
        closed = text.norm(j + 1 + own.length) == ")"
        parts.states.extend([own.key] if closed else [])  # "président du Parlement du Land de Hesse (Allemagne)"
        return own.length + 2 if closed else 0
    return aside(text, j)
