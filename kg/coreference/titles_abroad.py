"""Titles that are another office in some states: a "chancelier" heads a government in Vienna, a diplomacy in Lima."""

from __future__ import annotations

from dataclasses import replace

from kg.coreference.mention import OfficeRef

_STATE_SECRETARIES = {"US": "foreign-minister", "VA": "other"}
_DIPLOMATS = (
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "HT", "MX", "NI", "PA", "PE", "PY", "SV", "UY", "VE",
)  # fmt: skip
_CHANCELLORS = dict.fromkeys(_DIPLOMATS, "foreign-minister") | {"CH": "other"}
# "le secrétaire indien aux Affaires étrangères".
_CIVIL_SERVANTS = dict.fromkeys(("IN", "PK", "BD", "LK", "NP"), "other")
_ABROAD = {
    "secretary": _CIVIL_SERVANTS,
    "minister-of-state": {"MC": "prime-minister"},
    "state-secretary": _STATE_SECRETARIES,
    "chancellor": _CHANCELLORS,
}


def as_in(office: OfficeRef, state: str | None) -> OfficeRef | None:
    """The office that the title is in a state; None where it is what it is elsewhere."""
    key = _ABROAD.get(office.head, {}).get(state or "")
    return replace(office, office=key, of=state) if key else None
