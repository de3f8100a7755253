"""A file that a script sends in pieces, so that a lost link costs one piece. The form of `attachments.py` ends it."""

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app.access import signed_in
from app.current import current_platform
from app.identity import actor
from app.pages.form_errors import FormErrors, InTheForm
from app.schemas.attachments import UploadSchema
from case_studies.models import Upload
from case_studies.operations.attachments.unfinished_uploads import add_piece, begin_upload, end_upload, find_upload
from case_studies.operations.cases.queries import find_case

pages = Blueprint("uploads", __name__)


@pages.post("/cases/<reference:reference>/attachments/uploads")
@signed_in
def begin(reference: str) -> Response:
    """Begin to send a file, or go on with it: the answer says how much of it is there."""
    try:
        values = UploadSchema().load(request.form)
        with current_platform().work.writing(quietly=True) as session:
            case = find_case(session, actor(), reference, for_change=True)
            return _answer(reference, begin_upload(session, case, actor(), **values))
    except InTheForm as error:
        return _refuse(error)


@pages.put("/cases/<reference:reference>/attachments/uploads/<upload:token>/<id:start>")
@signed_in
def piece(reference: str, token: str, start: int) -> Response:
    """Take a piece. A piece that begins elsewhere than the last one ended answers 409 with the place to go on from."""
    try:
        with current_platform().work.writing(quietly=True) as session:
            case = find_case(session, actor(), reference, for_change=True)
            fits = add_piece(session, case, actor(), token, start, request.get_data())
            return _answer(reference, find_upload(session, case, actor(), token), 200 if fits else 409)
    except InTheForm as error:
        return _refuse(error)


@pages.post("/cases/<reference:reference>/attachments/uploads/<upload:token>/discard")
@signed_in
def discard(reference: str, token: str) -> Redirect:
    """Delete what is there of a file."""
    with current_platform().work.writing(quietly=True) as session:
        case = find_case(session, actor(), reference, for_change=True)
        end_upload(session, case, actor(), token)
    flash(_("What had arrived of the file is deleted."), "done")
    return redirect(url_for("attachments.attachments", reference=reference), 303)


def _answer(reference: str, upload: Upload, status: int = 200) -> Response:
    here = url_for(".begin", reference=reference)
    return make_response(jsonify(token=upload.token, received=upload.received, url=f"{here}/{upload.token}"), status)


def _refuse(error: Exception) -> Response:
    refused = FormErrors.by(error)  # type: ignore[arg-type]
    return make_response(jsonify(message=refused.first_of_fields), refused.status)
