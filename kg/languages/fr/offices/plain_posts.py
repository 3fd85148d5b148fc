"""Offices that their head decides where no table has the body: "président de la Fondation X", "secrétaire général"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kg.coreference.mention import OfficeRef
from kg.languages.fr.tokens.lexicon import Hit
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.words import fold


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


# "directeur d'Asie du ministère des Affaires étrangères", but not "directeur de l'Institut X du ministère".
_IN_A_MINISTRY = re.compile(r" (?:du|au|des|aux) [Mm]inistère")
# "association France-Algérie": a body by its own name, though its noun is not capitalised.
_CALLED = re.compile(r"(?:association|fondation|ligue|fédération|institut|observatoire|mouvement|club|réseau) [A-ZÀ-Ý]")
_INSTITUTION = re.compile("|".join(sorted(grammar("organisations") | {"ecole", "universite", "service", "police"})))

# What a "secrétaire d'État" is in states where it is no junior minister.
_STATE_SECRETARIES = {"US": "foreign-minister", "VA": "other"}


def _head_of(body: str, parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef:
    """The head of a named body, or of something that is none ("président de la séance")."""
    if not body[0].isupper() and not _CALLED.match(body):
        return OfficeRef(office="other", of=known["state"], **known)
    return OfficeRef(office="organisation-head", of=parts.acronym or (org.key if org else body), **known)


def _secretary_general(parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """Of a party, unless a body is named, if only as "l'organisation"."""
    if known["body"]:
        return _of_a_union("secretary-general", parts, known)
    if parts.first is not None:
        return OfficeRef(office="secretary-general", of=None, **known)
    return OfficeRef(office="party-general-secretary", of=None, party=True, **known)


def _of_a_union(office: str, parts: Parts, known: dict[str, Any]) -> OfficeRef | None:
    """ "secrétaire général de l'Union de la jeunesse X": of a body with a name of its own."""
    if not known["body"][0].isupper() or not (known["body"].isupper() or _INSTITUTION.match(fold(known["body"]))):
        return None
    return OfficeRef(office=office, of=parts.acronym or known["body"], **known)


def _first_secretary(parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """Of a party, unless a union is named."""
    return _of_a_union("organisation-head", parts, known) if known["body"] else None


def _prime_minister(parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """Of a province where the words name one ("premier ministre du Québec")."""
    if known["state"] or not parts.places:
        return None
    return OfficeRef(office="provincial-leader", of=parts.places[0], **{**known, "state": parts.places[0]})


def _president(parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    if known["body"] and not parts.incumbent:
        return _head_of(known["body"], parts, org, known)
    if parts.incumbent or (parts.first is not None and not known["body"]):
        return OfficeRef(office="organisation-head", of=None, **known)
    return None


def _director(parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    if known["body"] and _IN_A_MINISTRY.search(known["title"]) and not _INSTITUTION.match(fold(known["body"])):
        return OfficeRef(office="other", of=known["state"], **known)
    if known["body"]:
        return _head_of(known["body"], parts, org, known)
    bare = known["state"] or fold(known["title"]) in ("directeur", "directrice", "directeurs")
    return OfficeRef(office="other", of=known["state"], **known) if bare else None


def _state_secretary(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    office = _STATE_SECRETARIES.get(known["state"] or "")
    return OfficeRef(office=office, of=known["state"], **known) if office else None


def _bare_minister(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    return None if known["body"] else OfficeRef(office=None, of=known["state"], **known)


def _vice_president(parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """Of a body that no row knows, or an "exécutif" one: no state's vice-president."""
    if parts.first is not None or "utif" in known["title"]:
        return OfficeRef(office="other", of=org.key if org else known["state"], **known)
    return None


def _chief(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    body = known["body"]
    return OfficeRef(office="organisation-head", of=body, **known) if body and body.isupper() else None


def _representative(_parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    return OfficeRef(office="other", of=org.key, **known) if org else None


def _governor(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """Of a bank that only its acronym names ("gouverneur de la BEAC")."""
    body = known["body"]
    return OfficeRef(office="organisation-head", of=body, **known) if body and body.isupper() else None


def _high_commissioner(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """ "haut-commissaire du Rwanda": the ambassador of one Commonwealth state to another."""
    return OfficeRef(office="ambassador", of=known["state"], **known) if known["state"] and not known["body"] else None


def _high_representative(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """ "Ambassadeur, Haut Représentant de la République française": no office of its own beside an ambassador's; "haut
    représentant du chef de l'État": an aide of his."""
    state = known["state"]
    if known["body"] and _org is None:
        return OfficeRef(office="other", of=state, **known)
    return OfficeRef(office=None, of=state, **known) if state not in (None, "EU") and not known["body"] else None


def _envoy(_parts: Parts, _org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """ "représentante spéciale du Secrétaire général": of the United Nations'; an "envoyé" may be any party's."""
    sent = fold(known["title"]).startswith(("representant", "envoye"))
    united = sent and fold(known["body"] or "").startswith("secretaire general")
    return OfficeRef(office="special-envoy", of="UN", **known) if united else None


def _deputy_secretary(_parts: Parts, org: Hit | None, known: dict[str, Any]) -> OfficeRef | None:
    """ "le sous-secrétaire général": of the United Nations, where the words name no other."""
    united = fold(known["title"]) in ("sous-secretaire general", "sous-secretaire generale") and org is None
    return OfficeRef(office="other", **{**known, "of": "UN"}) if united and not known["state"] else None


BY_HEAD: dict[str, Callable[[Parts, Hit | None, dict[str, Any]], OfficeRef | None]] = {
    "secretary-general": _secretary_general,
    "deputy-secretary-general": _deputy_secretary,
    "first-secretary": _first_secretary,
    "prime-minister": _prime_minister,
    "president": _president,
    "director": _director,
    "state-secretary": _state_secretary,
    "minister": _bare_minister,
    "vice-president": _vice_president,
    "chief": _chief,
    "envoy": _envoy,
    "governor": _governor,
    "high-commissioner": _high_commissioner,
    "high-representative": _high_representative,
    "representative": _representative,
}
