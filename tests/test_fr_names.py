"""Which capitalised words are a person's name."""

from __future__ import annotations

import pytest

from kg.languages.fr.names.name_lists import name_words, same_name
from kg.languages.fr.names.names import find_names
from kg.languages.fr.tokens.lexicon import find_hits
from kg.languages.fr.tokens.words import tokenize


def names(text: str) -> list[str]:
    """The names of more than one word that are found in one sentence."""
    tokens = tokenize(text)
    found = find_names(tokens, find_hits(tokens), frozenset((0,)))
    return [text[tokens[n.first].start : tokens[n.last].end] for n in found if n.last > n.first]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hier, Nguyên Van Minh a vu Mme Kari Lie.", ["Nguyên Van Minh", "Kari Lie"]),
        ("Le ministre Phan Van Mai est là.", ["Phan Van Mai"]),
        ("Le cheikh Saïd ben Ali Al Nouri et Fayez al-Hadi", ["Saïd ben Ali Al Nouri", "Fayez al-Hadi"]),
        ("avec Luiz Inácio da Costa et Jan van der Berg", ["Luiz Inácio da Costa", "Jan van der Berg"]),
        ("le président Michael D. Brown", ["Michael D. Brown"]),
        ("le général Idrissa N'Diaye et Anne D'Souza", ["Idrissa N'Diaye", "Anne D'Souza"]),
        ("le roi Olav V et la reine Ingrid IV", ["Olav V", "Ingrid IV"]),
        ("M. Erwin DE WILDE et Mme Tina ROSS", ["Erwin DE WILDE", "Tina ROSS"]),
        ("le ministre de l'Industrie et du Commerce Nguyen Van Dien", ["Nguyen Van Dien"]),
    ],
)
def test_names_are_whole(text: str, expected: list[str]) -> None:
    """A name is read with its particles, initials, numerals and syllables, and no more."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le Comité intergouvernemental Vietnam-Laos se réunit à Diên Biên Phu.",
        "La baie de Ha Long et la province de Quang Ninh attendent la Grande Muraille.",
        "Le président de l'Université Columbia visite le groupe Sojitz et l'aéroport Charles Lindberg.",
        "Le Grand Khoural d'État et la Chambre des représentants votent.",
        "Au large de la Nouvelle-Calédonie, le porte-avions Minas Gerais croise la Belle Étoile.",
        "À la Maison Blanche, lundi 3 Mars, Photo VNA Ambassade",
    ],
)
def test_places_bodies_and_things_are_no_persons(text: str) -> None:
    """Places, institutions, ships and feasts have capitals too."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xi", "Xi Jinping", True),
        ("Jean Yves Le Drian", "Jean-Yves Le Drian", True),
        ("Sassou N'Guesso", "Denis Sassou Nguesso", True),
        ("Van", "Nguyen Van Minh", True),
        ("Minh Anh", "Nguyen Van Minh", False),
        ("Li", "Ali Bongo", False),
    ],
)
def test_short_forms_belong_to_full_ones(one: str, other: str, same: bool) -> None:
    """The words of a short form are all among those of the full name."""
    assert same_name(name_words(one), name_words(other)) is same
