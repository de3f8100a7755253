"""The measures, compared with values computed by hand; the format of the collection; the floors."""

from math import log2
from pathlib import Path

import pytest

from tests.evaluation.collection import below, read_collection, read_floors, record_floors
from tests.evaluation.scores import Judged, JudgedSet, Score, mean, ndcg, recall, score, success

LINE = '- {id: first, set: tuned, text: "IED", grades: {a: 3, b: 1}}\n'


def judged(**grades: int) -> Judged:
    return Judged("q", "kind", JudgedSet.TUNED, "typed", grades)


def test_the_best_order_has_an_ndcg_of_one() -> None:
    assert ndcg({"a": 3, "b": 2, "c": 1}, ["a", "b", "c", "of no use"]) == 1


def test_ndcg_counts_grades_and_places() -> None:
    """Gains 7, 3, 1. Found b, nothing, a: 3/1 + 0 + 7/2 = 6.5; ideal 7/1 + 3/log2(3) + 1/2."""
    ideal = 7 + 3 / log2(3) + 0.5
    assert ndcg({"a": 3, "b": 2, "c": 1}, ["b", "x", "a"]) == pytest.approx(6.5 / ideal)
    assert ndcg({"a": 3, "b": 2, "c": 1}, ["b", "x", "a"]) == pytest.approx(0.6920, abs=0.0001)


def test_ndcg_looks_at_ten_hits() -> None:
    others = [f"x{n}" for n in range(10)]
    assert ndcg({"a": 3}, [*others[:9], "a"]) == pytest.approx(1 / log2(11))
    assert ndcg({"a": 3}, [*others, "a"]) == 0
    assert ndcg(dict.fromkeys([*others, "a", "b"], 1), others) == 1


def test_success_asks_for_a_useful_first_hit() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert [success(grades, found) for found in (["a"], ["b", "a"], ["c", "a"], ["x", "a"], [])] == [1, 1, 0, 0, 0]


def test_recall_counts_every_relevant_case_among_twenty() -> None:
    others = [f"x{n}" for n in range(19)]
    assert recall({"a": 3, "b": 1}, ["b"]) == 0.5
    assert recall({"a": 3, "b": 1}, [*others, "a", "b"]) == 0.5


def test_where_nothing_is_relevant_only_an_empty_answer_succeeds() -> None:
    assert score(judged(), []) == Score(None, 1, None)
    assert score(judged(), ["a"]) == Score(None, 0, None)


def test_an_engine_that_finds_nothing_scores_nothing() -> None:
    assert score(judged(a=3), []) == Score(0, 0, 0)


def test_means_leave_out_what_was_not_measured() -> None:
    assert mean([Score(1, 1, 0.5), Score(0.5, 0, 1), Score(None, 1, None)]) == Score(0.75, pytest.approx(2 / 3), 0.75)
    assert mean([Score(None, 1, None)]) == Score(None, 1, None)


def test_a_query_is_one_line_and_its_kind_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "acronyms.yaml").write_text(LINE)
    assert read_collection(tmp_path) == [Judged("first", "acronyms", JudgedSet.TUNED, "IED", {"a": 3, "b": 1})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LINE.replace("b: 1", "b: 4"), "first: a grade is 1, 2 or 3: b"),
        (LINE.replace("b: 1", "b: 0"), "first: a grade is 1, 2 or 3: b"),
        (LINE.replace("tuned", "seen"), "seen"),
        (LINE.replace("text", "words"), "text"),
        (LINE + LINE, "used twice: first"),
        ("", "acronyms.yaml"),
    ],
)
def test_a_malformed_collection_is_refused_by_name(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "acronyms.yaml").write_text(text)
    with pytest.raises(ValueError, match=told):
        read_collection(tmp_path)


def test_an_empty_folder_is_no_collection(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no judged queries"):
        read_collection(tmp_path)


def test_a_floor_lies_a_little_below_and_says_so_when_it_is_missed(tmp_path: Path) -> None:
    measured = {"acronyms": Score(0.917, 0.5, 0.01), "no_answer": Score(None, 1.0, None)}
    record_floors(tmp_path, measured)
    floors = read_floors(tmp_path)
    assert floors == {
        "acronyms": {"ndcg": 0.89, "success": 0.48, "recall": 0.0},
        "no_answer": {"success": 0.98},
    }
    assert below(measured, floors) == []
    assert below({"acronyms": Score(0.88, 0.5, 0.0)}, floors) == ["acronyms: ndcg is below its floor, 0.89"]


def test_a_kind_without_floors_is_reported(tmp_path: Path) -> None:
    assert len(below({"new": Score(1, 1, 1)}, read_floors(tmp_path))) == 3
