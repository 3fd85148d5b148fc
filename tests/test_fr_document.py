"""Pages as documents: stories, paragraphs, datelines, sentences."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.languages.fr.layout.document import parse
from kg.model import Article, Block, BlockKind, Document, Story

SHARED = Path(__file__).parents[2] / "shared"

PAGE = """Le ministre Marc Dubois reçoit son homologue lao

Le ministre Marc Dubois a reçu lundi son homologue lao.
Le ministre Marc Dubois reçoit son homologue lao ảnh 1Les deux ministres à Lyon. Photo : VNA
Lyon, 3 mars (VNA) – Le ministre Marc Dubois a reçu lundi M. Khamla, son homologue lao. « Nous avançons. » Il a souri.

>> Un autre sujet du jour

L'entretien a duré une heure. -VNA

source

Voir plus

Vue du Rhône. Photo / VNA

Le Rhône en crue

Le fleuve a dépassé trois mètres.

Un pont sur la Saône

Le pont a rouvert vendredi. Il avait fermé en mai.

Photo : VNA

Les vins de Beaujolais

Deux cents caves ouvrent leurs portes.
"""


def document(text: str) -> Document:
    """The text as a document."""
    return parse(Article(id="page", text=text, source="test"))


def sentences(story: Story, doc: Document, *kinds: BlockKind) -> list[str]:
    """The sentences of a story's paragraphs of some kinds (all where none is given), as the original has them."""
    return [
        doc.quote(span)
        for block in story.blocks
        if block.kind in (kinds or tuple(BlockKind))
        for span in block.sentences
    ]


def body(text: str) -> Block:
    """The first paragraph of the body below a title."""
    story = document(f"Un titre\n\n{text}\n\nUne autre phrase.").stories[0]
    return next(block for block in story.blocks if block.kind is BlockKind.BODY)


def test_each_teaser_is_a_story() -> None:
    """Below "Voir plus" each caption, headline and blurb make a story; links and lines of the page make none."""
    doc = document(PAGE)
    assert [story.number for story in doc.stories] == [0, 1, 2, 3]
    assert [sentences(story, doc, BlockKind.TITLE) for story in doc.stories[1:]] == [
        ["Le Rhône en crue"],
        ["Un pont sur la Saône"],
        ["Les vins de Beaujolais"],
    ]
    assert sentences(doc.stories[1], doc, BlockKind.CAPTION) == ["Vue du Rhône."]
    assert sentences(doc.stories[2], doc, BlockKind.BODY) == ["Le pont a rouvert vendredi.", "Il avait fermé en mai."]


def test_the_article_has_title_lead_caption_and_body() -> None:
    """A caption loses the repeated title and the credit, the body its dateline and the agency's closing mark."""
    doc = document(PAGE)
    story = doc.stories[0]
    assert sentences(story, doc, BlockKind.TITLE) == ["Le ministre Marc Dubois reçoit son homologue lao"]
    assert sentences(story, doc, BlockKind.LEAD) == ["Le ministre Marc Dubois a reçu lundi son homologue lao."]
    assert sentences(story, doc, BlockKind.CAPTION) == ["Les deux ministres à Lyon."]
    assert sentences(story, doc, BlockKind.BODY) == [
        "Le ministre Marc Dubois a reçu lundi M. Khamla, son homologue lao.",
        "« Nous avançons. »",
        "Il a souri.",
        "L'entretien a duré une heure.",
    ]


def test_teasers_without_heading_follow_the_closing_mark() -> None:
    """After the agency's mark, a headline and a blurb are another article; a last caption is not."""
    teaser = "Le Rhône en crue\nLe fleuve a dépassé trois mètres."
    doc = document(f"Un titre\n\nUn fait est rapporté.-VNA\n{teaser}\n")
    assert len(doc.stories) == 2
    assert sentences(doc.stories[0], doc) == ["Un titre", "Un fait est rapporté."]
    assert len(document("Un titre\n\nUn fait est rapporté. (APS)\n\nUne vue de Lyon. Photo : APS\n").stories) == 1


def test_a_headline_may_ask() -> None:
    """A headline that ends in a question mark starts a new teaser."""
    doc = document("Un titre\n\nUn fait.\n\nVoir plus\n\nPremier\n\nUn blurb.\n\nQue faire ?\n\nOn verra bien.\n")
    assert [sentences(story, doc) for story in doc.stories[1:]] == [
        ["Premier", "Un blurb."],
        ["Que faire ?", "On verra bien."],
    ]


@pytest.mark.parametrize(
    ("line", "place", "date", "sentence"),
    [
        ("Hanoï (VNA) – Il est venu.", "Hanoï", None, "Il est venu."),
        ("Hanoï(VNA)– Il est venu.", "Hanoï", None, "Il est venu."),
        ("Nay Pyi Taw (VNA) -Dernière étape.", "Nay Pyi Taw", None, "Dernière étape."),
        ("Hanoi, 20novembre (VNA) – Il est venu.", "Hanoi", "20novembre", "Il est venu."),
        ("ALGER - Il est venu.", "ALGER", None, "Il est venu."),
        ("ALGER- Il est venu.", "ALGER", None, "Il est venu."),
        ("Bruxelles – Il est venu.", "Bruxelles", None, "Il est venu."),
        ("Alger — Il est venu.", "Alger", None, "Il est venu."),
        ("Dakar, 6 jan (APS) - Il est venu.", "Dakar", "6 jan", "Il est venu."),
        ("Abidjan, 02 avr 2024 (AIP)- Il est venu.", "Abidjan", "02 avr 2024", "Il est venu."),
        ("ABOU DHABI, le 11 mai 2020 (WAM) -- Il est venu.", "ABOU DHABI", "11 mai 2020", "Il est venu."),
        ("Le Caire, 12 mai (Xinhua) -- Il est venu.", "Le Caire", "12 mai", "Il est venu."),
        ("OYO (Congo), 25 juillet. /TASS/. Il est venu.", "OYO", "25 juillet", "Il est venu."),
        ("RABAT (MAP) Il est venu.", "RABAT", None, "Il est venu."),
        ("(VOVWORLD) - Il est venu.", None, None, "Il est venu."),
        ("Nhân Dân en ligne - Il est venu.", None, None, "Il est venu."),
        ("(28 mars 2022) Il est venu.", None, "28 mars 2022", "Il est venu."),
        ("(Lomé, 3 mai 2022). Il est venu.", "Lomé", "3 mai 2022", "Il est venu."),
    ],
)
def test_a_dateline_is_cut_off(line: str, place: str | None, date: str | None, sentence: str) -> None:
    """Its place and the words of its date are kept, and the first sentence begins after it."""
    doc = document(f"Un titre\n\n{line}\n\nUne autre phrase.")
    block = next(b for b in doc.stories[0].blocks if b.dateline)
    assert block.dateline is not None
    assert block.dateline.place == place
    assert (doc.quote(block.dateline.date) if block.dateline.date else None) == date
    assert [doc.quote(span) for span in block.sentences] == [sentence]
    assert block.span.start == block.dateline.span.start


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("10 novembre 2023", "10 novembre 2023"),
        ("Lundi 14 décembre 2020 à 13:42", "Lundi 14 décembre 2020"),
        ("MAP: 14 décembre 2020", "14 décembre 2020"),
        ("11 janvier 2021 à 19h19 par AFP", "11 janvier 2021"),
        ("Publié le 1er mai 2022 à 8h05", "1er mai 2022"),
    ],
)
def test_a_line_with_a_date_alone_is_a_dateline(line: str, date: str) -> None:
    """It has no sentence, but says when the article was written."""
    doc = document(f"Un titre\n\n{line}\n\nUne phrase.")
    block = doc.stories[0].blocks[1]
    assert block.sentences == ()
    assert block.dateline is not None
    assert block.dateline.date is not None
    assert doc.quote(block.dateline.date) == date


def test_an_archives_date_before_the_title_is_a_dateline() -> None:
    """The title begins after it."""
    title = document("date 2019-11-20 Un titre\n\nUne phrase.").stories[0].blocks[0]
    assert title.dateline is not None
    assert title.dateline.date == (5, 15)
    assert title.sentences == ((16, 24),)


@pytest.mark.parametrize(
    "line",
    [
        "Vendredi 29 - Le ministre est à Rabat.",
        "Le Maroc - et lui seul - a signé.",
        "Peut-être – on ne sait – viendra-t-il.",
    ],
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    """Only a known city, a place in capitals or an agency does."""
    assert body(line).dateline is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("M. Dubois a vu Mme Roche et le Dr. Blanc.", 1),
        ("Il a reçu S. Jaishankar, A.K. Antony et Michael D. Higgins.", 1),
        ("Md. Shafiqul Karim et S.E.M. Truong sont là.", 1),
        ("Fixée au 6 oct. 2020, selon l'art. 5 et le n° 3, la date tient.", 1),
        ("La ville a reçu 200.000 dollars. Elle en attend 3.", 2),
        ("Il part pour Washington D.C. Le président l'attend.", 2),
        ("Il a vu les blés, les orges, etc. Les semis suivront.", 2),
        ("« On oublie tout. » Il a souri.", 2),
        ("« Quoi ? », a-t-il dit. Et l'hôte ? Personne ne sait...", 3),
        ("Pékin? Il n'en est rien! On verra… Demain.", 4),
        ("Il est venu ; elle aussi ; tous deux ont signé.", 1),
        ("1. À l'invitation du roi, il est venu. Il a signé.", 2),
        ("Les liens sont bons.Il l'a dit.", 2),
        ("Le pays a gagné 3,5 points en 2011. C'est peu.", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    """Not after titles, initials, months or numbers; after quotes, questions and closing abbreviations."""
    assert len(body(text).sentences) == count


def test_what_is_quoted_is_the_original() -> None:
    """A sentence is quoted as the article has it: glue, typographic quotes and decomposed letters included."""
    text = unicodedata.normalize(
        "NFD", "Un titre\r\n\r\nLe chef duParti a salué l\u2019été à Huê.\r\n\r\nIl est passé.\r\n"
    )
    doc = document(text)
    quotes = sentences(doc.stories[0], doc, BlockKind.BODY)
    assert unicodedata.normalize("NFC", quotes[0]) == "Le chef duParti a salué l\u2019été à Huê."
    assert all(quote in text for quote in quotes)
    assert unicodedata.normalize("NFC", quotes[1]) == "Il est passé."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "🙂🙂",
        "." * 2000,
        "," * 100_000,
        "« " * 2000,
        "Voir plus\n" * 500,
        "ảnh 1" * 500,
        "Photo : VNA\n" * 500,
        "\u200f" * 500,
        "\u1100\u1161" * 5000,
        "a" * 20_000,
    ],
)
def test_any_text_gives_a_document(text: str) -> None:
    """Nonsense has stories too, perhaps empty ones."""
    assert document(text).stories[0].number == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(re.findall(r"\S+|\s", PAGE)), max_size=60).map(" ".join) | st.text(max_size=200))
def test_paragraphs_and_sentences_lie_in_order(text: str) -> None:
    """Sentences lie inside their paragraph, one after the other, and never begin or end with white space."""
    doc = document(text)
    for block in (block for story in doc.stories for block in story.blocks):
        end = block.span.start
        for span in block.sentences:
            assert end <= span.start < span.end <= block.span.end
            assert doc.text[span.start : span.end].strip() == doc.text[span.start : span.end]
            end = span.end


def _gold() -> Iterator[tuple[str, str, dict[str, Any]]]:
    kept = set((SHARED / "gold" / "MEASURE.txt").read_text("utf-8").split())
    for path in sorted((SHARED / "gold").glob("*/*.json")):
        folder = SHARED / "seeds" if path.parent.name == "seeds" else path.parent
        if f"{path.parent.name}/{path.stem}" not in kept:
            yield path.stem, (folder / f"{path.stem}.txt").read_text("utf-8"), json.loads(path.read_text("utf-8"))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def test_the_stories_of_the_gold_articles_are_found() -> None:
    """As many stories as the annotators saw, and each fact's sentence in the story they gave it to."""
    if not SHARED.is_dir():
        pytest.skip("the gold articles are not beside this checkout")
    faults = []
    for name, text, gold in _gold():
        doc = document(text)
        found = {
            story.number: _letters("".join(doc.quote(block.span) for block in story.blocks)) for story in doc.stories
        }
        if len(found) != len(gold["stories"]):
            faults.append(f"{name}: {len(found)} stories instead of {len(gold['stories'])}")
        for story in gold["stories"]:
            facts = [fact for value in story.values() if isinstance(value, list) for fact in value]
            faults += [
                f"{name}: {f['quote']}" for f in facts if _letters(f["quote"]) not in found.get(story["story"], "")
            ]
    assert faults == []
