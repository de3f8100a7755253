"""Notices of difficult issues: one for each step and person, one mail a day, and no word of the issue in a mail."""

from datetime import timedelta
from typing import Any

import pytest

from app.api.examples import ISSUE
from case_studies.notifications.digest import queue_digests
from case_studies.notifications.notify import default_delivery
from case_studies.vocabulary import Delivery, IssueState, NotificationEvent
from tests.support.api_client import Program, fine
from tests.support.issues import ANSWERER, ASKER, EDITOR, OUTCOME, SYNTHESIS, issue_in
from tests.support.mailbox import Post

SENTINELS = ("zandrith", "quorbel", "Ghana", "Germany")


def unread(post: Post, office: str) -> list[str]:
    items = fine(Program(post.world, office).get("/notices"))["items"]
    return [item["event"] for item in items if not item["read"] and item["event"].startswith("issue_")]


@pytest.mark.slow
def test_a_day_of_talk_is_one_mail_without_a_word_of_it(post: Post) -> None:
    sent: dict[str, Any] = {**ISSUE, "question": "Who carries the zandrith?", "setting": "A quorbel."}
    issue = issue_in(post.world, IssueState.OPEN, **sent)
    invitation = {"delegations": ["DEU", "BGD"], "version": issue.read(EDITOR)["version"]}
    fine(Program(post.world, EDITOR).post(f"/issues/{issue.reference}/invitations", invitation))
    numbers = [
        fine(issue.answer(text=f"A zandrith of {word}."), 201)["answers"][-1]["id"]
        for word in ("sand", "water", "stone")
    ]
    fine(issue.act(EDITOR, "synthesize", synthesis=SYNTHESIS))
    while post.send():
        pass
    assert not [mail for mail in post.server.taken if issue.reference in mail.everything], "nothing is mailed at once"
    fine(issue.act(ASKER, "take_up", answers=numbers))
    fine(issue.act(ASKER, "take_up", answers=numbers))
    assert unread(post, ANSWERER).count("issue_taken_up") == 1, "three answers, taken up twice: one notice"
    post.world.clock.moment += timedelta(days=1)
    queue_digests(post.world.platform.work)
    while post.send():
        pass
    mails = [mail for mail in post.server.taken if issue.reference in mail.everything]
    assert mails
    assert len({mail.recipient for mail in mails}) == len(mails), "one mail a day and person"
    for mail in mails:
        assert not [word for word in SENTINELS if word in mail.everything]
        assert f"/issues/{issue.reference}" in mail.everything


def test_everything_about_issues_but_clearance_comes_in_the_daily_mail() -> None:
    at_once = {
        event
        for event in NotificationEvent
        if event.startswith("issue_") and default_delivery(event) == Delivery.AT_ONCE
    }
    assert at_once == {NotificationEvent.ISSUE_CLEARANCE_REQUESTED, NotificationEvent.ISSUE_SENT_BACK}


@pytest.mark.slow
def test_what_is_done_waits_no_longer_in_an_inbox(post: Post) -> None:
    issue = issue_in(post.world, IssueState.OPEN)
    invitation = {"delegations": ["DEU"], "version": issue.read(EDITOR)["version"]}
    fine(Program(post.world, EDITOR).post(f"/issues/{issue.reference}/invitations", invitation))
    assert unread(post, ANSWERER) == ["issue_invited"]
    number = fine(issue.answer(), 201)["answers"][0]["id"]
    assert unread(post, ANSWERER) == []
    assert unread(post, ASKER) == ["issue_answered"]
    assert "issue_posted" in unread(post, "editor.bra")
    fine(issue.act(EDITOR, "synthesize", synthesis=SYNTHESIS))
    assert unread(post, "editor.bra") == []
    fine(issue.act(ASKER, "take_up", answers=[number]))
    fine(issue.act(ASKER, "report_outcome", outcome=OUTCOME))
    assert unread(post, ASKER) == []
