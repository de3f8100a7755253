"""Writes mails. A mail can be read on its way, so for a case that is not public it has only the reference and a link.

No header has more than the event and the reference. Each mail has one recipient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from case_studies.models import Account, AddressChange, Application, Mail
from case_studies.notifications.address_change_mail import Mailbox, address_change_text
from case_studies.notifications.applicant_mail import applicant_mail_text
from case_studies.notifications.links import INBOX, PAGES, SETTINGS, UNSUBSCRIBE, LinkTarget
from case_studies.notifications.mailer import Refused
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.password_link import mail_text
from case_studies.notifications.render import RenderedNotification, render, things_found
from case_studies.notifications.unsubscribe_token import DIGEST, make_token
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, NotificationEvent

DIGEST_LIMIT = 40  # notifications in a daily mail; the inbox has the rest
CASES_LIMIT = 20  # cases of one saved search
FOOTER = """-- \n\
TLP:GREEN. Share this mail within the peacekeeping community, but not in public.
You receive this mail because your office takes part in Casebook. Your inbox on Casebook has all notifications.
Choose what comes by mail: {settings}
Turn off mails of this kind: {unsubscribe}
"""
FOOTER_OF_SECURITY = """-- \n\
You receive this mail because it is about the account of your office on Casebook. It can't be turned off.
"""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What all mails share: the address that links begin with, the sender, the secret that signs unsubscribe links."""

    address: str = "http://localhost"
    sender: str = "casebook@localhost"
    secret: str = ""


def compose(session: Session, mail: Mail, settings: MailSettings) -> EmailMessage:
    """Return a mail with what its recipient may read now. Raises Refused for an invalid address or an ended link."""
    if mail.application is not None:
        return _to_applicant(session, mail, mail.application, settings)
    account = mail.account
    assert account is not None  # noqa: S101 - every other mail has an account
    if mail.link_until is not None:
        return _with_password_link(session, mail, account, settings, mail.link_until)
    if mail.address_change is not None:
        return _about_address(session, mail, mail.address_change, settings)
    actor, notifications = Actor.of(account), (mail.copy_of or mail).notifications
    found = things_found(session, notifications, actor)
    items = [render(notification, notification.case, actor, found) for notification in notifications]
    kind = DIGEST if mail.digest_day is not None else notifications[0].event
    message = _with_headers(mail, settings, _subject(items, mail.digest_day))
    footer = FOOTER_OF_SECURITY
    if kind == DIGEST or not MESSAGE_TEMPLATES[NotificationEvent(kind)].is_always_mailed:
        token = make_token(settings.secret, account.id, kind, sent_on=mail.queued_at.date())
        unsubscribe = settings.address + UNSUBSCRIBE.format(token=token)
        footer = FOOTER.format(settings=settings.address + SETTINGS, unsubscribe=unsubscribe)
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content("\n\n".join([*_paragraphs(items, settings), footer]), cte="quoted-printable")
    return message


def _to_applicant(session: Session, mail: Mail, application: Application, settings: MailSettings) -> EmailMessage:
    """Return a mail to the mailbox of an application."""
    if mail.link_until is not None and now(session) >= mail.link_until:
        raise Refused("The time of its link is over.")
    subject, text = applicant_mail_text(mail, application, settings.address, settings.secret)
    message = _with_headers(mail, settings, subject)
    message.set_content(text, cte="quoted-printable")
    return message


def _with_password_link(
    session: Session, mail: Mail, account: Account, settings: MailSettings, until: datetime
) -> EmailMessage:
    """Return a mail that sets the password. Nobody can turn off mails of this kind."""
    if now(session) >= until:
        raise Refused("The time of its link is over.")
    subject, text = mail_text(settings.address, settings.secret, account, until)
    message = _with_headers(mail, settings, subject)
    message.set_content(text, cte="quoted-printable")
    return message


def _about_address(session: Session, mail: Mail, change: AddressChange, settings: MailSettings) -> EmailMessage:
    """Return a mail that asks one of two mailboxes to confirm a change of address."""
    if change.ended_at is not None or now(session) >= change.until:
        raise Refused("The change of address has ended.")
    mailbox = Mailbox.OLD if mail.address is None else Mailbox.NEW
    subject, text = address_change_text(change, mailbox, settings.address, settings.secret)
    message = _with_headers(mail, settings, subject)
    message.set_content(text, cte="quoted-printable")
    return message


def _with_headers(mail: Mail, settings: MailSettings, subject: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(settings)
    message["To"] = _recipient(mail.recipient)
    message["Subject"] = subject
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = _message_id(mail, settings)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _sender(settings: MailSettings) -> Address:
    name, address = parseaddr(settings.sender)
    return Address(name or "Casebook", addr_spec=address)


def _recipient(email: str) -> Address:
    """Return the recipient. An address that holds a second one, or a line break, is refused."""
    try:
        return Address(addr_spec=email)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Refused("This is not a valid mail address.") from error


def _message_id(mail: Mail, settings: MailSettings) -> str:
    """Return an id that is the same at each try, so that a mail program shows one mail."""
    name = uuid5(NAMESPACE_URL, f"{settings.address}/mails/{mail.id}/{mail.queued_at.isoformat()}")
    return f"<{name}@{parseaddr(settings.sender)[1].rpartition('@')[2]}>"


def _subject(items: Sequence[RenderedNotification], digest_day: date | None) -> str:
    if digest_day is not None:
        noun = "notification" if len(items) == 1 else "notifications"
        return f"Casebook on {english_date(digest_day)}: {len(items)} {noun}"
    return f"{items[0].reference}: {items[0].name}" if items[0].reference else items[0].name


def _paragraphs(items: Sequence[RenderedNotification], settings: MailSettings) -> Iterator[str]:
    for item in items[:DIGEST_LIMIT]:
        happened, to_do = (item.fill(template, english_date) for template in (item.text.happened, item.text.to_do))
        link = [settings.address + item.path] if item.path else []
        yield "\n".join([happened, *_title(item.public_title), *_cases(item, settings), to_do, *link])
    if len(items) > DIGEST_LIMIT:
        yield f"{len(items) - DIGEST_LIMIT} more are in your inbox:\n{settings.address}{INBOX}"


def _title(title: str) -> list[str]:
    """Return the title of a public case as a list of one line, or an empty list."""
    return [f"“{' '.join(title.split())}”"] if title else []


def _cases(item: RenderedNotification, settings: MailSettings) -> Iterator[str]:
    """Yield the lines for what a saved search found: the title of a case if it is public, and the link."""
    for revision in item.cases[:CASES_LIMIT]:
        yield ""
        yield from _title(revision.title if revision.audience == Audience.PUBLIC else "")
        yield settings.address + LinkTarget.CASE.value.format(reference=revision.case.reference)
    for found in item.items[:CASES_LIMIT]:
        yield f"\n{settings.address}{PAGES[found.kind].value.format(reference=found.reference)}"
    if item.cases or item.items:
        more = max(0, len(item.cases) - CASES_LIMIT) + max(0, len(item.items) - CASES_LIMIT)
        yield f"\n{more} more are in your inbox.\n" if more > 0 else ""


def english_date(day: date) -> str:
    """Return a date as 3 March 2027."""
    return f"{day.day} {day:%B} {day.year}"
