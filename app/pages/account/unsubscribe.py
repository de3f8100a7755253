"""The link in every mail that turns off mails of its kind (RFC 8058). It signs nobody in, and a GET changes nothing."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app.access import open_to_all
from app.current import current_platform, reading, signing_keys
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.unsubscribe_token import read_token
from case_studies.operations.inbox import turn_off_mail
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent

pages = Blueprint("unsubscribe", __name__)


@pages.get("/unsubscribe/<token>")
@open_to_all
def confirm(token: str) -> str:
    """Show what the button turns off."""
    event = _read(token)[1]
    return render_template("account/unsubscribe.html", name=_name(event), done=False)


@pages.post("/unsubscribe/<token>")
@open_to_all
def unsubscribe(token: str) -> str:
    """Turn it off. Mail programs send this request without a form; the token in the address is the permission."""
    account_id, event = _read(token)
    with current_platform().work.writing() as session:
        turn_off_mail(session, account_id, event)
    return render_template("account/unsubscribe.html", name=_name(event), done=True)


def _read(token: str) -> tuple[int, NotificationEvent | None]:
    with reading() as session:
        return read_token(signing_keys(), token, today=now(session).date())


def _name(event: NotificationEvent | None) -> str:
    """Return the name of an event, or of the daily mail."""
    return str(_(MESSAGE_TEMPLATES[event].name) if event is not None else _("The daily mail"))
