"""Whether a title or epithet without a name may stand for a person, by the offices held."""

from __future__ import annotations

from kg.coreference.cast import Person
from kg.coreference.mention import OfficeRef

HEADS_OF_STATE = frozenset(("president", "monarch", "party-general-secretary", "governor-general"))
_MINISTERIAL = frozenset(
    ("minister", "deputy-minister", "deputy-prime-minister", "secretary", "state-secretary", "foreign-minister")
)
_DIPLOMATS = frozenset(
    ("ambassador", "consul-general", "special-envoy", "other", "foreign-minister", "deputy-minister")
)
_HEADS = frozenset(("prime-minister",))  # never "le ministre"
_LOOSE = ("other", "organisation-head")
_CHIEFS = frozenset(("high-commissioner", "president", "director", "chief"))
_OUTGOING = ("sortant", "sortante", "démissionnaire")


def head_fits(word: str, office: OfficeRef | None, person: Person) -> bool:
    """True where a title or epithet may stand for this person by the offices held."""
    keys = person.keys()
    if word == "head-of-state":
        return bool(keys & HEADS_OF_STATE)
    if word == "leader":
        return True
    if word in ("man", "inhabitant", "visitor", "host"):
        return True
    if word == "diplomat":
        return bool(keys & _DIPLOMATS)
    return office is not None and _office_fits(office, person, keys) and _outgoing(office, person)


def _outgoing(office: OfficeRef, person: Person) -> bool:
    """ "le Premier ministre sortant": only who has been called so, or has not been named with the office yet."""
    if not office.title.endswith(_OUTGOING):
        return True
    called = [o.title for o in person.offices if o.office == office.office]
    return not called or any(word in title for title in called for word in _OUTGOING)


def _one_title(office: OfficeRef, person: Person) -> bool:
    """False for "le chancelier" of someone called prime minister only, and the other way round."""
    if office.title.endswith("s"):
        return True  # "les deux premiers ministres" are a chancellor and a prime minister
    heads = {o.head for o in person.offices if o.office == "prime-minister"}
    return not heads or office.head in heads or office.title.lower().startswith(("chef", "cheffe"))


def _office_fits(office: OfficeRef, person: Person, keys: set[str]) -> bool:
    if office.office == "organisation-head" and any(
        o.of == office.of and (o.office == "secretary-general" or o.head in _CHIEFS) for o in person.offices if o.of
    ):
        return True  # "le patron de l'ONU", "la patronne du HCR"
    if office.office in _LOOSE and office.body:
        return any(o.head == office.head and o.body in (office.body, None) for o in person.offices)
    if office.office == "prime-minister" and office.title and not _one_title(office, person):
        return False
    if office.office and office.office in keys:
        return office.head != "president" or office.office != "organisation-head" or office.body is None
    heads = {o.head for o in person.offices if o.qualifier != "former"}
    if office.head == "minister" and not office.office:
        return bool(heads & _MINISTERIAL) or any(key.endswith("minister") for key in keys - _HEADS)
    if office.head == "president" and office.body is None and not office.state:
        return "president" in heads
    if office.office == "president" and "elect" in {o.qualifier for o in person.offices if o.office == "president"}:
        return True
    return office.head in heads and office.body is None and not office.office
