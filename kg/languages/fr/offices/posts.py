"""What an office phrase means: from a head and the body it governs to an office key, its jurisdiction and portfolio."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from kg.coreference.cast import PARTY_STATE
from kg.coreference.mention import OfficeRef
from kg.languages.fr.offices.plain_posts import BY_HEAD, Parts
from kg.languages.fr.tokens.lexicon import Hit
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.words import fold
from kg.languages.fr.words import rows

GOVERNS_PORTFOLIO = frozenset(("minister", "deputy-minister", "state-secretary", "minister-of-state", "colleague"))
_STATE_ORGANS = frozenset(
    ("ministry", "government", "parliament", "public-body", "judiciary", "armed-forces", "government-office")
)
_PARTIES = frozenset(("political-party", "party-organ"))
_PARTY_OFFICE = dict.fromkeys(("president", "first-secretary", "chief"), "party-leader") | {
    "secretary-general": "party-general-secretary"
}
_UNDER_THE_HEAD = (
    "deputy-secretary-general", "deputy-director", "representative", "spokesperson", "counsellor", "vice-president",
    "commissioner", "deputy-chief", "secretary", "adjunct", "prosecutor", "administrator", "coordinator", "attache",
    "cabinet-director",
)  # fmt: skip
_NO_OFFICE = frozenset(("leader", "host", "visitor", "counterpart", "diplomat", "member"))
# Offices in an organisation that do not head it; any other head does.
_ORG_OFFICE: dict[str, str | None] = {
    **dict.fromkeys(_NO_OFFICE, None),
    **dict.fromkeys(_UNDER_THE_HEAD, "other"),
    "secretary-general": "secretary-general",
    "envoy": "special-envoy",
    "high-representative": "special-envoy",
    "ambassador": "ambassador",
    "permanent-representative": "ambassador",
    "consul-general": "consul-general",
    "commander": "military-commander",
}


@cache
def _bodies() -> dict[str, tuple[tuple[str, str, str], ...]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("bodies"):
        phrase = fold(row["body"]).replace("'", "' ")
        table.setdefault(row["head"], []).append((phrase, row["office"], row["of"]))
        if row["head"] == "president" and row["office"] == "legislature-chair":
            table.setdefault("vice-president", []).append((phrase, "legislature-deputy-chair", row["of"]))
    return {head: tuple(found) for head, found in table.items()}


@cache
def _chambers() -> dict[str, str]:
    """The states of the chambers that one word names, by that word: "bundestag" DE."""
    rows_ = _bodies()["president"]
    return {phrase: of for phrase, office, of in rows_ if office == "legislature-chair" and of and " " not in phrase}


@cache
def _plain() -> dict[str, tuple[str, str]]:
    return {row["head"]: (row["office"], row["of"]) for row in rows("plain_offices")}


@cache
def _portfolios() -> list[tuple[re.Pattern[str], str]]:
    found = [(fold(row["phrase"]), row["office"]) for row in rows("portfolios")]
    return [
        (re.compile(rf"\b{re.escape(phrase)}\b"), office)
        for phrase, office in sorted(found, key=lambda pair: (pair[1] == "minister", -len(pair[0])))
    ]


def portfolio_office(portfolio: str) -> str | None:
    """The office of a minister of this portfolio ("Défense": defence-minister), by what is named first of those with a
    key of their own ("Intérieur et Sécurité publique"); None for words that are none."""
    folded = fold(portfolio)
    found = [(office, at.start()) for phrase, office in _portfolios() if (at := phrase.search(folded))]
    keyed = [(start, office) for office, start in found if office != "minister"]
    return min(keyed)[1] if keyed else found[0][0] if found else None


def classify(head: str, body: str | None, title: str, parts: Parts) -> OfficeRef:
    """The office that a head and its body name."""
    state = parts.states[0] if parts.states else _chamber_state(body)
    if head == "deputy-minister" and body and _COMMITTEE.match(fold(body)):
        head = "deputy-secretary"  # "secrétaire adjoint du comité provincial"
    if head == "colleague" and (body or state):
        head = "minister" if body else "counterpart"  # "son collègue des Finances", "son collègue togolais"
    org = next((h for h in parts.orgs if h.extra == "political-party"), parts.orgs[0] if parts.orgs else None)
    if org and org.key == "UNSC" and state:
        org = None
    if body in _GENERIC:
        body = None
    known: dict[str, Any] = {"head": head, "state": state, "qualifier": parts.qualifier, "title": title, "body": body}
    ministry = _MINISTRY.match(body) if head in ("at-head", "chief") and body else None
    if ministry:
        return _minister("minister", ministry[1], state, parts, {**known, "body": ministry[1]})
    if head in GOVERNS_PORTFOLIO and body:
        return _minister(head, body, state, parts, known)
    if (
        head == "president"
        and body
        and org
        and _COMMISSION.match(fold(body))
        and org.extra not in _STATE_ORGANS | _PARTIES
    ):
        return OfficeRef(office="organisation-head", of=org.key, **known)
    row = _body_row(head, body)
    if row and not (org and org.extra == "political-party" and row[0] in _CHAMBER_OFFICES):
        return _of_body(row[0], row[1], org, parts, known)
    if org and org.extra not in _STATE_ORGANS:
        return _of_org(head, org, known)
    return _of_plain(head, parts, org, known)


def _chamber_state(body: str | None) -> str | None:
    """ "commission des Affaires étrangères du Bundestag": whose chamber it is."""
    return next(filter(None, (_chambers().get(word) for word in fold(body).split())), None) if body else None


# "secrétaire du Parti communiste de la province de X".
_LOCAL_HEADS = ("secretary", "first-secretary", "deputy-secretary")
_LOCALITY = re.compile(r" (?:province|ville|municipalite|prefecture|district|region autonome) ")
_COMMITTEE = re.compile(r"(?:comite|commission|cc|organisation|cellule) ")
_COMMISSION = re.compile(r"commission (?:de la |de l'|europeenne)[\w' ]{2,60}$")
_MINISTRY = re.compile(r"(?:[Mm]inistère (?:\w+ )?|[Dd]épartement fédéral )(?:de la |de l['’]|du |des |de |d['’])(.+)$")
# The head of an organisation's office in one country or region.
_LOCAL = re.compile(r"^[Dd]irect\w+ (?:nationale?|pays|régionale?|résidente?)\b| (?:au|aux|en) [A-ZÉ]")
# Organisations whose "chef" is a secretary-general.
_SECRETARIATS = frozenset(("UN", "NATO", "ASEAN", "OIF", "LAS", "OIC"))
# A body's own mission in the field: its head does not head the organisation.
_FIELD = re.compile(r"(?:delegation|bureau|mission|representation|antenne) (?:de|d'|du|des|pays|regional)")
_PARTY_NAME = re.compile(r"Parti (?!communiste$|au |en |d'État)[\w'-]+|parti [A-ZÀ-Ý]")
_COUNTED = re.compile(r"^ (?:deux|trois|nouvel|nouvelle|futur|future|meme|\d+\S*) ")


@lru_cache(maxsize=16384)
def _body_row(head: str, body: str | None) -> tuple[str, str] | None:
    """The row of the body that stands first in the words; a committee is not the chamber that it belongs to."""
    folded = _COUNTED.sub(" ", f" {fold(body)} ".replace("'", "' ").replace(",", " ,")) if body else " "
    first, best = folded.split(" ", 2)[1], (len(folded), 0, "", "")
    for phrase, office, of in _bodies().get(head, ()):
        if phrase.endswith("$") and folded.strip() != phrase[:-1]:
            continue
        phrase = phrase.rstrip("$")
        at = folded.find(f" {phrase} ") if phrase else len(folded) - 1
        if at > 0 and phrase and " " not in phrase and phrase not in _ANYWHERE:
            continue
        if at > 0 and first in _SUB_BODIES and phrase and office in _CHAMBER_OFFICES:
            continue
        if at >= 0 and (at, -len(phrase)) < best[:2]:
            best = (at, -len(phrase), office, of)
    return (best[2], best[3]) if best[0] < len(folded) else None


# One-word bodies that count wherever they stand in the words ("Comité central du Parti").
_ANYWHERE = frozenset(("parti", "session", "republique"))
_SUB_BODIES = grammar("sub_bodies")
_CHAMBER_OFFICES = frozenset(
    ("legislature-chair", "legislature-deputy-chair", "president", "prime-minister", "organisation-head")
)


def _minister(head: str, body: str, state: str | None, parts: Parts, known: dict[str, Any]) -> OfficeRef:
    deputy = head in ("deputy-minister", "state-secretary") or parts.deputy
    if head == "state-secretary" and state == "US":
        return OfficeRef(office="foreign-minister", of="US", **known)
    key = portfolio_office(body) or "minister"
    return OfficeRef(office="deputy-minister" if deputy else key, of=state, portfolio=body, **known)


def _of_body(office: str, of: str, org: Hit | None, parts: Parts, known: dict[str, Any]) -> OfficeRef:
    state = known["state"] or (parts.places[0] if parts.places else None)
    office = "other" if parts.deputy and office == "organisation-head" else office
    if of == "party" and known["head"] in _LOCAL_HEADS and _LOCALITY.search(fold(known["title"])):
        state = state or PARTY_STATE.get(org.key if org else "")
        return OfficeRef(office="provincial-leader", of=state, **{**known, "state": state})
    if of == "party":
        party = org.key if org and org.extra == "political-party" else _own_party(known["body"])
        return OfficeRef(office=office or None, of=party, party=party is None, **known)
    if of == "state":
        return OfficeRef(office=office, of=state, **known)
    if of:
        return OfficeRef(office=office or None, of=of, **known)
    if office == "organisation-head":
        return OfficeRef(
            office=office, of=parts.acronym or (org.key if org else None) or _name(known["body"]) or state, **known
        )
    if office == "other" and org and org.extra not in _STATE_ORGANS:
        return OfficeRef(office=office or None, of=org.key, **known)
    foreign = org.key if org and not state and org.extra not in _STATE_ORGANS | _PARTIES else None
    return OfficeRef(office=office or None, of=state or foreign, **{**known, "state": state})


def _own_party(body: str | None) -> str | None:
    """ "Parti socialiste de Serbie": a party by its own name, in words as the text has it."""
    return body.removeprefix("parti ") if body and _PARTY_NAME.match(body) else None


def _name(body: str | None) -> str | None:
    return body if body and body[0].isupper() else None


def _of_org(head: str, org: Hit, known: dict[str, Any]) -> OfficeRef:
    if org.extra in _PARTIES:
        office = _PARTY_OFFICE.get(head) or (None if head in _NO_OFFICE else "other")
        return OfficeRef(office=office, of=org.key, **known)
    local = (head == "director" and _LOCAL.search(known["title"])) or _FIELD.match(fold(known["body"] or ""))
    office = "other" if local else _ORG_OFFICE.get(head, "organisation-head")
    boss = head == "chief" or known["title"].lower().startswith("patron")
    office = "secretary-general" if boss and office == "organisation-head" and org.key in _SECRETARIATS else office
    posted = head == "permanent-representative" or (head == "ambassador" and bool(known["state"]))
    of = None if posted else org.key
    return OfficeRef(office=office, of=of, **known)


def _of_plain(head: str, parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef:
    """An office that its head alone, or the state, decides."""
    special = BY_HEAD.get(head)
    found = special(parts, org, known) if special else None
    if found is not None:
        return found
    office, of = _plain().get(head, ("", ""))
    if parts.deputy and office:
        office = _DEPUTY.get(office, "other")
    if office in ("other", "provincial-leader") and not known["state"] and parts.places:
        known["state"] = parts.places[0]
    return OfficeRef(office=office or None, of=of or known["state"], **known)


# Words that stand for a body named before.
_GENERIC = grammar("generic_bodies")
_DEPUTY = {office: office for office in ("military-commander", "provincial-leader")} | {"minister": "deputy-minister"}
