"""The phrase books of `tests/phrases/fr`: French text, and who is in it, in which office, for whom (`*.toml`), or what
it tells (`*.txt`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from kg.languages.fr import PLUGIN
from kg.languages.fr.clauses.view import View, view
from kg.languages.fr.home import home
from kg.model import Article, Fact

FOLDER = Path(__file__).parent / "phrases" / "fr"
F = TypeVar("F", bound=Fact)


def cases(book: str) -> list[dict[str, Any]]:
    """The cases of one book."""
    return list(tomllib.loads((FOLDER / f"{book}.toml").read_text("utf-8"))["case"])


def entries(book: str) -> list[tuple[str, list[str]]]:
    """The sentences of one book, each with a line for every fact that it tells."""
    parts = (entry.strip().split("\n-> ") for entry in (FOLDER / f"{book}.txt").read_text("utf-8").split("\n\n")[1:])
    return [(text, expected) for text, *expected in parts]


def facts(kind: type[F], text: str, published: str) -> list[F]:
    """The facts of a kind in a story of a Vietnamese agency."""
    article = Article(id="a", text=f"Hanoï (VNA) – {text}", source="a.txt", published=published, language="fr")
    return [fact for fact in PLUGIN.read(PLUGIN.parse(article)).facts() if isinstance(fact, kind)]


def seen(text: str) -> View:
    """The first story of a text, annotated."""
    document = PLUGIN.parse(Article(id="phrase", text=text, source="phrase", language="fr"))
    return view(document, document.stories[0], home(document))


def offices(view: View) -> dict[str, list[str]]:
    """The offices read, by person: "key of qualifier", in order, each once; persons without one are left out."""
    found = {}
    for person in view.cast.people:
        held = [
            f"{o.office} {o.of or '?'}{' ' + o.qualifier if o.qualifier else ''}" for o in person.offices if o.office
        ]
        if held:
            found[person.name] = list(dict.fromkeys(held))
    return found
