"""Agreements: documents that the story tells to be signed, once per document."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.agreement import Agreement
from kg.languages.fr.agreements.documents import Document
from kg.languages.fr.agreements.lists import listed
from kg.languages.fr.agreements.parties import parties
from kg.languages.fr.agreements.signing import acts, dated, stems
from kg.languages.fr.clauses import clauses_of
from kg.languages.fr.view import View


def read(view: View) -> Iterator[Agreement]:
    """One fact per document, from where the story tells most of it."""
    kept: list[tuple[Document, Agreement]] = []
    for s, sentence in enumerate(view.sentences):
        if not any(view.text.norm(i) in stems() for i in range(sentence.first, sentence.last + 1)):
            continue
        clause = clauses_of(view)[s]
        for act in acts(clause, listed(clause)):
            for document in act.documents:
                found = parties(clause, act, document)
                if found:
                    fact = Agreement(
                        title=document.title, parties=found, status=act.status, date=dated(clause, act),
                        evidence=view.evidence(s, f"fr.agreement.{act.rule}"),
                    )  # fmt: skip
                    _keep(kept, document, fact)
    yield from (fact for _, fact in kept)


def _keep(kept: list[tuple[Document, Agreement]], document: Document, fact: Agreement) -> None:
    """Adds a fact, or lets the fuller telling of one document stand."""
    for n, (known, told) in enumerate(kept):
        same = set(told.parties) == set(fact.parties) and (
            known.words <= document.words or document.words <= known.words
        )
        if same and told.evidence.span != fact.evidence.span:
            if len(document.words) > len(known.words):
                kept[n] = document, fact
            return
    kept.append((document, fact))
