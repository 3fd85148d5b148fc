"""Who meets whom: the many ways in which a story of meetings tells the next one."""

import pytest

from kg.events.meeting import Meeting
from kg.languages.fr import PLUGIN
from kg.model import Article
from tests.phrasebook import entries

RECEIVED = "Le président sénégalais Bassirou Diomaye Faye a reçu lundi à Dakar l'ambassadeur d'Inde Sandeep Arya."
MET = "Le président sénégalais Bassirou Diomaye Faye a rencontré lundi à New York le président kényan William Ruto."
OPENINGS = {RECEIVED: "Arya + Faye", MET: "Faye + Ruto"}


def cases() -> list[tuple[str, str, list[str]]]:
    """The sentences of the phrase book: the opening of its story, the sentence, the meetings it tells."""
    return [
        (MET if text.startswith("Both: ") else RECEIVED, text.removeprefix("Both: "), expected)
        for text, expected in entries("meeting_sides")
    ]


def sides(meeting: Meeting) -> str:
    """A meeting as the surnames of those who met, in order, with "planned" where it is still to come."""
    names = (person.name.split() for person in meeting.participants)
    met = " + ".join(sorted(words[0] if words[0] == "Xi" else words[-1] for words in names))
    return met if meeting.status == "held" else f"{met} {meeting.status}"


def read(text: str) -> list[str]:
    """The sides of the meetings that a story tells."""
    article = Article(id="a", text=text, source="a", published="2024-07-25", language="fr")
    return [sides(fact) for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, Meeting)]


@pytest.mark.parametrize(("opening", "text", "expected"), cases())
def test_a_sentence_of_a_story_tells_who_met_whom(opening: str, text: str, expected: list[str]) -> None:
    """The sentence adds exactly these meetings to the one that opens its story."""
    assert sorted(read(f"Un titre\n\n{opening} {text}\n")) == sorted([OPENINGS[opening], *expected])


def test_ambassadors_who_present_their_letters_come_to_one_reception() -> None:
    """They are named after the ceremony, one by one, some by their nationality alone."""
    text = (
        "Trois ambassadeurs au palais\n\n"
        "Trois ambassadeurs ont remis lundi leurs lettres de créance au président sénégalais Bassirou Diomaye Faye. "
        "L'ambassadeur d'Inde, Sandeep Arya, ouvrait la marche. Il précédait la Canadienne Mary Hill. "
        "L'ambassadeur d'Italie, Marco Conti, réside à Dakar depuis mai.\n"
    )
    assert read(text) == ["Arya + Conti + Faye + Hill"]


def test_who_came_along_and_meets_the_guest_alone_has_a_meeting_of_their_own() -> None:
    """The minister was there when the president received the guest, and had talks with the guest before."""
    text = (
        "Audience au palais\n\n"
        "Le président sénégalais Bassirou Diomaye Faye a reçu lundi le chancelier autrichien Christian Stocker, "
        "en présence de la ministre sénégalaise des Affaires étrangères, Yassine Fall. "
        "Mme Fall avait eu un entretien avec M. Stocker.\n"
    )
    assert read(text) == ["Fall + Faye + Stocker", "Fall + Stocker"]


def test_who_was_there_may_be_told_in_a_list_of_lines() -> None:
    """After "en présence de :", a person a line."""
    text = (
        "Audience au palais\n\n"
        "Le président sénégalais Bassirou Diomaye Faye a reçu lundi l'ambassadeur d'Inde, Sandeep Arya.\n\n"
        "L'audience a eu lieu en présence de MM. :\n\n"
        "- Awa Diop, conseillère à la présidence du Sénégal ;\n\n"
        "- et de Marco Conti, ambassadeur d'Italie.\n"
    )
    assert read(text) == ["Arya + Conti + Diop + Faye"]


def test_a_headline_that_sums_up_two_receptions_is_no_third_one() -> None:
    """The body tells them one after the other, under their names."""
    text = (
        "Le président Bassirou Diomaye Faye reçoit les ministres des Affaires étrangères d'Italie et d'Espagne\n\n"
        "Le président sénégalais Bassirou Diomaye Faye a reçu lundi le ministre italien des Affaires étrangères "
        "Antonio Tajani. Il a aussi reçu le ministre espagnol des Affaires étrangères José Manuel Albares.\n"
    )
    assert read(text) == ["Faye + Tajani", "Albares + Faye"]


@pytest.mark.parametrize(
    "text",
    [
        "La ministre des Affaires étrangères, Yassine Fall, a pris part à l'entretien.",
        "La ministre des Affaires étrangères, Yassine Fall, assistait également à l'audience.",
        "L'entretien s'est ensuite élargi à la ministre des Affaires étrangères, Yassine Fall.",
        "À cette audience, l'ambassadeur était accompagné de la ministre des Affaires étrangères, Yassine Fall.",
        "Il avait été conduit auprès du président par la ministre des Affaires étrangères, Yassine Fall.",
        "Le chef de l'État avait à ses côtés la ministre des Affaires étrangères, Yassine Fall.",
        "La rencontre a enregistré la présence de la ministre des Affaires étrangères, Yassine Fall.",
    ],
)
def test_who_took_part_is_told_after_the_meeting(text: str) -> None:
    """The one who took part, came along or sat beside is added to the meeting told before."""
    assert read(f"Un titre\n\n{RECEIVED} {text}\n") == ["Arya + Fall + Faye"]


@pytest.mark.parametrize(
    "text",
    [
        "La ministre des Affaires étrangères, Yassine Fall, n'a pas pris part à l'entretien.",
        "La ministre des Affaires étrangères, Yassine Fall, a participé à une émission.",
        "Le chef de l'État sera accompagné à Rome de la ministre des Affaires étrangères, Yassine Fall.",
    ],
)
def test_who_was_not_there_is_not_added(text: str) -> None:
    """Neither who is denied, nor who took part in something else, nor who will come along on a journey."""
    assert read(f"Un titre\n\n{RECEIVED} {text}\n") == ["Arya + Faye"]
