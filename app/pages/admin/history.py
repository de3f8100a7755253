"""The proof that nobody changed the history, for administrators."""

from flask import Blueprint, Response, json, render_template, request
from flask_babel import gettext as _

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from case_studies.event_log import LogEvent, log_event
from case_studies.hash_chain import ChainEnd
from case_studies.operations.administration.proof import end_of_history, is_history_unchanged
from case_studies.vocabulary import Role

pages = Blueprint("history", __name__)

DIGITS = 9  # of a number in the history


@pages.get("/administration/history")
@only_roles(Role.ADMINISTRATOR)
def history() -> str:
    """Show the end of the history."""
    return _show(None)


@pages.post("/administration/history")
@only_roles(Role.ADMINISTRATOR)
def verify() -> str | tuple[str, int]:
    """Check the whole history, and that it still has the entry that somebody kept."""
    number, kept_hash = (request.form.get(name, "").strip() for name in ("number", "hash"))
    kept = None
    if number or kept_hash:
        if not (number.isascii() and number.isdigit() and len(number) <= DIGITS and kept_hash.isalnum()):
            return _show(None, _("Type the number and the hash as you kept them.")), 422
        kept = ChainEnd(int(number), kept_hash)
    with current_platform().work.reading() as session:
        return _show(is_history_unchanged(session, actor(), kept))


@pages.get("/administration/history.json")
@only_roles(Role.ADMINISTRATOR)
def end() -> Response:
    """Download the number and the hash of the last entry, as the last line of an export has them."""
    with reading() as session:
        last = end_of_history(session, actor())
    log_event(LogEvent.EXPORT)
    answer = Response(json.dumps({"end": last.number, "hash": last.hash}) + "\n", content_type="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"history-{last.number}.json")
    return answer


def _show(unchanged: bool | None, error: str = "") -> str:
    with reading() as session:
        return render_template(
            "admin/history.html",
            last=end_of_history(session, actor()),
            unchanged=unchanged,
            error=error,
            typed=request.form,
        )
