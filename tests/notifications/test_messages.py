"""Every event has words, each leads to a page that is there, and a whole journey tells the right people."""

import re
from collections import Counter

import pytest

from case_studies.notifications.links import CHOICES, INBOX, UNSUBSCRIBE, LinkTarget
from case_studies.notifications.messages import MESSAGE_TEMPLATES, NOT_OPEN, MessageText
from case_studies.notifications.notify import DEFAULT_DELIVERY
from case_studies.vocabulary import NotificationEvent, State
from tests.notifications.test_mail_text import two_rounds
from tests.support.mailbox import ADDRESS, Post
from tests.support.workflow_cases import OFFICER, REVIEWERS, WRITER, case_in
from tests.support.world import World

EDITORS = ("editor.idn", "editor.bra", "editor.rwa", "editor.chn")


@pytest.mark.parametrize("event", list(NotificationEvent))
def test_every_event_has_words(event: NotificationEvent) -> None:
    telling = MESSAGE_TEMPLATES[event]
    assert telling.to
    every = [words for words in (telling.words, telling.to_judges, telling.late) if words is not None]
    for words in every:
        assert_in_the_houses_speech(words, of="count" if event == NotificationEvent.NEW_CASES else "reference")
    assert telling.name[0].isupper()
    assert len(telling.name) < 50


def assert_in_the_houses_speech(words: MessageText, *, of: str = "reference") -> None:
    """Short sentences with the reference, or with how many; no blame, no exclamation mark, no please; little else."""
    for sentence in (words.happened, words.now):
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert "please" not in sentence.lower()
        assert len(sentence) < 120
        assert set(re.findall(r"%\((\w+)\)s", sentence)) <= {of, "day", "musts", "suggestions"}
    assert f"%({of})s" in words.happened


def test_what_is_not_open_says_so_in_the_same_speech() -> None:
    assert_in_the_houses_speech(NOT_OPEN)


def test_usual_ways_are_of_known_events() -> None:
    assert set(DEFAULT_DELIVERY) <= set(MESSAGE_TEMPLATES)


def test_every_place_is_a_page(bare: World) -> None:
    adapter = bare.app.url_map.bind("localhost")
    for template in (*(place.value for place in LinkTarget), INBOX, CHOICES, UNSUBSCRIBE):
        path = template.format(reference="CS-2026-0001", assignment=1, token="x")
        endpoint, _ = adapter.match(path, method="GET")
        assert endpoint, path


def test_a_journey_of_two_rounds_tells_the_right_people(post: Post) -> None:
    two_rounds(post)
    told = Counter((notice.event, _office(post, notice.account_id)) for notice in post.notices())
    everybody_judging = dict.fromkeys(REVIEWERS, 1)
    twice = dict.fromkeys(REVIEWERS, 2)
    all_editors = dict.fromkeys(EDITORS, 1)
    expected = {
        NotificationEvent.CLEARANCE_REQUESTED: {OFFICER: 3},
        NotificationEvent.SENT_BACK: {WRITER: 1},
        NotificationEvent.SUBMITTED: all_editors,
        NotificationEvent.INVITED: twice,
        NotificationEvent.INVITATION_ACCEPTED: dict.fromkeys(EDITORS, 4),
        NotificationEvent.REVIEW_STARTED: everybody_judging,
        NotificationEvent.REVIEW_RECEIVED: twice,
        NotificationEvent.LAST_REVIEW_IN: dict.fromkeys(EDITORS, 2),
        NotificationEvent.REVISION_REQUESTED: {WRITER: 1, **everybody_judging},
        NotificationEvent.REVISION_IS_BACK: all_editors,
        NotificationEvent.PUBLISHED: {WRITER: 1, OFFICER: 1, **everybody_judging},
    }
    assert told == {(event, office): n for event, offices in expected.items() for office, n in offices.items()}
    for event, office in told:
        roles = post.world.actor(office).roles
        assert not roles.isdisjoint(MESSAGE_TEMPLATES[event].to), f"{office} can choose how to hear of {event}"


def _office(post: Post, account: int) -> str:
    """Return the office of an account."""
    return next(
        name for name in (WRITER, OFFICER, *REVIEWERS, *EDITORS) if post.world.actor(name).account_id == account
    )


@pytest.mark.parametrize("state", [State.IN_CLEARANCE, State.IN_REVIEW, State.REVISION_REQUESTED, State.PUBLISHED,
                                   State.ARCHIVED, State.DECLINED, State.WITHDRAWN])  # fmt: skip
def test_every_link_of_an_inbox_opens(post: Post, state: State) -> None:
    case_in(post.world, state)
    opened = 0
    for office in (WRITER, OFFICER, *REVIEWERS, *EDITORS):
        browser = post.world.browser(office)
        page = browser.get("/inbox").get_data(as_text=True)
        for path in set(re.findall(r'class="button" href="(/(?:cases|assignments)/[^"]+)"', page)):
            assert browser.get(path).status_code == 200, f"{office}: {path} in {state}"
            opened += 1
    assert opened


def test_every_link_of_a_mail_opens_at_the_moment_it_is_sent(post: Post) -> None:
    case_in(post.world, State.REVISION_REQUESTED)
    while post.send():
        pass
    for mail in post.server.taken:
        browser = post.world.browser(mail.recipient)
        body = mail.text.split("\n-- \n")[0]
        for path in re.findall(rf"{ADDRESS}(\S+)", body):
            assert browser.get(path).status_code == 200, f"{mail.recipient}: {path}"
