"""`kg ontology`: the documentation of the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    out: Annotated[Path, typer.Option(help="Folder for en.html and fr.html.")],
) -> None:
    """Write the documentation of the ontology as HTML, a page in English and one in French.

    Example: kg ontology --out documentation
    """
    from kg import console
    from kg.errors import BadInput
    from kg.termspage import LANGUAGES, page

    try:
        out.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            (out / f"{language}.html").write_text(page(language), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error}): give another folder.") from error
    console.say(f"{', '.join(f'{language}.html' for language in LANGUAGES)} in {out}.")
