"""A discussion through the API: from the first post to the summary that stays, and who learns who speaks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from case_studies.models import HistoryEntry
from case_studies.vocabulary import IssueState, PracticeState, State, ThreadState
from tests.support.api_client import Program, fine, refused
from tests.support.issues import issue_in
from tests.support.practices import practice_in
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, SUMMARY, ThreadSteps, thread_in
from tests.support.workflow_cases import case_in
from tests.support.world import World


@pytest.mark.slow
def test_from_the_first_post_to_the_summary_that_stays(bare: World) -> None:
    thread = ThreadSteps(bare)
    assert thread.read()["posts"][0]["said_by"] == {"id": "GHA", "label": "Ghana"}
    fine(thread.say(), 201)
    later = (bare.clock.moment + timedelta(days=40)).date().isoformat()
    assert fine(thread.act(CONVENER, "extend", closes_on=later))["closes_on"] == later
    refused(thread.act(CONVENER, "extend", closes_on=later), 422, "closes_on")
    closing = fine(thread.act(CONVENER, "summarize", summary=SUMMARY))
    assert (closing["state"], closing["summary"]) == ("closing", SUMMARY)
    refused(thread.say(), 409)
    objected = fine(thread.act(SPEAKER, "object", "We said six weeks."))
    assert [one["is_own"] for one in objected["objections"]] == [True]
    assert thread.read(MEMBER)["objections"] == []
    assert thread.wait(6) == 0, "an open objection keeps it open"
    assert thread.read(CONVENER)["objections"][0]["text"] == "We said six weeks."
    fine(thread.act(CONVENER, "keep_summary", "Six weeks was one unit."))
    assert thread.read(SPEAKER)["objections"][0]["answer"] == "Six weeks was one unit."
    assert thread.wait(1) == 1
    closed = thread.read()
    assert (closed["state"], len(closed["posts"]), closed["disputed"]) == ("closed", 2, False)
    assert thread.wait(363) == 0
    assert thread.wait(2) == 1
    expired = thread.read()
    assert (expired["state"], expired["summary"], expired["posts"]) == ("expired", SUMMARY, [])
    steps = [entry["action"] for entry in fine(Program(bare, MEMBER).get(f"/threads/{thread.reference}/history"))]
    expected = "convene post post extend summarize object keep_summary close expire"
    assert steps == expected.split()


def test_nobody_learns_who_spoke_as_a_member(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN, speaks_as="member")
    for office in (MEMBER, EDITOR, "clearance.gha"):
        seen = thread.read(office)
        assert seen["convened_by"] == {"id": None, "label": "A member"}
        assert [post["said_by"]["id"] for post in seen["posts"]] == [None, None]
        assert not any(post["is_own"] for post in seen["posts"])
    assert [post["is_own"] for post in thread.read(SPEAKER)["posts"]] == [False, True]
    fine(thread.act(EDITOR, "hide_post", "It names a post.", post=thread.read()["posts"][1]["id"]))
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == thread.reference))
        named = [(entry.action, entry.delegation_code, entry.note) for entry in entries]
    assert named == [
        ("convene", None, ""),
        ("post", None, ""),
        ("post", None, ""),
        ("hide_post", "IDN", "It names a post."),
    ]


def test_what_is_taken_back_leaves_nothing_and_what_is_hidden_leaves_a_reason(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN)
    first, second = (post["id"] for post in thread.read()["posts"])
    refused(thread.act(MEMBER, "take_back", post=second), 403)
    refused(thread.act(CONVENER, "take_back", post=second), 403)
    fine(thread.act(SPEAKER, "take_back", post=second))
    gone = thread.read(SPEAKER)["posts"][1]
    assert (gone["state"], gone["text"], gone["posted_at"], gone["speaks_as"]) == ("taken_back", "", None, None)
    refused(thread.act(EDITOR, "hide_post", post=first), 422, "note")
    fine(thread.act(EDITOR, "hide_post", "It names a person.", post=first))
    hidden = thread.read()["posts"][0]
    assert (hidden["state"], hidden["text"], hidden["hidden_because"]) == ("hidden", "", "It names a person.")
    assert thread.read(CONVENER)["posts"][0]["text"]
    fine(thread.act(EDITOR, "show_post", post=first))
    assert thread.read()["posts"][0]["state"] == "shown"


def test_what_must_not_leave_is_refused_in_titles_posts_and_summaries(bare: World) -> None:
    place = "Meet at 12.8628° N, 30.2176° E."
    refused(Program(bare, CONVENER).post("/threads", {"title": place}), 422, "title")
    thread = thread_in(bare, ThreadState.OPEN)
    refused(thread.say(text=place), 422, "text")
    refused(thread.act(EDITOR, "summarize", summary=place), 422, "summary")
    refused(thread.act(EDITOR, "summarize", summary="word " * 201), 422, "summary")
    assert len(thread.read()["posts"]) == 2


@pytest.mark.slow
def test_a_discussion_is_about_what_every_member_may_read(bare: World) -> None:
    case, issue = case_in(bare, State.PUBLISHED, audience="members"), issue_in(bare, IssueState.OPEN)
    practice = practice_in(bare, PracticeState.IN_CONSULTATION)
    for reference in (case.reference, issue.reference, practice.reference):
        about = ThreadSteps(bare, anchor=reference).read()["about"]
        assert about["reference"] == reference
    listed = fine(Program(bare, MEMBER).get(f"/threads?anchor={case.reference}"))
    assert [item["anchor"] for item in listed["items"]] == [case.reference]
    issue_draft, draft = issue_in(bare, IssueState.DRAFT), practice_in(bare, PracticeState.DRAFT)
    refused(Program(bare, EDITOR).post("/threads", {"title": "About it", "anchor": draft.reference}), 422, "anchor")
    for reference in (issue_draft.reference, draft.reference, "CS-2026-0999", "TH-2026-0001", "zandrith"):
        answer = Program(bare, CONVENER).post("/threads", {"title": "About it", "anchor": reference})
        refused(answer, 422, "anchor")


def test_a_title_can_be_changed_until_others_answer_and_the_last_day_is_near(bare: World) -> None:
    thread = ThreadSteps(bare)
    change = {"title": "Search dogs at rotation", "version": thread.read()["version"]}
    assert fine(Program(bare, CONVENER).patch(f"/threads/{thread.reference}", change))["title"] == change["title"]
    refused(Program(bare, CONVENER).patch(f"/threads/{thread.reference}", change), 409)
    fine(thread.say(), 201)
    change["version"] = thread.read()["version"]
    refused(Program(bare, CONVENER).patch(f"/threads/{thread.reference}", change), 403)
    for days in (0, 61):
        day = (bare.clock.moment + timedelta(days=days)).date().isoformat()
        refused(Program(bare, CONVENER).post("/threads", {"title": "Late", "closes_on": day}), 422, "closes_on")


def test_a_form_sent_twice_starts_one_discussion(bare: World) -> None:
    headers = {"Idempotency-Key": "one"}
    body = {"title": "Once", "text": "Said once."}
    twice = [fine(Program(bare, CONVENER).post("/threads", body, headers=headers), 201) for _ in range(2)]
    assert twice[0]["reference"] == twice[1]["reference"]
    assert len(twice[1]["posts"]) == 1
