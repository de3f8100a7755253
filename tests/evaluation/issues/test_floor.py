"""What answers a difficult issue of the demonstration is among the first three suggestions."""

import pytest

from case_studies.demo.issue_files import issue_files
from case_studies.demo.issue_loader import load_issues
from case_studies.demo.practice_loader import load_practices
from case_studies.vocabulary import AnswerKind
from tests.evaluation.issues.judgement import FIRST, as_posted, in_other_words, judged_issues, with_an_answer
from tests.support.world import World

pytestmark = pytest.mark.slow

FLOOR = 14
"""Of 17 issues; something answers 15 of them, two of these by a practice only."""
FLOOR_IN_OTHER_WORDS = 12
JUDGED = judged_issues()


def test_every_issue_is_judged_and_a_case_that_an_answer_names_is_one_that_answers() -> None:
    files = {file.name: file for file in issue_files()}
    assert [one.name for one in JUDGED] == sorted(files)
    for one in JUDGED:
        named = {answer["case"] for answer in files[one.name].answers if answer["kind"] == AnswerKind.CASE}
        assert named <= set(one.answers), one.name


def test_the_right_one_is_among_the_first_and_every_issue_gets_three(library: World) -> None:
    load_practices(library.platform.work)
    load_issues(library.platform.work)
    library.platform.indexer.drain()
    actor = library.actor("practitioner")
    with library.platform.work.reading() as session:
        found = as_posted(session, library.platform.search, actor, JUDGED)
        reworded = in_other_words(session, library.platform.search, actor, with_an_answer(JUDGED))
    assert [one.issue.name for one in found if len(one.names) < FIRST] == []
    assert sum(one.is_right for one in found) >= FLOOR
    assert sum(one.is_right for one in reworded) >= FLOOR_IN_OTHER_WORDS
