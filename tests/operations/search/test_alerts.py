"""Saved searches through the worker and a mail server: each new case once, on time, to readers who may know it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.models import IndexTask, SavedSearch
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.inbox import choose_delivery
from case_studies.operations.search.alerts import send_alerts
from case_studies.operations.search.saved_searches import change_saved_search, forget_saved_search
from case_studies.search.contract import Query
from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import (
    Action,
    AlertFrequency,
    Delivery,
    EventState,
    IssueState,
    NotificationEvent,
    Role,
    SaidLife,
    State,
    ThreadState,
)
from tests.support.alerts import READER, ROADS, alerts_of, links, publish, run_worker, save
from tests.support.api_client import Program, fine
from tests.support.events import EventSteps, event_in
from tests.support.issues import issue_in
from tests.support.mailbox import ADDRESS, Post
from tests.support.studies import study_in
from tests.support.threads import thread_in
from tests.support.workflow_cases import EDITOR, WRITER, Steps, case_in, second_round
from tests.support.world import WHOLE_CASE

pytestmark = pytest.mark.slow


def test_a_new_case_is_reported_in_the_next_run_and_only_once(post: Post) -> None:
    publish(post, title="Before it was saved")
    save(post)
    assert run_worker(post) == []
    case = publish(post)
    publish(post, themes=["MED"], title="Something else")
    (mail,) = run_worker(post)
    for words in ("in your saved search: 1.", "“Roads”", f"“{WHOLE_CASE['title']}”"):
        assert words in mail.text
    assert links(mail) == [f"/cases/{case.reference}", "/saved-searches"]
    assert "Something else" not in mail.text
    assert "List-Unsubscribe" in mail.message
    for _ in range(2):
        post.later(days=1)
        assert run_worker(post) == []
    assert len(alerts_of(post)) == 1


def test_the_links_of_the_mail_open(post: Post) -> None:
    save(post)
    publish(post)
    (mail,) = run_worker(post)
    browser = post.world.browser(READER)
    for path in links(mail):
        assert browser.get(path).status_code == 200, path
    leave = mail.message["List-Unsubscribe"].strip("<>").removeprefix(ADDRESS)
    assert post.world.visitor().post(leave, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    publish(post)
    assert run_worker(post) == []
    assert len(alerts_of(post)) == 2, "the inbox has it all the same"


def test_one_notification_for_each_search_and_run_has_all_new_cases(post: Post) -> None:
    save(post)
    save(post, Query("searchers"), name="Searchers")
    references = [publish(post).reference for _ in range(3)]
    mails = run_worker(post)
    assert len(mails) == len(alerts_of(post)) == 2
    for mail in mails:
        assert links(mail)[:-1] == [f"/cases/{reference}" for reference in reversed(references)]
        assert "in your saved search: 3." in mail.text


def test_daily_alerts_are_sent_at_the_hour_of_the_daily_mail(post: Post) -> None:
    save(post, rhythm=AlertFrequency.DAILY)
    publish(post)
    assert run_worker(post) == []
    post.world.clock.moment = post.world.clock.moment.replace(day=3, hour=5, minute=50)
    late = publish(post)
    assert run_worker(post) == []
    post.world.clock.moment = post.world.clock.moment.replace(hour=6, minute=30)
    next_day = publish(post)
    (mail,) = run_worker(post)
    assert late.reference in mail.text
    assert next_day.reference not in mail.text
    assert run_worker(post) == []
    post.later(days=1)
    (mail,) = run_worker(post)
    assert next_day.reference in mail.text
    assert "in your saved search: 1." in mail.text


def test_weekly_alerts_are_sent_on_monday(post: Post) -> None:
    """It is Monday, after the hour."""
    save(post, rhythm=AlertFrequency.WEEKLY)
    publish(post)
    for _ in range(6):
        post.later(days=1)
        assert run_worker(post) == []
    post.later(days=1)
    assert len(run_worker(post)) == 1
    post.later(days=7)
    assert run_worker(post) == []


@pytest.mark.parametrize("set_back", [timedelta(minutes=5), timedelta(days=2), timedelta(days=9000)])
def test_a_clock_that_is_set_back_hides_no_publication_and_repeats_none(post: Post, set_back: timedelta) -> None:
    save(post)
    publish(post, title="Before the clock was set back")
    assert len(run_worker(post)) == 1
    post.world.clock.moment -= set_back
    case = publish(post, title="Dated before the last alert")
    (mail,) = run_worker(post)
    assert links(mail)[:-1] == [f"/cases/{case.reference}"]
    assert "in your saved search: 1." in mail.text
    save(post, Query("searchers"), name="Saved after all of it")
    later = publish(post, title="The clock still lags behind")
    assert [links(mail)[:-1] for mail in run_worker(post)] == [[f"/cases/{later.reference}"]] * 2
    post.world.clock.moment += set_back + timedelta(days=1)
    assert run_worker(post) == []
    assert len(alerts_of(post)) == 4


def test_a_daily_alert_reports_what_is_dated_in_the_future_once(post: Post) -> None:
    save(post, rhythm=AlertFrequency.DAILY)
    right = post.world.clock.moment
    post.world.clock.moment += timedelta(days=400)
    case = publish(post, title="Dated in another year")
    post.world.clock.moment = right
    (mail,) = run_worker(post)
    assert case.reference in mail.text
    post.later(days=500)
    assert run_worker(post) == []


def test_pending_cases_follow_a_new_frequency(post: Post) -> None:
    saved = save(post, rhythm=AlertFrequency.WEEKLY)
    publish(post)
    assert run_worker(post) == []
    with post.world.platform.work.writing() as session:
        change_saved_search(session, post.world.actor(READER), saved.id, rhythm=AlertFrequency.AT_ONCE)
    assert len(run_worker(post)) == 1


def test_the_notification_settings_of_the_person_apply(post: Post) -> None:
    save(post)
    with post.world.platform.work.writing() as session:
        choose_delivery(session, post.world.actor(READER), {NotificationEvent.NEW_CASES: Delivery.DIGEST})
    case = publish(post)
    assert run_worker(post) == []
    post.later(days=1)
    post.run("worker", "--once")
    (daily,) = (mail for mail in post.server.taken_for(READER) if "notification" in mail.message["Subject"])
    assert case.reference in daily.text


def test_of_a_case_for_members_a_mail_has_the_reference_and_nothing_more(post: Post) -> None:
    """Not even the name of the search, which says what the case is about."""
    save(post)
    shown, hidden = publish(post), publish(post, audience="members", title="For members alone: road search")
    (mail,) = run_worker(post)
    assert links(mail)[:2] == [f"/cases/{hidden.reference}", f"/cases/{shown.reference}"]
    assert f"“{shown.look().revisions[0].title}”" in mail.text
    for words in ("For members alone", "“Roads”", "road search", "q=road"):
        assert words not in mail.everything
    page = post.world.browser(READER).get("/inbox").get_data(as_text=True)
    assert "For members alone: road search" in page
    assert "“Roads”" in page
    (notice,) = (n for n in fine(Program(post.world, READER).get("/notices"))["items"] if n["event"] == "new_cases")
    assert notice["search"] == "Roads"
    assert [case["reference"] for case in notice["cases"]] == [hidden.reference, shown.reference]


def test_a_closed_account_gets_nothing_until_it_is_opened_again(post: Post) -> None:
    save(post)
    change_account(post, READER, active=False)
    publish(post, audience="members")
    assert run_worker(post) == []
    assert alerts_of(post) == []
    change_account(post, READER, active=True)
    assert len(run_worker(post)) == 1


def test_an_alert_follows_the_present_roles_of_the_person(post: Post) -> None:
    """Members read more than the public. The role counts at the time of the alert, not when the search was saved."""
    save(post, office=EDITOR)
    save(post)
    change_account(post, EDITOR, roles=[Role.PRACTITIONER.value])
    case = publish_by_another_editor(post)
    (mail,) = run_worker(post, EDITOR)
    assert links(mail) == [f"/cases/{case.reference}", "/saved-searches"]
    assert post.world.browser(EDITOR).get(f"/cases/{case.reference}/work").status_code != 200


def change_account(post: Post, office: str, **values: Any) -> None:
    with post.world.platform.work.writing() as session:
        account = find_account(session, f"{office}@demo.example")
        for name, value in values.items():
            setattr(account, name, value)


def publish_by_another_editor(post: Post) -> Steps:
    case = case_in(post.world, State.SUBMITTED)
    for reviewer in ("reviewer.chn", "reviewer.fra"):
        case.assign(reviewer, "editor.bra")
    case.act(Action.START_REVIEW, "editor.bra")
    case.judge()
    case.act(Action.PUBLISH, "editor.bra")
    return case


def test_a_case_withdrawn_in_between_is_not_named(post: Post) -> None:
    save(post, rhythm=AlertFrequency.DAILY)
    gone, left = publish(post, title="Withdrawn at once"), publish(post)
    gone.act(Action.WITHDRAW, WRITER)
    post.later(days=1)
    (mail,) = run_worker(post)
    assert left.reference in mail.text
    assert gone.reference not in mail.text
    assert len(alerts_of(post)[0]["cases"]) == 1


def test_a_case_withdrawn_before_the_mail_leaves_is_not_named_either(post: Post) -> None:
    save(post)
    gone, left = publish(post, title="Withdrawn at once"), publish(post)
    platform = post.world.platform
    assert send_alerts(platform.work, platform.search) == 1
    gone.act(Action.WITHDRAW, WRITER)
    (mail,) = run_worker(post)
    assert left.reference in mail.text
    assert gone.reference not in mail.text
    left.act(Action.WITHDRAW, WRITER)
    page = post.world.browser(READER).get("/inbox").get_data(as_text=True)
    assert "What your saved search found is no longer shown here" in page
    assert gone.reference not in page


def test_a_case_narrowed_before_the_mail_leaves_is_not_named_by_a_search_that_found_its_submitter(post: Post) -> None:
    save(post, Query("delegation:gha"), name="Cases of Ghana")
    narrowed, left = publish(post), publish(post)
    platform = post.world.platform
    assert send_alerts(platform.work, platform.search) == 1
    narrowed.narrow(attribution="unnamed")
    (mail,) = run_worker(post)
    page = post.world.browser(READER).get("/inbox").get_data(as_text=True)
    for words in (mail.text, page):
        assert left.reference in words
        assert narrowed.reference not in words
    left.narrow(section_audiences={"actions": "members"})
    page = post.world.browser(READER).get("/inbox").get_data(as_text=True)
    assert "What your saved search found is no longer shown here" in page


@pytest.mark.parametrize(
    "values",
    [
        {"attribution": "named_to_members"},
        {"section_audiences": {"actions": "members"}},
        {"narrower_sources": {"members": ["A paper of the battalion"]}},
    ],
)
def test_a_mail_has_no_name_of_a_search_that_may_have_found_what_is_for_members(
    post: Post, values: dict[str, Any]
) -> None:
    save(post, Query(), name="Zandrith")
    case = publish(post, **values)
    (mail,) = run_worker(post)
    assert case.reference in mail.text
    assert "Zandrith" not in f"{mail.message['Subject']} {mail.text}"


def test_a_later_revision_is_no_new_case(post: Post) -> None:
    case = second_round(post.world)
    save(post)
    case.act(Action.PUBLISH, EDITOR)
    assert run_worker(post) == []
    assert alerts_of(post) == []


def test_alerts_wait_until_the_index_has_all_new_cases(post: Post) -> None:
    save(post)
    work = post.world.platform.work
    listeners, work.after_commit = work.after_commit, ()
    publish(post)
    assert send_alerts(work, post.world.platform.search) == 0
    work.after_commit = listeners
    assert len(run_worker(post)) == 1, "the round brings the index in line first"
    with work.reading() as session:
        assert session.scalar(select(IndexTask.id)) is None


def test_a_deleted_search_sends_no_alert(post: Post) -> None:
    saved = save(post)
    publish(post)
    with post.world.platform.work.writing() as session:
        forget_saved_search(session, post.world.actor(READER), saved.id)
    assert run_worker(post) == []


def test_a_failing_search_does_not_delay_others(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    broken = save(post, Query("broken"))
    save(post)
    with post.world.platform.work.writing() as session:
        session.get_one(SavedSearch, broken.id).address = "q=one&q=two"
    publish(post)
    assert len(run_worker(post)) == 1
    assert f"saved search {broken.id} failed" in caplog.text


def test_the_index_is_not_used_if_no_case_is_new(post: Post) -> None:
    save(post)
    publish(post)
    run_worker(post)
    with post.world.platform.work.reading() as session:
        alerted_until = session.scalar(select(SavedSearch.alerted_until))
    run_worker(post)
    with post.world.platform.work.reading() as session:
        assert session.scalar(select(SavedSearch.alerted_until)) == alerted_until


def ended_alerts(post: Post) -> list[Any]:
    return [notice for notice in post.notifications(READER) if notice.event == NotificationEvent.CASES_ENDED]


def test_a_case_that_stopped_or_was_harmful_is_reported_where_a_saved_search_finds_it(post: Post) -> None:
    stopped, harmful, other = publish(post), publish(post), publish(post, themes=["MED"], title="Something else")
    save(post, replace(ROADS, filters={**ROADS.filters, "life": ("in_use",)}))
    run_worker(post)
    for case in (stopped, other):
        case.confirm(SaidLife.STOPPED, "The operation ended.")
    harmful.confirm(SaidLife.HARMFUL, "Two people were hurt.")
    publish(post).confirm(SaidLife.IN_USE)
    run_worker(post)
    run_worker(post)
    (notice,) = ended_alerts(post)
    assert len(notice.facts["cases"]) == 2
    item = next(n for n in fine(Program(post.world, READER).get("/notices"))["items"] if n["event"] == "cases_ended")
    assert {case["reference"] for case in item["cases"]} == {stopped.reference, harmful.reference}


def test_a_warning_that_was_taken_back_before_the_run_is_not_sent(post: Post) -> None:
    case = publish(post)
    save(post)
    run_worker(post)
    case.confirm(SaidLife.STOPPED, "The operation ended.")
    case.confirm(SaidLife.IN_USE)
    run_worker(post)
    assert ended_alerts(post) == []


def test_new_things_of_every_kind_are_reported_once_and_a_mail_names_none(post: Post) -> None:
    save(post, Query("dogs OR casualty"), name="All kinds")
    thread = thread_in(post.world, ThreadState.OPEN)
    issue = issue_in(post.world, IssueState.OPEN)
    event = event_in(post.world, EventState.ANNOUNCED)
    study = study_in(post.world, StudyState.LISTED, title="Dogs in convoys")
    EventSteps(post.world, title="A draft on dogs")
    (mail,) = run_worker(post)
    assert "in your saved search: 4." in mail.text
    new = [f"/studies/{study.reference}", f"/events/{event.reference}", f"/issues/{issue.reference}"]
    assert links(mail) == [*new, f"/threads/{thread.reference}", "/saved-searches"]
    assert "dogs" not in mail.text, "informal titles stay on the platform"
    assert "All kinds" not in mail.text
    program = Program(post.world, READER)
    notice = fine(program.get("/notices"))["items"][0]
    assert [(one["kind"], one["title"]) for one in notice["others"]][-1] == ("thread", "Handing over search dogs")
    assert notice["cases"] == []
    fine(thread.say(), 201)
    fine(study.act("editor.bra", "check"))
    assert run_worker(post) == [], "neither a post nor a check is something new to find"
    feed = post.world.browser(READER).get("/search.atom?q=dogs").get_data(as_text=True)
    assert "Handing over search dogs" in feed
    assert 'term="thread"' in feed
    assert "dogs" not in post.world.visitor().get("/search.atom").get_data(as_text=True)
