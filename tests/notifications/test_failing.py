"""A mail server that is down, slow or refuses: nothing is lost, the waits grow, one mail's trouble is not another's."""

from datetime import timedelta

import pytest

from case_studies.notifications.outbox import BATCH, RETRY_DELAYS
from case_studies.vocabulary import Action, State
from tests.support.mailbox import TIMEOUT, Post
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in

OFFICER_ADDRESS = f"{OFFICER}@demo.example"


def _down(post: Post) -> None:
    post.server.stop()


def _slow(post: Post) -> None:
    post.server.answers(all="slow")


def _busy(post: Post) -> None:
    post.server.answers(all="451 try again later")


def _busy_with_the_text(post: Post) -> None:
    post.server.answers(data="452 no room now")


def _leaving(post: Post) -> None:
    post.server.answers(all="421 shutting down")


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [_down, _slow, _busy, _busy_with_the_text, _leaving])
def test_what_passes_loses_nothing(post: Post, trouble: object) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    trouble(post)  # type: ignore[operator]
    assert post.send() == 0
    (mail,) = post.mails()
    assert (mail.tries, mail.sent_at, mail.failed_at) == (1, None, None)
    assert 0 < len(mail.error) <= 200
    assert post.send() == 0
    assert post.mails()[0].tries == 1, "it waits"

    post.server.answers()
    if post.server.process is None:
        post.server.start()
    post.later(minutes=1)
    assert post.send() == 1
    assert [mail.recipient for mail in post.server.taken] == [OFFICER_ADDRESS]
    assert post.mails()[0].error == ""


def test_a_mail_from_before_the_clock_was_set_back_is_sent(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    _busy(post)
    assert post.send() == 0
    post.server.answers()
    post.later(days=-900)
    assert post.send() == 1


@pytest.mark.slow
def test_the_waits_grow_until_it_is_given_up_after_three_days(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    _busy(post)
    waited = []
    while post.mails()[0].failed_at is None:
        before = post.world.clock.moment
        assert post.send() == 0
        mail = post.mails()[0]
        if mail.failed_at is None:
            waited.append(mail.next_try_at - before)
            post.world.clock.moment = mail.next_try_at
    assert [round(wait / timedelta(minutes=1)) for wait in waited] == [1, 5, 15, 60, 240, *[720] * 5]
    assert sorted(waited) == waited
    assert timedelta(days=2.5) < sum(waited, timedelta()) < timedelta(days=3.5)
    assert post.mails()[0].tries == len(RETRY_DELAYS) + 1
    assert post.mails()[0].error == "451 try again later"

    post.later(days=10)
    post.server.answers()
    assert post.send() == 0, "it is given up"


def test_what_was_given_up_is_listed_and_can_be_tried_again(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    assert "0 waiting, 0 given up." not in post.run("outbox", "list")
    post.server.answers(all="550 no such mailbox")
    post.send()
    listed = post.run("outbox", "list")
    assert OFFICER_ADDRESS in listed
    assert "550 no such mailbox" in listed
    assert "0 waiting, 1 given up." in listed

    post.server.answers()
    assert post.run("outbox", "retry") == "1 mail is queued again.\n"
    assert "1 waiting, 0 given up." in post.run("outbox", "list")
    assert post.send() == 1
    assert len(post.server.taken) == 1
    assert post.run("outbox", "list") == "0 waiting, 0 given up.\n"
    assert post.run("outbox", "retry") == "0 mails are queued again.\n"


def test_a_refused_recipient_fails_alone(post: Post) -> None:
    case = case_in(post.world, State.IN_CLEARANCE)
    case.act(Action.SEND_BACK, OFFICER, "Say more.")
    post.server.answers(**{OFFICER_ADDRESS: "550 no such mailbox"})
    assert post.send() == 1
    assert [mail.recipient for mail in post.server.taken] == [f"{WRITER}@demo.example"]
    refused = post.mail(account_id=post.world.actor(OFFICER).account)
    assert refused.failed_at is not None
    assert refused.tries == 1


def test_a_busy_mailbox_does_not_keep_the_others_waiting(post: Post) -> None:
    case = case_in(post.world, State.IN_CLEARANCE)
    case.act(Action.SEND_BACK, OFFICER, "Say more.")
    post.server.answers(**{OFFICER_ADDRESS: "450 mailbox busy"})
    assert post.send() == 1
    assert [mail.recipient for mail in post.server.taken] == [f"{WRITER}@demo.example"]


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [_down, _slow])
def test_a_server_that_is_down_is_asked_once_not_for_every_mail(post: Post, trouble: object) -> None:
    case_in(post.world, State.PUBLISHED)
    count = len(post.mails())
    assert count > 10
    trouble(post)  # type: ignore[operator]
    for run in range(3):
        assert post.send() == 0
        assert sum(mail.tries for mail in post.mails()) == 1, f"in run {run}"
    post.later(minutes=2)
    assert post.send() == 0
    assert sum(mail.tries for mail in post.mails()) == 2, "a minute later it is asked again"
    assert TIMEOUT * 2 < 2

    post.server.stop()
    post.server.answers()
    post.server.start()
    post.later(minutes=10)
    assert post.send() == count
    assert len(post.server.taken) == count


@pytest.mark.slow
def test_a_run_takes_a_share_so_that_other_duties_get_their_turn(post: Post) -> None:
    for _ in range(BATCH + 1):
        case = Steps.start(post.world)
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert post.send() == BATCH
    assert post.send() == 1
