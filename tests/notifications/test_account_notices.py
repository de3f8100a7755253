"""An office learns by mail and in its inbox what happens to its account, and can't turn that off."""

from case_studies.models import HistoryEntry
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.notify import ACCOUNT_EVENTS
from case_studies.operations.accounts.accounts import set_roles
from case_studies.operations.accounts.known_browsers import FORGOTTEN_AFTER, delete_old_browsers
from case_studies.vocabulary import NotificationEvent, Role
from tests.support.mailbox import ADDRESS, OFFICE, Post, Taken
from tests.support.page_reader import read, words
from tests.support.world import PASSWORD, csrf

NEW = "a stone a lane a morning"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"


def sign_in(post: Post, agent: str, email: str = OFFICE, place: str = "192.0.2.7") -> None:
    client = post.world.visitor()
    answer = client.post(
        "/sign-in",
        data={"email": email, "password": PASSWORD, **csrf(client)},
        headers={"User-Agent": agent},
        environ_base={"REMOTE_ADDR": place},
    )
    assert answer.status_code == 303


def sent(post: Post) -> list[Taken]:
    """Send what waits, and return all mails so far, the oldest first."""
    post.send()
    taken = [mail for mail in post.server.taken if mail.recipient == OFFICE]
    return sorted(taken, key=lambda mail: mail.message["Date"].datetime)


def subjects(post: Post) -> list[str]:
    return [str(mail.message["Subject"]) for mail in sent(post)]


def test_a_sign_in_from_a_new_browser_or_network_is_notified_once(office: Post) -> None:
    sign_in(office, FIREFOX)
    sign_in(office, FIREFOX, place="192.0.2.200")  # the same network
    assert subjects(office) == ["Signed in from a new browser"]
    sign_in(office, CHROME)
    sign_in(office, FIREFOX, place="198.51.100.7")
    assert len(subjects(office)) == 3
    text = sent(office)[0].text
    assert "from a browser that is new to it: Firefox, Linux, 192.0.2.0/24." in text
    assert f"{ADDRESS}/account" in text
    office.later(days=FORGOTTEN_AFTER.days)
    delete_old_browsers(office.world.platform.work)
    sign_in(office, FIREFOX)
    assert len(subjects(office)) == 4, "a browser that was not used for months is new again"


def test_a_new_password_is_notified(office: Post) -> None:
    client = office.world.browser(OFFICE)
    assert len(subjects(office)) == 1
    data = {"old": PASSWORD, "new": NEW, "again": NEW, **csrf(client, "/account")}
    assert client.post("/account/password", data=data).status_code == 303
    assert subjects(office)[1:] == ["Password changed"]
    assert NEW not in sent(office)[-1].everything
    assert "The password of your office was changed." in words(read(client, "/inbox"))


def test_roles_are_notified_when_they_change(office: Post) -> None:
    for _ in range(2):
        with office.world.platform.work.writing() as session:
            set_roles(session, OFFICE, [Role.FOCAL_POINT, Role.REVIEWER])
    assert subjects(office) == ["Roles changed"]


def test_nobody_can_turn_these_mails_off(office: Post) -> None:
    client = office.world.browser(OFFICE)
    page = words(read(client, "/account/notices"))
    secured = {event: template for event, template in MESSAGE_TEMPLATES.items() if template.is_always_mailed}
    of_joining = {NotificationEvent.APPLICATION_RECEIVED, NotificationEvent.QUESTION_ANSWERED}
    of_administrators = {NotificationEvent.TEST_MAIL, NotificationEvent.FACTOR_RESET_WAITS}
    assert set(secured) == {*ACCOUNT_EVENTS.values(), *of_joining, *of_administrators}
    assert not [template.name for template in secured.values() if template.name in page]
    data = {**dict.fromkeys(secured, "off"), **csrf(client, "/account/notices")}
    assert client.post("/account/notices", data=data).status_code == 303
    sign_in(office, CHROME)
    assert len(subjects(office)) == 2
    last = sent(office)[-1]
    assert last.message["List-Unsubscribe"] is None
    assert "/unsubscribe/" not in last.text


def test_the_shared_accounts_of_the_demonstration_are_not_disturbed(office: Post) -> None:
    sign_in(office, FIREFOX, "focal-point.gha@demo.example")
    assert office.notifications("focal-point.gha") == []


def test_each_notice_comes_with_an_entry_of_the_history(office: Post) -> None:
    sign_in(office, FIREFOX)
    with office.world.platform.work.reading() as session:
        last = session.query(HistoryEntry).order_by(HistoryEntry.number.desc()).first()
    assert last is not None
    assert (last.action, last.account_email, last.subject_email) == ("sign_in_from_new_browser", OFFICE, OFFICE)
