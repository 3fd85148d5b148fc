"""Texts that are no articles: the reader neither fails nor finds facts, and reads the article beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.languages.fr import PLUGIN
from kg.model import Article, Reading

MEETING = "Le président français Emmanuel Macron a reçu le 3 mai 2023 à Paris la présidente moldave Maia Sandu."


def _read(text: str) -> Reading:
    return PLUGIN.read(PLUGIN.parse(Article(id="hostile", text=text, source="hostile", language="fr")))


@pytest.mark.parametrize(
    "text",
    [
        "," * 100_000,
        "a" * 100_000,
        "« il a dit \" ' " * 2_000,
        "(Hanoï (Paris " * 2_000,
        "ministre, " * 10_000,
        "\n" * 10_000,
        "\u202e\u200f\u2066" * 1_000,
        "😀🇻🇳 " * 1_000,
        "12/05/" * 2_000,
        "Zorglub tarabiscote la bigorne des mirlitons avec une chope de 12 mai.",
        "The president of France met the prime minister of Japan in Paris on 3 May 2023 for talks.",
        "Thủ tướng Phạm Minh Chính đã tiếp Bộ trưởng Ngoại giao Pháp tại Hà Nội ngày 3/5/2023.",
        "Le président a reçu le ministre et " * 2_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_a_text_that_is_no_article_has_no_facts(text: str) -> None:
    """Signs, noise, other languages and lists without end are read, and nothing is found in them."""
    assert list(_read(text).facts()) == []


@pytest.mark.parametrize("noise", ["«" * 400, '"' * 401, "(" * 400, "\u202e" * 50, "😀" * 200, "…" * 500])
def test_noise_costs_no_fact_of_the_paragraph_beside_it(noise: str) -> None:
    """A paragraph of noise before an article leaves its meeting as it was."""
    meetings = [fact for fact in _read(f"{noise}\n\n{MEETING}").facts() if type(fact).__name__ == "Meeting"]
    assert len(meetings) == 1


def test_a_book_is_read_to_its_end() -> None:
    """The first and the last meeting of 100,000 characters on one line are found, each with its own sentence."""
    filling = "La ville a fêté ses marchands et ses jardins. " * 2_200
    last = "Le roi de Jordanie Abdallah II a reçu le 9 juin 2021 à Amman le président irakien Barham Salih."
    quotes = [fact.evidence.quote for fact in _read(f"{MEETING} {filling}{last}").facts()]
    assert MEETING in quotes
    assert last in quotes


WORDS = [*MEETING.split(), ",", "«", '"', "(", "et", "puis", "12", "\n\n", "M.", "?"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_words_in_any_order_are_read_without_fail(words: list[str]) -> None:
    """Whatever is found lies inside the text, with the words that prove it."""
    text = " ".join(words)
    for fact in _read(text).facts():
        start, end = fact.evidence.span
        assert 0 <= start < end <= len(text)
