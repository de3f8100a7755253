"""Security events for administrators: a list, and the same as a file."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from app.access import only_roles
from app.csv_export import csv_response
from app.current import reading
from app.identity import actor
from app.pages.admin.listing import page_number
from app.phrases.history_details import event_details
from app.phrases.labels import HISTORY_ACTIONS
from case_studies.operations.administration.events import all_events, kinds_of_events, list_events
from case_studies.vocabulary import HistoryAction, Role

pages = Blueprint("events", __name__)


@pages.get("/administration/events")
@only_roles(Role.ADMINISTRATOR)
def events() -> str:
    """Show one page of the events."""
    kind = request.args.get("kind", "")
    action = HistoryAction(kind) if kind in set(HistoryAction) else None
    with reading() as session:
        return render_template(
            "admin/events.html",
            found=list_events(session, actor(), action, page_number()),
            kind=action,
            kinds=[(one, HISTORY_ACTIONS[one]) for one in HistoryAction if one in kinds_of_events(session, actor())],
            details=event_details,
        )


@pages.get("/administration/events.csv")
@only_roles(Role.ADMINISTRATOR)
def events_csv() -> Response:
    """Download all events."""
    with reading() as session:
        rows = [
            (
                entry.number,
                entry.at.isoformat(timespec="seconds"),
                str(HISTORY_ACTIONS[entry.action]),
                entry.account_email or "",
                entry.subject_email or entry.about_delegation or "",
                event_details(entry),
            )
            for entry in all_events(session, actor())
        ]
    header = (_("Number"), _("Time (UTC)"), _("What happened"), _("By"), _("About"), _("Details"))
    return csv_response("security-events.csv", header, rows)
