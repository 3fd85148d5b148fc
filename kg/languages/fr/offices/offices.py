"""Office phrases: a head ("ministre", "président"), what it governs, whose it is, and its qualifier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from kg.coreference.mention import OfficeRef
from kg.languages.fr.offices.bodies import ADJECTIVE, MINISTRIES, ORGANISATIONS, TWO, body_end, skip_articles
from kg.languages.fr.offices.plain_posts import Parts
from kg.languages.fr.offices.posts import GOVERNS_PORTFOLIO, classify, portfolio_office
from kg.languages.fr.offices.qualifiers import acting, adjective
from kg.languages.fr.offices.realms import compatriots, division, owner, realm, two_states
from kg.languages.fr.tokens.lexicon import state_by_name, state_of_city
from kg.languages.fr.tokens.text import Text, grammar

_POSTED, _CHARGED, _FOR = grammar("posted_heads"), grammar("charged_heads"), grammar("heads_for")
_LOOSE_HEADS = frozenset(("leader", "host", "visitor", "man", "diplomat", "counterpart"))
_BODILESS = frozenset(("host", "visitor", "man", "diplomat"))
_SIDES = frozenset(("pays", "parties", "nations", "etats", "gouvernements", "cotes"))
_CHAIRS = frozenset(("president", "vice-president", "secretary-general", "speaker"))
_ABOVE = _CHAIRS | {"prime-minister", "deputy-prime-minister"}  # whose office no charge changes
_OF, _STOPS = grammar("of"), grammar("stops")
_ASSEMBLY = re.compile("[Bb]ureau|[Aa]ssemblée")
_POSTED_AT = grammar("posted_at")
_OF_STATES = frozenset(("parliament", "public-body", "ministry"))  # "l'Assemblée nationale du | Laos"
_FRIENDS = frozenset(("amitie", "parlementaire", "interparlementaire", "parlementaires"))
_MANDATED = grammar("elect") | {"mandate", "mandatee", "depeche", "depechee", "envoye", "envoyee"}


class Phrase(NamedTuple):
    """An office phrase on tokens `first` … `last`. `plural`: its head is plural."""

    first: int
    last: int
    ref: OfficeRef
    plural: bool


def parse(text: Text, i: int) -> Phrase | None:
    """The office phrase whose head starts at token `i`, or None."""
    head = text.hit(i, "head")
    if head is None or i in text.name_at:
        return None
    key, _, of = head.key.partition("@")
    if key == "prime-minister" and (first := _first_of_its_kind(text, i, i + head.length)):
        return first
    if (
        text.norm(i + head.length - 1) == "parti"
        and (party := parse_as(text, i, i + 1, "chief")).last >= i + head.length
    ):
        return party  # "chef du parti | travailliste"
    phrase = parse_as(text, i, i + head.length, key, head.extra == "plural")
    if of and not phrase.ref.state:
        phrase = phrase._replace(ref=replace(phrase.ref, state=of, of=phrase.ref.of or of))
    return phrase


def shared_body(chain: list[Phrase]) -> list[Phrase]:
    """ "secrétaire général et président du Bureau de l'Assemblée nationale": the first is of that body, of no party."""
    first = chain[0].ref
    bare = first.head == "secretary-general" and first.party and first.body is None and first.of is None
    if not bare or len(chain) < 2 or not _ASSEMBLY.search(chain[1].ref.body or ""):
        return chain
    of = chain[1].ref.of
    return [chain[0]._replace(ref=replace(first, office="secretary-general", of=of, state=of, party=False)), *chain[1:]]


def _first_of_its_kind(text: Text, i: int, j: int) -> Phrase | None:
    """ "le premier ministre | des Affaires étrangères à …": a minister, the first who …; None for a prime minister."""
    if text.norm(j) not in _OF or text.capital(i):
        return None
    phrase = parse_as(text, i, j, "minister")
    return phrase if portfolio_office(phrase.ref.portfolio or "") else None


def parse_as(text: Text, i: int, j: int, head: str, plural: bool = False, direct: bool = False) -> Phrase:
    """The phrase that starts at token `i`, of a known head; its complements start at token `j`, or its body right there
    where it is `direct` ("qui préside | l'Assemblée nationale")."""
    parts = Parts(qualifier="former" if text.norm(i).startswith("ex-") else None)
    if direct:
        j += _body(text, j, skip_articles(text, j), parts, head)
    end = max(_right(text, j, head, parts), i)
    body = text.words(parts.first, parts.last) if parts.first is not None and parts.last is not None else None
    return Phrase(i, end, classify(head, body, text.words(i, end), parts), plural)


def _right(text: Text, j: int, head: str, parts: Parts) -> int:
    """Reads on from token `j`; the last token that belongs to the phrase."""
    while j < len(text.tokens):
        step = (
            adjective(text, j, parts)
            or acting(text, j, parts)
            or _complement(text, j, head, parts)
            or _unlinked(text, j, head, parts)
            or _also_charged(text, j, head, parts)
            or _mandated(text, j, head, parts)
            or _accredited(text, j, head)
            or _epithet(text, j, head)
        )
        if not step:
            break
        j += step
    return j - 1


def _epithet(text: Text, j: int, head: str) -> int:
    """An adjective before what follows: "directrice | nationale de …", "conseillère | nationale X"."""
    norm = text.norm(j)
    plain = (
        len(norm) > 5 and not text.capital(j) and norm not in _STOPS and not text.hits[j] and ADJECTIVE.fullmatch(norm)
    )
    ahead = j + 2 if text.norm(j + 1) == "," else j + 1
    bound = ahead in text.name_at or text.norm(j + 1) in _OF or text.hit(j + 1, "demonym") is not None
    return 1 if plain and head not in _LOOSE_HEADS and bound else 0


def _complement(text: Text, j: int, head: str, parts: Parts) -> int:
    """The length of a complement that starts at `j` ("de …", "à la …", "au Vietnam"), 0 for none."""
    word = text.norm(j)
    if text.written(j, "a"):
        return 0
    if word in _OF:
        return _of(text, j, head, parts)
    if head in _POSTED and word in _POSTED_AT and (posted := _post(text, j, head)):
        return posted
    tied = word in ("a", "au", "aux") or (word == "pres" and head == "attache")
    if tied and head in _CHARGED and not text.hit(skip_articles(text, j + 1), "country"):
        return _body(text, j, skip_articles(text, j + 1), parts if parts.first is None else Parts(), head)
    charged = word == "en" and text.norm(j + 1) == "charge"
    if (charged or word in ("charge", "chargee", "charges", "responsable")) and text.norm(j + 1 + charged) in _OF:
        known = parts.first is not None or head in _ABOVE
        return _body(text, j, skip_articles(text, j + 2 + charged), Parts() if known else parts, head)
    if word == "aupres" and head in GOVERNS_PORTFOLIO and parts.first is None:
        return _beside(text, j, parts)
    there = text.hit(j + 1, "country") or text.hit(j + 1, "place")
    if word in ("au", "aux", "en") and parts.first is not None and there:
        return there.length + 1
    if word == "au" and parts.first is not None and head == "president" and _chamber(text, j + 1):
        return 2
    if word == "pour" and head in _FOR:
        return _body(text, j, skip_articles(text, j + 1), Parts() if parts.first is not None else parts, head)
    return 0


def _unlinked(text: Text, j: int, head: str, parts: Parts) -> int:
    """ "le président | l'Assemblée nationale", whose "de" was forgotten."""
    chairs = text.norm(j) in ("l'", "la") and parts.first is None and head in _CHAIRS
    return _body(text, j, j + 1, parts, head) if chairs and text.hit(j + 1, "body") else 0


def _also_charged(text: Text, j: int, head: str, parts: Parts) -> int:
    """ "commissaire aux affaires politiques | , à la paix": one more portfolio."""
    if text.norm(j) != "," or head not in _CHARGED or parts.first is None:
        return 0
    if text.norm(j + 1) in ("charge", "chargee") and text.norm(j + 2) in _OF:
        return _body(text, j, skip_articles(text, j + 3), Parts(), head)
    also = skip_articles(text, j + 2)
    placed = text.hit(also, "city") or text.hit(also, "country") or text.hit(also, "place")
    more = Parts()
    size = _body(text, j, also, more, head) if text.norm(j + 1) in ("a", "aux") and also > j + 2 and not placed else 0
    parts.orgs.extend(more.orgs)
    return size


def _mandated(text: Text, j: int, head: str, parts: Parts) -> int:
    """ "médiateur | désigné par la Cédéao": whose envoy it is."""
    start = skip_articles(text, j + 2)
    sent = head in _POSTED and text.norm(j) in _MANDATED and text.norm(j + 1) == "par"
    return _body(text, j, start, parts, head) if sent and text.hit(start, "org") else 0


def _accredited(text: Text, j: int, head: str) -> int:
    """ "ambassadeur du Chili | accrédité en Haïti", "| en poste à Rome": skipped."""
    size = 1 if text.norm(j).startswith("accredite") else 2 * (text.norm(j + 1) == "poste")
    posted = _post(text, j + size, head) if size and head in _POSTED and text.norm(j + size) in _POSTED_AT else 0
    return size + posted if posted else 0


def _chamber(text: Text, j: int) -> bool:
    """True for "Sénat", "Parlement": where a group of its members sits."""
    return text.capital(j) and j not in text.name_at and not text.hits[j]


def _beside(text: Text, j: int, parts: Parts) -> int:
    """ "ministre délégué | auprès du ministre de …": the portfolio of the minister beside whom one is."""
    start = skip_articles(text, j + 2)
    head = text.hit(start, "head")
    inner = parse(text, start)
    if head is None or inner is None or text.norm(j + 1) not in _OF:
        return 0
    first = skip_articles(text, start + head.length + 1)
    if first <= inner.last:
        parts.first, parts.last = first, inner.last
    return inner.last + 1 - j


def _of(text: Text, j: int, head: str, parts: Parts) -> int:
    start = skip_articles(text, j + 1)
    if text.norm(start) in TWO and text.norm(start + 1) in _SIDES:
        return start + 2 - j
    if text.norm(start) in TWO and text.capital(start + 1) and parts.first is None:
        return _body(text, j, start + 1, parts, head)
    country = None if _union(text, start) else text.hit(start, "country")
    found = (country.key, country.length) if country else realm(text, start)
    governed = head in GOVERNS_PORTFOLIO
    if found and (not parts.states or not governed):
        parts.states.append(found[0])
        return start + found[1] - j
    if parts.first is None:  # nothing of "Premier ministre | de 2010 à 2014"
        size = 0 if head in _BODILESS or text.norm(start).isdigit() else _body(text, j, start, parts, head)
        if not size and head == "envoy" and (sender := parse(text, start)) and sender.ref.state:
            parts.states.append(sender.ref.state)  # "l'émissaire | du président syrien X"
        return size
    if province := division(text, start):
        (parts.places if parts.states or not governed else parts.states).extend(filter(None, province[:1]))
        return start + province[1] - j
    place = text.hit(start, "city") or text.hit(start, "place")
    if place and text.norm(parts.last or 0) not in _OF:
        parts.places.append(place.extra)
        return start + place.length - j
    return 0


def _union(text: Text, k: int) -> bool:
    """True for "Confédération | générale du travail", "Confédération africaine de football", no state by one word."""
    ahead, capital = text.norm(k + 1), text.capital(k + 1)
    described = len(ahead) > 2 and not capital and not text.hits[k + 1] and ADJECTIVE.fullmatch(ahead)
    org, country = text.hit(k, "org"), text.hit(k, "country")
    longer = bool(org and country and org.length > country.length)
    return longer or (text.norm(k) in ORGANISATIONS and bool(described))


def _extent(text: Text, i: int) -> int:
    phrase = parse(text, i)
    return i if phrase is None else phrase.last


def _post(text: Text, j: int, head: str) -> int:
    """Where an envoy is posted ("au Vietnam", "auprès de l'ONU", "à Hanoï"): skipped."""
    k = j + 1
    if text.norm(j) in ("aupres", "pres"):
        k += 1
    k = skip_articles(text, k)
    whole = realm(text, k)
    if whole:
        return k + whole[1] - j
    hit = text.hit(k, "country") or text.hit(k, "org") or text.hit(k, "city") or text.hit(k, "place")
    hit = hit or (text.hit(k, "place") if text.norm(j) == "pour" else None)
    if hit:
        more = k + hit.length
        second = skip_articles(text, more + 1)
        place = text.hit(second, "place") or text.hit(second, "country")
        if text.norm(more) == "et" and second > more + 1 and place:
            return second + place.length - j
        also = text.norm(more) == "et" and text.norm(more + 1) in ("a", "au", "aux", "en", "aupres")
        return more - j + (_post(text, more + 1, head) + 1 if also and _post(text, more + 1, head) else 0)
    if text.norm(j) == "au" and text.capital(k) and state_of_city(f"Le {text.tokens[k].text}"):
        return k + 1 - j
    if text.norm(j) in ("aupres", "pour", "pres") or (text.norm(j) == "a" and k > j + 1):
        end = body_end(text, k, _extent)
        return end + 1 - j if end >= k else 0
    return 0


def _body(text: Text, j: int, start: int, parts: Parts, head: str) -> int:
    """A body or portfolio from `start` on; notes the states and organisations inside; its length counted from `j`."""
    end = body_end(text, start, _extent, head in GOVERNS_PORTFOLIO)
    if end < start:
        return 0
    parts.first, parts.last = start, end
    governed, k = head in GOVERNS_PORTFOLIO, start
    while k <= end:
        if two := two_states(text, k):
            own = state_by_name(text.tokens[k].text.partition("-")[0])  # "groupe d'amitié Japon-Vietnam" is of Japan
            parts.states.extend([own] if own and text.norm(k - 1) in _FRIENDS else [])
            k += two
            continue
        org = text.hit(k, "org")
        several = text.norm(k).endswith("s") and not text.norm(k).endswith(("ais", "ois"))
        dealt = (head == "counsellor" and several) or text.norm(k - 1) == "affaires"
        no_state = dealt or (governed and text.norm(k - 1) not in MINISTRIES)
        country = None if _union(text, k) else text.hit(k, "country")
        hit = org or country or (None if no_state else text.hit(k, "demonym"))
        place = text.hit(k, "city") or text.hit(k, "place")
        if org:
            parts.orgs.append(org)
            own = owner(text.tokens[k + org.length - 1].text) if org.length > 1 else None
            parts.states.extend([own] if own and org.extra in _OF_STATES else [])
        elif country and parts.orgs and text.norm(k - 1) in ("en", "au", "aux"):
            pass  # "de l'ONU en RDC": where, not whose
        elif hit or (hit := compatriots(text, k)):
            parts.states.append(hit.key)
        elif place and place.extra:
            parts.places.append(place.extra)
        found = hit or place
        k += found.length if found else 1
    return end + 1 - j
