"""Office phrases: a head ("ministre", "président"), what it governs, whose it is, and its qualifier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kg import reference
from kg.languages.fr.lexicon import FOLDER, Hit
from kg.languages.fr.names import Hits
from kg.languages.fr.words import Token, fold
from kg.mention import OfficeRef

_ADJECTIVE = re.compile(
    r".*(?:eres?|al|ales?|aux|iques?|aires?|ives?|ifs?|een|eennes?|iens?|iennes?|ais|aise?s?|oise?s?|ees?|es?|eures?|eurs?|ains?|aines?|ants?|x)"
)
_GOVERNS_PORTFOLIO = frozenset(("minister", "deputy-minister", "state-secretary", "minister-of-state"))
_ACCREDITED = frozenset(
    ("ambassador", "consul-general", "permanent-representative", "charge-d-affaires", "envoy", "spokesperson")
)
_AFTER = {
    "elu": "elect", "elue": "elect", "interimaire": "acting", "honoraire": "honorary",
    "adjoint": "", "adjointe": "", "sortant": "", "sortante": "", "permanent": "", "permanente": "", "delegue": "", "deleguee": "",
    "executif": "", "executive": "", "general": "", "generale": "", "supreme": "", "extraordinaire": "", "plenipotentiaire": "", "actuel": "", "actuelle": "",
    "designe": "elect", "designee": "elect", "special": "", "speciale": "", "federal": "", "federale": "",
}  # fmt: skip


@cache
def grammar(name: str) -> frozenset[str]:
    """A list of function words of `grammar.toml`."""
    value = tomllib.loads((FOLDER / "grammar.toml").read_text("utf-8"))[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def _bodies() -> dict[str, list[tuple[str, str, str]]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for _, row in reference.rows(FOLDER / "bodies.csv"):
        table.setdefault(row["head"], []).append((fold(row["body"]), row["office"], row["of"]))
    return table


@cache
def _plain() -> dict[str, tuple[str, str]]:
    return {row["head"]: (row["office"], row["of"]) for _, row in reference.rows(FOLDER / "plain_offices.csv")}


@cache
def _portfolios() -> list[tuple[str, str]]:
    found = [(fold(row["phrase"]), row["office"]) for _, row in reference.rows(FOLDER / "portfolios.csv")]
    return sorted(found, key=lambda pair: -len(pair[0]))


class Phrase(NamedTuple):
    """An office phrase on tokens `first` … `last`. `plural`: its head is plural."""

    first: int
    last: int
    ref: OfficeRef
    plural: bool


@dataclass(slots=True)
class Text:
    """A story's tokens with what the lexicon and the name finder know of them. `name_at` gives the last token of a name."""

    text: str
    tokens: Sequence[Token]
    hits: Hits
    name_at: dict[int, int]

    def words(self, first: int, last: int) -> str:
        """The text between two tokens, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def hit(self, i: int, kind: str) -> Hit | None:
        """The longest phrase of a kind at token `i`."""
        return next((h for h in self.hits[i] if h.kind == kind), None) if 0 <= i < len(self.tokens) else None

    def norm(self, i: int) -> str:
        """The folded word at `i`, "" outside the story."""
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""


@dataclass(slots=True)
class _Parts:
    """What is gathered to the right of a head."""

    states: list[str] = field(default_factory=list)
    orgs: list[Hit] = field(default_factory=list)
    qualifier: str | None = None
    first: int | None = None
    last: int | None = None
    deputy: bool = False
    incumbent: bool = False


def parse(text: Text, i: int) -> Phrase | None:
    """The office phrase whose head starts at token `i`, or None."""
    head = text.hit(i, "head")
    if head is None:
        return None
    parts = _Parts()
    end = _right(text, i + head.length, head.key, parts)
    ref = _classify(text, i, end, head.key, parts)
    return Phrase(i, end, ref, head.extra == "plural")


def _right(text: Text, j: int, head: str, parts: _Parts) -> int:
    """Reads on from token `j`; the last token that belongs to the phrase."""
    n = len(text.tokens)
    while j < n:
        step = _adjective(text, j, parts) or _acting(text, j, parts) or _complement(text, j, head, parts)
        if not step:
            break
        j += step
    return j - 1


def _adjective(text: Text, j: int, parts: _Parts) -> int:
    token = text.tokens[j]
    demonym = text.hit(j, "demonym")
    if demonym and not token.capital and j not in text.name_at:
        parts.states.append(demonym.key)
        return demonym.length
    if token.norm in _AFTER:
        parts.qualifier = _AFTER[token.norm] or parts.qualifier
        parts.deputy |= token.norm.startswith("adjoint")
        return 1
    return 0


def _acting(text: Text, j: int, parts: _Parts) -> int:
    if text.norm(j) == "par" and text.norm(j + 1) == "interim":
        parts.qualifier = "acting"
        return 2
    if text.norm(j) == "en" and text.norm(j + 1) in ("exercice", "fonction", "fonctions", "titre"):
        parts.incumbent = True
        return 2
    if (
        text.norm(j) == "("
        and text.norm(j + 2) == ")"
        and (text.tokens[j + 1].text.isupper() or text.norm(j + 1) in ("droite", "gauche"))
    ):
        return 3
    return 0


def _complement(text: Text, j: int, head: str, parts: _Parts) -> int:
    """The length of a complement that starts at `j` ("de …", "à la …", "au Vietnam"), 0 for none."""
    word = text.norm(j)
    if word in grammar("of"):
        start = _skip_articles(text, j + 1)
        country = text.hit(start, "country")
        if country and parts.first is None and (head not in _GOVERNS_PORTFOLIO or not parts.states):
            parts.states.append(country.key)
            return start + country.length - j
        if country and text.norm(j) != "d'" and not parts.states:
            parts.states.append(country.key)
            return start + country.length - j
        if parts.first is None:
            return _body(text, j, start, parts)
        return 0
    if head in _ACCREDITED and word in ("a", "au", "aux", "en", "aupres", "pres", "pour"):
        return _post(text, j)
    if (
        word in ("a", "au", "aux")
        and head in ("minister", "deputy-minister", "secretary", "state-secretary", "representative")
        and parts.first is None
    ):
        return _body(text, j, _skip_articles(text, j + 1), parts)
    if word in ("charge", "chargee") and text.norm(j + 1) in grammar("of"):
        return _body(text, j, _skip_articles(text, j + 2), parts)
    return 0


def _skip_articles(text: Text, j: int) -> int:
    while text.norm(j) in ("la", "l'", "le", "les"):
        j += 1
    return j


def _post(text: Text, j: int) -> int:
    """ "au Vietnam", "à Hanoï", "auprès de l'ONU", "pour le climat": where someone is accredited, not whose office it is."""
    k = j + 1
    while text.norm(k) in ("de", "du", "des", "d'", "la", "le", "les", "l'"):
        k += 1
    for kind in ("country", "org", "city"):
        hit = text.hit(k, kind)
        if hit:
            return k + hit.length - j
    return (
        k + 1 - j
        if text.norm(j) == "pour" and k < len(text.tokens) and text.tokens[k].word and not text.tokens[k].capital
        else 0
    )


def _body(text: Text, j: int, start: int, parts: _Parts) -> int:
    """A body or portfolio from `start` on; notes the states and organisations inside; its length counted from `j`."""
    end = _body_end(text, start)
    if end < start:
        return 0
    parts.first, parts.last = start, end
    k = start
    while k <= end:
        hit = text.hit(k, "org") or text.hit(k, "country") or text.hit(k, "demonym")
        if hit:
            if hit.kind == "org":
                parts.orgs.append(hit)
            else:
                parts.states.append(hit.key)
            k += hit.length
        else:
            k += 1
    return end + 1 - j


def _body_end(text: Text, start: int) -> int:
    """The last token of a body: capitalised words, adjectives after a noun, and what connectors bind to them."""
    j, last, free = start, start - 1, True
    while j < len(text.tokens):
        step = _piece(text, j, free)
        if step:
            last, j, free = j + step - 1, j + step, False
            continue
        jump = _connector(text, j)
        if not jump:
            break
        j, free = j + jump, True
    return last


def _piece(text: Text, j: int, free: bool) -> int:
    """A word that belongs to the body at `j`; `free` after a connector, where a common noun may stand."""
    token = text.tokens[j]
    if j in text.name_at and not text.hits[j]:
        whole = text.name_at[j] > j or not free
        if whole:
            return 0
    if token.norm in grammar("stops") or not (token.word or token.norm[:1].isdigit()):
        return 0
    for kind in ("org", "country", "city"):
        hit = text.hit(j, kind)
        if hit:
            return hit.length
    head = text.hit(j, "head")
    if head and not (free and (token.capital or head.extra == "plural")):
        return 0
    if token.capital or free:
        return 1
    adjective = len(token.norm) > 3 and _ADJECTIVE.fullmatch(token.norm)
    return 1 if adjective or text.hit(j, "demonym") else 0


def _connector(text: Text, j: int) -> int:
    """ "de", "du", "et de la", ", de l'", "pour", "à l'étranger": binds what follows into the body."""
    k = j
    comma = text.norm(k) == ","
    if comma:
        k += 1
    if text.norm(k) == "et":
        k += 1
    if k > j and text.norm(k) not in grammar("of") | {"a", "aux", "au"}:
        ahead = text.tokens[k] if k < len(text.tokens) else None
        plain = ahead and ahead.capital and k not in text.name_at and not text.hits[k]
        return k - j if plain and not comma else 0
    if text.norm(k) in grammar("of"):
        k = _skip_articles(text, k + 1)
    elif text.norm(k) in ("a", "au", "aux") and (k > j or text.norm(k + 1) in ("l'", "la")):
        k = _skip_articles(text, k + 1)
    elif k == j and text.norm(k) in ("pour", "sur"):
        k = _skip_articles(text, k + 1)
    elif k == j and text.norm(k) == "(" and text.norm(k + 2) == ")" and text.tokens[k + 1].text.isupper():
        return 3
    else:
        return 0
    if comma and not (k < len(text.tokens) and text.tokens[k].capital):
        return 0
    return k - j if k < len(text.tokens) and k not in text.name_at or text.hit(k, "country") else 0


def _classify(text: Text, i: int, end: int, head: str, parts: _Parts) -> OfficeRef:
    body = text.words(parts.first, parts.last) if parts.first is not None and parts.last is not None else None
    state = parts.states[0] if parts.states else None
    org = next((h for h in parts.orgs if h.extra == "political-party"), parts.orgs[0] if parts.orgs else None)
    known: dict[str, Any] = {
        "head": head,
        "state": state,
        "qualifier": parts.qualifier,
        "title": text.words(i, end),
        "body": body,
    }
    if head in _GOVERNS_PORTFOLIO and body:
        return _minister(head, body, state, known)
    folded = f" {fold(body)} " if body else " "
    for phrase, office, of in _bodies().get(head, ()):
        if (
            (phrase and f" {phrase} " in folded.replace("'", "' ").replace(" (", " ").replace(",", " ,"))
            or (phrase and phrase in folded)
            or not phrase
        ):
            return _of_body(office, of, org, state, known)
    if org and org.extra not in ("ministry", "government", "parliament", "public-body"):
        return _of_org(head, org, known)
    return _of_plain(head, body, state, org, parts, known)


def _minister(head: str, body: str, state: str | None, known: dict[str, Any]) -> OfficeRef:
    deputy = head in ("deputy-minister", "state-secretary")
    folded = fold(body)
    key = next(
        (office for phrase, office in _portfolios() if re.search(rf"\b{re.escape(phrase)}\b", folded)), "minister"
    )
    return OfficeRef(office="deputy-minister" if deputy else key, of=state, portfolio=body, **known)


def _of_body(office: str, of: str, org: Hit | None, state: str | None, known: dict[str, Any]) -> OfficeRef:
    if of == "party":
        party = org.key if org and org.extra == "political-party" else None
        return OfficeRef(office=office, of=party, party=party is None, **known)
    if of:
        return OfficeRef(office=office, of=of, **known)
    if office in ("other", "organisation-head") and org:
        return OfficeRef(office=office, of=org.key, **known)
    return OfficeRef(office=office, of=state, **known)


_ORG_OFFICE = {"secretary-general": "secretary-general", "deputy-secretary-general": "other", "first-secretary": "party-leader", "deputy-director": "other", "ambassador": "ambassador", "envoy": "special-envoy", "representative": "other", "spokesperson": "other", "member": None, "counsellor": "other", "vice-president": "other", "commissioner": "other", "high-representative": "special-envoy", "permanent-representative": "ambassador", "consul-general": "consul-general", "commander": "military-commander", "deputy-chief": "other"}  # fmt: skip


def _of_org(head: str, org: Hit, known: dict[str, Any]) -> OfficeRef:
    if org.extra in ("political-party", "party-organ"):
        office = {
            "secretary-general": "party-general-secretary",
            "president": "party-leader",
            "first-secretary": "party-leader",
            "chief": "party-leader",
        }.get(head)
        return OfficeRef(office=office or "other", of=org.key, **known)
    office = _ORG_OFFICE.get(head, "organisation-head")
    of = None if head in ("ambassador", "permanent-representative") else org.key
    return OfficeRef(office=office, of=of, **known)


def _of_plain(
    head: str, body: str | None, state: str | None, org: Hit | None, parts: _Parts, known: dict[str, Any]
) -> OfficeRef:
    office, of = _plain().get(head, ("", ""))
    if head == "secretary-general" and not body:
        return OfficeRef(office="party-general-secretary", of=None, party=True, **known)
    if head in ("president", "director") and body:
        office = "organisation-head" if body[0].isupper() else "other"
        return OfficeRef(office=office, of=org.key if org else body if body[0].isupper() else state, **known)
    if head == "president" and parts.incumbent:
        return OfficeRef(office="organisation-head", of=None, **known)
    if head == "state-secretary" and state == "US":
        return OfficeRef(office="foreign-minister", of="US", **known)
    if head == "minister" and not body:
        office = ""
    return OfficeRef(office=office or None, of=of or state, **known)
