"""What an administrator looks after: mails that were not sent, the search index, delegations without clearance."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import only_roles
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from case_studies.operations.administration import platform_status, retry_mails
from case_studies.vocabulary import Role

pages = Blueprint("administration", __name__)


@pages.get("/administration")
@only_roles(Role.ADMINISTRATOR)
def administration() -> str:
    """Show what needs care first, then the figures."""
    with reading() as session:
        status = platform_status(session, current_platform().search, actor())
        delegations = sorted(status.without_clearance, key=lambda delegation: by_name(delegation.name))
        return render_template("admin/administration.html", status=status, delegations=delegations)


@pages.post("/administration/mails")
@only_roles(Role.ADMINISTRATOR)
def retry() -> Response:
    """Queue the mails that were given up."""
    with current_platform().work.writing(quietly=True) as session:
        count = retry_mails(session, actor())
    flash(ngettext("%(num)s mail is queued again.", "%(num)s mails are queued again.", count), "done")
    return redirect(url_for(".administration"), 303)
