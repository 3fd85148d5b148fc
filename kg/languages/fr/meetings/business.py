"""People who speak for a company: whom they meet has no meeting of two parties."""

from __future__ import annotations

import re

from kg.coreference.cast import Person

_COMPANY = re.compile(
    r"\bgroupe(?: \w+)? [A-Z]|\bPDG\b|[Pp]résidente?-directeur|[Pp]résidente?-directrice|[Cc]onseil d['’]administration"
    r"|\b(?:compagnie|société|entreprise|firme|multinationale|holding)\b"
)
_LOOSE = frozenset(("other", "organisation-head"))


def in_business(person: Person) -> bool:
    """True for one all of whose offices are in companies: "PDG de X", "président du groupe Y"."""
    offices = [o for o in person.offices if o.office]
    return bool(offices) and all(o.office in _LOOSE and _COMPANY.search(o.title or "") for o in offices)
