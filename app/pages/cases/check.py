"""The check before a case leaves: its findings on one page, taking the safer wording, saying why one may stay."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.cases.edit_form import part_of
from app.pages.form_errors import FormErrors, InTheForm
from app.phrases.findings import FindingLine, describe_findings
from app.schemas.check import JustificationSchema
from case_studies.errors import N_, Incomplete
from case_studies.models import Case, Revision
from case_studies.operations.cases.check import findings_today, justify, take_suggestion
from case_studies.operations.cases.queries import find_case, get_participant_view
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import Session

pages = Blueprint("check", __name__)


@pages.get("/cases/<reference:reference>/check")
@signed_in
def check(reference: str) -> str:
    """Show the findings; to those who write the case, with the ways to settle them."""
    return _show(reference, None)


@pages.post("/cases/<reference:reference>/check/<finding>")
@signed_in
def settle(reference: str, finding: str) -> Response | tuple[str, int]:
    """Write the safer wording instead of a finding, or record why it may stay."""
    try:
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            settle_finding(session, case, finding)
    except InTheForm as error:
        refused = FormErrors.by(error)
        return _show(reference, (finding, refused.first_of_fields)), refused.status
    return redirect(url_for(".check", reference=reference), 303)


def settle_finding(session: Session, case: Case, finding: str) -> None:
    """Do what the pressed button says, and show that it is done."""
    if "take" in request.form:
        wording = take_suggestion(session, case, actor(), finding)
        flash(_("“%(wording)s” is written instead.", wording=wording), "done")
        return
    justification = JustificationSchema().load({"justification": request.form.get(f"why-{finding}", "")})
    if not justification["justification"] and finding not in case.current.justifications:
        raise Incomplete({"justification": [N_("Say why it may stay.")]})
    justify(session, case, actor(), finding, justification["justification"])
    flash(_("Your reason is saved."), "done")


def lines_with_links_to_form(session: Session, case: Case, fields: list[str] | None = None) -> list[FindingLine]:
    """Return the findings of what is being written, each with a link to its control; with `fields`, only theirs."""
    found = findings_today(session, case.current, fields)

    def link(field: str) -> str:
        return url_for("edit.part", reference=case.reference, name=part_of(field).name, _anchor=f"f-{field}")

    return describe_findings(case.current, found, link)


def lines_with_links_to_text(session: Session, case: Case, revision: Revision) -> list[FindingLine]:
    """Return the findings of a revision for those who read it, each with a link to its section in the workspace."""
    found = findings_today(session, revision)
    address = url_for("workspace.workspace", reference=case.reference)
    return describe_findings(revision, found, lambda field: f"{address}#{field}")


def _show(reference: str, refused: tuple[str, str] | None) -> str:
    with reading() as session:
        case, seen = get_participant_view(session, actor(), reference)
        editable = Permission.EDIT in allowed_now(actor(), case)
        lines = (
            lines_with_links_to_form(session, case)
            if editable
            else lines_with_links_to_text(session, case, seen.revision)
        )
        return render_template(
            "cases/check.html",
            case=case,
            revision=seen.revision,
            state=seen.state,
            editable=editable,
            lines=lines,
            finding_url=lambda finding: url_for(".settle", reference=reference, finding=finding),
            refused=refused,
        )
