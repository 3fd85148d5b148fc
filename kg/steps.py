"""One article through the stages: parse, read, write as quads, validate; pure functions for processes to share."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.errors import BadInput, UnknownLanguage
from kg.identifiers import Iris
from kg.language import detect
from kg.model import Article, Reading, Report
from kg.plugins import events, languages
from kg.setaside import Rejected

Reader = Callable[[Article], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article as the quads of its graph, what the shapes say of them, and its facts counted by kind."""

    article: Article
    quads: tuple[ox.Quad, ...]
    report: Report
    stories: int
    facts: Mapping[str, int]


def read(article: Article) -> Reading:
    """What the plug-in of its language reads in an article. Raises `UnknownLanguage`."""
    named = article.language or detect(article.text) or ""
    tag, known = named.split("-")[0].lower(), ", ".join(languages())
    if not tag:
        raise UnknownLanguage(
            f"{article.source}: its language cannot be told; name it in a --metadata table ({known})."
        )
    if tag not in languages():
        raise UnknownLanguage(
            f"{article.source} is in a language that is not read ({named}): give articles in {known}."
        )
    plugin = languages()[tag]
    return plugin.read(plugin.parse(replace(article, language=tag)))


def attempt(article: Article, reader: Reader) -> Reading | Rejected:
    """The reading of an article; a failure of the reader costs this article and no other."""
    try:
        return reader(article)
    except BadInput as error:
        return Rejected(source=article.source, article=article.id, reason=str(error), read=True)
    except Exception as error:  # a fault of a reader must not end a long run: it is kept, counted and shown
        what = f"{type(error).__name__} at {_place(error)}"
        reason = f"{article.source} made the reader fail ({what}): please report it with this article."
        return Rejected(source=article.source, article=article.id, reason=reason, read=True)


def to_quads(article: Article, reader: Reader, iris: Iris) -> Extracted | Rejected:
    """Article → reading → quads → report."""
    from kg.triples import to_quads as write  # these two load slowly, and most runs of a command never need them
    from kg.validate import validate

    reading = attempt(article, reader)
    if isinstance(reading, Rejected):
        return reading
    quads = write(reading, iris)
    facts = count_facts(reading)
    return Extracted(article=article, quads=quads, report=validate(quads), stories=len(reading.stories), facts=facts)


def count_facts(reading: Reading) -> Counter[str]:
    """How many facts of each kind were read, by the plural of their event."""
    plurals = {event.fact: event.plural for event in events()}
    return Counter(plurals[type(fact)] for fact in reading.facts())


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
