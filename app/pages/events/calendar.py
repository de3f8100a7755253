"""The two calendar feeds: of public events, and of the members' events by the secret address of an office."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.access import open_to_all
from app.calendar_file import MIMETYPE, calendar_file
from app.current import current_config, reading
from case_studies.operations.events.calendar import actor_of_address, calendar_events
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import Session

pages = Blueprint("calendar_feed", __name__)


@pages.get("/calendar.ics")
@open_to_all
def public() -> Response:
    """Return the calendar of public events. It is the same for every reader."""
    with reading() as session:
        return _answer(session, NOBODY, _("Events on the safety of UN peacekeepers"))


@pages.get("/calendar/<secret>.ics")
@open_to_all
def of_members(secret: str) -> Response:
    """Return the calendar of all events that members read. The address is enough, until it is revoked."""
    with reading() as session:
        reader = actor_of_address(session, secret, demonstration=current_config().demo_mode)
        if reader is None:
            raise NotFound()
        return _answer(session, reader, _("Events for members (TLP:GREEN)"))


def _answer(session: Session, reader: Actor, name: str) -> Response:
    answer = Response(calendar_file(name, calendar_events(session, reader)), mimetype=MIMETYPE)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
