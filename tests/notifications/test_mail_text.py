"""A mail travels on open roads: of what is not public it carries the reference and a link, and nothing of the case."""

import re

import pytest

from case_studies.models import Case
from case_studies.notifications.message_template import MessageTemplate
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import release_reviewer
from case_studies.operations.review.conflicts import declare_conflict
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import State
from tests.support.mailbox import ADDRESS, Post
from tests.support.two_rounds import MEMBERS_CASE, REASON, SECRETS, TITLE, A, two_rounds
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in


def everything_sent(post: Post) -> list[str]:
    while post.send():
        pass
    assert not [mail for mail in post.mails() if mail.sent_at is None]
    return [mail.everything for mail in post.server.taken]


@pytest.mark.slow
def test_nothing_of_a_members_case_is_in_any_mail_not_even_once_it_is_published(post: Post) -> None:
    case = two_rounds(post)
    case.act(A.ARCHIVE, EDITOR, f"The {REASON}.")
    sent = everything_sent(post)
    assert len(sent) > 25
    for mail in sent:
        assert case.reference in mail
        assert "TLP:GREEN. Share this mail within the peacekeeping community" in mail
        assert not [secret for secret in SECRETS if secret in mail]


@pytest.mark.slow
def test_nothing_of_an_unpublished_case_is_in_any_mail_whatever_its_audience_will_be(post: Post) -> None:
    case = case_in(post.world, State.IN_REVIEW, **{**MEMBERS_CASE, "audience": "public"})
    case.act(A.DECLINE, EDITOR, f"The {REASON}.")
    for mail in everything_sent(post):
        assert not [secret for secret in SECRETS if secret in mail]


@pytest.mark.slow
def test_the_title_of_a_public_case_is_said_and_nothing_else_of_it(post: Post) -> None:
    two_rounds(post, audience="public")
    sent = everything_sent(post)
    assert [mail for mail in sent if f"“The {TITLE} of a case”" in mail]
    for mail in sent:
        assert not [secret for secret in SECRETS if secret in mail and secret != TITLE]


@pytest.mark.slow
def test_the_title_is_the_published_one_not_that_of_the_next_draft(post: Post) -> None:
    case = case_in(post.world, State.PUBLISHED, title="The public title")
    case.act(A.REVISE, WRITER)
    case.edit(title="The next title")
    case.act(A.REQUEST_CLEARANCE, WRITER)
    sent = everything_sent(post)
    assert [mail for mail in sent if "Clearance requested" in mail and "The public title" in mail]
    assert not [mail for mail in sent if "The next title" in mail]


@pytest.mark.slow
def test_no_mail_names_a_reviewer_to_anybody_but_themselves(post: Post) -> None:
    two_rounds(post)
    everything_sent(post)
    for mail in post.server.taken:
        for reviewer in REVIEWERS:
            own = mail.recipient == f"{reviewer}@demo.example"
            assert own or reviewer not in mail.everything
            assert own or not [name for name in ("China", "France", "Reviewer") if name in mail.everything]


@pytest.mark.slow
def test_a_case_that_was_withdrawn_meanwhile_has_no_text_and_no_link(post: Post) -> None:
    """The mail waits while its reader loses sight of the case: released, in conflict, or the case withdrawn."""
    released, conflicted = REVIEWERS
    case = case_in(post.world, State.SUBMITTED, **MEMBERS_CASE)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    _as(
        post,
        EDITOR,
        case,
        lambda session, found, actor: release_reviewer(session, found, case.assignment(released), actor),
    )
    _as(post, conflicted, case, lambda session, found, actor: declare_conflict(session, found, actor, REASON))
    everything_sent(post)
    for reviewer in REVIEWERS:
        for mail in post.server.taken_for(reviewer):
            assert "You are asked" not in mail.text
            assert "/assignments/" not in mail.text
            assert f"/cases/{case.reference}" not in mail.text
    assert [mail for mail in post.server.taken_for(released) if "took back your invitation" in mail.text]

    before = len(post.server.taken)
    case.act(A.WITHDRAW, WRITER)
    everything_sent(post)
    told = [mail for mail in post.server.taken if mail.message["Subject"] == f"{case.reference}: Withdrawn"]
    assert len(post.server.taken) == before + len(told) > before
    assert {mail.recipient.split(".")[0] for mail in told} == {"clearance", "editor"}
    for mail in told:
        assert (f"{ADDRESS}/cases/" in mail.text) == mail.recipient.startswith("clearance")


def _as(post: Post, office: str, case: Steps, do: object) -> None:
    with post.world.platform.work.writing() as session:
        actor = post.world.actor(office)
        do(session, find_case(session, actor, case.reference, for_change=True), actor)  # type: ignore[operator]


@pytest.mark.slow
@pytest.mark.parametrize(
    "state", [State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN]
)
def test_the_inbox_shows_a_title_to_whom_the_case_shows_it(post: Post, state: State) -> None:
    case_in(post.world, state, **MEMBERS_CASE)
    for office in (WRITER, OFFICER, EDITOR, *REVIEWERS):
        page = post.world.browser(office).get("/inbox").get_data(as_text=True)
        with post.world.platform.work.reading() as session:
            seen = case_view(post.world.actor(office), session.get_one(Case, 1))
        assert (TITLE in page) == (seen is not None and bool(post.notifications(office))), office
        assert not [secret for secret in SECRETS[1:] if secret in page]


LINK = re.compile(r"https?://\S+")
HOUR = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?(?! UTC)\b|\b\d{1,2} ?(am|pm)\b|o'clock", re.IGNORECASE)


@pytest.mark.parametrize("template", MESSAGE_TEMPLATES.values(), ids=list(MESSAGE_TEMPLATES))
def test_every_template_names_days_and_no_hour(template: MessageTemplate) -> None:
    """A mail cannot know the time zone of its reader."""
    for text in filter(None, (template.text, template.reviewer_text, template.overdue_text)):
        values = re.findall(r"%\((\w+)\)", f"{text.happened} {text.to_do}")
        assert not {"time", "moment", "at", "hour"} & set(values)
        assert not HOUR.search(f"{text.happened} {text.to_do}")


@pytest.mark.slow
def test_mails_that_are_sent_name_days_and_no_hour_without_its_zone(post: Post) -> None:
    two_rounds(post)
    everything_sent(post)
    texts = [mail.text for mail in post.server.taken]
    assert HOUR.search("due at 09:30")
    assert len(texts) > 25
    assert not [text for text in texts if HOUR.search(LINK.sub("", text))]
