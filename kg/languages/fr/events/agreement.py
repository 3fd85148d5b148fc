"""Agreements: documents that the story tells to be signed, once per document."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.agreement import Agreement
from kg.languages.fr.agreements.documents import Document
from kg.languages.fr.agreements.lists import listed
from kg.languages.fr.agreements.parties import parties
from kg.languages.fr.agreements.signing import Act, acts, stems
from kg.languages.fr.agreements.when import dated
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.clauses.hints import hints
from kg.languages.fr.clauses.view import View


def read(view: View) -> Iterator[Agreement]:
    """One fact per document, from where the story tells most of it."""
    kept: list[tuple[Document, Agreement]] = []
    for s in hints(view, stems()):
        clause = clauses_of(view)[s]
        for act in acts(clause, listed(clause)):
            for document in act.documents:
                if found := parties(clause, act, document):
                    _keep(kept, document, _fact(clause, act, document, found))
    yield from (fact for _, fact in kept)


def _fact(clause: Clause, act: Act, document: Document, signers: tuple[str, ...]) -> Agreement:
    return Agreement(
        title=document.title,
        parties=signers,
        status=act.status,
        date=dated(clause, act.token, planned=act.status == "planned"),
        evidence=clause.view.evidence(clause.number, f"fr.agreement.{act.rule}"),
    )


def _keep(kept: list[tuple[Document, Agreement]], document: Document, fact: Agreement) -> None:
    """Adds a fact, or lets the fuller telling of one document stand."""
    for n, (known, told) in enumerate(kept):
        one = known.words <= document.words or document.words <= known.words
        if one and set(told.parties) == set(fact.parties) and told.evidence.span != fact.evidence.span:
            if len(document.words) > len(known.words):
                kept[n] = document, fact
            return
    kept.append((document, fact))
