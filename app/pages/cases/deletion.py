"""The page on which a focal point deletes a draft that was never submitted."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from case_studies.operations.cases.deletion import check_can_delete, delete_draft
from case_studies.operations.cases.queries import find_case

pages = Blueprint("deletion", __name__)


@pages.get("/cases/<reference:reference>/delete")
@signed_in
def confirm(reference: str) -> str:
    """Say what deleting does, and ask."""
    with reading() as session:
        case = find_case(session, actor(), reference)
        check_can_delete(session, case, actor())
        return render_template("cases/delete.html", case=case, revision=case.current)


@pages.post("/cases/<reference:reference>/delete")
@signed_in
def delete(reference: str) -> Response:
    """Delete the draft."""
    with current_platform().work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        delete_draft(session, case, actor(), version=request.form.get("version", 0, type=int))
    flash(_("%(reference)s is deleted.", reference=reference), "done")
    return redirect(url_for("desk.desk"), 303)
