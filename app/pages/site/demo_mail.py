"""The mails of the demonstration. Without a mail server they are stored in a folder, and this page shows them."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any

from flask import Blueprint, render_template

from app.access import open_to_all
from app.current import current_config, shows_mails
from case_studies.errors import NotVisible

pages = Blueprint("demo_mail", __name__)

MOST_SHOWN = 50


@pages.get("/demo/mail")
@open_to_all
def demo_mail() -> str:
    """Show the latest mails, the newest first. Outside of the demonstration this page does not exist."""
    if not shows_mails():
        raise NotVisible()
    return render_template("site/demo_mail.html", mails=_newest())


def _newest() -> list[dict[str, Any]]:
    """Return the latest mails. A mail that was sent twice is listed once."""
    folder = current_config().mail_dir
    if not folder.is_dir():
        return []
    box = mailbox.Maildir(folder, create=False)
    messages = [message_from_bytes(box.get_bytes(key), _class=EmailMessage, policy=default) for key in box.iterkeys()]
    by_id = {message["Message-ID"]: _mail(message) for message in messages}
    return sorted(by_id.values(), key=lambda mail: mail["at"], reverse=True)[:MOST_SHOWN]


def _mail(message: EmailMessage) -> dict[str, Any]:
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "at": parsedate_to_datetime(message["Date"]),
        "text": message.get_content(),
    }
