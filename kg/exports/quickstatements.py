"""QuickStatements V1 (https://www.wikidata.org/wiki/Help:QuickStatements): what articles state and Wikidata may lack.

Only between things that have an item: offices held (P39) that the snapshot does not know of that person, and of events
that have an item their people (P710), day (P585), place (P276) and country (P17). Each line has its reference: the
article's address, title and date, and the day of this export. An article without an address can be no reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode

from kg.model import Export
from kg.store import Store
from kg.vocab import DCTERMS, ENT, OA, ORG, SCHEMA, SKOS, WIKIDATA

Term = NamedNode | Literal

_ARTICLE = f"""?note {OA.hasBody} ?fact ; {OA.hasTarget}/{OA.hasSource} ?article .
  ?article {SCHEMA.url} ?url ; {SCHEMA.inLanguage} ?language .
  OPTIONAL {{ ?article {SCHEMA.headline} ?title }} OPTIONAL {{ ?article {SCHEMA.datePublished} ?published }}"""
_OFFICES = f"""SELECT DISTINCT ?subject ("P39" AS ?property) ?value ?url ?language ?title ?published WHERE {{
  ?fact a {ENT.Tenure} ; {ORG.member} ?person ; {ENT.post} ?post .
  ?person {SKOS.exactMatch} ?subject . ?post {SKOS.exactMatch} ?value .
  FILTER NOT EXISTS {{ ?fact {ENT.qualifier} ?any }}
  FILTER NOT EXISTS {{ ?term {ORG.member} ?person ; {ENT.post} ?post ; {DCTERMS.source} ?table }}
  {_ARTICLE} }}"""
_EVENTS = f"""SELECT DISTINCT ?subject ?property ?value ?url ?language ?title ?published WHERE {{
  ?fact {SKOS.exactMatch} ?subject ; {ENT.status}/{SKOS.notation} "held" .
  {{ ?fact {ENT.hasParticipant}/{SKOS.exactMatch} ?value BIND ("P710" AS ?property) }}
  UNION {{ ?fact {ENT.date} ?value BIND ("P585" AS ?property) }}
  UNION {{ ?fact {ENT.place}/{SKOS.exactMatch} ?value BIND ("P276" AS ?property) }}
  UNION {{ ?fact {ENT.place}/{SCHEMA.containedInPlace}?/^{ENT.territory}/{SKOS.exactMatch} ?value
           BIND ("P17" AS ?property) }}
  {_ARTICLE} }}"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the queries above."""

    subject: Term
    property: str
    value: Term
    url: str
    language: str
    title: str | None
    published: str | None


def write(store: Store, out: BinaryIO) -> None:
    """One statement a line, in order, each once."""
    today = _time(datetime.now(UTC).date().isoformat()) or ""
    lines = {line for query in (_OFFICES, _EVENTS) for row in _rows(store, query) if (line := _line(row, today))}
    out.write("".join(f"{line}\n" for line in sorted(lines)).encode())


def _rows(store: Store, query: str) -> Iterator[_Row]:
    for found in store.oxigraph.query(query):  # type: ignore[union-attr] # a SELECT
        title, published = (found[name].value if found[name] else None for name in ("title", "published"))
        yield _Row(
            found["subject"], found["property"].value, found["value"], found["url"].value, found["language"].value,
            title, published,
        )  # fmt: skip


def _line(row: _Row, today: str) -> str | None:
    """A line of tab-separated columns; None where the value has no form in QuickStatements."""
    value = _item(row.value) if isinstance(row.value, NamedNode) else _time(row.value.value)
    subject = _item(row.subject)
    if subject is None or value is None:
        return None
    columns = [subject, row.property, value, "S854", _text(row.url)]
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
