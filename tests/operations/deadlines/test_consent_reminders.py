"""Who is reminded to confirm a text as a co-submitter, and when: day by day, each reminder once."""

import pytest

from case_studies.vocabulary import Action, NotificationEvent, State
from tests.support.calendar import Calendar
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import START, World

SENEGAL, BRAZIL = "clearance.sen", "clearance.bra"
REMINDER = NotificationEvent.CONSENT_REMINDER


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


@pytest.fixture
def case(bare: World) -> Steps:
    """A case that waits for two co-submitters, who are asked today."""
    return case_in(bare, State.IN_CLEARANCE, co_submitters=["SEN", "BRA"])


def reminded(calendar: Calendar) -> list[tuple[int, str, str]]:
    sent = calendar.sent(REMINDER)
    return sorted(((one.day - START.date()).days, one.office, one.facts["kind"]) for one in sent)


@pytest.mark.slow
def test_who_has_not_answered_is_reminded_before_and_after_the_last_day(calendar: Calendar, case: Steps) -> None:
    case.consent(BRAZIL)
    calendar.run_daily(20)
    assert reminded(calendar) == [(5, SENEGAL, "before_2"), (8, SENEGAL, "after_1"), (11, SENEGAL, "after_4")]


def test_each_is_sent_once_however_often_it_is_looked_for_and_both_get_it(calendar: Calendar, case: Steps) -> None:
    calendar.pass_days(5)
    assert calendar.run() == {"consent_reminder": 2}
    assert calendar.run() == {}
    assert reminded(calendar) == [(5, BRAZIL, "before_2"), (5, SENEGAL, "before_2")]
    assert {one.facts["days"] for one in calendar.sent(REMINDER)} == {2}


@pytest.mark.slow
@pytest.mark.parametrize("confirmed", [True, False])
def test_an_answer_ends_them(calendar: Calendar, case: Steps, confirmed: bool) -> None:
    calendar.run_daily(6)
    for officer in (SENEGAL, BRAZIL):
        case.consent(officer, confirmed=confirmed, reason="" if confirmed else "Not our words.")
    calendar.run_daily(14)
    assert {day for day, *_who in reminded(calendar)} == {5}


def test_a_text_that_is_back_with_its_author_reminds_nobody_and_a_new_request_begins_again(
    calendar: Calendar, case: Steps
) -> None:
    calendar.run_daily(6)
    case.act(Action.SEND_BACK, OFFICER, "Name the year.")
    calendar.run_daily(4)
    assert {day for day, *_who in reminded(calendar)} == {5}
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    calendar.run_daily(6)
    assert [row for row in reminded(calendar) if row[0] > 5] == [(15, BRAZIL, "before_2"), (15, SENEGAL, "before_2")]
