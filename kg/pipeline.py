"""The whole flow: paths → articles → readings → quads → reports → store.

`build` keeps what it reads in a store, `extract` in JSON files. An article that cannot be read, or whose quads break a
shape, is set aside whole with its report, and what the store had from an older text of it goes too: after a build the
store says what a fresh build of the same articles would say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.factsjson import to_json
from kg.fingerprint import fingerprint
from kg.identifiers import Iris
from kg.intake import articles
from kg.metadata import Metadata
from kg.model import Article, Reading
from kg.parallel import in_order
from kg.setaside import Rejected
from kg.settings import Settings
from kg.steps import Extracted, Reader, attempt, count_facts, read, to_quads
from kg.store import Store
from kg.tally import Outcome, Tally, Watch

_BATCH = 100  # articles between two flushes to disk


@dataclass(frozen=True, slots=True)
class _Known:
    """An article that the store holds, read from the same input by the same software."""

    source: str


def build(
    paths: Iterable[Path],
    store: Store,
    *,
    metadata: Mapping[str, Metadata] | None = None,
    reader: Reader = read,
    workers: int = 1,
    watch: Watch | None = None,
) -> Tally:
    """Read the articles of files and folders into a store; what it holds already is not read again."""
    tally, iris = Tally(), Iris(Settings.from_env().base)
    items = (_unless_known(item, store, iris) for item in articles(paths, metadata))
    for step in in_order(partial(_to_quads, reader=reader, iris=iris), items, workers, here=_is_done):
        outcome = _keep(step, store, iris)
        _count(step, outcome, tally)
        if tally.total % _BATCH == 0:
            store.flush()
        if watch:
            watch(outcome, _source(step), _reason(step))
    store.flush()
    return tally


def extract(
    paths: Iterable[Path],
    out: Path,
    *,
    metadata: Mapping[str, Metadata] | None = None,
    reader: Reader = read,
    workers: int = 1,
    watch: Watch | None = None,
) -> Tally:
    """Write the facts of each article to a folder, as one JSON file of the article's name."""
    out.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    for step in in_order(partial(_to_file, reader=reader, out=out), articles(paths, metadata), workers, here=_is_done):
        outcome = Outcome.UNREADABLE if isinstance(step, Rejected) else Outcome.READ
        tally.articles[outcome] += 1
        if isinstance(step, _Written):
            tally.facts.update(step.facts)
            tally.stories += step.stories
        if watch:
            watch(outcome, step.source, _reason(step))
    return tally


# ── build, step by step ──


def _unless_known(item: Article | Rejected, store: Store, iris: Iris) -> Article | Rejected | _Known:
    if isinstance(item, Article) and store.digest(iris.article(item.id)) == _digest(item):
        return _Known(item.source)
    return item


def _digest(article: Article) -> str:
    """What makes a new reading needless: the same input, read by the same software."""
    return hashlib.sha256(f"{article.digest} {fingerprint()}".encode()).hexdigest()


def _is_done(item: object) -> bool:
    return not isinstance(item, Article)


def _to_quads(item: Article | Rejected | _Known, reader: Reader, iris: Iris) -> Extracted | Rejected | _Known:
    return to_quads(item, reader, iris) if isinstance(item, Article) else item


def _keep(step: Extracted | Rejected | _Known, store: Store, iris: Iris) -> Outcome:
    if isinstance(step, _Known):
        return Outcome.UNCHANGED
    if isinstance(step, Extracted) and step.report.conforms:
        article = step.article
        change = store.replace(iris.article(article.id), step.quads, _digest(article))
        store.set_aside.drop(article.source)
        return Outcome(change.value)
    rejected = step if isinstance(step, Rejected) else _broken(step)
    store.set_aside.put(rejected)
    if rejected.read and rejected.article is not None:
        store.remove(iris.article(rejected.article))
    return Outcome.SET_ASIDE if isinstance(step, Extracted) else Outcome.UNREADABLE


def _broken(step: Extracted) -> Rejected:
    violations = step.report.violations
    reason = f"{step.article.source} breaks the shapes: {violations[0].message}" if violations else step.article.source
    if len(violations) > 1:
        reason += f" (and {len(violations) - 1} more)"
    return Rejected(
        source=step.article.source, article=step.article.id, reason=reason, violations=violations, read=True
    )


def _count(step: Extracted | Rejected | _Known, outcome: Outcome, tally: Tally) -> None:
    tally.articles[outcome] += 1
    if isinstance(step, Extracted):
        tally.facts.update(step.facts)
        tally.stories += step.stories
        tally.quads += len(step.quads)
        tally.violations += sum(violation.severity == "Violation" for violation in step.report.violations)


def _source(step: Extracted | Rejected | _Known) -> str:
    return step.article.source if isinstance(step, Extracted) else step.source


def _reason(step: object) -> str | None:
    if isinstance(step, Rejected):
        return step.reason
    return _broken(step).reason if isinstance(step, Extracted) and not step.report.conforms else None


# ── extract, step by step ──


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    source: str
    stories: int
    facts: Mapping[str, int]


def _to_file(item: Article | Rejected, reader: Reader, out: Path) -> _Written | Rejected:
    reading = attempt(item, reader) if isinstance(item, Article) else item
    if isinstance(reading, Rejected):
        return reading
    _write(reading, out)
    return _Written(source=reading.article.source, stories=len(reading.stories), facts=count_facts(reading))


def _write(reading: Reading, out: Path) -> None:
    path = out / f"{_file_stem(reading.article.id)}.json"
    partial_path = path.with_suffix(".partial")
    text = json.dumps(to_json(reading), ensure_ascii=False, indent=1) + "\n"
    partial_path.write_text(text, encoding="utf-8", errors="replace")
    partial_path.replace(path)


def _file_stem(identifier: str) -> str:
    """The article's identifier where it can name a file, else what of it can, and a hash of it."""
    plain = re.sub(r"[^\w.()+,=@ -]+", "-", identifier)[:120].strip(". ")
    if plain == identifier:
        return plain
    return f"{plain}-{hashlib.sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
