"""Plural office phrases and the persons who share them: "les présidents égyptien, A, et mauritanien, B"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.coreference.mention import Form, Mention, OfficeRef
from kg.languages.fr.names.surroundings import name_after
from kg.languages.fr.offices.offices import Phrase, parse, parse_as
from kg.languages.fr.offices.posts import portfolio_office
from kg.languages.fr.offices.realms import realm
from kg.languages.fr.tokens.text import Text, grammar

Named = Callable[[int, int, tuple[OfficeRef, ...]], Mention]
_LINKS = grammar("row_links") | {",", ";", ":", "representant"}
_BETWEEN = frozenset((",", ";", "et", ":", "ainsi", "puis"))
_ARTICLES, _OF = grammar("definite"), grammar("of")
_SHARES = re.compile(r",? (?:et )?(?:de la |de l['’]|du |des |de |d['’])|, (?=[A-Z])")
_OF_BODIES = frozenset(("secretary-general", "director", "president", "representative"))
_PAIR = 2
_DEMONYMIC = re.compile(
    r"[a-z-]{3,}(?:ien|ienne|ais|aise|ois|oise|ain|aine|een|eenne|an|ane)"
)  # misspelt, or not known


def spread(text: Text, phrase: Phrase) -> tuple[Phrase, tuple[str, ...]]:
    """ "ministres vietnamien et algérien de …", "présidents du Laos et de la Chine": the whole phrase, its states."""
    states = [phrase.ref.state] if phrase.ref.state else []
    if not states and len(bodies := _bodies(text, phrase)) > 1:
        return phrase._replace(ref=replace(phrase.ref, of=None, body=None)), bodies
    j = phrase.last + 1
    while states and text.norm(j) in (",", "et"):
        k = j + 1
        if text.norm(k) in ("de", "du", "des", "d'"):
            k += 2 if text.norm(k + 1) in _ARTICLES else 1
            hit = text.hit(k, "country")
        else:
            k += 2 * (bool(_DEMONYMIC.fullmatch(text.norm(k))) and not text.hits[k] and text.norm(k + 1) in (",", "et"))
            hit = text.hit(k, "demonym") if not text.capital(k) else None
        if hit is None:
            break
        states.append(hit.key)
        j = k + hit.length
    if len(states) < 2:
        return phrase, ()
    rest = parse_as(text, phrase.first, j, phrase.ref.head, plural=True)
    last = max(rest.last, j - 1)
    ref = rest.ref if rest.ref.body else phrase.ref
    whole = replace(ref, state=None, of=None if ref.of in states else ref.of, title=text.words(phrase.first, last))
    return Phrase(phrase.first, last, whole, True), tuple(states)


def _bodies(text: Text, phrase: Phrase) -> tuple[str, ...]:
    """ "secrétaires généraux de l'ONU et de l'ASEAN": the organisations, where the office is one in organisations."""
    if phrase.ref.of is None or phrase.ref.head not in _OF_BODIES:
        return ()
    inside = range(phrase.first + 1, phrase.last + 1)
    heads = (
        k for k in inside if text.norm(k - 1) in _OF or (text.norm(k - 1) in _ARTICLES and text.norm(k - 2) in _OF)
    )
    return tuple(dict.fromkeys(hit.key for k in heads if (hit := text.hit(k, "org"))))


def several(text: Text, phrase: Phrase, states: tuple[str, ...], end: int, named: Named) -> list[Mention]:
    """The persons named after a plural phrase, each with its share of the office; none where no name follows, or only
    one beside it: "les souverains et M. X"."""
    if text.norm(phrase.last + 1) == "et" and not states:
        return []
    base, j, found = phrase.ref, phrase.last + 1, list[Mention]()
    shared = base.state
    while j <= end:
        while text.norm(j) in _LINKS and j < end:
            j += 1
        start = j
        j += found != [] and text.norm(j) in ("ceux", "celui", "celle")  # ", ceux de l'Environnement, B"
        k, given = _given(text, j)
        held = _ministry(text, j, end) if base.head == "minister" else None
        if held:
            k, base = held.last + 1, replace(held.ref, state=base.state, of=base.of)
        name = name_after(text, k, end, comma=given is not None or held is not None)
        if name is None and given and (ahead := _next_in_row(text, k, end)):
            j = ahead  # a name that is not written as one
            continue
        if name is None:
            break
        share = given or (states[len(found)] if len(found) < len(states) else None) or shared
        office = replace(base, state=share, of=share if base.of in (None, base.state) else base.of)
        found.append(_own_state(_with_ministry(text, named(start, name, (office,)), end)))
        shared = None if given else shared
        j = found[-1].last + 1
        if text.norm(j) not in _BETWEEN:
            break
    return [] if len(found) == 1 and not states and text.norm(phrase.last + 1) == "," else found


def _next_in_row(text: Text, j: int, end: int) -> int | None:
    """The semicolon of a row soon after token `j`."""
    return next((k for k in range(j, min(j + 6, end)) if text.norm(k) == ";"), None)


def _given(text: Text, j: int) -> tuple[int, str | None]:
    """A state right before a name in a list: "égyptien, A", "du Laos, B", "la République de Corée, B", "le Russe C"."""
    k = j + (text.norm(j) in ("de", "du", "des", "d'"))
    at = k + (text.norm(k) in _ARTICLES)
    if at > j and (state := _state(text, at)):
        return at + state[1], state[0]
    if k > j:
        return j, None
    if text.norm(k) in _ARTICLES and text.hit(k + 1, "demonym") and text.capital(k + 1):
        k += 1
    hit = text.hit(k, "demonym")
    return (k + hit.length, hit.key) if hit else (j, None)


def _state(text: Text, k: int) -> tuple[str, int] | None:
    """A state at token `k`, by its name or in full, and the length."""
    hit = text.hit(k, "country")
    return (hit.key, hit.length) if hit else realm(text, k)


def _ministry(text: Text, j: int, end: int) -> Phrase | None:
    """A portfolio in a list of ministers at token `j`: "des Affaires étrangères, A, | du Commerce, B"."""
    if text.norm(j) not in _OF:
        return None
    phrase = parse_as(text, j, j, "minister", plural=True)
    named = name_after(text, phrase.last + 1, end, comma=True) is not None
    known = phrase.ref.portfolio and (portfolio_office(phrase.ref.portfolio) or named)
    return phrase if known and phrase.last <= end else None


def _with_ministry(text: Text, mention: Mention, end: int) -> Mention:
    """ "les ministres A | des Finances et B de la Culture": the name with the portfolio after it."""
    office = mention.offices[0]
    held = None if office.head != "minister" or office.portfolio else _ministry(text, mention.last + 1, end)
    if held is None:
        return mention
    ref = replace(held.ref, state=office.state, of=office.of, qualifier=office.qualifier)
    return replace(mention, last=held.last, end=text.tokens[held.last].end, offices=(ref, *mention.offices[1:]))


def _own_state(mention: Mention) -> Mention:
    """A state in parentheses after the name outweighs the one of the plural phrase."""
    office = mention.offices[0]
    if mention.states:
        own = mention.states[0]
        office = replace(office, state=own, of=own if office.of in (None, office.state) else office.of)
    return replace(mention, offices=(office, *mention.offices[1:]), states=())


def respectively(text: Text, i: int, end: int, found: list[Mention]) -> int:
    """ "A et B, | respectivement ministre X et ministre Y", "… ministres de X et de Y", "… ministres lao et thaï":
    gives each name its office; the last token used."""
    names = _row_before(text, i, found)
    refs, last = _in_turn(text, i, end, len(names)) or _parted(text, i, end, len(names)) or ([], i)
    for n, ref in zip(names[-len(refs) :], refs, strict=False):
        found[n] = replace(found[n], offices=(*found[n].offices, ref))
    return last


def _in_turn(text: Text, i: int, end: int, names: int) -> tuple[list[OfficeRef], int] | None:
    """The offices told one by one after token `i`, and the last token of them; None where names lack."""
    phrases: list[Phrase] = []
    k = i + 1
    while k <= end and (phrase := parse(text, k)) and not phrase.plural and phrase.last <= end:
        phrases.append(phrase)
        k = phrase.last + (2 if text.norm(phrase.last + 1) in ("et", ",") else 1)
        k += text.norm(k) == "et"
    if not 2 <= len(phrases) <= names:
        return None
    shared, refs = phrases[-1].ref, list[OfficeRef]()
    for phrase in phrases:
        ref = phrase.ref if phrase.ref.office else replace(shared, state=phrase.ref.state, of=phrase.ref.state)
        if shared.body and not phrase.ref.body and phrase.last == phrase.first:
            ref = _of_the_last(text, phrase, phrases[-1])
        refs.append(ref)
    return refs, phrases[-1].last


def _parted(text: Text, i: int, end: int, names: int) -> tuple[list[OfficeRef], int] | None:
    """The shares of the plural office after token `i`, one for each of the names: by states, or by portfolios."""
    phrase = parse(text, i + 1)
    if phrase is None or not phrase.plural or names < _PAIR or phrase.last > end:
        return None
    whole, states = spread(text, phrase)
    if _PAIR <= len(states) <= names:
        return [replace(whole.ref, state=state, of=whole.ref.of or state) for state in states], whole.last
    portfolios = _SHARES.split(phrase.ref.portfolio or "")
    if not _PAIR <= len(portfolios) <= names:
        return None
    ref = replace(phrase.ref, body=None)
    return [
        replace(ref, office=portfolio_office(p) or ref.office, portfolio=p, body=p) for p in portfolios
    ], phrase.last


def _of_the_last(text: Text, phrase: Phrase, last: Phrase) -> OfficeRef:
    """ "respectivement | président et vice-présidente du groupe d'amitié": the office with the body of the last one."""
    head = text.hit(last.first, "head")
    return parse_as(text, phrase.first, last.first + (head.length if head else 1), phrase.ref.head).ref


def postposed(text: Text, title: Mention, found: list[Mention]) -> bool:
    """ "MM. A et B, | ministres belge et hongrois": gives the names before a plural its office; True where it did."""
    office = title.offices[0] if title.offices else None
    if office is None or not office.office or title.determiner or text.norm(title.first - 1) != ",":
        return False
    names = _row_before(text, title.first - 1, found)
    shares = title.states if len(title.states) == len(names) else (office.state,) * len(names)
    for n, state in zip(names, shares, strict=True):
        ref = replace(office, state=state, of=state if office.of in (None, office.state) else office.of)
        found[n] = replace(found[n], offices=(*found[n].offices, ref))
    return bool(names)


def _row_before(text: Text, ahead: int, found: list[Mention]) -> list[int]:
    """The names that end right before token `ahead`, one after the other, by their places in `found`."""
    names: list[int] = []
    for n in range(len(found) - 1, -1, -1):
        links = {text.norm(k) for k in range(found[n].last + 1, ahead)}
        if found[n].form is not Form.NAME or not links <= _BETWEEN or (names and not links):
            break
        names.insert(0, n)
        ahead = found[n].first
    return names
