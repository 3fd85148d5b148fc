"""What follows a name and belongs to it: "(Sénégal)", ", ministre des …", "est le directeur de …", ", qui dirige …"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from kg.coreference.mention import OfficeRef
from kg.languages.fr.mentions.charges import before_subjects, beside_minister, holding, past_mandate
from kg.languages.fr.names.surroundings import ADVERBS, BEFORE_HEAD, FORMER, is_verb, name_after
from kg.languages.fr.offices.offices import Phrase, parse, parse_as
from kg.languages.fr.offices.posts import portfolio_office
from kg.languages.fr.offices.realms import realm
from kg.languages.fr.tokens.text import Text, grammar

_ARTICLES = grammar("appositive_articles")
_AS = grammar("in_capacity")
_NOT_APPOSED = frozenset(("leader", "host", "visitor", "diplomat", "man"))
_CLOSING = frozenset((",", ".", ";", ")", ":", "-", "–", "»", "(", ""))
_DASHES = frozenset(("-", "–", "—"))
_BESIDES = frozenset(("par", "ailleurs"))
_OPENING = frozenset(("recu", "recue", "accueilli", "accueillie", "arrive", "arrivee", "accompagne", "accompagnee"))
_COPULA = grammar("copula")
MADE = grammar("made")
_MADE_NOUNS = frozenset(("election", "reelection", "nomination", "designation"))
_OCCASION = frozenset(("a", "l'", "occasion", "de", "pour", "suite", "apres", "sa", "son", "recente", "d'"))
_BEFORE_OFFICE = frozenset(
    ("au", "a", "poste", "de", "d'", "du", "comme", "en", "tant", "que", "qu'", "la", "le", "nouveau")
)
_BECOMING = 8  # words between a name and what it has become
_NEWLY = frozenset(("nouvellement", "recemment", "fraichement"))
_POSTS = frozenset(("poste", "la", "fonction", "fonctions", "titre"))
_PRESIDES = frozenset(("preside", "presidait", "presidera", "dirige", "dirigeait"))
_BEFORE_TITLE = grammar("before_title")
_AUXILIARIES = frozenset(("a", "avait", "est", "etait", "vient", "sera"))
_AFTER_AUXILIARY = frozenset(("ete", "d'etre", "devenu", "devenue", "d'", "nomme"))


class Apposed(NamedTuple):
    """What a name is followed by: the last token, the offices and the states it gives."""

    last: int
    offices: tuple[OfficeRef, ...] = ()
    states: tuple[str, ...] = ()


def apposition(text: Text, name_last: int, end: int) -> Apposed:
    """What belongs to the name that ends at token `name_last`, in a sentence that ends at token `end`."""
    last, offices, states = _parenthesis(text, name_last, end)
    found = list(offices)
    beside = _juxtaposed(text, last + 1, end) if not found and not states else None
    if beside:
        found.append(beside.ref)
        last = beside.last
    if not found and not states and (stands := _standing_for(text, last + 1, end)):
        last, states = stands
    j = last + 1
    while text.norm(j) in (",", "et") and j < end:
        phrase = _apposed(text, j, end, bool(found)) or _presiding(text, j, end)
        if phrase is None:
            break
        found.append(phrase.ref)
        last, j = phrase.last, phrase.last + 1
    if not found:
        relative = text.norm(last + 1) == "qui" and text.norm(last + 2) in _AUXILIARIES
        phrase = _predicate(text, last + 1 + relative, end) or _on_becoming(text, last + 1, end)
        if phrase:
            found.append(phrase.ref)
            last = phrase.last
    return Apposed(last, tuple(found), states)


def _juxtaposed(text: Text, k: int, end: int) -> Phrase | None:
    """ "X ministre des …", the comma left out: an office that says of what, or that has a capital."""
    phrase = parse(text, k)
    if phrase is None or phrase.plural or not phrase.ref.office or phrase.last > end:
        return None
    if not (text.capital(k) or phrase.ref.body or phrase.ref.portfolio or phrase.ref.state):
        return None
    return None if name_after(text, phrase.last + 1, end, comma=False) is not None else phrase


def _standing_for(text: Text, j: int, end: int) -> tuple[int, tuple[str, ...]] | None:
    """ ", représentant la République de Corée": the state."""
    if text.norm(j) != "," or text.norm(j + 1) != "representant" or text.norm(j + 2) not in ("la", "le", "l'"):
        return None
    country = text.hit(j + 3, "country")
    found = (country.key, country.length) if country else realm(text, j + 3)
    return (j + 2 + found[1], (found[0],)) if found and j + 2 + found[1] <= end else None


def _dashes(text: Text, last: int, end: int) -> Apposed:
    """ "– par ailleurs Vice-Premier Ministre –": an office between dashes."""
    k, qualifier, _ = _to_head(text, last + 2, ADVERBS | _ARTICLES | _BESIDES)
    phrase = parse(text, k)
    if (
        phrase is None
        or phrase.plural
        or not phrase.ref.office
        or phrase.last >= end
        or text.norm(phrase.last + 1) not in _DASHES
    ):
        return Apposed(last)
    return Apposed(phrase.last + 1, (replace(phrase.ref, qualifier=qualifier or phrase.ref.qualifier),))


def _parenthesis(text: Text, last: int, end: int) -> Apposed:
    """ "(Sénégal)", "(Défense)", "(droite)": a state, a minister's portfolio, or nothing that counts."""
    if text.norm(last + 1) in _DASHES:
        return _dashes(text, last, end)
    if text.norm(last + 1) != "(":
        return Apposed(last)
    first = last + 2
    close = next((k for k in range(first, min(first + 12, end + 1)) if text.norm(k) == ")"), None)
    if close is None or close == first:
        return Apposed(last)
    country = text.hit(first, "country")
    if country and first + country.length == close:
        return Apposed(close, (), (country.key,))
    phrase = parse(text, first)
    if phrase and phrase.ref.office and phrase.last == close - 1 and not phrase.plural:
        return Apposed(close, (phrase.ref,))
    words = text.words(first, close - 1)
    office = portfolio_office(words) if text.capital(first) and close - first <= 10 else None
    if office:
        return Apposed(close, (OfficeRef(office=office, head="minister", portfolio=words, title=words),))
    return Apposed(close) if close - first <= 4 else Apposed(last)


def _to_head(text: Text, k: int, words: frozenset[str]) -> tuple[int, str | None, bool]:
    """The token of a head past articles and adjectives from `k` on; the qualifier and whether an article was there."""
    qualifier, article = None, False
    while not text.hit(k, "head") and (text.norm(k) in words or text.norm(k) in BEFORE_HEAD):
        article |= text.norm(k) in _ARTICLES
        qualifier = "former" if text.norm(k) in FORMER else qualifier
        k += 1
    return k, qualifier, article


def _apposed(text: Text, j: int, end: int, chained: bool) -> Phrase | None:
    """An office phrase after the comma (or "et") at `j` that belongs to the name before it."""
    k, qualifier, article = _to_head(text, j + 1, ADVERBS | _ARTICLES | _AS | _BESIDES)
    if (
        text.norm(k) in ("charge", "chargee", "charges")
        and text.norm(j) == ","
        and text.norm(k + 1) in ("de", "du", "des", "d'")
        and not text.hit(k, "head")  # "chargé de mission" is an office
    ):
        return _in_charge(text, k, end)
    if text.norm(j) == "et" and (article or not chained):
        return None
    phrase = parse(text, k)
    if phrase is None or phrase.plural or phrase.last > end or phrase.ref.head in _NOT_APPOSED:
        return None
    chain_end = _chain_end(text, phrase, article)
    named = name_after(text, chain_end + 1, end, comma=article)
    named = past_mandate(text, phrase.first, chain_end, end) if article and named is None else named
    if named is not None and not beside_minister(text, phrase) and not (article and before_subjects(text, j, named)):
        return None
    if article and phrase.ref.head == "head-of-state":
        return None  # "X, le chef de l'État": of whom it is, the story tells
    sent = phrase.ref.head == "envoy" and phrase.ref.state and text.norm(chain_end + 1) in ("de", "du", "d'")
    if article and text.norm(chain_end + 1) not in _CLOSING and chain_end < end and not sent:
        return None
    return phrase._replace(ref=replace(phrase.ref, qualifier=qualifier or phrase.ref.qualifier))


def _in_charge(text: Text, k: int, end: int) -> Phrase | None:
    """ ", également en charge des Affaires étrangères": the minister of that portfolio."""
    phrase = parse_as(text, k, k + 1, "minister")
    known = phrase.ref.portfolio and portfolio_office(phrase.ref.portfolio)
    return phrase if known and phrase.last <= end else None


def _chain_end(text: Text, phrase: Phrase, article: bool) -> int:
    """The last token of the phrases that follow one with an article: "le ministre d'État, ministre de …"."""
    last = phrase.last
    while article and text.norm(last + 1) in (",", "et"):
        more = parse(text, last + 2)
        if more is None or more.plural:
            break
        last = more.last
    return last


def _presiding(text: Text, j: int, end: int) -> Phrase | None:
    """ ", qui préside le Comité …": the chair of that body."""
    if text.norm(j) != "," or text.norm(j + 1) != "qui":
        return None
    k = j + 3
    if text.norm(j + 2) in ("est", "etait"):
        return _also(text, k, end)
    if text.norm(j + 2) not in _PRESIDES:
        return None
    if text.norm(k) not in ("le", "la", "l'"):
        return None
    phrase = parse_as(text, j + 2, k, "president" if text.capital(k + 1) else "at-head", direct=True)
    return phrase if phrase.ref.body and phrase.last <= end and phrase.ref.office not in (None, "other") else None


def _also(text: Text, k: int, end: int) -> Phrase | None:
    """ ", qui est | à la tête de …", ", qui est | également chef du …": an office said beside another."""
    j = k
    while text.norm(j) in ADVERBS | _BEFORE_TITLE | _AS and not text.hit(j, "head"):
        j += 1
    head = text.hit(j, "head")
    if head is None or not (head.key == "at-head" or ADVERBS & {text.norm(n) for n in range(k, j)}):
        return None
    phrase = parse(text, j)
    if phrase is None or phrase.plural or phrase.ref.office is None or phrase.last > end:
        return None
    held = head.key != "at-head" or phrase.ref.office != "other"
    return phrase if held and name_after(text, phrase.last + 1, end, comma=False) is None else None


def _made(text: Text, j: int, end: int) -> int | None:
    """The last token of "est", "a été élu", ", nommé" from token `j` on; None where nothing gives an office."""
    k = verb = j + 1 if text.norm(j) == "," else j
    k = verb = verb + (verb > j and text.norm(verb) in _NEWLY)
    if text.norm(k) in _AUXILIARIES and text.norm(k + 1) in _AFTER_AUXILIARY:
        k += 2 if text.norm(k + 1) in ("ete", "d'etre") else 1
    k += text.norm(k) == "d'"
    k += text.norm(k) == "etre"
    if text.norm(k) not in _COPULA | MADE or k >= end or (text.norm(j) == "," and text.norm(verb) not in MADE):
        return None
    return k


def _head_ahead(text: Text, k: int, end: int) -> int:
    """The head of an office soon after token `k`, past a date or a reason: "élu, le 3 mai, | président"; else `k`."""
    ahead = (
        n for n in range(k, min(k + 7, end)) if text.hit(n, "head") or text.norm(n) in (",", ".", "par", ";", "de")
    )
    return next((n for n in ahead if text.hit(n, "head")), k)


def _predicate(text: Text, j: int, end: int) -> Phrase | None:
    """ "X est le directeur de …", "X a été élu président …", ", nommé ministre …": an office said of the name."""
    verb = j if text.norm(j) == "comme" else holding(text, j) or _made(text, j, end)
    if verb is None:
        return None
    made = text.norm(verb) in MADE
    k = _head_ahead(text, verb + 1, end) if made else verb + 1
    presidency = presidency_at(text, verb + 1) if made else None
    if presidency:
        return presidency
    if text.norm(k) in ("au", "a") and text.norm(k + 1) in _POSTS and not text.hit(k, "head"):
        return None
    k, qualifier, _ = _to_head(text, k, ADVERBS | _BEFORE_TITLE)
    if text.norm(k - 1) in ("premier", "premiere", "seul", "seule"):
        return None
    phrase = parse(text, k)
    if (
        phrase is None
        or phrase.plural
        or not (phrase.ref.office or (phrase.ref.head == "head-of-state" and phrase.ref.state))
        or phrase.last > end
        or name_after(text, phrase.last + 1, end, comma=False) is not None
    ):
        return None
    return phrase._replace(ref=replace(phrase.ref, qualifier=qualifier or phrase.ref.qualifier))


def _on_becoming(text: Text, j: int, end: int) -> Phrase | None:
    """ "X | à l'occasion de sa nomination au poste de ministre", "pour son élection comme président"."""
    words = [text.norm(k) for k in range(j, min(j + _BECOMING, end))]
    at = next(
        (k for k, (own, noun) in enumerate(pairwise(words)) if own in ("sa", "son") and noun in _MADE_NOUNS), None
    )
    if at is None or not set(words[: at + 1]) <= _OCCASION:
        return None
    k = j + at + 2
    while text.norm(k) in _BEFORE_OFFICE and not text.hit(k, "head"):
        k += 1
    phrase = parse(text, k)
    held = phrase and not phrase.plural and phrase.ref.office not in (None, "other") and phrase.last <= end
    return phrase if phrase and held and name_after(text, phrase.last + 1, end, comma=False) is None else None


def presidency_at(text: Text, k: int) -> Phrase | None:
    """ "porté | à la présidence du Ghana": its president; nothing for a presidency of nothing that is named."""
    if [text.norm(k + n) for n in range(3)] != ["a", "la", "presidence"]:
        return None
    phrase = parse_as(text, k, k + 3, "president")
    named = phrase.ref.state or phrase.ref.body
    return phrase if named and phrase.ref.office not in (None, "other") else None


def stands_apart(text: Text, name_last: int) -> bool:
    """True where a name after a comma is the subject of a verb, not the name of the office before the comma."""
    return is_verb(text, name_last + 1)


def after_participle(text: Text, start: int, first: int) -> bool:
    """True for the subject at token `first` after an opening participle: "Reçu par A, | le directeur, X a dit"."""
    done = text.norm(start) in _OPENING and text.norm(first - 1) == ","
    return done and not any(is_verb(text, k) for k in range(start + 1, first))
