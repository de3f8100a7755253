"""The page on which the delegation responds to the open remarks of a round."""

from flask import Blueprint, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from flask_babel import ngettext
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of
from app.identity import actor
from app.pages.form_errors import FormError, FormErrors
from app.pages.opened_page import new_page_key
from app.pages.review.response_form import ResponseControls, form_values, join_marks, opened_pages
from app.pages.text_conflict import message_for_saver
from app.schemas.responses import RemarkResponseSchema
from case_studies.errors import Incomplete, StaleVersion
from case_studies.models import Case
from case_studies.operations.cases.queries import find_case
from case_studies.operations.opened_page import OpenedPage
from case_studies.operations.review.open_remarks import count_answered, open_remarks, reason_for_revision
from case_studies.operations.review.response_drafts import last_draft_saver, save_response_draft
from case_studies.operations.review.responses import respond_to_remark
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action, Section
from case_studies.workflow.cases import CASES

pages = Blueprint("responses", __name__)

Gaps = dict[int, dict[str, str]]  # remark id → control → message


@pages.get("/cases/<reference:reference>/remarks")
@signed_in
def responses(reference: str) -> str:
    """Show the editors' reason and the open remarks, with a form if this person may respond to them."""
    return _show(reference, {}, {}, 0)


@pages.post("/cases/<reference:reference>/remarks")
@signed_in
def save(reference: str) -> Response | tuple[str, int]:
    """Save every complete answer, and the others as drafts. These are shown again, with the focus on the first one."""
    controls = form_values(request.form)
    refused: dict[int, FormErrors] = {}
    saved = 0
    with current_platform().work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        for remark_id, page in opened_pages(controls).items():
            try:
                saved += _answer(session, case, remark_id, controls[remark_id], page)
            except (ValidationError, Incomplete, StaleVersion) as error:
                refused[remark_id] = FormErrors.by(error)
        unanswered = [remark for remark in open_remarks(session, actor(), case) if not remark.is_answered]
    if refused:
        gaps = {number: error.fields or {"text": error.message} for number, error in refused.items()}
        status = min(error.status for error in refused.values())
        return _show(reference, {number: controls[number] for number in gaps}, gaps, saved), status
    if request.form.get("then") in set(Section):
        return redirect(url_for("edit.part", reference=reference, name=request.form["then"]), 303)
    if unanswered:
        return redirect(url_for(".responses", reference=reference, _anchor=f"remark-{unanswered[0].remark.id}"), 303)
    flash(_("Every remark is answered. You can change an answer until you ask for clearance."), "done")
    return redirect(url_for(".responses", reference=reference), 303)


def _answer(session: Session, case: Case, remark_id: int, controls: ResponseControls, page: OpenedPage) -> bool:
    """Save one answer, first as a draft. Returns whether it became an answer now."""
    typed = controls.typed
    if not save_response_draft(session, case, actor(), remark_id, typed, page):
        return False
    if str(remark_id) not in case.current.response_drafts:
        return False
    respond_to_remark(
        session, case, actor(), remark_id, **RemarkResponseSchema(exclude=["instead_of"]).load(controls.values)
    )
    return True


@pages.post("/cases/<reference:reference>/remarks/draft")
@signed_in
def save_draft(reference: str) -> FlaskResponse:
    """Save the answers while they are typed. The answer to this has the marks of what is stored."""
    controls = form_values(request.form)
    pages_before = opened_pages(controls)
    marks = {number: page.mark for number, page in pages_before.items()}
    try:
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            for remark_id, page in pages_before.items():
                typed = controls[remark_id].typed
                if save_response_draft(session, case, actor(), remark_id, typed, page):
                    marks[remark_id] = typed.mark
    except StaleVersion:
        with reading() as session:
            saver = last_draft_saver(session, find_case(session, actor(), reference), controls)
        return make_response(jsonify(message=message_for_saver(saver, actor())), 409)
    except FormError as error:
        refused = FormErrors.by(error)
        return make_response(jsonify(message=refused.first_message), refused.status)
    return jsonify(opened=join_marks(marks))


def _show(reference: str, changed: dict[int, ResponseControls], gaps: Gaps, saved: int) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        found = open_remarks(session, actor(), case)
        return render_template(
            "review/responses.html",
            case=case,
            revision=case.current,
            reason=reason_for_revision(session, actor(), case),
            remarks=found,
            controls={r.remark.id: changed.get(r.remark.id) or ResponseControls.of(r.typed) for r in found},
            page_key=new_page_key(),
            opened=join_marks({remark.remark.id: remark.typed.mark for remark in found}),
            saved=last_draft_saver(session, case, [remark.remark.id for remark in found]),
            gaps=gaps,
            first=next((remark.remark.id for remark in found if remark.remark.id in gaps), None),
            message=_message(gaps, saved),
            answered=count_answered(found),
            writable=Permission.RESPOND_TO_REMARKS in allowed_now(actor(), case),
            actions=CASES.possible_actions(session, case, actor()),
            lacking=_lacking(session, case),
        )


def _message(gaps: Gaps, saved: int) -> str:
    """Return how many responses were saved and how many were not."""
    if not gaps:
        return ""
    parts = [ngettext("%(num)s answer is incomplete.", "%(num)s answers are incomplete.", len(gaps))]
    if saved:
        parts.append(ngettext("%(num)s is saved.", "%(num)s are saved.", saved))
    return " ".join(parts)


def _lacking(session: Session, case: Case) -> str:
    """Return what is still missing before clearance can be requested."""
    refusal = CASES.obstacles(session, case, actor()).get(Action.REQUEST_CLEARANCE)
    return message_of(refusal) if refusal is not None else ""
