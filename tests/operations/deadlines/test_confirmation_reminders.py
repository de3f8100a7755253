"""Who is asked to confirm a published case, and when: reminders and desks, day by day."""

from datetime import timedelta

import pytest

from case_studies.operations.desk.desk import desk
from case_studies.operations.desk.tasks import TaskGroup
from case_studies.vocabulary import Action, NotificationEvent, SaidLife, State
from tests.support.calendar import Calendar
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import START, World

DUE = NotificationEvent.CONFIRMATION_DUE
SENTENCE = "The unit went home with its trucks."


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.PUBLISHED)


def reminded(calendar: Calendar) -> list[tuple[int, str]]:
    return [((told.day - START.date()).days, told.office) for told in calendar.sent(DUE)]


def groups(world: World, office: str) -> list[TaskGroup]:
    with world.platform.work.reading() as session:
        return [task.group for task in desk(session, world.actor(office)).tasks]


@pytest.mark.slow
def test_the_focal_point_is_reminded_thirty_days_before_and_on_the_last_day(calendar: Calendar, case: Steps) -> None:
    calendar.pass_days(333)
    calendar.run_daily(40)
    assert reminded(calendar) == [(335, WRITER), (365, WRITER)]


def test_a_confirmation_ends_the_reminders_until_the_next_year(calendar: Calendar, case: Steps) -> None:
    calendar.pass_days(340)
    calendar.run()
    case.confirm(SaidLife.IN_USE)
    for days in (1, 30, 290):
        calendar.pass_days(days)
        calendar.run()
    assert len(reminded(calendar)) == 1
    calendar.pass_days(20)
    calendar.run()
    assert len(reminded(calendar)) == 2


def test_a_reminder_that_was_missed_is_sent_late_and_once(calendar: Calendar, case: Steps) -> None:
    calendar.pass_days(499)
    calendar.run_daily(4)
    assert reminded(calendar) == [(500, WRITER)]


@pytest.mark.slow
@pytest.mark.parametrize("life", [SaidLife.STOPPED, SaidLife.HARMFUL])
def test_nobody_is_asked_about_what_ended(calendar: Calendar, case: Steps, life: SaidLife) -> None:
    case.confirm(life, SENTENCE)
    calendar.pass_days(366)
    calendar.run()
    assert reminded(calendar) == []
    assert groups(case.world, WRITER) == []


@pytest.mark.slow
def test_a_case_is_on_the_desk_of_the_focal_point_from_thirty_days_before_until_it_is_confirmed(
    bare: World, case: Steps
) -> None:
    bare.clock.moment += timedelta(days=334)
    assert groups(bare, WRITER) == []
    bare.clock.moment += timedelta(days=1)
    assert groups(bare, WRITER) == [TaskGroup.TO_CONFIRM]
    assert groups(bare, OFFICER) == groups(bare, "focal-point.deu") == groups(bare, "editor.idn") == []
    case.confirm(SaidLife.IN_USE, office=WRITER)
    assert groups(bare, WRITER) == []


def test_a_next_draft_and_the_confirmation_are_two_tasks(bare: World, case: Steps) -> None:
    bare.clock.moment += timedelta(days=400)
    case.act(Action.REVISE, WRITER)
    assert sorted(groups(bare, WRITER)) == [TaskGroup.DRAFTS, TaskGroup.TO_CONFIRM]


def test_a_sentence_waits_on_the_desk_of_the_clearance_officer_who_is_notified(bare: World, case: Steps) -> None:
    case.confirm(SaidLife.STOPPED, SENTENCE, WRITER)
    assert groups(bare, OFFICER) == [TaskGroup.SENTENCES]
    assert groups(bare, WRITER) == []
    told = Calendar(bare).sent(NotificationEvent.SENTENCE_TO_CLEAR)
    assert {one.office for one in told} == {OFFICER}
    case.confirm(SaidLife.STOPPED, SENTENCE, OFFICER)
    assert groups(bare, OFFICER) == []


@pytest.mark.slow
def test_the_months_can_be_changed(calendar: Calendar, case: Steps) -> None:
    calendar.world.reconnect(confirmation_months=3)
    calendar.pass_days(68)
    calendar.run_daily(30)
    assert [day for day, _ in reminded(calendar)] == [70, 92]
