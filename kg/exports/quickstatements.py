"""QuickStatements V1 (https://www.wikidata.org/wiki/Help:QuickStatements): what articles state and Wikidata may lack.

Only between things that have an item: offices held (P39, from P580 to P582 where known) that the snapshot does not
know of that person, and of events that have an item their people (P710), day (P585), place (P276) and country (P17).
Each line has its reference: the article's address, title and date, and the day of this export. An article without an
address can be no reference; what is left out for that reason is told beside the output.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode

from kg.merging.resolve import SAME_AS
from kg.model import Export
from kg.store import Store
from kg.vocab import DCTERMS, ENT, OA, ORG, SCHEMA, SKOS, WIKIDATA

Term = NamedNode | Literal

_LOG = logging.getLogger(__name__)
_SELECT = "SELECT DISTINCT ?subject ?property ?value ?span ?url ?language ?title ?published WHERE"
_ARTICLE = f"""?note {OA.hasBody} ?fact ; {OA.hasTarget}/{OA.hasSource} ?article .
  ?article {SCHEMA.inLanguage} ?language . OPTIONAL {{ ?article {SCHEMA.url} ?url }}
  OPTIONAL {{ ?article {SCHEMA.headline} ?title }} OPTIONAL {{ ?article {SCHEMA.datePublished} ?published }}"""
_OFFICES = f"""{_SELECT} {{
  ?fact a {ENT.Tenure} ; {ORG.member}/{SKOS.exactMatch} ?subject ; {ENT.post}/{SKOS.exactMatch} ?value .
  BIND ("P39" AS ?property)
  OPTIONAL {{ ?fact {ORG.memberDuring}/{ENT.date} ?span }}
  FILTER NOT EXISTS {{ ?fact {ENT.qualifier} ?any }}
  FILTER NOT EXISTS {{ ?known {SKOS.exactMatch} ?subject . ?post {SKOS.exactMatch} ?value .
                       ?term {ORG.member} ?known ; {ENT.post} ?post ; {DCTERMS.source} ?table }}
  {_ARTICLE} }}"""
_EVENTS = f"""{_SELECT} {{
  ?fact {SAME_AS}?/{SKOS.exactMatch} ?subject ; {ENT.status}/{SKOS.notation} "held" .
  {{ ?fact {ENT.hasParticipant}/{SKOS.exactMatch} ?value BIND ("P710" AS ?property) }}
  UNION {{ ?fact {ENT.date} ?value BIND ("P585" AS ?property) }}
  UNION {{ ?fact {ENT.place}/{SKOS.exactMatch} ?value BIND ("P276" AS ?property) }}
  UNION {{ ?fact {ENT.place}/{SCHEMA.containedInPlace}?/^{ENT.territory}/{SKOS.exactMatch} ?value
           BIND ("P17" AS ?property) }}
  {_ARTICLE} }}"""
_WITHOUT = (
    "%d statements are left out, for no article that tells them has an address, which a reference needs: "
    "give addresses in the column url of the table of 'kg build --metadata'."
)
_NOTHING = "nothing is stated: no article tells an office or event of linked things that the snapshot does not know."


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the queries above; `span` is the EDTF interval of a tenure."""

    subject: Term
    property: str
    value: Term
    span: str | None
    url: str | None
    language: str
    title: str | None
    published: str | None


def write(store: Store, out: BinaryIO) -> None:
    """One statement a line, in order, each once."""
    today = _time(datetime.now(UTC).date().isoformat()) or ""
    lines: set[str] = set()
    told, referenced = set[str](), set[str]()
    for row in (row for query in (_OFFICES, _EVENTS) for row in _rows(store, query)):
        statement = _statement(row)
        if statement is not None:
            told.add(statement)
            if row.url:
                referenced.add(statement)
                lines.add(f"{statement}\t{_reference(row, row.url, today)}\n")
    out.write("".join(sorted(lines)).encode())
    if told - referenced:
        _LOG.warning(_WITHOUT, len(told - referenced))
    elif not told:
        _LOG.warning(_NOTHING)


def _rows(store: Store, query: str) -> Iterator[_Row]:
    for found in store.oxigraph.query(query):  # type: ignore[union-attr] # a SELECT
        names = ("span", "url", "title", "published")
        span, url, title, published = (found[name].value if found[name] else None for name in names)
        yield _Row(
            found["subject"], found["property"].value, found["value"], span, url, found["language"].value, title,
            published,
        )  # fmt: skip


def _statement(row: _Row) -> str | None:
    """Subject, property, value and qualifiers; None where the value has no form in QuickStatements."""
    value = _item(row.value) if isinstance(row.value, NamedNode) else _time(row.value.value)
    subject = _item(row.subject)
    if subject is None or value is None:
        return None
    columns = [subject, row.property, value]
    start, _, end = (row.span or "").partition("/")
    for qualifier, date in (("P580", start), ("P582", end)):
        if time := _time(date):
            columns += [qualifier, time]
    return "\t".join(columns)


def _reference(row: _Row, url: str, today: str) -> str:
    columns = ["S854", _text(url)]
    if row.title:
        columns += ["S1476", f"{row.language}:{_text(row.title)}"]
    published = _time(row.published or "")
    if published:
        columns += ["S577", published]
    return "\t".join([*columns, "S813", today])


def _item(term: Term) -> str | None:
    return term.value.removeprefix(WIKIDATA) if term.value.startswith(WIKIDATA) else None


def _time(date: str) -> str | None:
    """An EDTF day, month or year as Wikidata's time with its precision: 11, 10, 9."""
    precision = {10: 11, 7: 10, 4: 9}.get(len(date))
    if precision is None or not date.replace("-", "").isdecimal():
        return None
    return f"+{date}{'-00' * (11 - precision)}T00:00:00Z/{precision}"


def _text(words: str) -> str:
    """Words in quotation marks; V1 has no way to write one inside, nor a tab or a line break."""
    return '"' + " ".join(words.replace('"', "”").split()) + '"'


PLUGIN = Export(name="quickstatements", media_type="text/tab-separated-values", extension=".tsv", write=write)
