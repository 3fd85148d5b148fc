"""The phrase books of `tests/phrases/fr/*.toml`: French text, and who is in it, in which office, for whom."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kg.languages.fr import PLUGIN
from kg.languages.fr.home import home
from kg.languages.fr.view import View, view
from kg.model import Article

FOLDER = Path(__file__).parent / "phrases" / "fr"


def cases(book: str) -> list[dict[str, Any]]:
    """The cases of one book."""
    return list(tomllib.loads((FOLDER / f"{book}.toml").read_text("utf-8"))["case"])


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
