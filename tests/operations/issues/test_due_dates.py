"""What time does to a difficult issue: its delegation is asked again, editors are reminded, and no state changes."""

from datetime import timedelta
from typing import Any

import pytest

from case_studies.operations.issues import due_dates
from case_studies.operations.issues.due_dates import EVENTS, send_issue_reminders
from case_studies.vocabulary import Action, IssueState, NotificationEvent, State
from tests.support.api_client import fine
from tests.support.calendar import Calendar
from tests.support.issues import ANSWERER, ASKER, EDITOR, OUTCOME, SYNTHESIS, issue_in
from tests.support.page_reader import read, words
from tests.support.workflow_cases import OFFICER, WRITER, case_in
from tests.support.world import START, World, csrf

S = IssueState
EDITORS = {"editor.idn", "editor.bra", "editor.rwa", "editor.chn"}


@pytest.fixture
def calendar(bare: World) -> Calendar:
    return Calendar(bare)


def run_on(calendar: Calendar, *days: int) -> None:
    """Run the job twice on each of these days after the start."""
    for number in days:
        calendar.world.clock.moment = START + timedelta(days=number)
        send_issue_reminders(calendar.world.platform.work)
        again = send_issue_reminders(calendar.world.platform.work)
        assert not any(again.values()), "a second run sends nothing"


def sent(calendar: Calendar, event: NotificationEvent) -> list[tuple[int, str]]:
    return [((one.day - START.date()).days, one.office) for one in calendar.sent(event)]


@pytest.mark.slow
@pytest.mark.parametrize("state", [S.RESOLVED, S.NO_ANSWER, S.TRYING])
def test_the_asker_is_asked_three_times_and_silence_changes_no_state(calendar: Calendar, state: IssueState) -> None:
    issue = issue_in(calendar.world, state)
    run_on(calendar, 89, 90, 91, 180, 209)
    assert not issue.read("practitioner")["stale"]
    run_on(calendar, 210, 360, 400, 1000)
    asked = sent(calendar, NotificationEvent.ISSUE_ASKED_AGAIN)
    assert asked == [(90, ASKER), (180, ASKER), (360, ASKER)]
    seen = issue.read("practitioner")
    assert (seen["state"], seen["stale"]) == (state, True)
    answered = fine(issue.act(ASKER, "still_so"))
    assert (answered["state"], answered["stale"]) == (state, False)
    assert issue.act(ASKER, "still_so").status_code == 409, "nobody asks any more"


def test_an_answer_in_between_keeps_the_label_away_and_a_report_starts_again(calendar: Calendar) -> None:
    issue = issue_in(calendar.world, S.TRYING)
    run_on(calendar, 90)
    fine(issue.act(ASKER, "still_so"))
    run_on(calendar, 180, 220)
    assert not issue.read(ASKER)["stale"]
    fine(issue.act(ASKER, "report_outcome", outcome={**OUTCOME, "result": "too_early"}))
    run_on(calendar, 309, 310)
    assert [day for day, _ in sent(calendar, NotificationEvent.ISSUE_ASKED_AGAIN)] == [90, 180, 310]


def test_editors_are_reminded_of_a_synthesis_and_only_they_end_the_wait(calendar: Calendar) -> None:
    issue = issue_in(calendar.world, S.OPEN)
    fine(issue.answer(), 201)
    run_on(calendar, 11, 12, 13, 40)
    reminded = sent(calendar, NotificationEvent.ISSUE_SYNTHESIS_DUE)
    assert {day for day, _ in reminded} == {12}
    assert {office for _, office in reminded} == EDITORS
    assert issue.read(EDITOR)["state"] == S.ANSWERED, "silence does not resolve"
    fine(issue.act(EDITOR, "synthesize", synthesis=SYNTHESIS))
    run_on(calendar, 60)
    assert len(sent(calendar, NotificationEvent.ISSUE_SYNTHESIS_DUE)) == len(EDITORS)


def test_a_synthesis_in_time_reminds_nobody_and_an_issue_opened_again_waits_again(calendar: Calendar) -> None:
    issue = issue_in(calendar.world, S.NO_ANSWER)
    run_on(calendar, 12, 15)
    assert sent(calendar, NotificationEvent.ISSUE_SYNTHESIS_DUE) == []
    fine(issue.act(ASKER, "reopen", "The rule changed."))
    run_on(calendar, 26, 27)
    assert {day for day, _ in sent(calendar, NotificationEvent.ISSUE_SYNTHESIS_DUE)} == {27}


def test_the_asker_learns_once_that_the_day_for_answers_passed(calendar: Calendar) -> None:
    issue = issue_in(calendar.world, S.OPEN, answer_by=(START + timedelta(days=20)).date().isoformat())
    run_on(calendar, 20, 21, 22)
    assert sent(calendar, NotificationEvent.ISSUE_ANSWER_BY_PASSED) == [(21, ASKER)]
    assert issue.read(ASKER)["state"] == S.OPEN


@pytest.mark.slow
def test_who_answered_with_a_case_learns_once_that_it_changed(calendar: Calendar) -> None:
    world = calendar.world
    same, revised, narrowed, withdrawn = (case_in(world, State.PUBLISHED) for _ in range(4))
    issue = issue_in(world, S.OPEN)
    for case in (same, revised, narrowed, withdrawn):
        fine(issue.answer(kind="case", text="See it.", case=case.reference), 201)
    run_on(calendar, 1)
    assert calendar.sent(NotificationEvent.ISSUE_CASE_MOVED) == []
    revised.act(Action.REVISE, WRITER)
    revised.publish()
    narrowed.narrow(WRITER, audience="members")
    withdrawn.act(Action.WITHDRAW, OFFICER)
    run_on(calendar, 2, 3)
    assert [one.office for one in calendar.sent(NotificationEvent.ISSUE_CASE_MOVED)] == [ANSWERER], "one for all three"
    read_by_member = issue.read("practitioner")["answers"]
    assert [(one["case"] is not None, one["moved"]) for one in read_by_member] == [
        (True, None), (True, "superseded"), (True, "narrowed"), (False, None),
    ]  # fmt: skip
    page = words(read(world.browser("practitioner"), f"/issues/{issue.reference}"))
    assert "Changed after this answer. The case has a later revision." in page


def test_one_faulty_issue_stops_no_other(calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty, sound = issue_in(calendar.world, S.NO_ANSWER), issue_in(calendar.world, S.NO_ANSWER)
    handle = due_dates._handle

    def fail(session: Any, issue: Any) -> Any:
        if issue.reference == faulty.reference:
            raise ZeroDivisionError
        return handle(session, issue)

    monkeypatch.setattr(due_dates, "_handle", fail)
    calendar.pass_days(90)
    counts = send_issue_reminders(calendar.world.platform.work)
    assert counts == dict.fromkeys(EVENTS, 0) | {NotificationEvent.ISSUE_ASKED_AGAIN: 1, "faults": 1}
    assert [one.facts["reference"] for one in calendar.sent(*EVENTS)] == [sound.reference]


@pytest.mark.slow
def test_the_page_asks_and_takes_the_answer(calendar: Calendar) -> None:
    issue = issue_in(calendar.world, S.RESOLVED)
    run_on(calendar, 90)
    page, client = f"/issues/{issue.reference}", calendar.world.browser(ASKER)
    assert "How is it now?" in words(read(client, page))
    assert "How is it now?" not in words(read(calendar.world.browser("practitioner"), page))
    sent_form = {**csrf(client, page), "version": issue.read(ASKER)["version"]}
    assert client.post(f"{page}/act/still_so", data=sent_form).status_code == 303
    assert "How is it now?" not in words(read(client, page))
