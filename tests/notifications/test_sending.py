"""What leaves, leaves once: to one recipient, with the headers that mail programs ask for."""

import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from sqlalchemy import select, update

from case_studies.errors import WrongState
from case_studies.models import Account, Mail, Notification, Revision
from case_studies.notifications.mailer import SmtpMailer, Unreachable
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action, State
from case_studies.workflow.cases import CASES
from tests.support.mailbox import ADDRESS, Post
from tests.support.workflow_cases import OFFICER, WRITER, case_in
from tests.support.world import World


def test_a_mail_is_sent_once(post: Post) -> None:
    case = case_in(post.world, State.IN_CLEARANCE)
    assert post.send() == 1
    assert post.send() == 0
    post.later(days=5)
    assert post.send() == 0
    (mail,) = post.server.taken
    assert mail.recipient == f"{OFFICER}@demo.example"
    assert mail.message["Subject"] == f"{case.reference}: Clearance requested"
    assert f"{ADDRESS}/cases/{case.reference}/work" in mail.text


def test_headers_say_that_a_machine_writes_and_how_to_leave(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    post.send()
    (mail,) = post.server.taken
    message = mail.message
    assert message["From"] == "Casebook <casebook@localhost>"
    assert message["To"] == f"{OFFICER}@demo.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == post.mails()[0].queued_at.replace(microsecond=0)
    assert re.fullmatch(r"<[0-9a-f-]{36}@localhost>", message["Message-ID"])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{ADDRESS}/unsubscribe/[\w.-]+>", message["List-Unsubscribe"])
    assert not message.defects


def test_one_click_turns_the_event_off_and_signs_nobody_in(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    post.send()
    path = post.server.taken[0].message["List-Unsubscribe"].strip("<>").removeprefix(ADDRESS)
    program = post.world.visitor()
    assert program.get(path).status_code == 200
    case_in(post.world, State.IN_CLEARANCE)
    assert post.send() == 1, "a look turns nothing off"

    answer = program.post(path, data={"List-Unsubscribe": "One-Click"})  # what RFC 8058 has mail programs send
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert program.get("/desk").status_code == 303
    case_in(post.world, State.IN_CLEARANCE)
    assert post.send() == 0
    assert len(post.notifications(OFFICER)) == 3, "the inbox has all of them"


@pytest.mark.slow
@pytest.mark.parametrize("word", ["x", "WzEsInB1Ymxpc2hlZCJd.forged", "é"])
def test_a_forged_address_turns_nothing_off(post: Post, word: str) -> None:
    for call in (post.world.visitor().get, post.world.visitor().post):
        assert call(f"/unsubscribe/{word}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "clearance.gha@demo.example\r\nbcc: spy@evil.example",
        "clearance.gha@demo.example\nx-evil: 1",
        "clearance.gha@demo.example, spy@evil.example",
        "@",
        "a b@c d",
    ],
)
def test_an_address_that_breaks_out_of_its_header_is_refused_and_stops_nobody_else(post: Post, address: str) -> None:
    case = case_in(post.world, State.IN_CLEARANCE)
    case.act(Action.SEND_BACK, OFFICER, "Say more.")
    officer = post.world.actor(OFFICER).account
    with post.world.platform.work.writing() as session:
        session.execute(update(Account).where(Account.id == officer).values(email=address))
    assert post.send() == 1
    assert [mail.recipient for mail in post.server.taken] == [f"{WRITER}@demo.example"]
    given_up = post.mail(account_id=officer)
    assert given_up.failed_at is not None
    assert given_up.error == "This is not a valid mail address."


@pytest.mark.slow
def test_a_title_of_several_lines_stays_one_line_of_text(post: Post) -> None:
    case = case_in(post.world, State.PUBLISHED)
    with post.world.platform.work.writing() as session:  # past every door, to be sure
        session.execute(update(Revision).values(title="Quiet\r\nBcc: spy@evil.example\r\n\r\nClick here"))
    post.send()
    told = [mail for mail in post.server.taken if "Quiet" in mail.text]
    assert told
    for mail in told:
        assert mail.message["Bcc"] is None
        assert "“Quiet Bcc: spy@evil.example Click here”" in mail.text
        assert mail.message["Subject"].startswith(f"{case.reference}: ")


@pytest.mark.slow
def test_each_mail_has_one_recipient_and_an_id_of_its_own(post: Post) -> None:
    case_in(post.world, State.PUBLISHED)
    while post.send():
        pass
    taken = post.server.taken
    assert len(taken) == len(post.mails()) == len({mail.message["Message-ID"] for mail in taken})
    assert all([str(mail.message["To"])] == [mail.recipient] for mail in taken)
    assert not [mail for mail in taken if mail.message["Cc"] or mail.message["Bcc"]]


def test_a_change_that_is_rolled_back_leaves_no_notice_and_no_mail(post: Post) -> None:
    case = case_in(post.world, State.DRAFT)

    def fail() -> None:
        with post.world.platform.work.writing() as session:
            actor = post.world.actor(WRITER)
            found = find_case(session, actor, case.reference, for_change=True)
            CASES.perform(session, found, Action.REQUEST_CLEARANCE, actor, version=found.version)
            session.flush()
            assert session.scalars(select(Notification.event)).all() == ["clearance_requested"]
            raise WrongState()

    with pytest.raises(WrongState):
        fail()
    assert case.state == State.DRAFT
    assert (post.notifications(), post.mails(), post.send()) == ([], [], 0)


def test_a_closed_account_gets_nothing(post: Post) -> None:
    case = case_in(post.world, State.IN_CLEARANCE)
    post.run("accounts", "close", f"{OFFICER}@demo.example")
    assert post.send() == 0
    assert post.mails()[0].error == "The account is closed."
    case.act(Action.WITHDRAW, WRITER)
    assert [notice.event for notice in post.notifications(OFFICER)] == ["clearance_requested"], "no more notifications"
    assert not post.server.taken


def test_without_a_mail_server_notifications_are_in_the_inbox_only(bare: World) -> None:
    silent = World(replace(bare.config, demo_mode=False, allow_http=True), clock=bare.clock)
    case_in(silent, State.IN_CLEARANCE)
    with silent.platform.work.reading() as session:
        assert session.scalars(select(Notification.event)).all() == ["clearance_requested"]
        assert session.scalars(select(Mail.id)).all() == []
    assert silent.platform.outbox.send() == 0
    silent.platform.work.engine.dispose()


@pytest.mark.slow
def test_nothing_goes_over_a_line_that_was_to_be_encrypted(post: Post) -> None:
    case_in(post.world, State.IN_CLEARANCE)
    for security in ("starttls", "tls"):
        mailer = SmtpMailer("127.0.0.1", post.server.port, security=security, user="a", password="b", timeout=0.5)
        with pytest.raises(Unreachable):
            mailer.send(EmailMessage())
    assert not post.server.taken
