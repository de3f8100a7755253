"""The daily mail: one a person and day, with what they did not read; and the choices that make it."""

from datetime import UTC, datetime

import pytest

from case_studies.notifications.digest import queue_digests
from case_studies.notifications.email import DIGEST_LIMIT
from case_studies.operations.inbox import choose_delivery
from case_studies.vocabulary import Action, Delivery, NotificationEvent
from tests.support.api_client import Program, fine, refused
from tests.support.mailbox import ADDRESS, Post
from tests.support.workflow_cases import OFFICER, WRITER, Steps
from tests.support.world import csrf

EVENING = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)


def prefer(post: Post, office: str, event: NotificationEvent, delivery: Delivery) -> None:
    with post.world.platform.work.writing() as session:
        choose_delivery(session, post.world.actor(office), {event: delivery})


def ask_for_clearance(post: Post, times: int = 1) -> list[str]:
    references = []
    for _ in range(times):
        case = Steps.start(post.world)
        case.act(Action.REQUEST_CLEARANCE, WRITER)
        references.append(case.reference)
    return references


@pytest.fixture
def daily(post: Post) -> Post:
    """The clearance officer hears of clearances once a day; it is evening."""
    prefer(post, OFFICER, NotificationEvent.CLEARANCE_REQUESTED, Delivery.DIGEST)
    post.world.clock.moment = EVENING
    return post


def run(post: Post) -> int:
    """Do what a round of the worker does."""
    made = queue_digests(post.world.platform.work)
    post.send()
    return made


def test_the_daily_mail_goes_out_once_after_six_with_all_of_the_day(daily: Post) -> None:
    assert run(daily) == 0, "there is nothing to tell"
    references = ask_for_clearance(daily, 2)
    daily.world.clock.moment = EVENING.replace(day=3, hour=5, minute=58)
    assert run(daily) == 0
    daily.world.clock.moment = EVENING.replace(day=3, hour=6, minute=1)
    assert run(daily) == 1
    assert run(daily) == 0
    (mail,) = daily.server.taken
    assert mail.message["Subject"] == "Casebook on 3 November 2026: 2 notifications"
    for reference in references:
        assert f"{reference} waits for clearance" in mail.text
        assert f"{ADDRESS}/cases/{reference}/work" in mail.text


def test_what_comes_after_it_waits_for_the_next_day(daily: Post) -> None:
    first = ask_for_clearance(daily)
    assert run(daily) == 1
    second = ask_for_clearance(daily)
    assert run(daily) == 0
    daily.later(days=1)
    assert run(daily) == 1
    texts = [mail.text for mail in daily.server.taken]
    assert [sum(reference in text for text in texts) for reference in first + second] == [1, 1]


def test_what_was_read_in_the_inbox_is_not_mailed_any_more(daily: Post) -> None:
    ask_for_clearance(daily)
    officer = daily.world.browser(OFFICER)
    officer.post("/inbox/read", data=csrf(officer, "/inbox"))
    assert run(daily) == 0


def test_turning_it_off_holds_for_what_waits(daily: Post) -> None:
    ask_for_clearance(daily)
    prefer(daily, OFFICER, NotificationEvent.CLEARANCE_REQUESTED, Delivery.OFF)
    assert run(daily) == 0
    assert len(daily.notifications(OFFICER)) == 1


@pytest.mark.slow
def test_one_click_in_the_daily_mail_turns_all_of_it_off(daily: Post) -> None:
    ask_for_clearance(daily)
    run(daily)
    path = daily.server.taken[0].message["List-Unsubscribe"].strip("<>").removeprefix(ADDRESS)
    visitor = daily.world.visitor()
    assert "The daily mail" in visitor.get(path).get_data(as_text=True)
    assert visitor.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    ask_for_clearance(daily)
    daily.later(days=1)
    assert run(daily) == 0


def test_a_closed_account_gets_no_daily_mail(daily: Post) -> None:
    ask_for_clearance(daily)
    daily.run("accounts", "close", f"{OFFICER}@demo.example")
    assert run(daily) == 0


@pytest.mark.slow
def test_a_long_day_ends_with_a_way_to_the_inbox(daily: Post) -> None:
    ask_for_clearance(daily, DIGEST_LIMIT + 2)
    run(daily)
    (mail,) = daily.server.taken
    assert mail.text.count("waits for clearance") == DIGEST_LIMIT
    assert "2 more are in your inbox" in mail.text


def test_choices_are_kept_by_the_page(post: Post) -> None:
    officer = post.world.browser(OFFICER)
    page = officer.get("/account/notices").get_data(as_text=True)
    assert "Clearance requested" in page
    assert "Case submitted" not in page, "that is for editors"
    sent = {"clearance_requested": "off", "submitted": "off", "published": "king", **csrf(officer, "/account/notices")}
    assert officer.post("/account/notices", data=sent).status_code == 303
    ask_for_clearance(post)
    assert post.send() == 0
    assert len(post.notifications(OFFICER)) == 1
    chosen = {c["event"]: c["delivery"] for c in fine(Program(post.world, OFFICER).get("/notices/choices"))}
    assert (chosen["clearance_requested"], chosen["published"]) == ("off", "at_once")


def test_choices_are_kept_by_the_api(post: Post) -> None:
    officer = Program(post.world, OFFICER)
    body = {"choices": [{"event": "clearance_requested", "delivery": "off"}]}
    changed = {c["event"]: c for c in fine(officer.put("/notices/choices", body))}
    assert changed["clearance_requested"]["delivery"] == "off"
    assert changed["clearance_requested"]["usual"] == "at_once"
    ask_for_clearance(post)
    assert post.send() == 0
    body = {"choices": [{"event": "submitted", "delivery": "off"}]}
    refused(officer.put("/notices/choices", body), 422, "submitted")
    refused(officer.put("/notices/choices", {"choices": [{"event": "x", "delivery": "off"}]}), 422, "choices.0.event")
