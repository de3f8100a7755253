"""Strangers who apply to join: they fill no mailbox, break no page, and are not let in while nobody could object."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from case_studies.models import Application, Notification
from case_studies.operations.accounts.accounts import set_active
from case_studies.operations.delegations.applications import settle_applications
from case_studies.operations.delegations.joining import MOST_NOTICES, MOST_UNPROVED
from case_studies.vocabulary import ApplicationState, NotificationEvent
from tests.operations.delegations.test_joining import EDITORS, FORM, MAILBOX, apply, mailed, send
from tests.support.mailbox import Post
from tests.support.world import World, csrf


def test_applications_in_its_name_fill_no_mailbox(bare: World) -> None:
    for _hour in range(MOST_UNPROVED + 3):
        assert apply(bare) == 303
        bare.clock.moment += timedelta(hours=1)
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == MOST_UNPROVED


def test_addresses_of_one_mailbox_count_together(bare: World) -> None:
    for number in range(MOST_UNPROVED + 3):
        assert apply(bare, mailbox=MAILBOX.replace("@", f"+{number}@").upper()) == 303
        bare.clock.moment += timedelta(hours=1)
    assert apply(bare, mailbox=f"other{MAILBOX}") == 303
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == MOST_UNPROVED + 1


@pytest.mark.slow
def test_who_proves_many_mailboxes_fills_no_mailbox_of_an_editor(post: Post) -> None:
    world = post.world
    for number in range(MOST_NOTICES + 2):
        mailbox = f"office{number}@stranger.example"
        apply(world, mailbox=mailbox)
        assert send(world.visitor(), mailed(post, "/join/proof/", mailbox)) == 200
    with world.platform.work.reading() as session:
        told = select(func.count()).where(Notification.event == NotificationEvent.APPLICATION_RECEIVED)
        assert session.scalar(told) == MOST_NOTICES * len(EDITORS)


def test_silence_lets_nobody_in_while_no_co_chair_has_an_editor(post: Post) -> None:
    world = post.world
    apply(world)
    assert send(world.visitor(), mailed(post, "/join/proof/")) == 200
    with world.platform.work.writing() as session:
        for editor in EDITORS:
            set_active(session, f"{editor}@demo.example", is_open=False)
    world.clock.moment += timedelta(days=30)
    assert settle_applications(world.platform.work) == 0
    with world.platform.work.reading() as session:
        assert session.scalars(select(Application)).one().state == ApplicationState.APPLIED


def test_an_answer_with_a_very_long_number_is_refused_as_any_other(bare: World) -> None:
    client = bare.visitor()
    answer = client.post("/join/answer/x", data={f"answer-{'9' * 5000}": "words", **csrf(client, "/join")})
    assert answer.status_code == 404


def test_the_form_does_not_reveal_who_takes_part(bare: World) -> None:
    client = bare.visitor()
    answers = [
        client.post("/join", data={**FORM, "code": code, "mailbox": f"{code}.{MAILBOX}", **csrf(client, "/join")})
        for code in ("GHA", "NZL")
    ]
    assert answers[0].status_code == answers[1].status_code == 303
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
