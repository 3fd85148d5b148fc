"""Repair of French texts: lost spaces, Unicode, invisible marks — and what must be left alone."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.languages.fr.repair.repair import repair
from kg.languages.fr.repair.spelling import is_part, is_spelt, names, split

GOLD = Path(__file__).parents[2] / "shared" / "gold"

# A text in which other spaces were lost too: doubtful words come apart only beside these.
GLUED = "Lesdélégués ont visité leport deHaiphong et lesvillages de laprovince. "

APART = [
    # one word of grammar, one of content
    ("le secrétaire général duParti", "le secrétaire général du Parti"),
    ("il a salué lescontributions", "il a salué les contributions"),
    ("la présidentde l'assemblée", "la président de l'assemblée"),
    ("la Convention desécurité", "la Convention de sécurité"),
    ("en visite de travail dansle pays", "en visite de travail dans le pays"),
    # the verb "a", only before a participle or an adverb
    ("Le ministre aaffirmé son soutien", "Le ministre a affirmé son soutien"),
    ("Le ministre ahautement apprécié", "Le ministre a hautement apprécié"),
    ("L'événementa été suivi", "L'événement a été suivi"),
    ("Ila reçu la délégation", "Il a reçu la délégation"),
    # capitals
    ("Lorsde la réunion", "Lors de la réunion"),
    ("Deson côté, elle", "De son côté, elle"),
    ("reçu par le Premierministre chinois", "reçu par le Premier ministre chinois"),
    ("au Ministère desAffaires étrangères", "au Ministère des Affaires étrangères"),
    ("son homologuePham Van Dong", "son homologue Pham Van Dong"),
    ("le ministre RobertGates", "le ministre Robert Gates"),
    ("la résolution de l'ONUsur la paix", "la résolution de l'ONU sur la paix"),
    # words of content
    ("les relationsaméricano-vietnamiennes", "les relations américano-vietnamiennes"),
    ("une visiteofficielle au Laos", "une visite officielle au Laos"),
    ("le projetpétrolier", "le projet pétrolier"),
    ("a reçu lundi à Hanoile président du Sénat", "a reçu lundi à Hanoi le président du Sénat"),
    # three words, and elided words
    ("au cours delaréunion du matin", "au cours de la réunion du matin"),
    ("une visited'amitié", "une visite d'amitié"),
    ("la session s'esttenue hier", "la session s'est tenue hier"),
    ("l'ambassadeur d'Etatvietnamien", "l'ambassadeur d'Etat vietnamien"),
    # numbers and signs
    ("Hanoi, 20novembre", "Hanoi, 20 novembre"),
    ("la 37eAssemblée générale", "la 37e Assemblée générale"),
    ("un plan pour2014-2015", "un plan pour 2014-2015"),
    ("Hanoï(VNA) – Il est venu", "Hanoï (VNA) – Il est venu"),
    ("les relations.Il a souligné", "les relations. Il a souligné"),
    ("avec M.Win Myint", "avec M. Win Myint"),
    ("le ministre,en visite au Laos", "le ministre, en visite au Laos"),
    # real words that no French sentence has there
    ("elle a été reçue parle président", "elle a été reçue par le président"),
    ("la partie quia pris la parole", "la partie qui a pris la parole"),
]

WHOLE = [
    "John McCain, Ramsay MacDonald et iPhone, YouTube, UNESCO, COVID-19, VietnamPlus.",
    "Une coopération transfrontalière, interministérielle, multilatérale, en cybersécurité et en microfinance.",
    "Le prêt de Lemaire à Lamine Dupont, chez Deschamps et Delacroix, à Montreuil et à Villeneuve.",
    "Le typhon Conson a touché Kastellorizo, Xiengkhouang, Yamoussoukro et Oulan-Bator.",
    "Les délégué(e)s, le(s) ministre(s), 14h30, le G20, la COP28, 200.000 dollars, 3,5 %, www.mofa.gov.vn.",
    "Aujourd'hui, jusqu'à l'an prochain, quelqu'un d'autre : S.E.M. Truong, A.K. Antony, J.-Y. Le Drian.",
    "Il parle français; elle parla peu, et tu parles trop.",
]


@pytest.mark.parametrize(("glued", "apart"), APART)
def test_words_that_have_run_together_come_apart(glued: str, apart: str) -> None:
    """Lost spaces come back, by what is spelt and how common it is."""
    assert repair(GLUED + glued)[0].endswith(". " + apart)


@pytest.mark.parametrize("text", WHOLE)
def test_words_that_are_whole_stay_whole(text: str) -> None:
    """Names, compounds, abbreviations, numbers and addresses are left alone, even beside lost spaces."""
    assert repair(text)[0] == text
    assert repair(GLUED + text)[0].endswith(". " + text)


@pytest.mark.parametrize("folder", ["vn-outlets", "world"])
def test_carefully_typed_articles_are_left_alone(folder: str) -> None:
    """Not one word of an article without lost spaces is cut."""
    if not GOLD.is_dir():
        pytest.skip("the gold articles are not beside this checkout")
    kept = set((GOLD / "MEASURE.txt").read_text("utf-8").split())
    paths = [path for path in sorted((GOLD / folder).glob("*.txt")) if f"{folder}/{path.stem}" not in kept]
    changed = {path.stem for path in paths if len(repair(text := path.read_text("utf-8"))[0]) != len(text)}
    assert paths
    assert changed == set()


def test_one_odd_word_is_no_evidence() -> None:
    """Words of content are cut only where the text shows that spaces were lost."""
    assert repair("Une visiteofficielle au Laos.")[0] == "Une visiteofficielle au Laos."


def test_no_known_name_is_cut() -> None:
    """The names of persons, cities and states of the reference data stay whole in the middle of a sentence."""
    known = [unicodedata.normalize("NFC", name).capitalize() for name in sorted(names()) if name.isalpha()]
    repaired = repair(GLUED + " ".join(f"Hier, {name} est parti." for name in known))[0]
    assert len(known) > 1000
    assert [name for name in known if f", {name} est" not in repaired] == []


def test_the_capital_inside_a_name_shows_the_seam() -> None:
    """A Vietnamese name in one word comes apart at its capital, by what else the text has."""
    assert repair("Vuong Dinh Huê est venu. Vuong DinhHuê est reparti.")[0].endswith("Vuong Dinh Huê est reparti.")
    assert repair("LeTrung Chinh, maire de DaNang.")[0] == "Le Trung Chinh, maire de Da Nang."


def test_a_name_gets_its_lost_first_letter_back() -> None:
    """At the start of a line, by the whole name elsewhere; the letter has the offset of what follows it."""
    text, origin = repair("ran Cam Tu préside.\n\nTran Cam Tu préside une réunion.")
    assert text.startswith("Tran Cam Tu préside.")
    assert origin[:2] == (0, 0)
    assert repair("de Gaulle arrive.")[0] == "de Gaulle arrive."


def test_a_part_of_glued_words_is_a_word() -> None:
    """What a word is cut into is spelt, and gives the word when put together."""
    parts = split("ducontrôle")
    assert parts == ("du", "contrôle")
    assert all(is_part(part) for part in parts)
    assert not is_spelt("ducontrôle")


@pytest.mark.parametrize(
    "text",
    ["The ministers discussed their longstanding partnership together.", "Bộ trưởng đã tiếp đoàn đại biểu cấp cao."],
)
def test_other_languages_are_left_alone(text: str) -> None:
    """English and Vietnamese words are not read as glued French."""
    assert repair(text)[0] == text


def test_lines_that_break_a_sentence_are_one() -> None:
    """A text wrapped at a width reads as if it were not; a title, a list and a dateline keep their lines."""
    wrapped = (
        "Le ministre reçoit l'ambassadeur\n\nLe vice-Premier ministre et ministre des Affaires étrangères\n"
        "Tran Van Hai a reçu mardi à Hanoï l'ambassadeur du Danemark\nSoren Holm, venu lui présenter\n"
        "ses lettres de créance.\nLe diplomate a salué cet\naccueil.\n- Un point\n- Un autre\n"
    )
    joined = (
        "Le ministre reçoit l'ambassadeur\n\nLe vice-Premier ministre et ministre des Affaires étrangères "
        "Tran Van Hai a reçu mardi à Hanoï l'ambassadeur du Danemark Soren Holm, venu lui présenter "
        "ses lettres de créance.\nLe diplomate a salué cet accueil.\n- Un point\n- Un autre\n"
    )
    assert repair(wrapped)[0] == joined
    whole = "Le ministre reçoit l'ambassadeur\nHanoï (VNA) – Le ministre a reçu mardi l'ambassadeur.\n"
    assert repair(whole)[0] == whole


def test_marks_quotes_and_spaces_are_unified() -> None:
    """Invisible marks go, spaces and quotes become plain, lines end in a line feed."""
    given = "\ufeffL\u2019\u00e9t\u00e9\u00a0:\u200b \u201coui\u201d\r\nFin\u2028"
    text, origin = repair(given)
    assert text == 'L\'été : "oui"\nFin\n'
    assert origin[0] == 1
    assert origin[-1] == len(given)


def test_decomposed_text_reads_like_composed_text() -> None:
    """NFD gives the same text as NFC; each letter begins where its base letter stood."""
    composed = "Nguyễn Xuân Phúc a été reçu à Huê."
    decomposed = unicodedata.normalize("NFD", composed)
    text, origin = repair(decomposed)
    assert text == composed
    assert [decomposed[i] for i in origin[:4]] == ["N", "g", "u", "y"]


WORDS = [
    "de",
    "la",
    "Parti",
    "a",
    "été",
    "reçu",
    "l'",
    "ministre",
    "VNA",
    "20",
    "mai",
    "Nguyen",
    "ran",
    "parle",
    "quia",
]
SIGNS = [" ", "\n", "'", ".", ",", "(", ")", "É", "e\u0301", "\u200b", "\r\n", "«", "»", "-", "\u1100", "\u1161", "🙂"]
PIECES = st.sampled_from([*WORDS, *SIGNS])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_repairing_twice_changes_nothing(text: str) -> None:
    """What is repaired needs no repair."""
    once = repair(text)[0]
    assert repair(once)[0] == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_offset_maps_back(text: str) -> None:
    """Offsets never go backwards, end at the end, and letters that were not composed map to themselves."""
    repaired, origin = repair(text)
    assert len(origin) == len(repaired) + 1
    assert origin[-1] == len(text)
    assert all(first <= second for first, second in pairwise(origin))
    assert all(
        text[at] == char for char, at in zip(repaired, origin, strict=False) if char.isascii() and char.isdigit()
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_decomposed_and_composed_text_are_one(text: str) -> None:
    """How the letters are encoded makes no difference."""
    assert repair(unicodedata.normalize("NFD", text))[0] == repair(unicodedata.normalize("NFC", text))[0]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Elle a vu le ministre de la\nDéfense.", "Elle a vu le ministre de la Défense."),
        (
            "Lors\ndu sommet à Oslo,\nen Norvège, la semaine dernière et qui a fini dimanche,\nAnna Berg est là",
            "Lors du sommet à Oslo, en Norvège, la semaine dernière et qui a fini dimanche, Anna Berg est là",
        ),
        ("Anna Berg à Oslo\nLa ministre est arrivée lundi.", None),
        ("Anna Berg reçoit le ministre danois à Oslo pour la troisième fois\npar Jean Martin", None),
        ("Le sommet est fini.\nelle est partie", None),
    ],
)
def test_lines_broken_by_width_are_joined(text: str, joined: str | None) -> None:
    """A break inside a sentence becomes a space; titles, bylines and lists keep their lines."""
    assert repair(text)[0] == (joined or text)
