"""The vocabulary is closed: what the code names exists, and what exists has a use."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kg import vocab
from kg.errors import BadData
from kg.model import Kind
from kg.plugins import events

ROOT = Path(__file__).parents[1]
NAMES = {name: value for name, value in vars(vocab).items() if isinstance(value, vocab.Vocabulary)}


def _used() -> set[tuple[str, str]]:
    """(vocabulary, local name) of every `ENT.x` in the code."""
    found = set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in NAMES:
                found.add((node.value.id, node.attr))
    return found


def test_every_term_the_code_names_exists() -> None:
    """No `ENT.x` of the code waits for its line to run before it fails."""
    assert sorted(f"{name}.{local}" for name, local in _used() if local not in NAMES[name]) == []


def test_every_slot_names_a_term_and_a_scheme_that_exist() -> None:
    """The terms of the slots of every event are in the ontology, and its concepts have a scheme."""
    slots = [slot for event in events() for _, slot in event.fact.slots()]
    assert all(vocab.term(slot.term) for slot in slots if slot.term)
    assert [
        slot for slot in slots if slot.kind in (Kind.CONCEPT, Kind.POST) and slot.scheme not in vocab.CONCEPTS
    ] == []
    assert all(vocab.term(event.type) for event in events())


def test_every_term_of_ours_has_a_use() -> None:
    """A class or property of `ent:` is written by the code or a slot of an event; the abstract class stands apart."""
    used = {local for name, local in _used() if name == "ENT"} | {event.type.removeprefix("ent:") for event in events()}
    used |= {slot.term for event in events() for _, slot in event.fact.slots() if slot.term}
    assert set(vocab.ENT) - used - {"DiplomaticEvent", "rank"} == set()


def test_a_misspelt_term_is_an_error() -> None:
    """A term that the ontology lacks is named in the error."""
    with pytest.raises(AttributeError, match="ent:Meting is not in ontology"):
        _ = vocab.ENT.Meting
    for wrong in ("formt", "org:membr", "foaf:name"):
        with pytest.raises(BadData, match=wrong):
            vocab.term(wrong)
    with pytest.raises(BadData, match="weather"):
        vocab.concept("weather", "rain")


def test_a_default_of_a_slot_is_a_concept() -> None:
    """What an event takes for granted is in its scheme."""
    for event in events():
        for field in event.fact.__dataclass_fields__.values():
            slot = field.metadata.get("slot")
            if slot and slot.kind is Kind.CONCEPT and isinstance(field.default, str):
                assert field.default in vocab.CONCEPTS[slot.scheme]
