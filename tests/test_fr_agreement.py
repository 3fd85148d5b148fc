"""Agreements: which documents were signed, or are to be, by whom and when."""

import pytest

from kg.events.agreement import Agreement
from tests.phrasebook import entries, facts


def read(text: str) -> list[Agreement]:
    """The agreements read in a story of a Vietnamese agency."""
    return facts(Agreement, text, "2025-01-20")


@pytest.mark.parametrize(("text", "expected"), entries("agreement"))
def test_agreements_are_read_with_their_parties_status_and_title(text: str, expected: list[str]) -> None:
    """Each sentence tells exactly these documents."""
    assert sorted(f"{'-'.join(sorted(f.parties))} {f.status}: {f.title}" for f in read(text)) == sorted(expected)


def test_a_signature_has_the_date_of_its_clause() -> None:
    """The date beside the verb counts, not the period that the document is for."""
    [told] = read("Le Vietnam et le Laos ont signé le 17 janvier 2025 un plan de coopération pour 2026-2030.")
    assert told.date is not None
    assert told.date.edtf == "2025-01-17"


def test_documents_listed_line_by_line_are_one_fact_each() -> None:
    """The lines below a sentence that ends in a colon each name a document."""
    text = (
        "Le Vietnam et le Laos ont signé les documents suivants :\n"
        "1. l'accord sur le transit ;\n2. le protocole sur les douanes ;\n3. un mémorandum d'entente sur l'énergie."
    )
    titles = ["accord sur le transit", "protocole sur les douanes", "mémorandum d'entente sur l'énergie"]
    assert [fact.title for fact in read(text)] == titles


def test_a_document_named_again_more_fully_is_one_fact() -> None:
    """The headline's short title gives way to the fuller one of the body."""
    text = (
        "Le Vietnam et Cuba signent un accord de coopération.\n\nLe Vietnam et Cuba ont signé lundi un accord de "
        "coopération sur la pêche."
    )
    assert [fact.title for fact in read(text)] == ["accord de coopération sur la pêche"]
