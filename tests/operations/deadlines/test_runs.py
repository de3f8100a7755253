"""Runs of the reminders: repeated and concurrent runs send nothing twice, and one faulty case stops no other."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from case_studies.models import Assignment, Case
from case_studies.operations.deadlines import reminders
from case_studies.operations.deadlines.reminder_schedule import Deadline, reviewer_deadline
from case_studies.operations.deadlines.reminders import EVENTS, FAULTS, send_reminders
from case_studies.vocabulary import Action, NotificationEvent, State
from tests.support.calendar import Calendar
from tests.support.commands import run as command
from tests.support.page_reader import statements
from tests.support.workflow_cases import EDITOR, REVIEWERS, case_in, unanswered_round
from tests.support.world import World

CHN, FRA = REVIEWERS
NOTHING = {**{event.value: 0 for event in EVENTS}, FAULTS: 0}


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


@pytest.mark.slow
def test_two_runs_at_once_notify_once(calendar: Calendar, bare: World) -> None:
    for _ in range(3):
        unanswered_round(bare)
    calendar.pass_days(35)
    barrier = Barrier(3)

    def at_once(_number: int) -> dict[str, int]:
        barrier.wait(timeout=30)
        return send_reminders(bare.platform.work)

    with ThreadPoolExecutor(3) as threads:
        counts = list(threads.map(at_once, range(3)))
    for event, number in (
        (NotificationEvent.INVITATION_REMINDER, 6),
        (NotificationEvent.REVIEWER_SILENT, 24),
        (NotificationEvent.CASE_STALLED, 12),
    ):
        assert sum(count[event] for count in counts) == number == len(calendar.sent(event))
    assert all(count[FAULTS] == 0 for count in counts)
    assert send_reminders(bare.platform.work) == NOTHING


def _break(monkeypatch: pytest.MonkeyPatch, office: str) -> None:
    """Let the run fail at every assignment of a reviewer."""

    def fail(case: Case, assignment: Assignment, *rest: Any) -> Deadline | None:
        if assignment.reviewer.email.startswith(office):
            raise ZeroDivisionError
        return reviewer_deadline(case, assignment, *rest)

    monkeypatch.setattr(reminders, "reviewer_deadline", fail)


def test_a_fault_with_one_case_does_not_stop_the_others(
    calendar: Calendar, bare: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged, whole = unanswered_round(bare), case_in(bare, State.SUBMITTED)
    whole.assign("reviewer.jpn")
    calendar.pass_days(6)
    _break(monkeypatch, CHN)
    with caplog.at_level(logging.ERROR):
        counts = send_reminders(bare.platform.work)
    assert (counts[NotificationEvent.INVITATION_REMINDER], counts[FAULTS]) == (1, 1)
    assert [told.office for told in calendar.sent()] == ["reviewer.jpn"]
    assert f"reminders of case {damaged.look().id} failed" in caplog.text
    monkeypatch.undo()
    assert calendar.run() == {"invitation_reminder": 2}


@pytest.mark.slow
def test_a_run_asks_as_little_for_many_cases_as_for_one(calendar: Calendar, bare: World) -> None:
    unanswered_round(bare)
    calendar.pass_days(12)
    asked = []
    for _ in range(2):
        calendar.run()
        with statements(bare) as seen:
            assert calendar.run() == {}
        asked.append(len(seen))
        for _ in range(3):
            unanswered_round(bare)
        calendar.pass_days(12)
    assert asked[0] == asked[1] < 25
    assert not [statement for statement in seen if not statement.startswith(("SELECT", "BEGIN"))]


def test_what_is_far_off_is_not_even_looked_at(calendar: Calendar, bare: World) -> None:
    unanswered_round(bare)
    case_in(bare, State.REVISION_REQUESTED)
    with statements(bare) as seen:
        assert calendar.run() == {}
    assert len(seen) < 10  # each kind of deadline is asked for once


def test_people_who_join_later_are_not_notified_of_past_events(calendar: Calendar, bare: World) -> None:
    unanswered_round(bare)
    calendar.pass_days(12)
    calendar.run()
    calendar.change_account("practitioner", roles=["editor"])
    assert calendar.run() == {}


def test_the_command_reports_what_was_sent(calendar: Calendar, bare: World) -> None:
    case = unanswered_round(bare)
    case.respond(FRA)
    calendar.pass_days(11)
    code, output = command(bare, "duties", "run")
    assert code == 0
    assert output == (
        "invitation reminder: 1, review reminder: 0, revision reminder: 0, consent reminder: 0, reviewer silent: 4, "
        "case stalled: 0, confirmation due: 0, part hidden: 0, issue asked again: 0, issue answer by passed: 0, "
        "issue synthesis due: 0, issue case moved: 0, new cases: 0, faults: 0.\n"
    )
    assert command(bare, "duties", "run")[1].startswith("invitation reminder: 0, ")


def test_the_command_fails_where_a_case_could_not_be_handled(
    calendar: Calendar, bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unanswered_round(bare)
    _break(monkeypatch, CHN)
    calendar.pass_days(11)
    code, output = command(bare, "duties", "run")
    assert code == 1
    assert "faults: 1." in output
    assert "Traceback" not in output


def test_nobody_is_notified_of_a_case_withdrawn_during_the_run(calendar: Calendar, bare: World) -> None:
    """A case is looked at again when nobody else is at it: here the first one's commit withdraws the second."""
    first, second = unanswered_round(bare), unanswered_round(bare)
    calendar.pass_days(12)
    work = bare.platform.work
    before, withdrawn = work.after_commit, []

    def withdraw_the_second() -> None:
        if not withdrawn:
            withdrawn.append(second.reference)
            second.act(Action.WITHDRAW, "focal-point.gha")

    work.after_commit = (withdraw_the_second,)
    send_reminders(work)
    work.after_commit = before
    keys = {told.key.split(":")[2] for told in calendar.sent(NotificationEvent.INVITATION_REMINDER)}
    assert keys == {str(first.assignment(reviewer)) for reviewer in REVIEWERS}
    assert {told.office for told in calendar.sent(NotificationEvent.REVIEWER_SILENT)} >= {EDITOR}
