"""Who a title, epithet or pronoun of a French story stands for, and for whom the persons speak, by phrase book."""

from __future__ import annotations

from typing import Any

import pytest

from kg.coreference.mention import Form
from kg.languages.fr.clauses.view import View
from tests.phrasebook import cases, seen


def _referent(view: View, words: str) -> str:
    """The name of the person behind the mention that starts where `words` do, past an article; "-" for nobody."""
    at = view.document.text.index(words)
    for position, mention in enumerate(view.mentions):
        if mention.start == at:
            person = view.person(position)
            return person.name if person else "-"
    return "-"


@pytest.mark.parametrize("case", cases("mentions"), ids=lambda case: case["reads"])
def test_words_stand_for_persons(case: dict[str, Any]) -> None:
    """Each title, epithet and pronoun stands for the person that a reader takes it for."""
    view = seen(case["text"])
    assert {words: _referent(view, words) for words in case.get("who", {})} == case.get("who", {})
    speaking = {person.name: person.speaks_for for person in view.cast.people}
    assert {name: speaking.get(name) for name in case.get("for", {})} == case.get("for", {})
    pronouns = {view.document.text[m.start : m.end] for m in view.mentions if m.form is Form.PRONOUN}
    assert pronouns.isdisjoint(case.get("not", ()))


def test_a_mention_tells_its_preposition_and_determiner() -> None:
    """The left context of a mention is kept: who is received by whom hangs on it."""
    view = seen("Le roi a été reçu par le président chilien Pablo Rojas.")
    mention = next(m for m in view.mentions if m.name)
    assert (mention.prep, mention.determiner, mention.form) == ("par", "le", Form.NAME)


def test_the_unnamed_have_no_person() -> None:
    """A title that nobody of the story holds stays unresolved."""
    view = seen("Le ministre chilien des Transports a reçu le maire de la ville.")
    assert [view.person(position) for position in range(len(view.mentions))] == [None] * len(view.mentions)
