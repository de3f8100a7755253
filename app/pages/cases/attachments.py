"""The files of a case: adding, describing and removing them on one page, and downloading one."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app.access import open_to_all, signed_in
from app.current import current_platform, reading
from app.downloads import download as answer_with
from app.downloads import picture, read_stored
from app.identity import actor
from app.pages.cases.edit import writable_case
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import PART_AUDIENCES
from app.schemas.attachments import AttachmentChangeSchema
from case_studies.attachments.limits import LARGEST_FILE, LARGEST_PIECE, LONGEST_DESCRIPTION
from case_studies.errors import Incomplete, NotVisible
from case_studies.models import Case
from case_studies.operations.attachments.attachments import (
    add_attachment,
    change_attachment,
    find_attachment,
    remove_attachment,
)
from case_studies.operations.attachments.unfinished_uploads import end_upload, read_upload, unfinished_uploads
from case_studies.operations.attachments.uploads import PREVIEW, inspect_upload, store_upload
from case_studies.operations.cases.queries import find_case
from case_studies.policy.narrowing import PARTS_NARROWEST_FIRST
from case_studies.vocabulary import PartAudience

pages = Blueprint("attachments", __name__)


@pages.get("/cases/<reference:reference>/attachments")
@signed_in
def attachments(reference: str) -> str:
    """Show the files of a case to those who write it, with the form for another one."""
    return _page(reference, {}, NO_ERRORS)


def _page(reference: str, controls: dict[str, Any], refused: FormErrors, changed: str = "") -> str:
    with reading() as session:
        case = writable_case(session, reference)
        uploads = unfinished_uploads(session, case, actor())
        token = request.form.get("upload") or request.args.get("upload")
        return render_template(
            "cases/attachments.html",
            case=case,
            revision=case.current,
            controls=controls,
            refused=refused,
            changed=changed,
            audiences=_audiences(case),
            longest=LONGEST_DESCRIPTION,
            largest=LARGEST_FILE,
            piece=LARGEST_PIECE,
            uploads=uploads,
            arrived=next((one for one in uploads if one.token == token and one.is_whole), None),
        )


def _audiences(case: Case) -> list[tuple[str, str]]:
    """Return the audiences that a file may have, that of the case first."""
    widest = PARTS_NARROWEST_FIRST.index(PartAudience(case.current.audience))
    widest_first = reversed(PARTS_NARROWEST_FIRST[: widest + 1])
    return [(audience.value, str(PART_AUDIENCES[audience])) for audience in widest_first]


@pages.post("/cases/<reference:reference>/attachments")
@signed_in
def add(reference: str) -> Redirect | tuple[str, int]:
    """Attach a file."""
    controls = {name: request.form.get(name, "") for name in ("description", "audience")}
    try:
        name = _add(reference, _values(controls))
    except InTheForm as error:
        refused = FormErrors.by(error)
        return _page(reference, controls, refused), refused.status
    flash(_("“%(name)s” is attached.", name=name), "done")
    return _back(reference)


def _add(reference: str, values: dict[str, Any]) -> str:
    platform, token = current_platform(), request.form.get("upload", "")
    with reading() as session:
        case = writable_case(session, reference)
        name, content = read_upload(session, case, actor(), token) if token else _sent_with_the_form()
    try:
        cleaned = inspect_upload(content)
    except Incomplete:
        _end(reference, token)  # to go on with it would lead here again
        raise
    digest = store_upload(platform.work, platform.files, cleaned)
    with platform.work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        attached = add_attachment(session, case, actor(), digest, name=name, **values).name
        end_upload(session, case, actor(), token)
        return attached


def _sent_with_the_form() -> tuple[str, bytes]:
    """Return the name and the content of the file in the form."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Incomplete({"file": [_("Choose a file.")]})
    return sent.filename, sent.stream.read()


def _end(reference: str, token: str) -> None:
    with current_platform().work.writing(quietly=True) as session:
        end_upload(session, find_case(session, actor(), reference, for_change=True), actor(), token)


def _values(controls: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = AttachmentChangeSchema().load({name: value for name, value in controls.items() if value})
    return values


@pages.post("/cases/<reference:reference>/attachments/<attachment:attachment_id>/change")
@signed_in
def change(reference: str, attachment_id: str) -> Redirect | tuple[str, int]:
    """Change the description or the audience of a file."""
    controls = {name: request.form.get(name, "") for name in ("description", "audience")}
    try:
        values = _values(controls)
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            change_attachment(session, case, actor(), attachment_id, **values)
    except InTheForm as error:
        refused = FormErrors.by(error).moved(lambda name: f"{name}-{attachment_id}")
        return _page(reference, controls, refused, changed=attachment_id), refused.status
    flash(_("The description is saved."), "done")
    return _back(reference)


@pages.post("/cases/<reference:reference>/attachments/<attachment:attachment_id>/remove")
@signed_in
def remove(reference: str, attachment_id: str) -> Redirect:
    """Take a file out of the revision that is being written."""
    with current_platform().work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        remove_attachment(session, case, actor(), attachment_id)
    flash(_("The file is removed."), "done")
    return _back(reference)


def _back(reference: str) -> Redirect:
    return redirect(url_for(".attachments", reference=reference), 303)


@pages.get("/cases/<reference:reference>/attachments/<attachment:attachment_id>")
@open_to_all
def download(reference: str, attachment_id: str) -> Response:
    """Download a file. Who may read it is asked each time."""
    with reading() as session:
        attachment = find_attachment(session, actor(), reference, attachment_id)
        return answer_with(read_stored(attachment.digest), attachment.file.media_type, attachment)


@pages.get("/cases/<reference:reference>/attachments/<attachment:attachment_id>/preview")
@open_to_all
def preview(reference: str, attachment_id: str) -> Response:
    """Show a small copy of a picture, for pages."""
    with reading() as session:
        attachment = find_attachment(session, actor(), reference, attachment_id)
        if not attachment.file.media_type.is_picture:
            raise NotVisible()
        return picture(read_stored(f"{attachment.digest}{PREVIEW}"))
