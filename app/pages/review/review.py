"""A reviewer's pages: the invitation, the review form beside the case, and the receipt."""

from datetime import timedelta

from flask import Blueprint, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_config, current_platform, reading
from app.identity import actor
from app.pages.cases.check import lines_with_links_to_text
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors, InTheForm
from app.pages.opened_page import new_page_key, opened_page
from app.pages.review.review_conflict import compare_reviews, saver_of
from app.pages.review.review_form import Controls, errors_by_control, form_values, stored_values, values_of
from app.pages.text_conflict import message_for_saver
from app.schemas.assignments import InvitationResponseSchema
from app.schemas.review import ReviewDraftSchema
from case_studies.case_template import GUIDANCE
from case_studies.errors import N_, StaleVersion, WrongState
from case_studies.models import Review
from case_studies.operations.cases.revision_diff import revision_differences
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import due_date
from case_studies.operations.review import assignments
from case_studies.operations.review.assignments import find_assignment
from case_studies.operations.review.responses import answered_remarks
from case_studies.operations.review.review_access import own_review
from case_studies.operations.review.reviews import save_time, write_review
from case_studies.operations.search.search import most_similar_cases
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.attachments import readable_attachments
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role, Section

pages = Blueprint("review", __name__)

ANY = "/assignments/<id:assignment_id>"


@pages.get(ANY)
@only_roles(Role.REVIEWER)
def assignment(assignment_id: int) -> str:
    """Show the invitation or the review form."""
    return _show(assignment_id, None, {}, NO_ERRORS)


@pages.post(f"{ANY}/response")
@only_roles(Role.REVIEWER)
def respond(assignment_id: int) -> Response | tuple[str, int]:
    """Accept or decline the invitation."""
    controls = {"response": request.form.get("response", ""), "note": request.form.get("note", "")}
    try:
        values = InvitationResponseSchema().load(controls)
        with current_platform().work.writing() as session:
            case, asked = find_assignment(session, actor(), assignment_id, for_change=True)
            accept = values["response"] == "accept"
            assignments.respond_to_invitation(session, case, asked, actor(), accept=accept, note=values["note"])
            reference = case.reference
    except InTheForm as error:
        refused = FormErrors.by(error)
        return _show(assignment_id, None, controls, refused), refused.status
    if not accept:
        flash(_("You declined to review %(case)s. The editors are notified.", case=reference), "done")
        return redirect(url_for("desk.desk"), 303)
    flash(_("You accepted. Only you see what you write until you submit it."), "done")
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)


@pages.post(f"{ANY}/review")
@only_roles(Role.REVIEWER)
def submit(assignment_id: int) -> Response | tuple[str, int]:
    """Save or submit the review. If something is missing, the form is shown again with the user's text."""
    controls = form_values(request.form)
    submit = "submit" in request.form
    if "use_stored" in request.form:
        return redirect(url_for(".assignment", assignment_id=assignment_id), 303)
    try:
        written = _write(assignment_id, controls, submit=submit)
    except StaleVersion:
        return _show(assignment_id, controls, {}, NO_ERRORS, both=True), 409
    except InTheForm as error:
        _save_draft_of(assignment_id, controls)
        refused = errors_by_control(FormErrors.by(error), controls)
        return _show(assignment_id, controls, {}, refused), refused.status
    if submit:
        return redirect(url_for(".receipt", assignment_id=assignment_id), 303)
    flash(_saved(written), "done")
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)


@pages.post(f"{ANY}/draft")
@only_roles(Role.REVIEWER)
def save_draft(assignment_id: int) -> Response:
    """Save the review while the user types. The answer has the mark of what is stored, or why it is not."""
    try:
        written = _write(assignment_id, form_values(request.form), submit=False)
    except StaleVersion:
        with reading() as session:
            _case, asked = find_assignment(session, actor(), assignment_id)
            return make_response(jsonify(message=message_for_saver(saver_of(asked), actor())), 409)
    except FormError as error:
        refused = FormErrors.by(error)
        return make_response(jsonify(message=refused.first_message), refused.status)
    return jsonify(opened=save_time(written))


def _write(assignment_id: int, controls: Controls, *, submit: bool) -> Review:
    values = ReviewDraftSchema().load(values_of(controls, submit=submit))
    with current_platform().work.writing() as session:
        case, asked = find_assignment(session, actor(), assignment_id, for_change=True)
        return write_review(session, case, asked, actor(), values, submit=values.pop("submit"), page=opened_page())


def _save_draft_of(assignment_id: int, controls: Controls) -> None:
    """Save a review that could not be submitted."""
    try:
        _write(assignment_id, controls, submit=False)
    except FormError:
        return  # the text is still in the form that is shown again


def _saved(written: Review) -> str:
    if written.submitted_at is None:
        return str(_("Your review is saved. Only you see it until you submit it."))
    return str(_("Your changes are saved. They count once you submit the review again."))


@pages.get(f"{ANY}/receipt")
@only_roles(Role.REVIEWER)
def receipt(assignment_id: int) -> str:
    """Show the submitted review, to keep or to print."""
    with reading() as session:
        case, asked = find_assignment(session, actor(), assignment_id)
        if asked.review is None or asked.review.submitted_at is None:
            raise WrongState(N_("This review has not been submitted yet."))
        seen = own_review(session, actor(), case, asked)
        open_now = Permission.REVIEW in allowed_now(actor(), case, asked)
        threads = answered_remarks(case, asked)
        return render_template("review/receipt.html", case=case, asked=asked, seen=seen, open=open_now, threads=threads)


def _show(
    assignment_id: int, written: Controls | None, response: dict[str, str], refused: FormErrors, *, both: bool = False
) -> str:
    with reading() as session:
        case, asked = find_assignment(session, actor(), assignment_id)
        threads = answered_remarks(case, asked)
        before = assignments.previous_assignment(actor(), case, asked)
        changed = revision_differences(before.revision, asked.revision, readable=True) if before else None
        allowed = allowed_now(actor(), case, asked)
        writable = Permission.REVIEW in allowed
        stored = stored_values(asked.review, threads)
        return render_template(
            "review/review.html",
            case=case,
            revision=asked.revision,
            asked=asked,
            opened=save_time(asked.review),
            page_key=new_page_key(),
            due=due_date(asked, absences_of(session, [asked.reviewer_id])[asked.reviewer_id]),
            late=asked.answer_by < now(session).date(),
            due_if_accepted=now(session).date() + timedelta(days=current_config().review_days),
            answerable=Permission.ANSWER_INVITATION in allowed,
            writable=writable,
            starts_later=asked.revision.is_current and assignments.waits_for_start(case),
            response=response,
            controls={**stored, **(written or {})},
            conflict=compare_reviews(asked, stored, written or {}, threads) if both else None,
            threads={section: [t for t in threads if t.remark.section == section] for section in Section},
            before=before,
            changes={change.section.value: change.pieces for change in changed.sections} if changed else {},
            fields=changed.fields if changed else (),
            file_changes=changed.files if changed else (),
            files=readable_attachments(actor(), case, asked.revision),
            findings=lines_with_links_to_text(session, case, asked.revision),
            found=most_similar_cases(session, current_platform().search, actor(), asked.revision) if writable else [],
            guidance=GUIDANCE,
            open_review=current_config().open_review,
            refused=refused,
        )
