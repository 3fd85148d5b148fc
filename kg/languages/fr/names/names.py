"""Persons' names: which capitalised words of a story are a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.languages.fr.names.name_lists import given_names, known_people, surnames, vietnamese, word_set
from kg.languages.fr.names.namesakes import ADJECTIVAL, dedicated, regions, syllable
from kg.languages.fr.names.pairs import Name, singly
from kg.languages.fr.repair.spelling import words as spelt_words
from kg.languages.fr.tokens.lexicon import Hit, demonym
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.words import Token

Hits = Sequence[tuple[Hit, ...]]

_ARABIC_ARTICLE = re.compile(r"(?:al|el|ad|as|at|ar|az|an|ash|ach|ould|ag|ez|es)-[A-ZÀ-Ý]")
_ARTICLES = grammar("articles")
_LOCATIVE = grammar("locative") | {"-", "(", ""}
_BLOCKING = frozenset(("country", "org", "head", "city", "place", "body", "inside"))
_LONGEST = 7
_SON_OF = frozenset(("ben", "bin", "ibn", "bint"))
_BOSSES = frozenset(("pdg", "dg", "patron", "patronne"))
_HONORIFICS = frozenset(("samdech", "techo"))
_PLACED = frozenset(("country", "city", "place"))
# How common (tenths of log10 in 10⁹ words) a word of the dictionary is that a sentence may well start with.
_COMMON = 25


_ADDRESSES = word_set("addresses")
_TITLES = word_set("civilities") | word_set("ranks")


@lru_cache(maxsize=65536)
def _common(text: str) -> bool:
    return spelt_words().spelt.get(text.lower(), 0) >= _COMMON


def _known_at(tokens: Sequence[Token], i: int) -> int:
    for form in known_people().get(tokens[i].norm, ()):
        if tuple(t.norm for t in tokens[i : i + len(form)]) == form:
            return len(form)
    return 0


def _blocked(tokens: Sequence[Token], hits: Hits, i: int, inner: bool = False) -> bool:
    """True where token `i` cannot be part of a name (`inner`: after its first word): a state, body, office, noun."""
    token = tokens[i]
    if token.norm in word_set("never"):
        after = tokens[min(i + 1, len(tokens) - 1)]
        if i > 0 and _name_word(after) and syllable(tokens[i - 1].norm, token.norm, after.norm, inner):
            return bool(hits[i])
        if not inner and token.norm in surnames() and _vietnamese_run(tokens, i) >= 3:
            return False  # "l'ambassadeur | Mai Phan Dung"
        return not (
            inner
            and vietnamese(token.norm)
            and tokens[i - 1].norm not in word_set("never")
            and _after_surname(tokens, i)
        )
    here = hits[i]
    if not here:
        return "-" in token.norm and regions(token.norm)
    if token.norm in word_set("first_names") and not inner:
        if i > 0 and tokens[i - 1].text == "à" and any(h.kind == "city" for h in here):
            return True  # "a reçu à Paris | Olaf Scholz"
        after_article = i > 0 and tokens[i - 1].norm in _ARTICLES
        ahead = tokens[i + 1] if i + 1 < len(tokens) else None
        follows = ahead and (_name_word(ahead) or ahead.norm in _SON_OF) and not hits[i + 1]
        return after_article or not follows
    if inner and tokens[i - 1].text in ("Al", "El"):
        return False  # "Ahmed Al Sabah"
    if inner and (token.norm in word_set("surnames_and_places") or _surname(tokens, hits, i) or _le(tokens, i)):
        return False
    if not inner and _namesake(tokens, hits, i):
        return False
    return any(h.kind in _BLOCKING or (h.kind == "demonym" and not token.text.isupper()) for h in here)


def _namesake(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """True for a place's name that is a person's here: before another capital, and not after "à", "de", "en" …"""
    if i + 1 >= len(tokens) or any(h.kind not in ("city", "place") or h.length > 1 for h in hits[i]):
        return False
    ahead, before = tokens[i + 1], tokens[i - 1].norm if i else ""
    after = _name_word(ahead) and not hits[i + 1] and not ahead.text.isupper() and ahead.norm not in word_set("never")
    return after and before not in _LOCATIVE and before not in _ARTICLES


def _surname(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """True for a place's name right after a given name, or the first after a title: "Carlos | Montenegro"."""
    given = tokens[i - 1].norm in given_names() or (i > 1 and tokens[i - 2].norm in _TITLES | given_names())
    given = given and tokens[i - 1].capital and not hits[i - 1]
    return given and all(h.length == 1 and h.kind in _PLACED for h in hits[i])


def _le(tokens: Sequence[Token], i: int) -> bool:
    """True for a noun with a capital after a capital article and a given name: "Bruno Le | Maire"."""
    return (
        i > 1
        and tokens[i].capital
        and tokens[i - 1].text in ("Le", "La")
        and tokens[i - 2].capital
        and tokens[i - 2].norm in given_names()
    )


def _after_surname(tokens: Sequence[Token], i: int) -> bool:
    """True for the last syllables of a Vietnamese name: "Phan Van | Mai"."""
    return any(
        tokens[j].norm in surnames() and tokens[j].capital and tokens[j + 1].capital
        for j in range(max(0, i - 3), i - 1)
    )


def _name_word(token: Token) -> bool:
    if token.capital:
        return (
            token.word
            and (len(token.text) > 1 or token.text in "VX")
            and not token.text.endswith("'")
            and not token.text.endswith(".")
            and not token.text[-1].isdigit()
        )
    return bool(_ARABIC_ARTICLE.match(token.text))


def _letter(token: Token) -> bool:
    """True for a syllable or initial of one letter: "Giàng | A Chu", "George | W Bush"."""
    return token.capital and token.word and len(token.text) == 1


def _initials(token: Token) -> bool:
    return token.capital and token.word and token.text.endswith(".") and token.norm not in word_set("civilities")


def _particle_jump(tokens: Sequence[Token], hits: Hits, j: int) -> int | None:
    """The token of the name word that particles from `j` on lead to: "ben Zayed", "Lula da Silva"."""
    particles = word_set("particles")
    ahead = j + 1
    while (
        ahead < len(tokens)
        and ahead - j <= 2
        and tokens[ahead].norm in particles | {"la", "los"}
        and not tokens[ahead].capital
    ):
        ahead += 1
    if ahead >= len(tokens) or not _name_word(tokens[ahead]) or _blocked(tokens, hits, ahead, inner=True):
        return None
    if tokens[j].norm in ("de", "y", "e") and vietnamese(tokens[j - 1].norm) and tokens[j - 2].norm in surnames():
        return None
    return ahead


def _extend(tokens: Sequence[Token], hits: Hits, i: int) -> int:
    """The last token of the run of name words that starts at `i`."""
    last, j = i, i + 1
    while j < len(tokens) and j - i < _LONGEST:
        token = tokens[j]
        if _name_word(token) and not _blocked(tokens, hits, j, inner=True):
            last = j
        elif token.norm in word_set("particles") and not token.capital:
            ahead = _particle_jump(tokens, hits, j)
            if ahead is None:
                break
            j = last = ahead
        elif (_initials(token) or _letter(token)) and j + 1 < len(tokens) and _name_word(tokens[j + 1]):
            last = j
        else:
            break
        j += 1
    return last


def _starts(tokens: Sequence[Token], hits: Hits, i: int, first: bool) -> bool:
    token = tokens[i]
    tan_sri = token.norm == "tan" and i + 1 < len(tokens) and tokens[i + 1].norm == "sri"
    if not token.word or tan_sri or _blocked(tokens, hits, i):
        return False
    then = i + 1 + (_initials(token) and i + 1 < len(tokens) and _initials(tokens[i + 1]))  # "K. P. Sharma"
    follows = then < len(tokens) and _name_word(tokens[then]) and not _blocked(tokens, hits, then, inner=True)
    if not follows and i + 1 < len(tokens) and tokens[i + 1].norm in word_set("particles"):
        follows = token.capital and not tokens[i + 1].capital and _particle_jump(tokens, hits, i + 1) is not None
    if _initials(token) or token.text == "Y":
        return follows
    if token.text == "Cheikh" and follows and not _of_arabia(tokens, i):
        return True
    if not _name_word(token) or token.norm in word_set("civilities") or token.norm in word_set("ranks"):
        return False
    if token.norm in word_set("openers"):
        return follows and token.norm in surnames() and _vietnamese_run(tokens, i) >= 3
    titled = i > 0 and (tokens[i - 1].norm in _TITLES or any(h.kind in ("head", "demonym") for h in hits[i - 1]))
    if token.text.isupper() and not follows and not titled:
        return False
    bound = i > 0 and tokens[i - 1].norm in ("de", "d'", "et", "a") and not (follows and token.norm in given_names())
    if bound and not follows and _common(token.text):
        return False
    if first and _common(token.text):
        native = token.norm in surnames() and _vietnamese_run(tokens, i) >= 2
        return follows and (token.norm in given_names() or native)
    return True


def _of_arabia(tokens: Sequence[Token], i: int) -> bool:
    """True where "Cheikh" at `i` is a title: before a name with "ben", "Al", not before "Omar Faye"."""
    ahead = tokens[i + 1 : i + 5]
    return any(t.norm in _SON_OF or t.norm.startswith(("al-", "el-", "al")) or t.norm == "el" for t in ahead)


def _vietnamese_run(tokens: Sequence[Token], i: int) -> int:
    run = 0
    while i + run < len(tokens) and _name_word(tokens[i + run]) and vietnamese(tokens[i + run].norm):
        run += 1
    return run


def _is_sure(tokens: Sequence[Token], first: int, last: int) -> bool:
    words = [t.norm for t in tokens[first : last + 1] if t.word]
    if len(words) < 2:
        return False
    return words[0] in given_names() or (words[0] in surnames() and all(vietnamese(w) for w in words))


def _foreign_body(tokens: Sequence[Token], first: int, firsts: frozenset[int]) -> bool:
    """True for capitalised words after an article, which persons do not take ("la Volga", "l'Oruç Reis"), or after the
    noun of an institution or place ("Université Columbia", "groupe Sojitz")."""
    if first == 0 or first in firsts:
        return False
    before = tokens[first - 1].norm
    noun = tokens[first - 2].norm if first > 1 and (before.endswith(ADJECTIVAL) or demonym(before)) else before
    at_head = tokens[first - 2].norm if first > 1 else ""
    if dedicated(tokens, first):
        return True
    if before in ("de", "d'", "du") and (at_head in _BOSSES or (at_head.startswith("genera") and _boss(tokens, first))):
        return True
    if before == "parti" and tokens[first].norm in surnames() and _vietnamese_run(tokens, first) > 1:
        return False  # "le comité provincial du Parti | Tran Van Hai": no party is called after a person
    of_place = before in ("de", "d'", "du") and first > 1 and tokens[first - 2].norm in word_set("place_nouns")
    return of_place or before in _ARTICLES or before in word_set("institutions") or noun in word_set("institutions")


def _boss(tokens: Sequence[Token], first: int) -> bool:
    return first > 2 and tokens[first - 3].norm in ("directeur", "directrice")


def _describes(token: Token) -> bool:
    """True for the adjective of a building: "au Palais Présidentiel | Ali Diallo"."""
    return token.norm.endswith(("al", "ale", "el", "elle")) and token.norm not in given_names() and _common(token.text)


def _inner_start(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a person's name starts after capitalised words that are none's: "du Commerce | Nguyen Hong Dien"."""
    for i in range(first + 1, last):
        if tokens[i].norm in surnames() and _vietnamese_run(tokens, i) >= 2:
            return i
        if tokens[i].norm in given_names() and _common(tokens[first].text):
            return i
    return last + 1


def _addressed(tokens: Sequence[Token], hits: Hits, i: int) -> int | None:
    """The last token of a surname after "M.", "le président" that otherwise is none: "von der Leyen", "Hollande"."""
    if tokens[i].norm in word_set("particles"):
        ahead = _particle_jump(tokens, hits, i)
        return None if ahead is None else _extend(tokens, hits, ahead)
    placed = hits[i] and all(h.length == 1 and h.kind in _PLACED for h in hits[i])
    return _extend(tokens, hits, i) if placed and _name_word(tokens[i]) else None


def find_names(tokens: Sequence[Token], hits: Hits, firsts: frozenset[int]) -> list[Name]:
    """The names of a story in order. `firsts`: the tokens that start a sentence, whose capital says nothing."""
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        led = i and (tokens[i - 1].norm in _ADDRESSES or tokens[i - 1].norm in word_set("titles"))
        addressed = _addressed(tokens, hits, i) if led else None
        if addressed is None and not token.capital and not _ARABIC_ARTICLE.match(token.text):
            i += 1
            continue
        known = 0 if token.norm in _HONORIFICS else _known_at(tokens, i)
        if addressed is not None:
            found.append(Name(i, addressed, False))
        elif known and not any(h.kind == "inside" for h in hits[i]):
            last = max(i + known - 1, _extend(tokens, hits, i + known - 1))
            found.append(Name(i, last, True))
        elif _starts(tokens, hits, i, i in firsts):
            last = _extend(tokens, hits, i)
            if _foreign_body(tokens, i, firsts):
                alone = token.text.isupper() or _describes(token)
                i = i + 1 if alone else _inner_start(tokens, i, last)
                continue
            found.append(Name(i, last, _is_sure(tokens, i, last)))
        else:
            i += 1
            continue
        i = found[-1].last + 1
    return singly(tokens, found)
