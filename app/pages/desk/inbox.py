"""The inbox: all notifications of the person who is signed in, the newest first. Only the buttons mark them as read."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.found import KINDS
from app.phrases.notifications import notification_phrase
from app.thing_urls import thing_url
from case_studies.db import LARGEST_ID
from case_studies.errors import NotVisible
from case_studies.operations.inbox import InboxItem, mark_notifications_read
from case_studies.operations.inbox import inbox as read_inbox

pages = Blueprint("inbox", __name__)

LAST_PAGE = 1_000_000


@pages.get("/inbox")
@signed_in
def inbox() -> str:
    """Show one page of the inbox."""
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    with reading() as session:
        found = read_inbox(session, actor(), page=page)
        return render_template("desk/inbox.html", found=found, items=[_shown(item) for item in found.items])


def _shown(item: InboxItem) -> dict[str, Any]:
    return {
        **notification_phrase(item),
        "path": item.message.path,
        "shown": item.message.revision,
        "cases": item.message.cases,
        "found": [
            {
                "title": one.title,
                "language": one.language,
                "url": thing_url(one.reference),
                "kind": KINDS[one.kind],
            }
            for one in item.message.items
        ],
    }


@pages.post("/inbox/read")
@signed_in
def mark_read() -> Response:
    """Mark one notification as read, or all of them."""
    one = request.form.get("notice", type=int)
    if one is not None and not 0 < one <= LARGEST_ID:
        raise NotVisible()
    with current_platform().work.writing() as session:
        count = mark_notifications_read(session, actor(), [one] if one is not None else None)
    if one is None:
        message = ngettext(
            "%(num)s notification is marked as read.", "%(num)s notifications are marked as read.", count
        )
        flash(message, "done")
    page = request.form.get("page", 1, type=int)
    return redirect(url_for(".inbox", page=page if page > 1 else None), 303)
