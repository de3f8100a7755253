"""Every event has a text that links to an existing page, and a whole journey notifies the right accounts."""

import re
from collections import Counter

import pytest

from case_studies.notifications.links import INBOX, SETTINGS, UNSUBSCRIBE, LinkTarget
from case_studies.notifications.message_template import MessageText
from case_studies.notifications.messages import MESSAGE_TEMPLATES, NOT_OPEN
from case_studies.notifications.notify import DEFAULT_DELIVERY
from case_studies.vocabulary import NotificationEvent, State
from tests.support.mailbox import ADDRESS, Post
from tests.support.two_rounds import two_rounds
from tests.support.workflow_cases import OFFICER, REVIEWERS, WRITER, case_in
from tests.support.world import World

EDITORS = ("editor.idn", "editor.bra", "editor.rwa", "editor.chn")


@pytest.mark.parametrize("event", list(NotificationEvent))
def test_every_event_has_a_text(event: NotificationEvent) -> None:
    template = MESSAGE_TEMPLATES[event]
    assert template.roles
    texts = [text for text in (template.text, template.reviewer_text, template.overdue_text) if text is not None]
    for text in texts:
        assert_in_house_style(text, of=_subject_of(event))
    if template.several_text is not None:
        assert_in_house_style(template.several_text, of="references")
    assert template.name[0].isupper()
    assert len(template.name) < 50


def _subject_of(event: NotificationEvent) -> str:
    """Return what the text names: the number of cases, the reference of one, or nothing but the office."""
    if MESSAGE_TEMPLATES[event].is_always_mailed or event == NotificationEvent.EXPORT_READY:
        return ""
    return "count" if event in (NotificationEvent.NEW_CASES, NotificationEvent.CASES_ENDED) else "reference"


def assert_in_house_style(text: MessageText, *, of: str = "reference") -> None:
    """Short sentences with the reference or a number, and without blame, exclamation mark or "please"."""
    for sentence in (text.happened, text.to_do):
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert "please" not in sentence.lower()
        assert len(sentence) < 120
        assert set(re.findall(r"%\((\w+)\)s", sentence)) <= {
            of,
            "adopts",
            "day",
            "musts",
            "suggestions",
            "before",
            "after",
        }
    assert (f"%({of})s" if of else "office") in text.happened


def test_the_text_for_a_case_that_is_not_open_has_the_same_style() -> None:
    assert_in_house_style(NOT_OPEN)


def test_default_deliveries_are_of_known_events() -> None:
    assert set(DEFAULT_DELIVERY) <= set(MESSAGE_TEMPLATES)


PREFIXES_BY_PLACE = {
    "issues": "DI",
    "adoptions": "AD",
    "practices": "GP",
    "threads": "TH",
    "events": "EV",
    "studies": "ST",
    "studies/proposals": "SP",
    "texts": "JT",
    "offers": "OF",
    "requests": "RQ",
    "matches": "MT",
    "collections": "CO",
}


def test_every_link_target_is_a_page(bare: World) -> None:
    adapter = bare.app.url_map.bind("localhost")
    for template in (*(target.value for target in LinkTarget), INBOX, SETTINGS, UNSUBSCRIBE):
        template = template.replace("{place}", "requests")
        prefix = PREFIXES_BY_PLACE.get(template.partition("/{")[0][1:], "CS")
        reference = f"{prefix}-2026-0001"
        path = template.format(reference=reference, assignment=1, token="x")
        endpoint, _ = adapter.match(path.partition("?")[0], method="GET")
        assert endpoint, path


@pytest.mark.slow
def test_a_journey_of_two_rounds_notifies_the_right_accounts(post: Post) -> None:
    two_rounds(post)
    notified = Counter((n.event, _office(post, n.account_id)) for n in post.notifications())
    all_reviewers = dict.fromkeys(REVIEWERS, 1)
    twice = dict.fromkeys(REVIEWERS, 2)
    all_editors = dict.fromkeys(EDITORS, 1)
    expected = {
        NotificationEvent.CLEARANCE_REQUESTED: {OFFICER: 3},
        NotificationEvent.SENT_BACK: {WRITER: 1},
        NotificationEvent.SUBMITTED: all_editors,
        NotificationEvent.INVITED: twice,
        NotificationEvent.INVITATION_ACCEPTED: dict.fromkeys(EDITORS, 4),
        NotificationEvent.REVIEW_STARTED: all_reviewers,
        NotificationEvent.REVIEW_RECEIVED: twice,
        NotificationEvent.LAST_REVIEW_IN: dict.fromkeys(EDITORS, 2),
        NotificationEvent.REVISION_REQUESTED: {WRITER: 1, **all_reviewers},
        NotificationEvent.REVISION_IS_BACK: all_editors,
        NotificationEvent.PUBLISHED: {WRITER: 1, OFFICER: 1, **all_reviewers},
    }
    assert notified == {(event, office): n for event, offices in expected.items() for office, n in offices.items()}
    for event, office in notified:
        roles = post.world.actor(office).roles
        assert not roles.isdisjoint(MESSAGE_TEMPLATES[event].roles), f"{office}, {event}"


def _office(post: Post, account: int) -> str:
    """Return the office of an account."""
    return next(
        name for name in (WRITER, OFFICER, *REVIEWERS, *EDITORS) if post.world.actor(name).account_id == account
    )


@pytest.mark.slow
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


@pytest.mark.slow
def test_every_link_of_a_mail_opens_at_the_moment_it_is_sent(post: Post) -> None:
    case_in(post.world, State.REVISION_REQUESTED)
    while post.send():
        pass
    for mail in post.server.taken:
        browser = post.world.browser(mail.recipient)
        body = mail.text.split("\n-- \n")[0]
        for path in re.findall(rf"{ADDRESS}(\S+)", body):
            assert browser.get(path).status_code == 200, f"{mail.recipient}: {path}"
