"""The mails of the demonstration. Without a mail server they are stored in a folder; an office sees its own."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_login import current_user

from app.access import signed_in
from app.current import current_config, shows_mails
from case_studies.errors import NotVisible

pages = Blueprint("demo_mail", __name__)

MOST_SHOWN = 50


@pages.get("/demo/mail")
@signed_in
def demo_mail() -> str:
    """Show the latest mails to this office, the newest first. Outside of the demonstration this page does not exist."""
    if not shows_mails():
        raise NotVisible()
    return render_template("site/demo_mail.html", mails=_newest(current_user.account.email))


def _newest(address: str) -> list[dict[str, Any]]:
    """Return the latest mails to an address. A mail that was sent twice is listed once."""
    folder = current_config().mail_dir
    if not folder.is_dir():
        return []
    box = mailbox.Maildir(folder, create=False)
    messages = [message_from_bytes(box.get_bytes(key), _class=EmailMessage, policy=default) for key in box.iterkeys()]
    by_id = {message["Message-ID"]: _mail(message) for message in messages if message["To"] == address}
    return sorted(by_id.values(), key=lambda mail: mail["at"], reverse=True)[:MOST_SHOWN]


def _mail(message: EmailMessage) -> dict[str, Any]:
    return {
        "subject": message["Subject"],
        "at": parsedate_to_datetime(message["Date"]),
        "text": _without_unsubscribe_link(message),
    }


def _without_unsubscribe_link(message: EmailMessage) -> str:
    """Return the text of a mail. Who uses the link needs no sign-in, and many share a demonstration account."""
    link = message.get("List-Unsubscribe", "").strip("<>")
    return str(message.get_content()).replace(link, _("(a link, in the mail only)")) if link else message.get_content()
