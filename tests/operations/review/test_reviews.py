"""Asking reviewers and what they answer: who has an interest is refused, and a refusal keeps what was there."""

from datetime import timedelta
from typing import Any

import pytest

from case_studies.errors import Incomplete, NotAllowed, NotSignedIn, NotVisible, WrongState
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.review.assignments import find_assignment
from case_studies.operations.reviewers.recommendation import recommend_reviewers
from case_studies.policy.actor import NOBODY
from case_studies.vocabulary import Action, AssignmentState, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, unanswered_round
from tests.support.world import START, WHOLE_REVIEW, World


@pytest.fixture
def submitted(bare: World) -> Steps:
    """A case that Brazil co-submitted, France implemented, and that took place in Kenya."""
    return case_in(bare, State.SUBMITTED, co_submitters=["BRA"], implemented_by=["FRA"], host_states=["KEN"])


@pytest.fixture
def case(bare: World) -> Steps:
    """A round that China and France are asked to, and have not answered."""
    return unanswered_round(bare)


def _offered(case: Steps) -> set[str]:
    with case.world.platform.work.reading() as session:
        found = recommend_reviewers(session, session.merge(case.look()), case.world.actor(EDITOR))
        return {candidate.account.email.split("@")[0] for candidate in found.candidates}


def test_nobody_with_an_interest_is_offered_or_accepted(submitted: Steps) -> None:
    assert _offered(submitted) == {"reviewer.chn", "reviewer.jpn", "reviewer.sen"}
    for reviewer in ("reviewer.bra", "reviewer.fra", "reviewer.ken"):
        with pytest.raises(Incomplete) as refusal:
            submitted.assign(reviewer)
        assert list(refusal.value.fields) == ["reviewer"]
    assert submitted.look().current.assignments == []


@pytest.mark.parametrize("office", [WRITER, EDITOR, "practitioner", "no-such-office"])
def test_who_is_no_reviewer_cannot_be_asked(case: Steps, office: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        case.assign(office)
    assert list(refusal.value.fields) == ["reviewer"]


def test_a_closed_account_is_neither_offered_nor_accepted(submitted: Steps) -> None:
    with submitted.world.platform.work.writing() as session:
        find_account(session, "reviewer.jpn@demo.example").active = False
    assert "reviewer.jpn" not in _offered(submitted)
    with pytest.raises(Incomplete):
        submitted.assign("reviewer.jpn")


def test_a_reviewer_is_asked_once(case: Steps) -> None:
    assert not _offered(case) & set(REVIEWERS)
    with pytest.raises(WrongState):
        case.assign("reviewer.chn")
    case.respond("reviewer.chn", accept=False)
    with pytest.raises(WrongState):
        case.assign("reviewer.chn")


def test_a_date_that_has_passed_is_refused_and_today_is_not(case: Steps) -> None:
    with pytest.raises(Incomplete) as refusal:
        case.assign("reviewer.ken", due_on=START.date() - timedelta(days=1))
    assert list(refusal.value.fields) == ["due_on"]
    case.assign("reviewer.ken", due_on=START.date())
    case.assign("reviewer.sen")
    dates = [assignment.due_on for assignment in case.look().current.assignments]
    assert dates[-2:] == [START.date(), START.date() + timedelta(days=21)]


@pytest.mark.parametrize("office", [WRITER, OFFICER, "reviewer.chn"])
def test_only_an_editor_asks_reviewers(case: Steps, office: str) -> None:
    with pytest.raises(NotAllowed):
        case.assign("reviewer.ken", editor=office)


@pytest.mark.parametrize("office", [WRITER, EDITOR, "reviewer.fra", "admin", "editor.bra"])
def test_an_assignment_exists_for_its_reviewer_alone(case: Steps, office: str) -> None:
    with case.world.platform.work.reading() as session, pytest.raises(NotVisible):
        find_assignment(session, case.actor(office), case.assignment("reviewer.chn"))


def test_nobody_has_no_assignments(case: Steps) -> None:
    with case.world.platform.work.reading() as session, pytest.raises(NotSignedIn):
        find_assignment(session, NOBODY, case.assignment("reviewer.chn"))


def test_an_invitation_is_answered_once(case: Steps) -> None:
    case.respond("reviewer.chn")
    for accept in (True, False):
        with pytest.raises(WrongState):
            case.respond("reviewer.chn", accept=accept)
    case.respond("reviewer.fra", accept=False)
    with pytest.raises(NotVisible):  # a reviewer who declined no longer sees the case
        case.respond("reviewer.fra")
    states = [assignment.state for assignment in case.look().current.assignments]
    assert states == [AssignmentState.ACCEPTED, AssignmentState.DECLINED]


def test_a_review_is_written_after_accepting(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.review("reviewer.chn")
    assert case.look().current.assignments[0].review is None


def test_a_review_is_written_once_the_round_is_open(submitted: Steps) -> None:
    submitted.assign("reviewer.chn")
    submitted.respond("reviewer.chn")
    with pytest.raises(WrongState):
        submitted.review("reviewer.chn")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"ratings": {"clarity": None}}, ["ratings.clarity"]),
        ({"recommendation": None}, ["recommendation"]),
        ({"overall": ""}, ["overall"]),
        ({"ratings": {"relevance": None, "transfer": None}, "overall": ""},
         ["ratings.relevance", "ratings.transfer", "overall"]),
    ],
)  # fmt: skip
def test_an_incomplete_submit_names_what_is_missing_and_changes_nothing(
    case: Steps, change: dict[str, Any], missing: list[str]
) -> None:
    case.respond("reviewer.chn")
    case.review("reviewer.chn", submit=False, overall="As saved before.")
    before = case.version
    with pytest.raises(Incomplete) as refusal:
        case.review("reviewer.chn", **change)
    assert list(refusal.value.fields) == missing
    assignment = case.look().current.assignments[0]
    assert assignment.state == AssignmentState.ACCEPTED
    assert assignment.review is not None
    assert (assignment.review.overall, assignment.review.submitted_at) == ("As saved before.", None)
    assert assignment.review.ratings == WHOLE_REVIEW["ratings"]
    assert case.version == before


def test_an_unfinished_review_is_saved_as_far_as_it_is_written(case: Steps) -> None:
    case.respond("reviewer.chn")
    unsure = {"submit": False, "recommendation": None}
    case.review("reviewer.chn", **unsure, ratings={"relevance": 2}, remarks=[_remark("results", "?")])
    said = [_remark("lessons", "Which?"), _remark("summary", "Shorter."), _remark("lessons", "Both?", weight="must")]
    case.review("reviewer.chn", **unsure, ratings={}, remarks=said)
    review = case.look().current.assignments[0].review
    assert review is not None
    assert (review.relevance, review.clarity, review.recommendation) == (2, None, None)
    assert [(remark.section, remark.text, remark.weight) for remark in review.remarks] == [
        ("summary", "Shorter.", "suggestion"),
        ("lessons", "Which?", "suggestion"),
        ("lessons", "Both?", "must"),
    ]


def _remark(section: str, text: str, weight: str = "suggestion", quote: str = "") -> dict[str, str]:
    return {"section": section, "text": text, "weight": weight, "quote": quote}


def test_a_review_can_be_handed_in_again_until_the_decision(case: Steps) -> None:
    case.judge()
    case.review("reviewer.chn", recommendation="revise", remarks=[])
    review = case.look().current.assignments[0].review
    assert review is not None
    assert (review.recommendation, review.remarks) == ("revise", [])
    with pytest.raises(WrongState):
        case.act(Action.PUBLISH, EDITOR)
    case.act(Action.DECLINE, EDITOR, "Not convincing.")
    with pytest.raises(WrongState):
        case.review("reviewer.chn", recommendation="approve")


def test_what_is_saved_after_handing_in_stays_with_the_reviewer_until_it_is_handed_in_too(case: Steps) -> None:
    """Half a thought, saved while it is typed, neither counts nor is read by anybody else."""
    case.judge()
    seen_by_editor = case.version
    case.review("reviewer.chn", recommendation="decline", overall="On second", submit=False)
    review = case.look().current.assignments[0].review
    assert review is not None
    assert (review.recommendation, review.overall) == ("approve", WHOLE_REVIEW["overall"])
    assert review.changes is not None
    assert review.changes["overall"] == "On second"
    assert case.version == seen_by_editor
    case.review("reviewer.chn", recommendation="decline", overall="On second thought, no.")
    review = case.look().current.assignments[0].review
    assert review is not None
    assert (review.recommendation, review.overall, review.changes) == ("decline", "On second thought, no.", None)
    with pytest.raises(WrongState):  # the change of mind makes an editor's page stale
        case.act(Action.PUBLISH, EDITOR, version=seen_by_editor)


def test_a_released_reviewer_sees_no_more_of_the_case_and_is_not_counted(case: Steps) -> None:
    case.respond("reviewer.chn")
    case.release("reviewer.chn")
    with pytest.raises(NotVisible):
        case.review("reviewer.chn")
    assert [a.state for a in case.look().current.assignments] == [AssignmentState.RELEASED, AssignmentState.INVITED]
    with pytest.raises(WrongState):
        case.release("reviewer.chn")
    with pytest.raises(WrongState):  # asked already
        case.assign("reviewer.chn")


def test_a_review_that_is_in_is_not_taken_back(case: Steps) -> None:
    case.judge()
    with pytest.raises(WrongState):
        case.release("reviewer.chn")


@pytest.mark.parametrize("office", [WRITER, OFFICER, "reviewer.fra", "practitioner", None])
def test_only_an_editor_takes_a_request_back(case: Steps, office: str | None) -> None:
    with pytest.raises((NotAllowed, NotVisible)):
        case.release("reviewer.chn", office)


def test_reviewers_keep_their_numbers_through_the_rounds(case: Steps) -> None:
    """Reviewer 2 stays Reviewer 2, though Reviewer 1 left in between and somebody else came."""
    case.judge("revise")
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    case.answer()
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.release("reviewer.chn")
    case.assign("reviewer.ken")
    numbers = {a.reviewer.email.split("@")[0]: a.number for a in case.look().current.assignments}
    assert numbers == {"reviewer.chn": 1, "reviewer.fra": 2, "reviewer.ken": 3}


def test_the_days_to_review_count_from_the_start_of_the_review(submitted: Steps) -> None:
    clock = submitted.world.clock
    submitted.assign("reviewer.chn")
    submitted.assign("reviewer.jpn", due_on=(START + timedelta(days=9)).date())
    clock.moment += timedelta(days=5)
    submitted.act(Action.START_REVIEW, EDITOR)
    usual, chosen = submitted.look().current.assignments
    assert (usual.due_on, usual.paused_on) == ((START + timedelta(days=26)).date(), None)
    assert (chosen.due_on, chosen.paused_on) == ((START + timedelta(days=9)).date(), None)  # the editor said so


def test_the_deadline_is_paused_while_the_text_is_back_with_its_author(submitted: Steps) -> None:
    clock = submitted.world.clock
    submitted.assign("reviewer.chn")
    submitted.assign("reviewer.jpn")
    clock.moment += timedelta(days=2)
    submitted.act(Action.RETURN_TO_SUBMITTER, EDITOR, "Say who measured.")
    clock.moment += timedelta(days=30)
    submitted.act(Action.REQUEST_CLEARANCE, WRITER)
    submitted.act(Action.CLEAR, OFFICER)
    asked = submitted.look().current.assignments[0]
    assert asked.answer_by == (START + timedelta(days=39)).date()
    submitted.act(Action.START_REVIEW, EDITOR)
    assert submitted.look().current.assignments[0].due_on == (START + timedelta(days=53)).date()
