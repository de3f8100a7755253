"""The mails of the outbox for administrators: which wait, which were given up, and a test mail."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.admin.listing import chosen, page_number
from app.phrases.mails import MAIL_FILTERS, mail_problem
from case_studies.operations.administration.mails import MailFilter, list_mails, retry_mails, send_test_mail
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import Role

pages = Blueprint("mails", __name__)


@pages.get("/administration/mails")
@only_roles(Role.ADMINISTRATOR)
def mails() -> str:
    """Show one page of the mails of a kind."""
    show = chosen(MailFilter, MailFilter.WAITING)
    with reading() as session:
        found = list_mails(session, actor(), show, page_number())
        return render_template(
            "admin/mails.html",
            found=found,
            show=show,
            filters=MAIL_FILTERS,
            problem=mail_problem,
            sends_mail=settings_of(session).mails,
        )


@pages.post("/administration/mails")
@only_roles(Role.ADMINISTRATOR)
def retry() -> Response:
    """Queue the mails that were given up."""
    with current_platform().work.writing(quietly=True) as session:
        count = retry_mails(session, actor())
    flash(ngettext("%(num)s mail is queued again.", "%(num)s mails are queued again.", count), "done")
    return redirect(url_for(".mails"), 303)


@pages.post("/administration/mails/test")
@only_roles(Role.ADMINISTRATOR)
def test() -> Response:
    """Queue a mail to the mailbox of the administrator."""
    with current_platform().work.writing(quietly=True) as session:
        send_test_mail(session, actor())
    flash(_("A test mail to your mailbox is queued. It should arrive within a minute."), "done")
    return redirect(url_for(".mails"), 303)
