"""Who answered with a case learns once that it moved: 100 random changes, none missed and none too many."""

from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Case, Issue, IssueAnswer
from case_studies.operations.issues.moved_cases import notify_of_moved_cases
from case_studies.operations.references import next_reference
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ANY_MEMBER
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    IssueState,
    Kind,
    Language,
    PartAudience,
    Register,
    Section,
)
from tests.support.moving_cases import CHANGES, FLAG, change_case, concerns, published_case
from tests.support.world import World

CASES, SEED = 120, 20261127
SECTIONS = (Section.RESULTS, Section.LESSONS)
UNREADABLE = ("withdraw", "withdraw_later_draft", "hide")


@pytest.mark.slow
def test_each_answer_knows_what_its_case_became(bare: World) -> None:
    random, work = Random(SEED), bare.platform.work
    with work.writing(quietly=True) as session:
        cases = [published_case(session, number).id for number in range(CASES)]
        number = _issue(session, {case: random.choice((*SECTIONS, None)) for case in cases})
    assert notify_of_moved_cases(work) == (0, 0)
    changes = {case: random.choice(CHANGES) for case in cases}
    sections = {case: random.choice(SECTIONS) for case in cases}
    with work.writing(quietly=True) as session:
        for case, change in changes.items():
            change_case(session.get_one(Case, case), change, sections[case])
        pinned = [(one.id, one.case_id or 0, one.section) for one in session.get_one(Issue, number).answers]
    expected = {
        answer: changes[case]
        for answer, case, section in pinned
        if changes[case] and concerns(changes[case], section, sections[case])
    }
    assert set(expected.values()) == set(FLAG)
    assert notify_of_moved_cases(work)[1] == 0
    with work.reading() as session:
        moved = session.scalars(select(IssueAnswer.id).where(IssueAnswer.case_moved_at.is_not(None)))
        assert set(moved) == set(expected)
        for answer in ReleasedIssue(session.get_one(Issue, number), ANY_MEMBER).answers:
            change = expected.get(answer.id)
            if change in UNREADABLE:
                assert (answer.pinned, answer.moved) == (None, None)
            else:
                assert answer.pinned is not None
                assert answer.moved == (FLAG[change] if change else None)
    assert notify_of_moved_cases(work) == (0, 0), "each change is notified once"


def _issue(session: Session, sections: dict[int, Section | None]) -> int:
    """Store a posted issue with an answer for each case, and return its id."""
    moment = session.info["clock"]()
    account = session.scalars(select(Account).order_by(Account.id)).first()
    assert account is not None
    issue = Issue(
        reference=next_reference(session, Kind.ISSUE, moment.year),
        owner_code="GHA",
        author_id=account.id,
        register=Register.INFORMAL,
        audience=Audience.MEMBERS,
        attribution=Attribution.UNNAMED,
        state=IssueState.ANSWERED,
        language=Language.ENGLISH,
        question="Who may launch?",
        posted_at=moment,
        created_at=moment,
        changed_at=moment,
        moved_at=moment,
    )
    issue.answers = [
        IssueAnswer(
            delegation_code="DEU",
            account_id=account.id,
            kind=AnswerKind.CASE,
            text="See it.",
            named=False,
            case_id=case,
            revision_number=1,
            section=section,
            readers=PartAudience.PUBLIC,
            given_at=moment,
        )
        for case, section in sections.items()
    ]
    session.add(issue)
    session.flush()
    return issue.id
