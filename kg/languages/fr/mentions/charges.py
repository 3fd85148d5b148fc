"""The name of an office that stands past what is said of it: "la directrice pour l'Europe et l'Asie, X"."""

from __future__ import annotations

from kg.languages.fr.names.surroundings import is_verb, name_after
from kg.languages.fr.offices.offices import Phrase
from kg.languages.fr.tokens.text import Text, grammar

_STOPS = grammar("stops")
_MANDATES = frozenset(("pour", "charge", "chargee", "responsable"))
_ONWARD = ("et", "dans", "de", "avec", "sur", "en", "au", "aux")
_GIVEN = grammar("given")
_THERE = grammar("there")
_CLAUSES = frozenset(("qui", "que", "qu'", "dont", "ou", ";", ".", "", "et"))
_INSIDE = frozenset(("et", "au", "aux", "de", "des", "en", "contre"))  # of a portfolio
_LONGEST = 16  # tokens of a mandate at most
_NAME = 8  # tokens of a name at most
_HOLDS = frozenset(("occupe", "exerce", "assume", "detient"))
_POSTS = frozenset(("poste", "charge", "mandat", "fonction", "fonctions"))
_INTRODUCES = frozenset(("de", "d'", "avec", "par"))


def past_mandate(text: Text, first: int, last: int, end: int) -> int | None:
    """The name after the office on tokens `first` … `last` and its mandate, or what else is said of its holder: "… pour
    l'Europe | et l'Asie, X", "… | chargé de l'Énergie, X", "… | nommé par la junte, X", "… |, en poste à Rome, X"."""
    k = last + 1
    aside = k + (text.norm(k) == ",")
    if text.norm(aside) in _GIVEN or (
        text.norm(aside) in ("en", "avec", "de", "ayant") and _THERE & {text.norm(aside + 1), text.norm(aside + 2)}
    ):
        return _named_past(text, aside + 1, end, _CLAUSES)
    if _goes_on(text, first, k) and (named := _named_past(text, k, end, _STOPS - _INSIDE)) is not None:
        return named
    k += text.norm(k) == "en"
    begun = any(text.norm(n) in _MANDATES for n in range(first, k))
    if text.norm(k) not in _MANDATES and not (begun and text.norm(k) in _ONWARD):
        return None
    return _named_past(text, k + 1, end, _STOPS)


def _goes_on(text: Text, first: int, k: int) -> bool:
    """ "le ministre des Eaux | et forêts", "de la Lutte | contre la corruption": a portfolio with small letters."""
    head = next((hit for n in range(first, k) if (hit := text.hit(n, "head"))), None)
    small = text.tokens[k].text.islower() if k < len(text.tokens) else False
    portfolio = any(text.capital(n) for n in range(first + 1, k))
    return head is not None and head.key == "minister" and small and portfolio and not is_verb(text, k)


def _named_past(text: Text, k: int, end: int, stops: frozenset[str]) -> int | None:
    """The name after the first comma from token `k` on; None where a stop, a name or another office comes before."""
    for n in range(k, min(k + _LONGEST, end)):
        if text.norm(n) == ",":
            name = name_after(text, n + 1, end, comma=False)
            after = None if name is None else text.name_at[name] + 1
            return name if after is not None and not is_verb(text, after) else None
        if text.norm(n) in stops or n in text.name_at or text.hit(n, "head"):
            return None
    return None


def beside_minister(text: Text, phrase: Phrase) -> bool:
    """True for "secrétaire d'État auprès du ministre de …": a name right after it is the minister's."""
    around = range(phrase.first, phrase.last)
    return any(text.norm(k) == "aupres" and (text.hit(k + 2, "head") or text.hit(k + 3, "head")) for k in around)


def before_subjects(text: Text, comma: int, name: int) -> bool:
    """ "En présence de X | , l'ambassadeur de Suède, | Y et Z ont parlé": the office at the comma is X's, as Y and Z
    are the subjects."""
    k = text.name_at[name] + 1
    both = text.norm(k) == "et" and k + 1 in text.name_at and is_verb(text, text.name_at[k + 1] + 1)
    held = next((n for n in range(comma - 1, max(comma - _NAME, 0), -1) if text.name_at.get(n) == comma - 1), None)
    return both and held is not None and text.norm(held - 1) in _INTRODUCES


def bound(text: Text, phrase: Phrase) -> int:
    """The tokens from the end of an office to the one that goes with it: 2 for "ministre d'État, | ministre …", 1 for
    "ministre | directeur de cabinet", 0 for none."""
    if text.norm(phrase.last + 1) in ("et", ",", "-"):
        return 2
    ref = phrase.ref
    bare = ref.head == "minister" and not (ref.portfolio or ref.body or ref.state or phrase.plural)
    return 1 if bare and text.hit(phrase.last + 1, "head") else 0


def holding(text: Text, j: int) -> int | None:
    """The "de" of "X | occupe le poste de ministre"; None elsewhere."""
    held = text.norm(j) in _HOLDS and text.norm(j + 1) in ("le", "la", "les") and text.norm(j + 2) in _POSTS
    return j + 3 if held and text.norm(j + 3) in ("de", "d'") else None
