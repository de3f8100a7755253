"""How an account is notified of each event of its roles: by mail at once, in the daily mail, or not by mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.labels import DELIVERIES
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.operations.inbox import choose_delivery, notification_choices
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import Delivery

pages = Blueprint("notification_settings", __name__)


@pages.get("/account/notices")
@signed_in
def notification_settings() -> str:
    """Show the choices."""
    with reading() as session:
        rows = [
            (event, _(MESSAGE_TEMPLATES[event].name), chosen)
            for event, chosen in notification_choices(session, actor()).items()
        ]
        return render_template(
            "account/notification_settings.html",
            rows=rows,
            deliveries=DELIVERIES.items(),
            mails=settings_of(session).mails,
        )


@pages.post("/account/notices")
@signed_in
def save() -> Response:
    """Save the choices. Unknown values change nothing."""
    known = {delivery.value: delivery for delivery in Delivery}
    with current_platform().work.writing() as session:
        sent = {event: request.form.get(event, "") for event in notification_choices(session, actor())}
        choose_delivery(session, actor(), {event: known[value] for event, value in sent.items() if value in known})
    flash(_("Your choices are saved."), "done")
    return redirect(url_for(".notification_settings"), 303)
