"""The judged collection is consistent, search keeps its floors, and the document shows the measured values.

No message shows a value: queries that are held out are looked at only for the final figures.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from case_studies.clock import system_clock
from case_studies.search.sync.search_documents import search_documents
from case_studies.vocabulary import Audience
from tests.evaluation.collection import below, read_collection, read_floors
from tests.evaluation.judgement import CASEBOOK, Outcome, judge, means
from tests.evaluation.scores import USEFUL, JudgedSet
from tests.evaluation.table import block
from tests.support.world import World

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "judged"
DOCUMENT = Path(__file__).parents[2] / "docs" / "measurements.md"
COLLECTION = read_collection(FOLDER)
KINDS = {
    "acronyms", "synonyms", "misspellings", "english", "french", "spanish", "russian", "arabic", "chinese",
    "cross_language", "questions", "states_and_operations", "no_answer",
}  # fmt: skip
FEWEST = 10
FEWEST_IN_ALL = 150
HALF_ARE_OLDER = 7  # months, on the day on which the queries are asked


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    return judge(COLLECTION, tmp_path_factory.mktemp("judged"))


def test_every_kind_has_its_queries() -> None:
    counts = Counter(judged.kind for judged in COLLECTION)
    assert counts.keys() == KINDS
    assert min(counts.values()) >= FEWEST
    assert len(COLLECTION) >= FEWEST_IN_ALL


def test_half_of_each_kind_is_held_out_every_second_one_as_written() -> None:
    for kind in KINDS:
        sets = [judged.set for judged in COLLECTION if judged.kind == kind]
        assert sets == [JudgedSet.TUNED, JudgedSet.HELD_OUT] * (len(sets) // 2), kind


def test_no_query_is_repeated() -> None:
    assert len({judged.text.casefold() for judged in COLLECTION}) == len(COLLECTION)


def test_only_the_kind_without_answers_has_none_and_the_others_have_a_useful_one() -> None:
    for judged in COLLECTION:
        if judged.kind == "no_answer":
            assert not judged.grades, judged.id
        else:
            assert max(judged.grades.values(), default=0) >= USEFUL, judged.id


def test_the_references_are_those_that_were_graded(library: World) -> None:
    """A case added in the middle of the library would move the references, and each grade to another case."""
    rows = re.findall(r"^\| (CS-\S+) \| \S+ \| (\w+) \| (.+) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    with library.platform.work.reading() as session:
        found = [(face.reference, face.language, face.title) for face in search_documents(session, Audience.MEMBERS)]
    assert rows == found
    assert {reference for judged in COLLECTION for reference in judged.grades} <= {row[0] for row in rows}


def test_no_kind_falls_below_its_floor(outcomes: list[Outcome]) -> None:
    assert below(means(outcomes, CASEBOOK), read_floors(FOLDER)) == []


def test_the_document_shows_what_was_measured(outcomes: list[Outcome]) -> None:
    measured = _numbers(block(outcomes, system_clock().date()))
    told = measured == _numbers(DOCUMENT.read_text(encoding="utf-8"))
    assert told, "the table is of another day: run make evaluate"


def _numbers(text: str) -> list[list[str]]:
    """Return the cells of the judged table's rows."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if " · " in line]
    return [row for row in rows if len(row) == 5]


def test_search_keeps_its_floors_where_the_older_half_of_the_library_is_not_confirmed(tmp_path: Path) -> None:
    outcomes = judge(COLLECTION, tmp_path, months=HALF_ARE_OLDER)
    assert below(means(outcomes, CASEBOOK), read_floors(FOLDER)) == []
