"""What administrators read about the mails of the outbox."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from case_studies.operations.administration.mails import MailFilter

MAIL_FILTERS = {
    MailFilter.WAITING: _l("Waiting"),
    MailFilter.FAILED: _l("Given up"),
    MailFilter.SENT: _l("Sent"),
}


def mail_problem(error: str) -> str:
    """Return why a mail was not sent, without the words of the mail server, which can name anything."""
    code = re.match(r"\d{3}\b", error)
    if code:
        return str(_("The mail server answered %(code)s.", code=code.group()))
    return str(_("The mail server did not take it.")) if error else ""
