"""The demonstration's difficult issues: all there in their states, with dates in order, and loaded once."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.demo.issue_files import issue_files, read_issue_file
from case_studies.demo.issue_journeys import KEY
from case_studies.demo.issue_loader import load_issues
from case_studies.demo.offices import Office, editor, focal_point
from case_studies.models import Account, HistoryEntry, Issue, IssueAnswer, Mail, Notification
from case_studies.operations.issues.queries import find_issue, list_issues, own_hidden
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.issues import HIDDEN, sees
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
        assert set(expected.values()) == set(IssueState), "each state is shown"
        for issue in issues.values():
            _check_what_everybody_may_expect(issue)
            assert issue.moved_at <= loaded_at
        resolved = issues[f"{KEY}07-injuries-of-the-mind"]
        assert resolved.outcomes[0].result == OutcomeResult.BETTER
        assert (issues[MEMBERS_ONLY].register, issues[MEMBERS_ONLY].audience) == (Register.INFORMAL, Audience.MEMBERS)
        _check_who_finds_what_is_not_posted(session, library, issues)
        assert session.scalar(select(func.count()).select_from(Mail)) == mails
        before = [session.scalar(select(func.count()).select_from(table)) for table in COUNTED]
    assert load_issues(work) == 0
    with work.reading() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in COUNTED] == before


def _check_who_finds_what_is_not_posted(session: Session, library: World, issues: dict[str | None, Issue]) -> None:
    """Check that a draft, an issue in clearance and a withdrawn one are found by their delegation only."""
    unposted = [issue for issue in issues.values() if issue.state in HIDDEN]
    assert {issue.state for issue in unposted} == set(HIDDEN)
    for actor in (library.actor("practitioner"), _actor(session, editor("BRA")), NOBODY):
        assert not any(sees(actor, issue) for issue in unposted)
        assert not {one.reference for one in list_issues(session, actor).issues} & {one.reference for one in unposted}
    assert list_issues(session, library.actor("practitioner")).total == NUMBER - len(unposted)
    for issue in unposted:
        own = _actor(session, focal_point(issue.owner_code))
        assert find_issue(session, own, issue.reference) is issue
        assert issue in own_hidden(session, own)


def _actor(session: Session, office: Office) -> Actor:
    return Actor.of(session.scalars(select(Account).where(Account.email == office.email)).one())


def _check_what_everybody_may_expect(issue: Issue) -> None:
    """Check that it is marked as an example, is no riddle, and was summed up in time."""
    assert issue.demonstration
    assert len(issue.question) <= 200
    if issue.posted_at is None:
        assert issue.state in (IssueState.DRAFT, IssueState.IN_CLEARANCE)
        return
    if issue.state in (IssueState.ANSWERED, IssueState.TRYING, IssueState.RESOLVED, IssueState.NOT_RESOLVED):
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
