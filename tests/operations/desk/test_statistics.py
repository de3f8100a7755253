"""The editors' figures, against a small history whose medians are computed by hand."""

from datetime import timedelta

import pytest

from case_studies.models import Absence
from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.desk.statistics import ReviewerStatistics, Statistics, compute_statistics
from case_studies.vocabulary import Action, Role, State
from tests.support.page_reader import statements
from tests.support.workflow_cases import (
    EDITOR,
    OFFICER,
    REVIEWERS,
    WRITER,
    Steps,
    case_in,
    second_round,
    unanswered_round,
)
from tests.support.world import START, World

A = Action
FIRST, SECOND = REVIEWERS
S = State


def figures(world: World, office: str = EDITOR) -> Statistics:
    with world.platform.work.reading() as session:
        return compute_statistics(session, world.actor(office))


def states(world: World, office: str = EDITOR) -> dict[str, int]:
    """Return the states in which there are cases."""
    return {state: count for state, count in figures(world, office).states.items() if count}


def record(world: World, reviewer: str) -> ReviewerStatistics:
    (found,) = [r for r in figures(world).reviewers if r.reviewer.email == f"{reviewer}@demo.example"]
    return found


def stays(world: World) -> dict[str, tuple[int, float | None, int, float | None]]:
    """Return for each state the number of the stays that ended and of those that go on, each with the median."""
    return {
        found.state: (found.ended.count, found.ended.value, found.present.count, found.present.value)
        for found in figures(world).stays
    }


def wait(world: World, days: float) -> None:
    world.clock.moment += timedelta(days=days)


def two_rounds(world: World) -> Steps:
    """Take a case through two rounds: submitted 2 days, in review 6, revised 10 (4 in clearance), in review 3."""
    case = case_in(world, S.SUBMITTED)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    wait(world, 2)
    case.act(A.START_REVIEW, EDITOR)
    wait(world, 6)
    case.judge("revise")
    case.act(A.REQUEST_REVISION, EDITOR, "Say who counted.")
    wait(world, 6)
    case.answer()
    case.act(A.REQUEST_CLEARANCE, WRITER)
    wait(world, 4)
    case.act(A.CLEAR, OFFICER)
    wait(world, 3)
    case.judge()
    case.act(A.PUBLISH, EDITOR)
    return case


@pytest.mark.slow
def test_medians_by_hand(bare: World) -> None:
    two_rounds(bare)  # submitted 2, in review 6 and 3, revised 10
    unmoved = case_in(bare, S.SUBMITTED)
    wait(bare, 5)
    unanswered_round(bare)  # submitted 0, in review until today
    wait(bare, 1)
    for reviewer in REVIEWERS:
        unmoved.assign(reviewer)
    unmoved.act(A.START_REVIEW, EDITOR)  # submitted 6, in review until today
    wait(bare, 4)
    case_in(bare, S.SUBMITTED)  # until today
    wait(bare, 0.5)
    assert stays(bare) == {
        S.SUBMITTED: (3, 2, 1, 0.5),
        S.IN_REVIEW: (2, 4.5, 2, 5),
        S.REVISION_REQUESTED: (1, 10, 0, None),
    }
    assert states(bare) == {S.SUBMITTED: 1, S.IN_REVIEW: 2, S.PUBLISHED: 1}


def test_the_delegations_own_clearance_is_part_of_its_revising(bare: World) -> None:
    case = case_in(bare, S.REVISION_REQUESTED)
    wait(bare, 3)
    case.act(A.REQUEST_CLEARANCE, WRITER)
    wait(bare, 2)
    assert stays(bare)[S.REVISION_REQUESTED] == (0, None, 1, 5)
    assert states(bare) == {S.REVISION_REQUESTED: 1}


def test_what_editors_may_not_know_is_not_counted(bare: World) -> None:
    Steps.start(bare)
    case_in(bare, S.IN_CLEARANCE)
    case_in(bare, S.WITHDRAWN)
    case_in(bare, S.SUBMITTED).act(A.RETURN_TO_SUBMITTER, EDITOR, "Say who measured.")
    found = figures(bare)
    assert states(bare) == {}
    assert not any(stay.ended.count or stay.present.count for stay in found.stays)
    assert (found.reviewers, found.rounds) == ([], {})


@pytest.mark.slow
def test_cases_in_conflict_are_left_out_of_every_figure(bare: World) -> None:
    case_in(bare, S.PUBLISHED)
    case_in(bare, S.PUBLISHED, co_submitters=["RWA"])
    case_in(bare, S.IN_REVIEW, host_states=["RWA"])
    found = figures(bare, "editor.rwa")
    assert states(bare, "editor.rwa") == {S.PUBLISHED: 1}
    assert states(bare) == {S.PUBLISHED: 2, S.IN_REVIEW: 1}
    assert [(r.asked, r.handed_in) for r in found.reviewers] == [(1, 1), (1, 1)]
    assert found.rounds == {1: 1}
    assert sum(stay.ended.count + stay.present.count for stay in found.stays) == 2
    declared = case_in(bare, S.SUBMITTED)
    declared.declare("editor.rwa")
    assert states(bare, "editor.rwa") == {S.PUBLISHED: 1}


@pytest.mark.slow
def test_an_editor_who_also_writes_counts_nothing_of_their_own_delegation(bare: World) -> None:
    roles = [Role.EDITOR, Role.FOCAL_POINT]
    with bare.platform.work.writing() as session:
        add_account(session, "both.gha@demo.example", "GHA", roles, office="Mission", password_hash="-")
    case_in(bare, S.PUBLISHED)
    case_in(bare, S.IN_REVIEW)
    found = figures(bare, "both.gha")
    assert (states(bare, "both.gha"), found.reviewers, found.rounds) == ({}, [], {})


@pytest.mark.slow
def test_what_became_of_asking_each_reviewer(bare: World) -> None:
    """The first: two reviews in 8 and 3 days, one invitation open. The second: the same, and declined the third."""
    two_rounds(bare)
    case = unanswered_round(bare)
    case.respond(SECOND, accept=False)
    first, second = record(bare, FIRST), record(bare, SECOND)
    assert [(r.asked, r.accepted, r.declined, r.handed_in, r.on_time) for r in (first, second)] == [
        (3, 2, 0, 2, 2),
        (3, 2, 1, 2, 2),
    ]
    assert first.median_days == 5.5
    assert [r.reviewer.delegation.name for r in figures(bare).reviewers] == ["China", "France"]


@pytest.mark.slow
@pytest.mark.parametrize(("days", "away", "on_time"), [(21, 0, 1), (22, 0, 0), (22, 1, 1), (26, 5, 1), (27, 5, 0)])
def test_on_time_is_by_the_day_that_counts_and_the_first_time(bare: World, days: int, away: int, on_time: int) -> None:
    case = unanswered_round(bare)
    case.respond(FIRST)
    if away:
        with bare.platform.work.writing() as session:
            first = START.date() + timedelta(days=10)
            spell = {"first_day": first, "last_day": first + timedelta(days=away - 1)}
            session.add(Absence(account_id=bare.actor(FIRST).account, **spell))
    wait(bare, days)
    case.review(FIRST)
    wait(bare, 30)
    case.review(FIRST, overall="Still clear.")
    found = record(bare, FIRST)
    assert (found.handed_in, found.on_time, found.median_days) == (1, on_time, days)


@pytest.mark.slow
def test_rounds_count_from_the_submission_to_the_latest_publication(bare: World) -> None:
    two_rounds(bare)
    case_in(bare, S.PUBLISHED)
    second_round(bare)  # its first publication took one; the second is not there yet
    assert figures(bare).rounds == {1: 2, 2: 1}
    again = second_round(bare)
    again.act(A.REQUEST_REVISION, EDITOR, "Say who counted.")
    again.answer()
    again.act(A.REQUEST_CLEARANCE, WRITER)
    again.act(A.CLEAR, OFFICER)
    again.judge()
    assert figures(bare).rounds == {1: 3, 2: 1}
    again.act(A.PUBLISH, EDITOR)
    assert figures(bare).rounds == {1: 2, 2: 2}


@pytest.mark.slow
def test_many_cases_are_measured_with_as_many_queries_as_few(bare: World) -> None:
    def asked() -> int:
        with statements(bare) as seen:
            figures(bare)
        return len(seen)

    two_rounds(bare)
    before = asked()
    for _ in range(3):
        two_rounds(bare)
        unanswered_round(bare)
    assert asked() == before
    assert before < 25
