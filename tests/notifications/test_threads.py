"""Notifications about discussions: one for many posts, at most one mail a day, and not a word of what was said."""

from datetime import timedelta

import pytest

from case_studies.notifications.digest import queue_digests
from case_studies.operations.inbox import choose_delivery
from case_studies.operations.issues.moved_cases import notify_of_moved_cases
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.vocabulary import (
    Action,
    Delivery,
    IssueState,
    NotificationEvent,
    PracticeState,
    State,
    ThreadState,
)
from tests.support.api_client import Program, fine
from tests.support.issues import ANSWERER, issue_in
from tests.support.mailbox import Post
from tests.support.page_reader import link, read
from tests.support.practices import practice_in, two_cases
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, ThreadSteps, thread_in
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World

SCREEN = 40  # lines

WORDS = (
    "Handing over search dogs",
    "How do you hand them over?",
    "We leave the handlers",
    "Germany",
    "focal-point.deu",
)


def unread(world: World, office: str, reference: str) -> list[str]:
    """Return what the unread notifications of an office say about a discussion, the newest first."""
    items = fine(Program(world, office).get("/notices"))["items"]
    return [item["happened"] for item in items if reference in item["happened"] and not item["read"]]


def next_morning(post: Post) -> None:
    """Let the daily mails of the next day go out."""
    post.world.clock.moment = (post.world.clock.moment + timedelta(days=1)).replace(hour=7)
    queue_digests(post.world.platform.work)
    post.send()


@pytest.mark.slow
def test_many_posts_are_one_notification_and_one_mail_a_day(post: Post) -> None:
    world = post.world
    one, two = thread_in(world, ThreadState.OPEN), thread_in(world, ThreadState.OPEN)
    for _ in range(3):
        fine(one.say(), 201)
    assert unread(world, CONVENER, one.reference) == [f"There are new posts in {one.reference}."]
    assert post.server.taken == [], "nothing is mailed at once"
    next_morning(post)
    (mail,) = post.server.taken_for(CONVENER)
    assert one.reference in mail.text
    assert two.reference in mail.text
    assert not [word for word in WORDS if word in mail.everything]
    fine(one.say(), 201)
    fine(one.say(), 201)
    assert len(unread(world, CONVENER, one.reference)) == 1
    next_morning(post)
    assert len(post.server.taken_for(CONVENER)) == 2
    next_morning(post)
    assert len(post.server.taken_for(CONVENER)) == 2, "a day without posts has no mail"


def test_who_speaks_follows_until_they_stop(bare: World) -> None:
    thread = ThreadSteps(bare)
    fine(thread.say(), 201)
    assert unread(bare, SPEAKER, thread.reference) == [], "nobody is notified of their own post"
    fine(Program(bare, SPEAKER).put(f"/threads/{thread.reference}/following", {"follows": False}))
    fine(thread.say(), 201)
    fine(thread.say(MEMBER), 201)
    assert unread(bare, SPEAKER, thread.reference) == []
    assert len(unread(bare, CONVENER, thread.reference)) == 1


def test_the_delegation_whose_case_it_is_about_is_notified(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    body = {"title": "Radios", "anchor": case.reference, "text": "Which radios?"}
    reference = fine(Program(bare, SPEAKER).post("/threads", body), 201)["reference"]
    assert "about what your delegation submitted, asked or proposed" in unread(bare, CONVENER, reference)[0]


def test_a_summary_and_its_objections_reach_who_has_to_act(bare: World) -> None:
    thread = thread_in(bare, ThreadState.CLOSING)
    assert any("in which you spoke" in text for text in unread(bare, SPEAKER, thread.reference))
    fine(thread.act(SPEAKER, "object", "Six weeks."))
    assert any("objects to your summary" in text for text in unread(bare, EDITOR, thread.reference))
    fine(thread.act(EDITOR, "keep_summary", "One unit only."))
    assert not unread(bare, EDITOR, thread.reference), "what was answered needs no attention"
    assert any("the summary stays" in text for text in unread(bare, SPEAKER, thread.reference))


@pytest.mark.slow
def test_a_busy_day_is_one_mail_of_a_screen_and_a_day_without_news_none(post: Post) -> None:
    world, reader, eager = post.world, "reviewer.jpn", "reviewer.ken"
    threads = [thread_in(world, ThreadState.OPEN, speaks_as="member") for _ in range(3)]
    with world.platform.work.writing() as session:
        choose_delivery(session, world.actor(eager), {NotificationEvent.THREAD_POSTS: Delivery.AT_ONCE})
    for office in (reader, eager):
        for thread in threads:
            fine(Program(world, office).put(f"/threads/{thread.reference}/following", {"follows": True}))
    for number in range(12):
        fine(threads[number % 3].say((SPEAKER, CONVENER)[number % 2]), 201)
        post.send()
    for thread in threads[:2]:
        fine(thread.act(EDITOR, "summarize", summary="A month is enough."))
    fine(threads[2].act(EDITOR, "hide_post", "It names a person.", post=threads[2].read()["posts"][0]["id"]))
    post.send()
    assert {mail.recipient for mail in post.server.taken} == {f"{eager}@demo.example"}
    assert len(post.server.taken) == 12, "who chose more gets more"

    next_morning(post)
    for office, others in ((reader, ("Germany", "Ghana", "focal-point")), (CONVENER, ("Germany", SPEAKER))):
        (mail,) = post.server.taken_for(office)
        assert all(thread.reference in mail.text for thread in threads)
        assert len(mail.text.splitlines()) <= SCREEN
        assert not [word for word in (*WORDS[:3], *others, "A month is enough", "person") if word in mail.everything]
    for _ in range(2):
        next_morning(post)
    assert len(post.server.taken_for(reader)) == len(post.server.taken_for(CONVENER)) == 1
    assert len(post.server.taken_for(eager)) == 12


@pytest.mark.slow
def test_a_withdrawn_case_under_many_things_is_one_notification_for_each_account(post: Post) -> None:
    world = post.world
    cases = two_cases(world)
    practices = [practice_in(world, PracticeState.ADOPTED, cases) for _ in range(2)]
    issues = [issue_in(world, IssueState.OPEN) for _ in range(3)]
    for issue in issues:
        fine(issue.answer(kind="case", text="See it.", case=cases[0].reference), 201)
    next_morning(post)
    last = {EDITOR: practices[-1].reference, ANSWERER: issues[-1].reference}
    before = {office: sent_about(post, office, reference) for office, reference in last.items()}
    cases[0].act(Action.WITHDRAW, WRITER, "A reason.")
    assert flag_evidence(world.platform.work) == 2
    assert notify_of_moved_cases(world.platform.work) == (1, 0), "the other two are added to the first"
    for office, rests in ((EDITOR, practices), (ANSWERER, issues)):
        notices = fine(Program(world, office).get("/notices"))["items"]
        (notice,) = [one for one in notices if one["event"] in ("evidence_changed", "issue_case_moved")]
        assert ", ".join(one.reference for one in rests) in notice["happened"]
    assert link(read(world.browser(EDITOR), "/inbox"), "Open") == "/desk"
    next_morning(post)
    for office, reference in last.items():
        assert sent_about(post, office, reference) == before[office] + 1


def sent_about(post: Post, office: str, reference: str) -> int:
    """Send what waits, and return how many mails to an office name a reference."""
    while post.send():
        pass
    return sum(reference in mail.text for mail in post.server.taken_for(office))
