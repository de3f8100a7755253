"""Notifications about discussions: one for many posts, at most one mail a day, and not a word of what was said."""

from datetime import timedelta

from case_studies.notifications.digest import queue_digests
from case_studies.vocabulary import State, ThreadState
from tests.support.api_client import Program, fine
from tests.support.mailbox import Post
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, ThreadSteps, thread_in
from tests.support.workflow_cases import case_in
from tests.support.world import World

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
