"""Who is reminded of what, and when: the schedule through the real database, day by day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from case_studies.models import Case
from case_studies.vocabulary import Action, NotificationEvent, State
from tests.support.calendar import Calendar
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, unanswered_round
from tests.support.world import START, World

CHN, FRA = REVIEWERS
EDITORS = {"editor.idn", "editor.bra", "editor.rwa", "editor.chn"}


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


@pytest.fixture
def case(bare: World) -> Steps:
    """A round that China and France are asked to today, and have not answered."""
    return unanswered_round(bare)


@pytest.mark.slow
def test_a_silent_invitation_is_reminded_of_and_then_reported_to_the_editors(calendar: Calendar, case: Steps) -> None:
    case.respond(FRA)
    calendar.run_daily(20)
    assert calendar.kinds(NotificationEvent.INVITATION_REMINDER) == [
        (CHN, "before_2"),
        (CHN, "after_1"),
        (CHN, "after_4"),
    ]
    days = [(told.day - START.date()).days for told in calendar.sent(NotificationEvent.INVITATION_REMINDER)]
    assert days == [5, 8, 11]
    silent = calendar.sent(NotificationEvent.REVIEWER_SILENT)
    assert {told.office for told in silent} == EDITORS
    assert {(told.day - START.date()).days for told in silent} == {11}


@pytest.mark.slow
def test_an_accepted_review_is_reminded_of_and_then_reported_to_the_editors(calendar: Calendar, case: Steps) -> None:
    case.respond(CHN)
    case.respond(FRA, accept=False)
    calendar.run_daily(35)
    reminded = calendar.sent(NotificationEvent.REVIEW_REMINDER)
    assert [((told.day - START.date()).days, told.office) for told in reminded] == [
        (14, CHN), (19, CHN), (22, CHN), (28, CHN),
    ]  # fmt: skip
    assert calendar.sent(NotificationEvent.INVITATION_REMINDER) == []
    assert {(told.day - START.date()).days for told in calendar.sent(NotificationEvent.REVIEWER_SILENT)} == {28}


@pytest.mark.slow
def test_a_delegation_is_reminded_of_the_revision(calendar: Calendar, bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    calendar.run_daily(70)
    reminded = calendar.sent(NotificationEvent.REVISION_REMINDER)
    assert [((told.day - START.date()).days, told.office) for told in reminded] == [
        (31, WRITER), (42, WRITER), (46, WRITER), (59, WRITER),
    ]  # fmt: skip
    assert {told.facts["revision"] for told in reminded} == {case.look().current.number} == {2}


def test_the_facts_fill_in_the_words_and_name_nobody(calendar: Calendar, case: Steps) -> None:
    calendar.run_daily(11)
    first, *_, last = [told for told in calendar.sent(NotificationEvent.INVITATION_REMINDER) if told.office == CHN]
    day, mine = (START + timedelta(days=7)).date().isoformat(), case.assignment(CHN)
    assert first.facts == {
        "matter": "invitation", "kind": "before_2", "day": day, "days": 2, "revision": 1, "assignment": mine,
    }  # fmt: skip
    assert (last.facts["kind"], last.facts["days"]) == ("after_4", -4)
    for told in calendar.sent(NotificationEvent.REVIEWER_SILENT):
        assert told.facts["number"] in (1, 2)
        assert "assignment" not in told.facts
        assert not any(word in str(told.facts) for word in ("reviewer", "CHN", "FRA", "@"))


@pytest.mark.slow
def test_the_delegation_hears_of_no_reviewer(calendar: Calendar, case: Steps) -> None:
    calendar.run_daily(70)
    offices = {told.office for told in calendar.sent()}
    assert offices == {*REVIEWERS, *EDITORS}


@pytest.mark.slow
def test_an_absence_moves_every_reminder(calendar: Calendar, case: Steps) -> None:
    """Away from the 4th day to the 13th: ten days later, and nothing meanwhile."""
    calendar.be_away(CHN, calendar.day(4), calendar.day(13))
    calendar.run_daily(30)
    days = [
        (t.day - START.date()).days for t in calendar.sent(NotificationEvent.INVITATION_REMINDER) if t.office == CHN
    ]
    assert days == [15, 18, 21]
    days = [
        (t.day - START.date()).days for t in calendar.sent(NotificationEvent.INVITATION_REMINDER) if t.office == FRA
    ]
    assert days == [5, 8, 11]


@pytest.mark.slow
def test_an_absence_after_the_day_holds_the_editors_back_too(calendar: Calendar, case: Steps) -> None:
    case.release(FRA)
    calendar.be_away(CHN, calendar.day(9), calendar.day(18))
    calendar.run_daily(30)
    assert {(told.day - START.date()).days for told in calendar.sent(NotificationEvent.REVIEWER_SILENT)} == {21}


@pytest.mark.slow
def test_an_invitation_can_be_answered_before_the_review_starts_and_the_review_waits(
    calendar: Calendar, bare: World
) -> None:
    case = case_in(bare, State.SUBMITTED)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.respond(FRA)
    calendar.run_daily(29)
    assert {office for office, _ in calendar.kinds(NotificationEvent.INVITATION_REMINDER)} == {CHN}
    assert calendar.sent(NotificationEvent.REVIEW_REMINDER) == []
    case.act(Action.START_REVIEW, EDITOR)
    calendar.run_daily(14)
    told = calendar.sent(NotificationEvent.REVIEW_REMINDER)
    assert [((t.day - START.date()).days, t.office, t.facts["kind"]) for t in told] == [(43, FRA, "before_7")]


def test_what_was_missed_goes_out_once_and_only_the_latest_of_it(calendar: Calendar, case: Steps) -> None:
    case.respond(CHN)
    case.release(FRA)
    calendar.pass_days(20)
    assert calendar.run() == {"review_reminder": 1}
    assert calendar.run() == {}
    calendar.pass_days(40)
    calendar.run()
    calendar.run_daily(3)
    assert calendar.kinds(NotificationEvent.REVIEW_REMINDER) == [(CHN, "before_2"), (CHN, "after_7")]


def _request_revision(case: Steps) -> None:
    case.review(FRA)
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")


def _publish(case: Steps) -> None:
    case.assign("reviewer.jpn")
    case.judge(reviewers=("reviewer.jpn",))
    case.review(FRA)
    case.act(Action.PUBLISH, EDITOR)


CLOSINGS: dict[str, Callable[[Steps], object]] = {
    "released": lambda case: case.release(CHN),
    "revision requested": _request_revision,
    "published": _publish,
    "case declined": lambda case: case.act(Action.DECLINE, EDITOR, "Not about safety."),
    "withdrawn": lambda case: case.act(Action.WITHDRAW, OFFICER),
    "conflict declared": lambda case: case.declare(CHN),
    "account closed": lambda case: Calendar(case.world).change_account(CHN, active=False),
    "no reviewer any more": lambda case: Calendar(case.world).change_account(CHN, roles=["practitioner"]),
}
OF_A_REVIEW = {**CLOSINGS, "handed in": lambda case: case.review(CHN)}
OF_AN_INVITATION = {
    **CLOSINGS,
    "accepted": lambda case: case.respond(CHN),
    "declined": lambda case: case.respond(CHN, accept=False),
}


@pytest.mark.slow
@pytest.mark.parametrize("closing", OF_AN_INVITATION)
def test_nobody_is_reminded_of_a_closed_invitation(calendar: Calendar, case: Steps, closing: str) -> None:
    case.respond(FRA)
    calendar.run_daily(5)
    OF_AN_INVITATION[closing](case)
    calendar.run_daily(8)
    assert calendar.kinds(NotificationEvent.INVITATION_REMINDER) == [(CHN, "before_2")]
    assert calendar.sent(NotificationEvent.REVIEWER_SILENT) == []


@pytest.mark.slow
@pytest.mark.parametrize("closing", OF_A_REVIEW)
def test_nobody_is_reminded_of_a_closed_review(calendar: Calendar, case: Steps, closing: str) -> None:
    case.respond(CHN)
    case.respond(FRA)
    calendar.run_daily(14)
    OF_A_REVIEW[closing](case)
    calendar.run_daily(16)
    assert [kind for office, kind in calendar.kinds(NotificationEvent.REVIEW_REMINDER) if office == CHN] == ["before_7"]
    assert 1 not in {told.facts["number"] for told in calendar.sent(NotificationEvent.REVIEWER_SILENT)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "closing",
    [
        lambda case: case.act(Action.REQUEST_CLEARANCE, WRITER),
        lambda case: case.act(Action.WITHDRAW, OFFICER),
        lambda case: Calendar(case.world).change_account(WRITER, active=False),
    ],
    ids=["handed on", "withdrawn", "account closed"],
)
def test_nobody_is_reminded_of_a_closed_revision(
    calendar: Calendar, bare: World, closing: Callable[[Steps], object]
) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    calendar.run_daily(31)
    closing(case)
    calendar.run_daily(40)
    assert calendar.kinds(NotificationEvent.REVISION_REMINDER) == [(WRITER, "before_14")]


@pytest.mark.slow
def test_while_the_text_is_back_with_its_author_nobody_is_reminded(calendar: Calendar, bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    case.assign(CHN)
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "Name the unit.")
    calendar.run_daily(60)
    assert calendar.sent() == []
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    calendar.run_daily(5)
    assert [told.facts["days"] for told in calendar.sent(NotificationEvent.INVITATION_REMINDER)] == [2]


def test_the_next_round_has_its_own_reminders(calendar: Calendar, bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    calendar.run_daily(5)
    assert calendar.kinds(NotificationEvent.INVITATION_REMINDER) == [(CHN, "before_2"), (FRA, "before_2")]
    assert {told.facts["revision"] for told in calendar.sent()} == {2}


@pytest.mark.slow
def test_the_duties_change_nothing_of_a_case(calendar: Calendar, case: Steps) -> None:
    def looks(found: Case) -> tuple[object, ...]:
        return found.version, found.changed_at, found.moved_at, found.state

    before = looks(case.look())
    calendar.run_daily(40)
    assert calendar.sent()
    assert looks(case.look()) == before
