"""`make evaluate`: what it prints, what it writes, and what it does not show."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.evaluation.__main__ import command
from tests.evaluation.collection import FLOORS, read_floors
from tests.evaluation.judgement import ENGINES, Outcome
from tests.evaluation.scores import Judged, JudgedSet, Score
from tests.evaluation.table import END, START, block, each_query, rewritten, tables

pytestmark = pytest.mark.slow

TUNED = '- {id: one, set: tuned, text: "malaria prophylaxis", grades: {CS-2026-0013: 3}}\n'
HELD_OUT = '- {id: two, set: held_out, text: "Bangassou", grades: {CS-2026-0007: 3}}\n'
OTHER = "A text before.\n\nA text after.\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "judged"
    folder.mkdir()
    (folder / "names.yaml").write_text(TUNED + HELD_OUT)
    return folder


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(command, [*map(str, words)])
    return result.exit_code, result.output


def outcome(name: str, judged_set: JudgedSet, score: Score) -> Outcome:
    judged = Judged(name, "states_and_operations", judged_set, f"typed {name}", {"a": 3})
    return Outcome(judged, dict.fromkeys(ENGINES, score))


OUTCOMES = [
    outcome("one", JudgedSet.TUNED, Score(1, 1, 0.5)),
    outcome("two", JudgedSet.TUNED, Score(0.5, 0, 1)),
    outcome("three", JudgedSet.HELD_OUT, Score(None, 0, None)),
]


def test_it_prints_both_sets_apart(collection: Path) -> None:
    code, output = run(collection)
    assert code == 0, output
    assert output.count("| names ") == 2


def test_it_writes_the_table_and_the_floors_and_prints_neither(collection: Path, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(OTHER.replace("\n\n", f"\n{START}\nold\n{END}\n"))
    code, output = run(collection, "--write", readme, "--record")
    assert code == 0, output
    assert "|" not in output
    written = readme.read_text()
    assert written.startswith("A text before.\n<!--")
    assert written.endswith("-->\nA text after.\n")
    assert "old" not in written
    assert set(read_floors(collection)["names"]) == {"ndcg", "success", "recall"}


@pytest.mark.parametrize(
    "words",
    [["--held-out", "--queries"], ["--tuned", "--record"], ["--queries", "--record"], ["--held-out", "--record"]],
)
def test_it_shows_no_held_out_query_and_records_no_half(collection: Path, words: list[str]) -> None:
    assert run(collection, *words)[0] == 2
    assert not (collection / FLOORS).exists()


def test_an_unknown_reference_is_reported_in_one_line(collection: Path) -> None:
    (collection / "names.yaml").write_text(TUNED.replace("0013", "0099"))
    code, output = run(collection)
    assert code == 1
    assert "one: no published case: CS-2026-0099" in output
    assert "Traceback" not in output


def test_a_table_has_each_kind_and_all_of_them() -> None:
    lines = tables(OUTCOMES[:2])
    cell = "0.75 · 0.50 · 0.75"
    assert [part.strip() for part in lines[4].split("|")[1:-1]] == ["states and operations", "2", cell, cell, cell]
    assert [part.strip() for part in lines[5].split("|")[1:-1]] == ["all", "2", cell, cell, cell]


def test_what_was_not_measured_is_a_dash() -> None:
    assert "–  · 0.00 ·   –" in tables(OUTCOMES[2:])[4]


def test_single_queries_are_those_of_the_tuned_set() -> None:
    text = "\n".join(each_query(OUTCOMES))
    assert "typed one" in text
    assert "typed two" in text
    assert "typed three" not in text


def test_a_block_carries_its_date_and_command_and_can_be_written_again() -> None:
    new = block(OUTCOMES, date(2027, 3, 3))
    assert "3 March 2027" in new
    assert "make evaluate" in new
    assert rewritten(new, new) == new


@pytest.mark.parametrize("document", [OTHER, START, END])
def test_a_document_without_a_place_for_the_table_is_left_alone(document: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        rewritten(document, "new")
