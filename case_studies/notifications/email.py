"""Writing mails. A mail travels on open roads: of a case that is not public it carries the reference and a link alone.

No header carries more than the subject's event and reference, and each mail has one recipient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from case_studies.models import Mail
from case_studies.notifications.links import CHOICES, INBOX, UNSUBSCRIBE, LinkTarget
from case_studies.notifications.mailer import Refused
from case_studies.notifications.render import RenderedNotification, readable_cases, render
from case_studies.notifications.unsubscribe_token import DIGEST, make_token
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Audience

MOST_IN_A_DIGEST = 40  # the inbox has the rest
MOST_OF_A_SEARCH = 20  # of the cases that a saved search found
FOOT = "You get this mail because your office takes part in Casebook. Your inbox there keeps every notice."


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What stands on every mail: the address that links begin with, the sender, and the secret that signs."""

    address: str = "http://localhost"
    sender: str = "casebook@localhost"
    secret: str = ""


def compose(session: Session, mail: Mail, head: MailSettings) -> EmailMessage:
    """Write a mail as its person may read it now. Raises Refused where the address is none."""
    actor = Actor.of(mail.account)
    readable = readable_cases(session, mail.notices, actor)
    said = [render(notice, notice.case, actor, readable) for notice in mail.notices]
    kind = DIGEST if mail.digest_day is not None else mail.notices[0].event
    leave = head.address + UNSUBSCRIBE.format(token=make_token(head.secret, mail.account_id, kind))
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(head)
    message["To"] = _recipient(mail.account.email)
    message["Subject"] = _subject(said, mail.digest_day)
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = _message_id(mail, head)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{leave}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    body = "\n\n".join([*_paragraphs(said, head), _foot(head, leave)])
    message.set_content(body, cte="quoted-printable")
    return message


def _sender(head: MailSettings) -> Address:
    name, address = parseaddr(head.sender)
    return Address(name or "Casebook", addr_spec=address)


def _recipient(email: str) -> Address:
    """Return the one recipient; an address that would be two, or would break out of its header, is refused."""
    try:
        return Address(addr_spec=email)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Refused("This is no address that a mail can be sent to.") from error


def _message_id(mail: Mail, head: MailSettings) -> str:
    """Return a name that stays the same however often the mail is handed over, so that it counts as one mail."""
    name = uuid5(NAMESPACE_URL, f"{head.address}/mails/{mail.id}/{mail.queued_at.isoformat()}")
    return f"<{name}@{parseaddr(head.sender)[1].rpartition('@')[2]}>"


def _subject(said: Sequence[RenderedNotification], digest_day: date | None) -> str:
    if digest_day is not None:
        return f"Casebook on {english_date(digest_day)}: {len(said)} {'notice' if len(said) == 1 else 'notices'}"
    return f"{said[0].reference}: {said[0].name}" if said[0].reference else said[0].name


def _paragraphs(said: Sequence[RenderedNotification], head: MailSettings) -> Iterator[str]:
    for item in said[:MOST_IN_A_DIGEST]:
        happened, now = (item.fill(words, english_date) for words in (item.words.happened, item.words.now))
        path = [head.address + item.path] if item.path else []
        yield "\n".join([happened, *_title(item.public_title), *_cases(item, head), now, *path])
    if len(said) > MOST_IN_A_DIGEST:
        yield f"{len(said) - MOST_IN_A_DIGEST} more are in your inbox:\n{head.address}{INBOX}"


def _title(title: str) -> list[str]:
    """Return the line with the title of a public case; whatever it holds, it stays one line."""
    return [f"“{' '.join(title.split())}”"] if title else []


def _cases(item: RenderedNotification, head: MailSettings) -> Iterator[str]:
    """Yield the cases that a saved search found: the title of a public one, the reference, the link."""
    for revision in item.cases[:MOST_OF_A_SEARCH]:
        yield ""
        yield from _title(revision.title if revision.audience == Audience.PUBLIC else "")
        yield head.address + LinkTarget.CASE.value.format(reference=revision.case.reference)
    if item.cases:
        more = len(item.cases) - MOST_OF_A_SEARCH
        yield f"\n{more} more are in your inbox.\n" if more > 0 else ""


def _foot(head: MailSettings, leave: str) -> str:
    return f"-- \n{FOOT}\nChoose what comes by mail: {head.address}{CHOICES}\nNo more mails of this kind: {leave}\n"


def english_date(day: date) -> str:
    """Return a date as 3 March 2027."""
    return f"{day.day} {day:%B} {day.year}"
