"""The reader of French: a document's stories, annotated and asked for every event that this folder has rules for."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from kg.languages.fr.clauses.view import View, view
from kg.languages.fr.home import home
from kg.languages.fr.layout.parts import parts
from kg.model import Document, Fact, Reading, StoryFacts

Rules = Callable[[View], Iterable[Fact]]


@cache
def rules() -> tuple[Rules, ...]:
    """The `read` of every module of `events/`."""
    package = import_module("kg.languages.fr.events")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(import_module(f"kg.languages.fr.events.{name}").read for name in names)


def read(document: Document) -> Reading:
    """The facts of every story of a French document."""
    native = home(document)
    stories = []
    for story in document.stories:
        views = [view(document, part, native) for part in parts(story)]
        facts = tuple(fact for seen in views for rule in rules() for fact in rule(seen))
        stories.append(StoryFacts(number=story.number, facts=facts))
    return Reading(article=document.article, language=document.language, stories=tuple(stories))
