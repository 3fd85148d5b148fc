"""The ruler of the product against the ruler of the gold data, and its own rules on small stories."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import make_app
from kg.errors import BadData
from kg.evaluate import Scores, Selection, evaluate

GOLD = Path(__file__).parent / "gold"
SETS = ("corpus", "vn-agency", "vn-outlets", "world")
SCORE = Path(__file__).parents[2] / "shared" / "gold" / "score.py"
WRONG = {
    "kind": "talks",
    "status": "planned",
    "date": "2021-06-23?",
    "place": "VN",
    "for": "CPV",
    "name": "Nguyen",
    "to": "FR",
    "from": None,
    "level": "strategic",
    "office": "other",
    "of": "CPC",
    "title": "Accord de coopération",
    "by": "To Lam",
    "visitor": None,
    "person": "To Lam",
}


def _perturb(value: Any, chance: random.Random) -> Any:
    """The same facts with some dropped, doubled, shuffled and changed."""
    if isinstance(value, list):
        kept = [_perturb(item, chance) for item in value if chance.random() > 0.1]
        doubled = kept + [item for item in kept if isinstance(item, dict) and chance.random() < 0.1]
        chance.shuffle(doubled)
        return doubled
    if isinstance(value, dict):
        return {
            key: WRONG[key] if key in WRONG and chance.random() < 0.1 else _perturb(item, chance)
            for key, item in value.items()
        }
    return value


def _perturbed_copy(source: Path, target: Path, seed: int) -> Path:
    chance = random.Random(seed)
    target.mkdir()
    for path in sorted(source.glob("*.json")):
        if chance.random() > 0.05:  # a missing file counts as nothing read
            facts = _perturb(json.loads(path.read_text("utf-8")), chance)
            (target / path.name).write_text(json.dumps(facts), "utf-8")
    return target


def _reference(gold: Path, facts: Path, *options: str) -> Any:
    command = [sys.executable, str(SCORE), str(gold), str(facts), "--json", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _figures(scores: Scores) -> dict[str, Any]:
    return {"articles": scores.articles} | {name: asdict(figure) for name, figure in scores.figures().items()}


@pytest.mark.skipif(not SCORE.exists(), reason="the gold data's own ruler is not beside this checkout")
class TestAgainstTheGoldDataOwnRuler:
    """`kg evaluate` and `gold/score.py` are one ruler."""

    @pytest.mark.parametrize("name", SETS)
    @pytest.mark.parametrize("seed", range(5))
    def test_every_figure_agrees_on_perturbed_gold(self, name: str, seed: int, tmp_path: Path) -> None:
        """Every figure is the same to the last digit, whatever was dropped, doubled or changed."""
        facts = _perturbed_copy(GOLD / name, tmp_path / "facts", seed)
        assert _figures(evaluate(GOLD / name, facts_dir=facts)) == _reference(GOLD / name, facts)

    @pytest.mark.parametrize("only", [True, False])
    def test_a_selection_counts_the_same_articles(self, only: bool, tmp_path: Path) -> None:
        """`--only` and `--skip` of both rulers agree."""
        names = [f"corpus/{path.stem}" for path in sorted((GOLD / "corpus").glob("*.json"))[::3]]
        listing = tmp_path / "list.txt"
        listing.write_text("\n".join(names), "utf-8")
        facts = _perturbed_copy(GOLD / "corpus", tmp_path / "facts", 0)
        ours = evaluate(GOLD / "corpus", facts_dir=facts, selection=Selection.from_file(listing, only=only))
        assert _figures(ours) == _reference(GOLD / "corpus", facts, "--only" if only else "--skip", str(listing))


@pytest.mark.parametrize("name", SETS)
def test_gold_scores_one_against_itself(name: str) -> None:
    """Gold read as facts has precision and recall 1 and no finding."""
    scores = evaluate(GOLD / name, facts_dir=GOLD / name)
    assert scores.figure("meeting", "office").f1 == 1.0
    assert scores.findings == []


def _write(folder: Path, **facts: Any) -> Path:
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"stories": [{"story": 0, **facts}]}), "utf-8")
    return folder


CALL = {"kind": "phone-call", "status": "held", "date": "2024-11-11", "parties": ["VN", "US"]}


def test_an_optional_fact_is_neither_required_nor_punished(tmp_path: Path) -> None:
    """A gold fact marked optional counts nowhere, found or not."""
    gold = _write(tmp_path / "gold", meetings=[CALL | {"optional": True}])
    found, nothing = _write(tmp_path / "found", meetings=[CALL]), _write(tmp_path / "nothing")
    for facts in (found, nothing):
        scores = evaluate(gold, facts_dir=facts)
        assert (scores.figure("meeting").gold, scores.findings) == (0, [])


def test_a_wrong_slot_is_one_missed_and_one_extra_and_is_listed(tmp_path: Path) -> None:
    """A pair that differs in its date counts against precision and recall of the date alone."""
    gold = _write(tmp_path / "gold", meetings=[CALL])
    facts = _write(tmp_path / "facts", meetings=[CALL | {"date": "2020-01-01"}])
    scores = evaluate(gold, facts_dir=facts)
    assert scores.figure("meeting").f1 == 1.0
    assert scores.figure("meeting.date").f1 == 0.0
    assert [(f.mark, f.what, f.item["date"]) for f in scores.findings] == [
        ("-", "meeting.date", "2024-11-11"),
        ("+", "meeting.date", "2020-01-01"),
    ]


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    """An empty folder is a mistake of the caller, not a perfect score."""
    with pytest.raises(BadData, match="no gold file"):
        evaluate(tmp_path)


def test_a_broken_gold_file_is_named(tmp_path: Path) -> None:
    """The message says which file is not JSON."""
    (tmp_path / "broken.json").write_text("{", "utf-8")
    with pytest.raises(BadData, match=r"broken\.json"):
        evaluate(tmp_path, facts_dir=tmp_path)


def test_a_gold_file_without_its_text_is_named(tmp_path: Path) -> None:
    """Reading needs the text; the message says where to put it."""
    gold = _write(tmp_path / "gold", meetings=[CALL])
    with pytest.raises(BadData, match=r"a\.txt"):
        evaluate(gold)


def test_several_folders_make_one_figure(tmp_path: Path) -> None:
    """Counts of folders add up before they are divided."""
    gold = [_write(tmp_path / name, meetings=[CALL]) for name in ("one", "two")]
    assert evaluate(*gold, facts_dir=gold[0]).figure("meeting").gold == 2


def test_the_command_prints_the_figures_as_json(tmp_path: Path) -> None:
    """`kg evaluate --json` gives one object, as the gold data's own ruler does."""
    gold = _write(tmp_path / "gold", meetings=[CALL])
    done = CliRunner().invoke(make_app(), ["evaluate", str(gold), "--facts", str(gold), "--json"])
    assert json.loads(done.output)["meeting"] == {"gold": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_only_and_skip_together_are_refused(tmp_path: Path) -> None:
    """Two lists contradict each other: a wrong command line, exit code 2."""
    listing = tmp_path / "list.txt"
    listing.write_text("gold/a", "utf-8")
    options = ["evaluate", str(tmp_path), "--only", str(listing), "--skip", str(listing)]
    assert CliRunner().invoke(make_app(), options).exit_code == 2


NOTE = "Le président vietnamien Tô Lâm a reçu Vladimir Poutine, président de la Russie, le 20 juin 2024 à Hanoï."


def test_texts_beside_the_gold_are_read(tmp_path: Path) -> None:
    """Without a folder of facts the texts are read now, with what metadata.csv knows of them."""
    (tmp_path / "a.txt").write_text(NOTE, "utf-8")
    (tmp_path / "metadata.csv").write_text("article,published,language\na,2024-06-20,fr\n", "utf-8")
    office = {"person": "Tô Lâm", "office": "president", "of": "VN"}
    (tmp_path / "a.json").write_text(json.dumps({"stories": [{"story": 0, "offices": [office]}]}), "utf-8")
    scores = evaluate(tmp_path)
    assert (scores.figure("office").recall, scores.articles) == (1.0, 1)


def test_an_article_that_is_refused_states_nothing(tmp_path: Path) -> None:
    """A text in a language that is not read counts as one with all its facts missed."""
    gold = _write(tmp_path / "gold", meetings=[CALL])
    english = (
        "The president said that the two countries would have closer ties, and that he would be back in the spring."
    )
    (gold / "a.txt").write_text(english, "utf-8")
    assert evaluate(gold).figure("meeting").recall == 0.0
