"""Readable, stable IRIs of things (DESIGN §3): one function per kind of thing, all below one base.

An event's IRI comes from what happened (who, when), never from offsets or wording, so that two reports of one event
name one node. Names lose their diacritics (`Tô Lâm` → `to-lam`); one without Latin letters becomes a short hash.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pyoxigraph import NamedNode

from kg import reference
from kg.resources import data

BASE = "https://w3id.org/entente/id/"
"""The base of the public IRIs of things; a publisher may set another."""

UNKNOWN = "unknown"
UNDATED = "undated"

_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "œ": "oe", "Œ": "OE",
                          "æ": "ae", "Æ": "AE", "ß": "ss", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"})  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f]")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; never empty."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", name.translate(_LETTERS))).lower()
    return _NOT_PLAIN.sub("-", plain).strip("-") or short_hash(name)


def short_hash(*parts: str) -> str:
    """Ten hexadecimal digits that stand for these parts, in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


@cache
def _organization_codes() -> dict[str, str]:
    """Slug of every name of an organisation → its code. A name of two organisations stands for neither."""
    found: dict[str, set[str]] = {}
    for org in reference.organizations():
        for name in (org.code, org.name_fr, org.name_en, *org.acronyms, *org.aliases):
            found.setdefault(slug(name), set()).add(org.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@lru_cache(maxsize=4096)
def party_code(text: str) -> str:
    """The code of a state or organisation for a code or a name; a name that is not known stays as it is."""
    if text in reference.states() or text in organizations():
        return text
    return _organization_codes().get(slug(text), text)


@cache
def organizations() -> dict[str, reference.Organization]:
    """Organisations by code. Several rows share a code where organs speak for the whole: the first row is the whole."""
    found: dict[str, reference.Organization] = {}
    for org in reference.organizations():
        found.setdefault(org.code, org)
    return {code: org for code, org in found.items() if code == "EU" or code not in reference.states()}


def is_state(code: str) -> bool:
    """Whether a code is a state or territory; the European Union, though in the table of states, is an organisation."""
    return code != "EU" and code in reference.states()


@lru_cache(maxsize=4096)
def home(code: str | None) -> str:
    """The path segment under which persons of a state or organisation are filed: a party's people under its state."""
    if code is None:
        return UNKNOWN
    known = party_code(code)
    org = organizations().get(known)
    return slug(org.state if org and org.state else known)


Filed = tuple[str, str]
"""Home and canonical name of a person."""


@cache
def known_people() -> dict[str, dict[str, Filed]]:
    """Slug of a name or alias → home → where and as whom the person is filed, from the known tenures.

    One-word aliases are left out (a family name is no identity), and so are aliases that two people of one home share.
    Who served two homes (a minister who became a commissioner) is one person by the Wikidata item, filed by
    `_precedence`.
    """
    first: dict[str, Filed] = {}
    people: dict[str, dict[str, set[Filed]]] = {}
    for tenure in sorted(reference.tenures(), key=_precedence):
        where = home(tenure_of(tenure))
        filed = first.setdefault(tenure.person_qid or f"{where}/{slug(tenure.person)}", (where, tenure.person))
        for name in (tenure.person, *tenure.aliases):
            if name == tenure.person or "-" in slug(name):
                people.setdefault(slug(name), {}).setdefault(where, set()).add(filed)
    return {
        name: {where: min(found) for where, found in homes.items() if len({slug(p) for _, p in found}) == 1}
        for name, homes in people.items()
    }


def _precedence(tenure: reference.Tenure) -> tuple[bool, bool, str]:
    """A state before an organisation, a start known to the day before a year (a king's realms come after his own),
    then the alphabet: an order that new tenures seldom change."""
    return not is_state(tenure.state or ""), len(tenure.start or "") < len("2017-05-14"), home(tenure_of(tenure))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeType:
    """How a kind of office of the reference tables is written here: key, whose, qualifier, portfolio, title."""

    office: str
    of: str | None
    qualifier: str | None
    portfolio: str | None
    title_fr: str | None
    title_en: str | None


@cache
def office_types() -> dict[str, OfficeType]:
    """The table `kg/data/office_types.csv` by the name of the kind of office."""
    rows = reference.rows(data("office_types.csv"))
    return {
        row["office_type"]: OfficeType(
            office=row["office"], of=row["of"] or None, qualifier=row["qualifier"] or None,
            portfolio=row["portfolio"] or None, title_fr=row["title_fr"] or None, title_en=row["title_en"] or None,
        )
        for _, row in rows
    }  # fmt: skip


@cache
def _english_titles() -> dict[str, str]:
    kinds = office_types().values()
    return {slug(kind.title_fr): kind.title_en for kind in kinds if kind.title_fr and kind.title_en}


def english_title(title: str) -> str | None:
    """A French title of `kg/data/office_types.csv` in English."""
    return _english_titles().get(slug(title))


def office_of(office_type: OfficeType, state: str | None) -> str | None:
    """Whose office it is: a named organisation, the ruling party of the state (`PARTY`), or the state itself."""
    if office_type.of != "PARTY":
        return office_type.of or state
    parties = (org.code for org in reference.organizations() if org.kind == "political-party" and org.state == state)
    return next(parties, state)


def tenure_of(tenure: reference.Tenure) -> str | None:
    """Whose office a known tenure is in."""
    kind = office_types().get(tenure.office_type)
    return office_of(kind, tenure.state) if kind else tenure.state


@lru_cache(maxsize=16384)
def canonical_person(name: str, where: str) -> tuple[str, str]:
    """Home and name under which a person is filed. A known full name without a home takes its only known one."""
    homes = known_people().get(slug(name), {})
    if where in homes:
        return homes[where]
    if where == UNKNOWN and len(set(homes.values())) == 1 and " " in name.strip():
        return next(iter(homes.values()))
    return where, name


_TITLED = frozenset({"other", "party-commission-head", "provincial-leader", "military-commander"})


@lru_cache(maxsize=16384)
def post_path(of: str | None, office: str, portfolio: str | None = None, title: str | None = None) -> str:
    """`VN/foreign-minister`, `VN/minister-sante`. Offices that only their title tells apart carry it: `US/other-…`."""
    code = party_code(of) if of else UNKNOWN
    of_state_agency = office == "organisation-head" and (of is None or code in reference.states())
    detail = portfolio or (title if office in _TITLED or of_state_agency else None)
    place = code if code in organizations() or is_state(code) else slug(code)
    return f"{quote_segment(place)}/{office}" + (f"-{slug(detail)}" if detail else "")


def quote_segment(code: str) -> str:
    """A code as one path segment: as it is where it is an acronym (`ASEAN`), else a slug."""
    return code if re.fullmatch(r"[A-Za-z0-9]+", code) else slug(code)


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of things below `base` (which ends in a slash)."""

    base: str = BASE

    def node(self, *path: str) -> NamedNode:
        """The thing at a path of ready segments."""
        return NamedNode(self.base + "/".join(path))

    def article(self, article_id: str) -> NamedNode:
        """An article, and the named graph of its facts: a hash of the identifier alone, so that edits keep the IRI."""
        return self.node("article", hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:16])

    def reference_graph(self, table: str) -> NamedNode:
        """The named graph of a reference table: states, cities, organisations, posts, tenures, partnerships."""
        return self.node("reference", table)

    def party(self, text: str) -> NamedNode:
        """A state (`country/VN`) or an organisation (`org/ASEAN`) by its code or name."""
        code = party_code(text)
        return self.node("country", code) if is_state(code) else self.node("org", quote_segment(code))

    def territory(self, code: str) -> NamedNode:
        """The territory of a state, where things happen."""
        return self.node("territory", code)

    def city(self, state: str, name: str) -> NamedNode:
        """A known city."""
        return self.node("city", state, slug(name))

    def place(self, name: str) -> NamedNode:
        """A place known by its name alone."""
        return self.node("place", slug(name))

    def person(self, name: str, where: str) -> NamedNode:
        """A person, filed under the slug of the state or organisation (see `home`)."""
        filed, canonical = canonical_person(name, where)
        return self.node("person", filed, slug(canonical))

    def post(self, path: str) -> NamedNode:
        """An office of a state or organisation, by `post_path`."""
        return self.node("post", path)

    def tenure(
        self, person: NamedNode, post: str, *, qualifier: str | None = None, start: str | None = None
    ) -> NamedNode:
        """A person's holding of a post; `start` tells apart the known tenures of one person in one post."""
        who = person.value.removeprefix(self.base + "person/")
        return self.node("tenure", who, post, *(part for part in (qualifier, start) if part))

    def partnership(self, parties: Iterable[str], level: str) -> NamedNode:
        """The relation of these parties at a level."""
        return self.node("partnership", party_key(parties), level)

    def meeting_count(self, one: str, other: str, year: str) -> NamedNode:
        """How often two parties, by their IRIs in order, met in a year, or ever where it is ""."""
        codes = (party.rpartition("/")[2] for party in (one, other))
        return self.node("count", *codes, *([year] if year else []))

    def event(self, kind: str, when: str, parties: Iterable[str], *identity: str) -> NamedNode:
        """An event: its kind, its EDTF date or `undated`, its parties, and a hash of what else makes it this one."""
        key = "-".join(part for part in (party_key(parties), short_hash(*identity)) if part)
        return self.node(kind, edtf_segment(when), key)


def party_key(parties: Iterable[str]) -> str:
    """The parties' codes as one segment, in an order of their own: `ru-vn`."""
    return "-".join(sorted({slug(party_code(party)) for party in parties}))


def edtf_segment(edtf: str) -> str:
    """An EDTF date as a path segment: an interval's slash becomes `--`, and marks of doubt fall."""
    return edtf.replace("/", "--").translate(str.maketrans("", "", "?~%"))
