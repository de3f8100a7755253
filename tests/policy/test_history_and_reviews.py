"""Who reads which entries of the history and which reviews, with or without names."""

import pytest

from case_studies.operations.cases.history import case_history, public_history
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.review_access import VisibleReview, visible_reviews
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program
from tests.support.rounds import cleared
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import World

ASKED = ["assign", "assign", "start_review"]
JUDGED = ["accept_assignment", "submit_review"] * 2
OUTSIDE = (None, "practitioner", "admin", "reviewer.ken", "focal-point.deu")
FIRST_ROUND = ["clear", *ASKED, *JUDGED]


def _entries(case: Steps, office: str | None) -> list[str]:
    with case.world.platform.work.reading() as session:
        actor = case.actor(office)
        return [entry.action for entry in case_history(session, actor, find_case(session, actor, case.reference))]


def _reviews(case: Steps, office: str | None) -> list[VisibleReview]:
    with case.world.platform.work.reading() as session:
        actor = case.actor(office)
        return visible_reviews(session, actor, find_case(session, actor, case.reference))


@pytest.mark.slow
def test_editors_read_everything_since_the_submission(bare: World) -> None:
    assert _entries(case_in(bare, State.PUBLISHED), EDITOR) == [*FIRST_ROUND, "publish"]
    assert _entries(case_in(bare, State.PUBLISHED, audience="members"), EDITOR) == [*FIRST_ROUND, "publish"]


def test_the_delegation_reads_the_workflow_and_not_who_was_asked(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for office in (WRITER, OFFICER):
        assert _entries(case, office) == [
            "start", "change_audience", "request_clearance", "clear", "start_review", "publish",
        ]  # fmt: skip


def test_a_reviewer_reads_the_workflow_and_what_they_did(bare: World) -> None:
    found = _entries(case_in(bare, State.PUBLISHED), "reviewer.chn")
    assert found == ["clear", "start_review", "accept_assignment", "submit_review", "publish"]


@pytest.mark.parametrize("office", [EDITOR, "reviewer.chn"])
def test_what_the_delegation_said_to_itself_stays_with_it(bare: World, office: str) -> None:
    case = case_in(bare, State.IN_CLEARANCE)
    case.act(Action.SEND_BACK, OFFICER, "For ourselves alone.")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    assert {"send_back", "request_clearance", "start"}.isdisjoint(_entries(case, office))
    assert "send_back" in _entries(case, WRITER)


def test_failed_attempts_are_not_public(bare: World) -> None:
    case = second_round(bare)
    case.act(Action.DECLINE, EDITOR, "The figures can't be traced.")
    case.act(Action.REVISE, WRITER)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "A word is missing.")
    assert _entries(case, None) == ["clear", "publish"]


def test_everybody_else_reads_what_happened_in_public(bare: World) -> None:
    case = case_in(bare, State.ARCHIVED)
    case.act(Action.RESTORE, EDITOR, "Asked for by a mission.")
    for office in OUTSIDE:
        assert _entries(case, office) == ["clear", "publish", "archive", "restore"]


@pytest.mark.slow
def test_what_members_alone_could_read_is_not_in_the_public_history(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    case.act(Action.REVISE, WRITER)
    case.edit(audience="public")
    cleared(case)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    case.judge()
    case.act(Action.PUBLISH, EDITOR)
    editions = {"practitioner": [1, 1, 2, 2], WRITER: [1, 1, 2, 2], None: [2, 2]}
    for office, numbers in editions.items():
        with bare.platform.work.reading() as session:
            actor = case.actor(office)
            entries = public_history(session, actor, find_case(session, actor, case.reference))
        assert [entry.revision_number for entry in entries] == numbers
        started = Program(bare, office).case(case.reference)["created_at"]
        assert (started is not None) == (office == WRITER), "only who takes part learns when it was started"


def test_who_judges_does_not_learn_that_a_next_draft_is_open(bare: World) -> None:
    case = second_draft(bare)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.SEND_BACK, OFFICER, "For ourselves alone.")
    for office in (EDITOR, "reviewer.chn", "practitioner", None):
        assert _entries(case, office)[-1] == "publish"
    assert _entries(case, WRITER)[-3:] == ["revise", "request_clearance", "send_back"]


def test_a_change_of_audience_is_read_by_the_delegation_and_then_by_the_editors(bare: World) -> None:
    case = second_draft(bare)
    case.edit(audience="members")
    assert _entries(case, WRITER)[-2:] == ["revise", "change_audience"]
    assert _entries(case, EDITOR)[-1] == "publish"
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    assert _entries(case, EDITOR)[-2:] == ["change_audience", "clear"]
    for office in (*OUTSIDE, "reviewer.chn"):
        assert "change_audience" not in _entries(case, office)


def test_editors_read_of_the_next_revision_once_it_is_submitted(bare: World) -> None:
    case = second_round(bare)
    assert _entries(case, EDITOR) == [
        *FIRST_ROUND, "publish", "clear", *ASKED, *JUDGED,
    ]  # fmt: skip
    assert _entries(case, None) == ["clear", "publish"]


def test_why_a_second_revision_was_declined_can_be_read_by_those_inside(bare: World) -> None:
    case = second_round(bare)
    case.act(Action.DECLINE, EDITOR, "The figures can't be traced.")
    for office in (WRITER, OFFICER, EDITOR, "reviewer.chn"):
        assert _entries(case, office)[-1] == "decline"
    assert _entries(case, None) == ["clear", "publish"]


def test_editors_read_all_reviews_handed_in_with_names_and_their_notes(bare: World) -> None:
    found = _reviews(case_in(bare, State.IN_REVIEW), EDITOR)
    assert [seen.reviewer.email for seen in found if seen.reviewer] == [f"{name}@demo.example" for name in REVIEWERS]
    assert {seen.note_to_editors for seen in found} == {"A note for the editors alone."}
    assert not any(seen.own for seen in found)


def test_an_unfinished_review_is_read_by_its_reviewer_alone(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    case.assign("reviewer.ken")
    case.respond("reviewer.ken")
    case.review("reviewer.ken", submit=False)
    assert len(_reviews(case, EDITOR)) == 2
    own = _reviews(case, "reviewer.ken")
    assert [(seen.own, seen.number, seen.review.submitted_at) for seen in own] == [(True, 3, None)]


def test_the_delegation_reads_reviews_only_after_a_decision_and_without_names(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assert _reviews(case, WRITER) == []
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    found = _reviews(case, WRITER)
    assert [(seen.revision, seen.number, seen.reviewer, seen.note_to_editors) for seen in found] == [
        (1, 1, None, ""),
        (1, 2, None, ""),
    ]
    assert found[0].review.remarks[0].text == "Say who counted."


def test_withdrawing_during_a_round_opens_no_undecided_reviews(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    case.act(Action.WITHDRAW, WRITER)
    assert _reviews(case, WRITER) == []


@pytest.mark.parametrize("decided", [State.PUBLISHED, State.ARCHIVED, State.DECLINED])
def test_the_delegation_reads_the_reviews_behind_every_decision(bare: World, decided: State) -> None:
    assert len(_reviews(case_in(bare, decided), OFFICER)) == 2


def test_a_reviewer_reads_the_others_once_it_is_decided_without_names_and_notes(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assert [(seen.own, seen.number) for seen in _reviews(case, "reviewer.fra")] == [(True, 2)]
    case.act(Action.PUBLISH, EDITOR)
    other, own = _reviews(case, "reviewer.fra")
    assert (other.own, other.number, other.reviewer, other.note_to_editors) == (False, 1, None, "")
    assert (own.own, own.number, own.note_to_editors) == (True, 2, "A note for the editors alone.")


def test_answers_are_read_by_those_who_gave_them_and_verdicts_by_the_reviewers(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.judge()
    found = {
        office: [_entries(case, office).count(action) for action in ("answer_remark", "confirm_remark")]
        for office in (WRITER, EDITOR, "reviewer.chn")
    }
    assert found == {WRITER: [2, 0], EDITOR: [0, 2], "reviewer.chn": [0, 1]}


def test_everybody_else_and_an_editor_in_conflict_read_none(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, co_submitters=["BRA"])
    for office in (*OUTSIDE, "editor.bra"):
        assert _reviews(case, office) == []
