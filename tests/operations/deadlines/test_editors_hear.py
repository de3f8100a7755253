"""What the editors are notified of: the last review at once, a silent reviewer, a case that has stalled."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import Action, NotificationEvent, State
from tests.support.calendar import Calendar
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, unanswered_round
from tests.support.world import START, World

CHN, FRA = REVIEWERS
EDITORS = ["editor.idn", "editor.bra", "editor.rwa", "editor.chn"]


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


def _stalls(calendar: Calendar) -> list[int]:
    """Return the days on which an editor heard that a case has stalled, counted from the start."""
    told = calendar.sent(NotificationEvent.CASE_STALLED)
    return [(t.day - START.date()).days for t in told if t.office == EDITOR]


def test_the_last_review_in_reaches_the_editors_at_once_and_once(calendar: Calendar, bare: World) -> None:
    case = unanswered_round(bare)
    case.judge(reviewers=(CHN,))
    assert calendar.sent(NotificationEvent.LAST_REVIEW_IN) == []
    case.judge(reviewers=(FRA,))
    assert sorted(told.office for told in calendar.sent(NotificationEvent.LAST_REVIEW_IN)) == sorted(EDITORS)
    case.review(FRA, overall="Said better.")
    assert len(calendar.sent(NotificationEvent.LAST_REVIEW_IN)) == len(EDITORS)


@pytest.mark.slow
def test_an_editor_in_conflict_hears_nothing(calendar: Calendar, bare: World) -> None:
    case = unanswered_round(bare, co_submitters=["BRA"])
    case.declare("editor.rwa")
    case.respond(FRA)
    calendar.run_daily(60)
    case.review(FRA)
    heard = {
        told.office
        for told in calendar.sent(
            NotificationEvent.REVIEWER_SILENT, NotificationEvent.CASE_STALLED, NotificationEvent.LAST_REVIEW_IN
        )
    }
    assert heard == {"editor.idn", "editor.chn"}


@pytest.mark.slow
@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED])
def test_a_stalled_case_is_reported_once_until_it_stalls_again(calendar: Calendar, bare: World, state: State) -> None:
    case = case_in(bare, state)
    calendar.run_daily(70)
    assert _stalls(calendar) == [30]
    case.declare("editor.bra")  # somebody did something
    calendar.run_daily(70)
    if state == State.REVISION_REQUESTED:  # the text is with its author: nothing but its return ends the waiting
        assert _stalls(calendar) == [30]
        return
    assert _stalls(calendar) == [30, 100]
    last = calendar.sent(NotificationEvent.CASE_STALLED)[-1]
    assert last.facts == {"day": (START + timedelta(days=70)).date().isoformat(), "days": 30}
    assert "editor.bra" not in {told.office for told in calendar.sent(NotificationEvent.CASE_STALLED)[4:]}


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_CLEARANCE, State.PUBLISHED, State.DECLINED, State.WITHDRAWN])
def test_what_no_editor_waits_for_does_not_stall(calendar: Calendar, bare: World, state: State) -> None:
    case_in(bare, state)
    calendar.pass_days(300)
    assert calendar.run() == {}


def test_a_later_draft_does_not_stall(calendar: Calendar, bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.act(Action.REVISE, WRITER)
    calendar.pass_days(31)
    assert calendar.run() == {}
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    calendar.pass_days(31)
    assert calendar.run() == {}


@pytest.mark.slow
def test_clearance_of_an_answer_stalls_as_if_it_were_still_being_revised(calendar: Calendar, bare: World) -> None:
    """Whether the delegation is at its own clearance is not for the editors to learn."""
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    calendar.run_daily(31)
    assert _stalls(calendar) == [30]
    case.act(Action.CLEAR, OFFICER)
    calendar.run_daily(29)
    assert _stalls(calendar) == [30]


@pytest.mark.slow
def test_a_reviewer_who_answers_in_the_end_is_silent_no_more(calendar: Calendar, bare: World) -> None:
    """Accepted late, the days to review start again: the editors hear again only when that, too, leads to nothing."""
    case: Steps = unanswered_round(bare)
    case.release(FRA)
    calendar.run_daily(27)
    case.respond(CHN)
    calendar.run_daily(30)
    silent = [told for told in calendar.sent(NotificationEvent.REVIEWER_SILENT) if told.office == EDITOR]
    assert [((t.day - START.date()).days, t.facts["matter"]) for t in silent] == [(11, "invitation"), (55, "review")]
    assert [(t.day - START.date()).days for t in calendar.sent(NotificationEvent.REVIEW_REMINDER)] == [41, 46, 49, 55]
