"""How well articles are read: precision, recall and F1 against gold data, the figures of `gold/score.py`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import BadData, BadInput
from kg.factsjson import to_json
from kg.intake import articles
from kg.metadata import read_metadata
from kg.model import Article
from kg.ruler import Json, Outcome, compare
from kg.steps import read

CORE = ("meeting", "meeting.kind", "meeting.date", "meeting.participant", "office", "partnership")
ALL = (
    *CORE,
    "meeting.status",
    "meeting.place",
    "visit",
    "visit.kind",
    "visit.date",
    "visit.status",
    "invitation",
    "agreement",
    "gesture",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 (0 to 1) over `gold` required items."""

    gold: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One item missed ("-") or extra ("+") in a story ("name#number")."""

    story: str
    mark: str
    what: str
    item: Json


@dataclass(slots=True)
class Scores:
    """The counts of right, missed and extra items by fact type over some articles, and the findings behind them."""

    articles: int = 0
    findings: list[Finding] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)

    def add(self, story: str, outcome: Outcome) -> None:
        """Counts the outcome of a story."""
        self.hits[outcome.what] += outcome.hits
        self.missed[outcome.what] += len(outcome.missed)
        self.extra[outcome.what] += len(outcome.extra)
        if outcome.listed:
            self.findings += [Finding(story, "-", outcome.what, item) for item in outcome.missed]
            self.findings += [Finding(story, "+", outcome.what, item) for item in outcome.extra]

    def figure(self, *names: str) -> Figure:
        """The figure over all items of these fact types (micro average)."""
        hit, miss, extra = (sum(count[name] for name in names) for count in (self.hits, self.missed, self.extra))
        precision = hit / (hit + extra) if hit + extra else float(not miss)
        recall = hit / (hit + miss) if hit + miss else 1.0
        both = precision + recall
        return Figure(hit + miss, precision, recall, 2 * precision * recall / both if both else 0.0)

    def figures(self) -> dict[str, Figure]:
        """A figure for each fact type, for CORE and for ALL."""
        return {name: self.figure(name) for name in ALL} | {"CORE": self.figure(*CORE), "ALL": self.figure(*ALL)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles count, as lines `folder/name`: those alone (`only`), or all but those. No names: all."""

    names: frozenset[str] = frozenset()
    only: bool = False

    @classmethod
    def from_file(cls, path: Path, *, only: bool) -> Selection:
        """The selection that a file lists, one article a line. Raises `BadData`."""
        try:
            return cls(frozenset(path.read_text("utf-8").split()), only)
        except (OSError, UnicodeDecodeError) as error:
            raise BadData(
                f"{path} cannot be read as a list of articles ({error}); give lines of folder/name."
            ) from error

    def wants(self, gold: Path) -> bool:
        """True where the article of this gold file counts."""
        return not self.names or (f"{gold.resolve().parent.name}/{gold.stem}" in self.names) == self.only


def _load(path: Path) -> Json:
    try:
        value = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadData(f"{path} is not JSON in UTF-8 ({error}); correct it or take it out of the folder.") from error
    if not isinstance(value, dict) or not isinstance(value.get("stories", []), list):
        raise BadData(f"{path} has no list of stories; write it by the scheme of the facts JSON.")
    return value


def _read(folder: Path) -> Callable[[Path], Json]:
    """Facts by reading the texts of a folder, with its metadata.csv; an article that is refused states nothing."""
    table = folder / "metadata.csv"
    known: dict[str | None, Article | None] = {}
    try:
        given = list(articles([folder], read_metadata(table) if table.exists() else None))
    except BadInput:  # a folder without any text: `facts` names the text that it wants
        given = []
    for item in given:
        known |= {item.id: item} if isinstance(item, Article) else {item.article or Path(item.source).stem: None}

    def facts(gold: Path) -> Json:
        if gold.stem not in known:
            raise BadData(
                f"no text {gold.stem}.txt for {gold}; put it beside that file, or name its folder with --texts."
            )
        article = known[gold.stem]
        try:
            return to_json(read(article)) if article else {}
        except BadInput:
            return {}

    return facts


def _given(folder: Path) -> Callable[[Path], Json]:
    """Facts of an existing folder; a missing file counts as nothing read."""

    def facts(gold: Path) -> Json:
        path = folder / gold.name
        return _load(path) if path.exists() else {}

    return facts


def _by_number(facts: Json) -> dict[int, Json]:
    return {story.get("story", position): story for position, story in enumerate(facts.get("stories") or [])}


def _score(scores: Scores, name: str, gold: Json, found: Json) -> None:
    wanted, given = _by_number(gold), _by_number(found)
    for number in sorted(wanted.keys() | given.keys()):
        for outcome in compare(wanted.get(number, {}), given.get(number, {})):
            scores.add(f"{name}#{number}", outcome)
    scores.articles += 1


def _gold_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.json"))
    if not files:
        raise BadData(f"no gold file (*.json) in {folder}; name a folder that has some.")
    return files


def evaluate(
    *gold_dirs: Path, facts_dir: Path | None = None, texts_dir: Path | None = None, selection: Selection | None = None
) -> Scores:
    """Scores the facts in `facts_dir`, or what is read now in the texts beside the gold files (or in `texts_dir`).

    Raises `BadData` where a gold file, facts file or text is missing or malformed, and where no article is selected.
    """
    wants = (selection or Selection()).wants
    scores = Scores()
    for folder in gold_dirs:
        gold_files = [path for path in _gold_files(folder) if wants(path)]
        facts = _given(facts_dir) if facts_dir else _read(texts_dir or folder)
        for path in gold_files:
            _score(scores, path.stem, _load(path), facts(path))
    if not scores.articles:
        raise BadData("none of the gold articles is selected; correct the list, whose lines are folder/name.")
    return scores
