"""The demonstration's difficult issues: all there in their states, with dates in order, and loaded once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from case_studies.demo.issue_files import issue_files, read_issue_file
from case_studies.demo.issue_journeys import KEY
from case_studies.demo.issue_loader import load_issues
from case_studies.models import HistoryEntry, Issue, IssueAnswer, Mail, Notification
from case_studies.operations.issues.queries import list_issues
from case_studies.vocabulary import Audience, IssueState, OutcomeResult, Register
from tests.support.world import World

pytestmark = pytest.mark.slow

NUMBER = 17
SYNTHESIS_WITHIN = timedelta(days=15)
COUNTED = (Issue, IssueAnswer, HistoryEntry, Notification)
MEMBERS_ONLY = f"{KEY}16-sharing-the-risk"


def test_each_is_in_its_state_in_the_past_and_a_second_load_adds_nothing(library: World) -> None:
    work, loaded_at = library.platform.work, library.platform.work.clock()
    with work.reading() as session:
        mails = session.scalar(select(func.count()).select_from(Mail))
    assert load_issues(work) == NUMBER
    with work.reading() as session:
        issues = {issue.form_key: issue for issue in session.scalars(select(Issue))}
        expected = {KEY + file.name: file.state for file in issue_files()}
        assert {key: issue.state for key, issue in issues.items()} == expected
        assert Counter(expected.values()) == {
            IssueState.OPEN: 7, IssueState.ANSWERED: 4, IssueState.TRYING: 2, IssueState.NO_ANSWER: 2,
            IssueState.RESOLVED: 1, IssueState.OVERTAKEN: 1,
        }  # fmt: skip
        for issue in issues.values():
            _check_what_everybody_may_expect(issue)
            assert issue.moved_at <= loaded_at
        resolved = issues[f"{KEY}07-injuries-of-the-mind"]
        assert resolved.outcomes[0].result == OutcomeResult.BETTER
        assert (issues[MEMBERS_ONLY].register, issues[MEMBERS_ONLY].audience) == (Register.INFORMAL, Audience.MEMBERS)
        assert list_issues(session, library.actor("practitioner")).total == NUMBER
        assert session.scalar(select(func.count()).select_from(Mail)) == mails
        before = [session.scalar(select(func.count()).select_from(table)) for table in COUNTED]
    assert load_issues(work) == 0
    with work.reading() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in COUNTED] == before


def _check_what_everybody_may_expect(issue: Issue) -> None:
    """Check that it is marked as an example, is no riddle, and was summed up in time."""
    assert issue.demonstration
    assert len(issue.question) <= 200
    assert issue.posted_at is not None
    if issue.state in (IssueState.ANSWERED, IssueState.TRYING, IssueState.RESOLVED):
        assert issue.synthesis is not None
        assert issue.synthesis.written_at - issue.posted_at <= SYNTHESIS_WITHIN
        assert any(answer.kind != "same_issue" for answer in issue.answers)
    for answer in issue.answers:
        assert answer.delegation_code != issue.owner_code


def test_a_file_without_a_question_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "18-nothing.yaml"
    broken.write_text("asked_by: GHA\n")
    with pytest.raises(ValueError, match=r"18-nothing\.yaml"):
        read_issue_file(broken)
