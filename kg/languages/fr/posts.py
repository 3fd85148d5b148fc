"""What an office phrase means: from a head and the body it governs to an office key, whose office it is, and a portfolio."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg import reference
from kg.languages.fr.lexicon import FOLDER, Hit
from kg.languages.fr.words import fold
from kg.mention import OfficeRef

GOVERNS_PORTFOLIO = frozenset(("minister", "deputy-minister", "state-secretary", "minister-of-state"))
_STATE_ORGANS = frozenset(
    ("ministry", "government", "parliament", "public-body", "judiciary", "armed-forces", "government-office")
)
_PARTIES = frozenset(("political-party", "party-organ"))
_PARTY_OFFICE = {
    "secretary-general": "party-general-secretary", "president": "party-leader", "first-secretary": "party-leader", "chief": "party-leader",
}  # fmt: skip
_ORG_OFFICE: dict[str, str | None] = {
    "secretary-general": "secretary-general", "deputy-secretary-general": "other", "first-secretary": "party-leader", "deputy-director": "other",
    "ambassador": "ambassador", "envoy": "special-envoy", "representative": "other", "spokesperson": "other", "member": None, "counsellor": "other",
    "vice-president": "other", "commissioner": "other", "high-representative": "special-envoy", "permanent-representative": "ambassador",
    "consul-general": "consul-general", "commander": "military-commander", "deputy-chief": "other", "secretary": "other", "adjunct": "other",
    "prosecutor": "other", "administrator": "other", "coordinator": "other", "attache": "other", "cabinet-director": "other", "special-rapporteur": "other", "leader": None, "host": None, "counterpart": None,
}  # fmt: skip


@dataclass(slots=True)
class Parts:
    """What is gathered to the right of a head: states and organisations named, the body's tokens, qualifiers."""

    states: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    orgs: list[Hit] = field(default_factory=list)
    qualifier: str | None = None
    first: int | None = None
    last: int | None = None
    deputy: bool = False
    incumbent: bool = False
    acronym: str | None = None


# What a "secrétaire d'État" is in states where it is no junior minister.
_STATE_SECRETARIES = {"US": "foreign-minister", "VA": "other"}


@cache
def _bodies() -> dict[str, tuple[tuple[str, str, str], ...]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for _, row in reference.rows(FOLDER / "bodies.csv"):
        phrase = fold(row["body"]).replace("'", "' ")
        table.setdefault(row["head"], []).append((phrase, row["office"], row["of"]))
    return {head: tuple(found) for head, found in table.items()}


@cache
def _plain() -> dict[str, tuple[str, str]]:
    return {row["head"]: (row["office"], row["of"]) for _, row in reference.rows(FOLDER / "plain_offices.csv")}


@cache
def _portfolios() -> list[tuple[re.Pattern[str], str]]:
    found = [(fold(row["phrase"]), row["office"]) for _, row in reference.rows(FOLDER / "portfolios.csv")]
    return [
        (re.compile(rf"\b{re.escape(phrase)}\b"), office)
        for phrase, office in sorted(found, key=lambda pair: (pair[1] == "minister", -len(pair[0])))
    ]


def portfolio_office(portfolio: str) -> str | None:
    """The office of a minister of this portfolio ("Défense" → defence-minister); None for words that are no portfolio."""
    folded = fold(portfolio)
    return next((office for phrase, office in _portfolios() if phrase.search(folded)), None)


def classify(head: str, body: str | None, title: str, parts: Parts) -> OfficeRef:
    """The office that a head and its body name."""
    state = parts.states[0] if parts.states else None
    org = next((h for h in parts.orgs if h.extra == "political-party"), parts.orgs[0] if parts.orgs else None)
    if org and org.key == "UNSC" and state:
        org = None
    if body in _GENERIC:
        body = None
    known: dict[str, Any] = {"head": head, "state": state, "qualifier": parts.qualifier, "title": title, "body": body}
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
    if row:
        return _of_body(row[0], row[1], org, parts, known)
    if org and org.extra not in _STATE_ORGANS:
        return _of_org(head, org, known)
    return _of_plain(head, parts, org, known)


_COMMISSION = re.compile(r"commission (?:de la |de l'|europeenne)[\w' ]{2,60}$")
_COUNTED = re.compile(r"^ (?:deux|trois|nouvel|nouvelle|futur|future|meme|\d+\S*) ")


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
_SUB_BODIES = frozenset(
    "comite commission sous-comite sous-commission groupe conseil bureau delegation departement cabinet fraction".split()
)
_CHAMBER_OFFICES = frozenset(("legislature-chair", "legislature-deputy-chair", "president", "prime-minister"))


def _minister(head: str, body: str, state: str | None, parts: Parts, known: dict[str, Any]) -> OfficeRef:
    deputy = head in ("deputy-minister", "state-secretary") or parts.deputy
    if head == "state-secretary" and state == "US":
        return OfficeRef(office="foreign-minister", of="US", **known)
    key = portfolio_office(body) or "minister"
    return OfficeRef(office="deputy-minister" if deputy else key, of=state, portfolio=body, **known)


def _of_body(office: str, of: str, org: Hit | None, parts: Parts, known: dict[str, Any]) -> OfficeRef:
    state = known["state"] or (parts.places[0] if parts.places else None)
    if of == "party":
        party = org.key if org and org.extra == "political-party" else None
        return OfficeRef(office=office, of=party, party=party is None, **known)
    if of:
        return OfficeRef(office=office, of=of, **known)
    if office == "organisation-head":
        return OfficeRef(
            office=office, of=parts.acronym or (org.key if org else None) or _name(known["body"]) or state, **known
        )
    if office == "other" and org and org.extra not in _STATE_ORGANS:
        return OfficeRef(office=office, of=org.key, **known)
    return OfficeRef(office=office, of=state, **{**known, "state": state})


def _name(body: str | None) -> str | None:
    return body if body and body[0].isupper() else None


def _of_org(head: str, org: Hit, known: dict[str, Any]) -> OfficeRef:
    if org.extra in _PARTIES:
        office = _PARTY_OFFICE.get(head) or (
            "other" if head not in ("leader", "host", "visitor", "counterpart", "diplomat", "member") else None
        )
        return OfficeRef(office=office, of=org.key, **known)
    office = _ORG_OFFICE.get(head, "organisation-head")
    of = None if head in ("ambassador", "permanent-representative") else org.key
    return OfficeRef(office=office, of=of, **known)


def _of_plain(head: str, parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef:
    office, of = _plain().get(head, ("", ""))
    state, body = known["state"], known["body"]
    if parts.deputy and office:
        office = _DEPUTY.get(office, "other")
    if head == "secretary-general" and parts.first is not None and not body:
        return OfficeRef(office="secretary-general", of=None, **known)
    if head == "prime-minister" and parts.places and not state:
        return OfficeRef(office="provincial-leader", of=parts.places[0], **{**known, "state": parts.places[0]})
    if head == "secretary-general" and not body:
        return OfficeRef(office="party-general-secretary", of=None, party=True, **known)
    if head in ("president", "director") and body and not parts.incumbent:
        return _head_of(body, state, parts, org, known)
    if head == "president" and (parts.incumbent or (parts.first is not None and not body)):
        return OfficeRef(office="organisation-head", of=None, **known)
    if head == "state-secretary" and state in _STATE_SECRETARIES:
        return OfficeRef(office=_STATE_SECRETARIES[state], of=state, **known)
    if head == "minister" and not body:
        office = ""
    if head == "vice-president" and (body or "utif" in known["title"]):
        return OfficeRef(office="other", of=org.key if org else state, **known)
    if head == "chief" and body and body.isupper():
        return OfficeRef(office="organisation-head", of=body, **known)
    if head == "representative" and org:
        return OfficeRef(office="other", of=org.key, **known)
    if head == "director" and not body and fold(known["title"]) in ("directeur", "directrice", "directeurs"):
        office = "other"
    if office == "other" and not state and parts.places:
        known["state"] = state = parts.places[0]
    if office == "provincial-leader" and not state and parts.places:
        known["state"] = state = parts.places[0]
    return OfficeRef(office=office or None, of=of or state, **known)


# Capitalised words that stand for a body named before.
_GENERIC = frozenset(
    (
        "Commission",
        "Organisation",
        "Alliance",
        "Association",
        "Union",
        "Institution",
        "Agence",
        "Fondation",
        "Communauté",
        "organisation",
        "alliance",
        "institution",
        "Assemblée",
    )
)
_DEPUTY = {
    "military-commander": "military-commander",
    "minister": "deputy-minister",
    "provincial-leader": "provincial-leader",
}


def _head_of(body: str, state: str | None, parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef:
    """The head of a named body, or of something that is none ("président de la séance")."""
    if not body[0].isupper():
        return OfficeRef(office="other", of=state, **known)
    return OfficeRef(office="organisation-head", of=parts.acronym or (org.key if org else body), **known)
