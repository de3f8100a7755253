"""The pages of discussions: beside a case, speaking, summing up, and what is kept from whom."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import IssueState, PracticeState, State, ThreadState
from tests.pages.issues.test_issues import send
from tests.support.api_client import fine
from tests.support.issues import issue_in
from tests.support.page_reader import link, read, words
from tests.support.practices import practice_in
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, SUMMARY, ThreadSteps, thread_in
from tests.support.workflow_cases import case_in
from tests.support.world import World

SECTION = "Informal, for members only, not for citation."


@pytest.mark.slow
def test_from_the_page_of_a_case_to_a_summary(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="public")
    page = f"/cases/{case.reference}"
    assert SECTION not in words(read(bare.visitor(), page))
    assert "Discussion" not in words(read(bare.visitor(), page))
    client = bare.browser(CONVENER)
    form = link(read(client, page), "Start a discussion")
    assert "The posts are deleted 365 days after the discussion closes" in words(read(client, form))
    typed = {"title": "Radios in the last valley", "anchor": case.reference, "language": "en"}
    said = {"text": "Which radios reached it?", "speaks_as": "member", "closes_on": ""}
    answer = send(client, form, "/threads/new", **typed, **said)
    assert answer.status_code == 303, words(answer.text)
    assert link(read(bare.browser(SPEAKER), page), typed["title"]) == answer.location
    shown = words(read(client, answer.location))
    assert "A member (you)" in shown
    assert "Ghana" not in words(read(bare.browser(SPEAKER), answer.location))
    assert send(client, answer.location, f"{answer.location}/act/summarize", summary="No radio.").status_code == 303
    assert "Those who spoke may object until" in words(read(client, answer.location))


def test_members_talk_beside_a_practice_that_all_of_them_may_read(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    page = f"/practices/{practice.reference}"
    assert SECTION not in words(read(bare.visitor(), page))
    form = link(read(bare.browser(MEMBER), page), "Start a discussion")
    assert practice.read()["title"] in words(read(bare.browser(MEMBER), form))
    thread = ThreadSteps(bare, anchor=practice.reference)
    title = thread.read()["title"]
    assert link(read(bare.browser(MEMBER), page), title).endswith(thread.reference)
    assert link(read(bare.browser(MEMBER), f"/threads/{thread.reference}"), practice.read()["title"]) == page
    draft = practice_in(bare, PracticeState.DRAFT)
    assert SECTION not in words(read(bare.browser(EDITOR), f"/practices/{draft.reference}"))


def test_what_was_typed_stays_in_a_form_that_is_refused(bare: World) -> None:
    client = bare.browser(CONVENER)
    answer = send(client, "/threads/new", "/threads/new", title="T" * 200, text="By the river.", speaks_as="member")
    assert answer.status_code == 422
    assert "At most 120 characters" in words(answer.text)
    assert "By the river." in answer.text
    page = f"/threads/{ThreadSteps(bare).reference}"
    refused = send(client, page, f"{page}/posts", text="Meet at 12.8628° N, 30.2176° E.", speaks_as="member")
    assert refused.status_code == 422
    assert "should not be in a text that leaves" in words(refused.text)
    assert "12.8628° N, 30.2176° E." in refused.text


@pytest.mark.slow
def test_members_speak_take_back_follow_and_editors_hide(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN)
    page = f"/threads/{thread.reference}"
    client, editor = bare.browser(SPEAKER), bare.browser(EDITOR)
    assert send(client, page, f"{page}/posts", text="And the dogs?", speaks_as="delegation").status_code == 303
    assert "Germany" in words(read(editor, page))
    assert "You follow this discussion" in words(read(client, page))
    assert send(client, page, f"{page}/following", follows="no").status_code == 303
    assert "You don’t follow this discussion" in words(read(client, page))
    number = thread.read()["posts"][1]["id"]
    assert send(editor, page, f"{page}/act/hide_post", post=number).status_code == 422
    assert send(editor, page, f"{page}/act/hide_post", post=number, reason="It names a post.").status_code == 303
    member = words(read(bare.browser(MEMBER), page))
    assert "Hidden by an editor: It names a post." in member
    assert "We leave the handlers" not in member
    assert send(client, page, f"{page}/act/take_back", post=number).status_code == 303
    assert "Taken back" in words(read(editor, page))


def test_objections_go_to_the_author_of_the_summary(bare: World) -> None:
    thread = thread_in(bare, ThreadState.CLOSING)
    page = f"/threads/{thread.reference}"
    client, editor = bare.browser(SPEAKER), bare.browser(EDITOR)
    assert send(client, page, f"{page}/act/object", note="").status_code == 422
    assert send(client, page, f"{page}/act/object", note="Six weeks.").status_code == 303
    assert "Your objection Six weeks." in words(read(client, page))
    assert "Six weeks." not in words(read(bare.browser(MEMBER), page))
    assert "Objection Six weeks." in words(read(editor, page))
    assert send(editor, page, f"{page}/act/keep_summary", answer="One unit only.").status_code == 303
    assert "The summary stays: One unit only." in words(read(client, page))


def test_a_discussion_that_has_ended_says_when_it_is_deleted(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN)
    last_post = bare.clock.moment
    thread.wait(29)
    page = words(read(bare.browser(MEMBER), f"/threads/{thread.reference}"))
    assert "Your post" in page
    late = ThreadSteps(bare, closes_on=(bare.clock.moment + timedelta(days=1)).date().isoformat())
    late.wait(2)
    page = words(read(bare.browser(MEMBER), f"/threads/{late.reference}"))
    assert "takes no posts any more and waits for its summary" in page
    assert bare.browser(MEMBER).get(f"/threads/{thread.reference}").status_code == 404, last_post


def test_the_list_is_for_members_and_filters(bare: World) -> None:
    open_one, expired = thread_in(bare, ThreadState.OPEN), thread_in(bare, ThreadState.CLOSING)
    client = bare.browser(MEMBER)
    shown = read(client, "/threads")
    assert link(shown, "Handing over search dogs").endswith(expired.reference)
    assert SUMMARY in words(shown)
    assert open_one.reference not in read(client, "/threads?state=closing")
    assert client.get("/threads?state=draft").status_code == 422
    assert bare.visitor().get("/threads").status_code in (302, 303)
    admin = bare.browser("admin")
    assert admin.get("/threads").status_code == 403
    assert admin.get(f"/threads/{open_one.reference}").status_code == 404
    assert "Discussion" not in words(read(admin, "/issues"))


def test_a_discussion_about_an_unnamed_issue_names_nobody(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    thread = ThreadSteps(bare, anchor=issue.reference, speaks_as="member")
    page = read(bare.browser(MEMBER), f"/issues/{issue.reference}")
    assert link(page, "Handing over search dogs") == f"/threads/{thread.reference}"
    fine(thread.say(), 201)
    assert "Ghana" not in words(read(bare.browser(MEMBER), f"/threads/{thread.reference}"))
