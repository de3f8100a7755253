"""What waits for whom, since when, by when, and what the next step is; and what nobody may learn from it."""

from datetime import timedelta

import pytest

from case_studies.models import Absence
from case_studies.operations.desk.desk import Desk, desk
from case_studies.operations.desk.tasks import Task, TaskGroup
from case_studies.vocabulary import Action, State
from tests.support.page_reader import statements
from tests.support.workflow_cases import (
    EDITOR,
    OFFICER,
    REVIEWERS,
    WRITER,
    Steps,
    case_in,
    second_draft,
    second_round,
    unanswered_round,
)
from tests.support.world import START, World

A = Action
FIRST, SECOND = REVIEWERS
TODAY = START.date()


def desk_of(world: World, office: str) -> Desk:
    """Return the desk of an office."""
    with world.platform.work.reading() as session:
        return desk(session, world.actor(office))


def lying(world: World, office: str) -> list[tuple[str, str]]:
    """Return group and step of all that waits for an office, in the order of the desk."""
    return [(w.group, w.step) for items in desk_of(world, office).groups.values() for w in items]


def only(world: World, office: str) -> Task:
    """Return the one thing that waits for an office."""
    (waiting,) = desk_of(world, office).tasks
    return waiting


def pass_days(world: World, days: int) -> None:
    world.clock.moment += timedelta(days=days)


def reviewed_round(world: World) -> Steps:
    """Return a case whose revision was cleared after a round: its reviewers are invited again."""
    case = case_in(world, State.REVISION_REQUESTED)
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.act(A.CLEAR, OFFICER)
    return case


# ---- The delegation


@pytest.mark.slow
def test_a_focal_point_answers_remarks_then_changes_what_came_back_then_goes_on_writing(bare: World) -> None:
    Steps.start(bare)
    returned = case_in(bare, State.IN_CLEARANCE)
    returned.act(A.SEND_BACK, OFFICER, "Name no route.")
    case_in(bare, State.IN_REVIEW).act(A.REQUEST_REVISION, EDITOR, "Say who counted.")
    assert lying(bare, WRITER) == [
        (TaskGroup.TO_ANSWER, "answer_remarks"),
        (TaskGroup.SENT_BACK, "change_draft"),
        (TaskGroup.DRAFTS, "continue_draft"),
    ]
    groups = desk_of(bare, WRITER).groups
    asked, back = groups[TaskGroup.TO_ANSWER][0], groups[TaskGroup.SENT_BACK][0]
    assert (asked.numbers, asked.due) == ({"open": 2, "remarks": 2}, TODAY + timedelta(days=45))
    assert (asked.reason, back.reason) == ("Say who counted.", "Name no route.")


def test_a_revision_without_remarks_comes_back_with_the_editors_reason_alone(bare: World) -> None:
    case = unanswered_round(bare)
    for reviewer in REVIEWERS:
        case.respond(reviewer)
        case.review(reviewer, remarks=[])
    case.act(A.REQUEST_REVISION, EDITOR, "Shorten it.")
    waiting = only(bare, WRITER)
    assert (waiting.group, waiting.step, waiting.reason) == (TaskGroup.SENT_BACK, "change_draft", "Shorten it.")


def test_what_was_answered_already_is_counted(bare: World) -> None:
    case_in(bare, State.REVISION_REQUESTED)
    waiting = only(bare, WRITER)
    assert waiting.numbers == {"open": 0, "remarks": 2}
    assert (waiting.group, waiting.step) == (TaskGroup.ANSWERED, "ask_for_clearance")


def test_the_oldest_lies_on_top(bare: World) -> None:
    cases = [Steps.start(bare) for _ in range(3)]
    cases[0].edit(title="Written in last")
    assert [w.case.reference for w in desk_of(bare, WRITER).tasks] == [case.reference for case in cases]


def test_a_clearance_officer_decides_what_is_in_clearance(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE)
    waiting = only(bare, OFFICER)
    assert (waiting.group, waiting.step, waiting.since) == (
        TaskGroup.TO_CLEAR,
        "decide_clearance",
        case.look().moved_at,
    )
    assert lying(bare, WRITER) == []


# ---- Reviewers


def test_an_invitation_waits_by_the_day_to_answer_it(bare: World) -> None:
    unanswered_round(bare)
    waiting = only(bare, FIRST)
    assert (waiting.group, waiting.step) == (TaskGroup.INVITATIONS, "answer_invitation")
    assert waiting.due == TODAY + timedelta(days=7)


def test_a_review_that_has_not_started_has_no_day(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    case.assign(FIRST)
    case.respond(FIRST)
    waiting = only(bare, FIRST)
    assert (waiting.group, waiting.step, waiting.due) == (TaskGroup.REVIEWS, "read_case", None)


def test_reviews_lie_by_their_days_and_days_away_count(bare: World) -> None:
    early, late = unanswered_round(bare), case_in(bare, State.SUBMITTED)
    late.assign(FIRST, due_on=TODAY + timedelta(days=9))
    late.assign(SECOND)
    late.act(A.START_REVIEW, EDITOR)
    for case in (early, late):
        case.respond(FIRST)
    expected = [(late.reference, TODAY + timedelta(days=9)), (early.reference, TODAY + timedelta(days=21))]
    assert [(w.case.reference, w.due) for w in desk_of(bare, FIRST).tasks] == expected
    with bare.platform.work.writing() as session:
        away = {"first_day": TODAY + timedelta(days=1), "last_day": TODAY + timedelta(days=5)}
        session.add(Absence(account_id=bare.actor(FIRST).account, **away))
    assert [w.due for w in desk_of(bare, FIRST).tasks] == [day + timedelta(days=5) for _, day in expected]


def test_a_review_is_overdue_the_day_after_its_day(bare: World) -> None:
    unanswered_round(bare).respond(FIRST)
    waiting = only(bare, FIRST)
    due = TODAY + timedelta(days=21)
    assert (waiting.step, waiting.is_overdue(due), waiting.is_overdue(due + timedelta(days=1))) == (
        "write_review",
        False,
        True,
    )


def test_a_revised_case_is_there_to_look_at_again(bare: World) -> None:
    case = reviewed_round(bare)
    assert lying(bare, FIRST) == [(TaskGroup.LOOK_AGAIN, "answer_invitation")]
    case.respond(FIRST)
    assert lying(bare, FIRST) == [(TaskGroup.LOOK_AGAIN, "review_again")]
    case.review(FIRST)
    assert lying(bare, FIRST) == []


@pytest.mark.parametrize("leaving", ["decline", "release", "declare"])
def test_nothing_waits_for_a_reviewer_who_left(bare: World, leaving: str) -> None:
    case = unanswered_round(bare)
    {
        "decline": lambda: case.respond(FIRST, accept=False),
        "release": lambda: case.release(FIRST),
        "declare": lambda: case.declare(FIRST),
    }[leaving]()
    found = desk_of(bare, FIRST)
    assert (found.tasks, found.others) == ([], [])


# ---- Editors


def test_a_new_case_needs_reviewers_then_its_start(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    assert lying(bare, EDITOR) == [(TaskGroup.NEW, "assign_reviewers")]
    case.assign(FIRST)
    assert lying(bare, EDITOR) == [(TaskGroup.REVIEWERS_NEEDED, "assign_reviewers")]
    case.assign(SECOND)
    assert lying(bare, EDITOR) == [(TaskGroup.NEW, "start_review")]
    case.respond(SECOND, accept=False)
    assert lying(bare, EDITOR) == [(TaskGroup.REVIEWERS_NEEDED, "assign_reviewers")]


def test_reviews_are_out_until_all_are_in(bare: World) -> None:
    case = unanswered_round(bare)
    assert lying(bare, EDITOR) == [(TaskGroup.REVIEWS_OUT, "wait_for_reviews")]
    case.judge(reviewers=(FIRST,))
    waiting = only(bare, EDITOR)
    assert (waiting.numbers["reviews"], waiting.numbers["asked"]) == (1, 2)
    assert waiting.due == TODAY + timedelta(days=21)
    case.judge(reviewers=(SECOND,))
    waiting = only(bare, EDITOR)
    assert (waiting.group, waiting.step, waiting.due) == (TaskGroup.ALL_IN, "decide", None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "days", "group"),
    [
        (False, 7 + 3, TaskGroup.REVIEWS_OUT),
        (False, 7 + 4, TaskGroup.REVIEWERS_NEEDED),
        (True, 21 + 6, TaskGroup.REVIEWS_OUT),
        (True, 21 + 7, TaskGroup.REVIEWERS_NEEDED),
    ],
)
def test_a_silent_reviewer_is_to_be_replaced(bare: World, accepted: bool, days: int, group: TaskGroup) -> None:
    """Four days after the day to answer, or seven after the day of the review."""
    case = unanswered_round(bare)
    case.judge(reviewers=(FIRST,))
    if accepted:
        case.respond(SECOND)
    pass_days(bare, days)
    waiting = only(bare, EDITOR)
    assert waiting.group == group
    assert waiting.numbers["silent"] == (group == TaskGroup.REVIEWERS_NEEDED)


def test_a_revision_that_came_back_is_marked_until_a_review_of_it_is_in(bare: World) -> None:
    case = reviewed_round(bare)
    assert lying(bare, EDITOR) == [(TaskGroup.REVISIONS_BACK, "see_revision")]
    case.judge(reviewers=(FIRST,))
    assert lying(bare, EDITOR) == [(TaskGroup.REVIEWS_OUT, "wait_for_reviews")]


@pytest.mark.slow
def test_what_does_not_move_lies_on_top_with_the_step_it_needs(bare: World) -> None:
    case_in(bare, State.SUBMITTED)
    case_in(bare, State.REVISION_REQUESTED)
    pass_days(bare, 29)
    fresh = case_in(bare, State.SUBMITTED)
    assert lying(bare, EDITOR) == [(TaskGroup.NEW, "assign_reviewers"), (TaskGroup.NEW, "assign_reviewers")]
    pass_days(bare, 1)
    assert lying(bare, EDITOR) == [
        (TaskGroup.STALLED, "assign_reviewers"),
        (TaskGroup.STALLED, "see_case"),
        (TaskGroup.NEW, "assign_reviewers"),
    ]
    assert desk_of(bare, EDITOR).groups[TaskGroup.NEW][0].case.reference == fresh.reference


def test_that_a_delegation_clears_its_answer_is_not_for_editors_to_follow(bare: World) -> None:
    """Neither state, nor date, nor title of a text that is back with its author."""
    case = case_in(bare, State.REVISION_REQUESTED)
    before = desk_of(bare, EDITOR).others
    pass_days(bare, 3)
    case.edit(title="Unsent words")
    case.act(A.REQUEST_CLEARANCE, WRITER)
    after = desk_of(bare, EDITOR).others
    assert [(o.state, o.since, o.title) for o in after] == [(o.state, o.since, o.title) for o in before]
    assert after[0].state == State.REVISION_REQUESTED


# ---- Others' part, and conflicts


def test_that_a_published_case_is_being_revised_is_its_delegations_to_know(bare: World) -> None:
    second_draft(bare).act(A.REQUEST_CLEARANCE, WRITER)
    assert len(desk_of(bare, WRITER).others) == 1
    for office in (EDITOR, FIRST):
        found = desk_of(bare, office)
        assert (found.tasks, found.others) == ([], [])


def test_a_case_that_another_editor_handles_is_counted_from_submission_to_decision(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, co_submitters=["IDN"])
    editor = "editor.bra"
    counts = [desk_of(bare, EDITOR).recused]
    for reviewer in REVIEWERS:
        case.assign(reviewer, editor)
    case.act(A.START_REVIEW, editor)
    case.judge()
    counts.append(desk_of(bare, EDITOR).recused)
    case.act(A.REQUEST_REVISION, editor, "Say who counted.")
    counts.append(desk_of(bare, EDITOR).recused)
    case.answer()
    case.act(A.REQUEST_CLEARANCE, WRITER)
    counts.append(desk_of(bare, EDITOR).recused)
    case.act(A.CLEAR, OFFICER)
    counts.append(desk_of(bare, EDITOR).recused)
    assert counts == [1] * 5
    case.act(A.DECLINE, editor, "Not about safety.")
    found = desk_of(bare, EDITOR)
    assert (found.recused, found.tasks, found.others) == (0, [], [])


def test_a_declared_conflict_and_an_exception_change_the_desk_at_once(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    assert len(desk_of(bare, EDITOR).tasks) == 1
    case.declare(EDITOR)
    assert (desk_of(bare, EDITOR).tasks, desk_of(bare, EDITOR).recused) == ([], 1)
    case.except_(EDITOR, ("editor.bra", "editor.rwa"))
    assert (len(desk_of(bare, EDITOR).tasks), desk_of(bare, EDITOR).recused) == (1, 0)


@pytest.mark.slow
def test_nothing_that_reviewers_do_moves_the_delegations_desk(bare: World) -> None:
    case, other = unanswered_round(bare), unanswered_round(bare)

    def seen() -> list[tuple[object, ...]]:
        return [(o.reference, o.since, o.state) for o in desk_of(bare, WRITER).others]

    before = seen()
    pass_days(bare, 1)
    case.respond(FIRST)
    case.review(FIRST, submit=False)
    case.review(FIRST)
    case.review(FIRST, overall="Clear.")
    case.respond(SECOND, accept=False)
    other.declare(SECOND)
    other.release(FIRST)
    assert seen() == before


def test_a_reviewer_does_not_learn_when_another_one_acts(bare: World) -> None:
    case = unanswered_round(bare)
    case.judge(reviewers=(FIRST,))
    before = [other.since for other in desk_of(bare, FIRST).others]
    pass_days(bare, 1)
    case.judge(reviewers=(SECOND,))
    assert [other.since for other in desk_of(bare, FIRST).others] == before


@pytest.mark.slow
def test_a_desk_asks_the_database_as_often_for_many_cases_as_for_few(bare: World) -> None:
    def asked(office: str) -> int:
        with statements(bare) as seen:
            desk_of(bare, office)
        return len(seen)

    second_round(bare)
    unanswered_round(bare)
    before = {office: asked(office) for office in (WRITER, FIRST, EDITOR)}
    for _ in range(3):
        reviewed_round(bare)
        unanswered_round(bare)
    assert {office: asked(office) for office in before} == before
    assert max(before.values()) < 45, "three or four for each kind of thing that can wait on a desk"
