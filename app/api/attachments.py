"""Files of a case: sending one, downloading it, removing it."""

from typing import Any

from flask import Response

from app.access import open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.serializers.attachments import serialize_attachment
from app.current import current_platform, reading
from app.downloads import download, read_stored
from app.identity import actor
from app.schemas.attachments import AttachmentOutputSchema, AttachmentSchema
from case_studies.operations.attachments.attachments import add_attachment, find_attachment, remove_attachment
from case_studies.operations.attachments.uploads import inspect_upload, store_upload
from case_studies.operations.cases.queries import find_case
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Files", "Files of a case: PDF, DOCX, XLSX and pictures.")

WRITERS = "A focal point of the submitting delegation, while the revision is on its desk."


@blueprint.route("/cases/<reference:reference>/attachments", methods=["POST"])
@signed_in
@blueprint.arguments(AttachmentSchema, location="files", content_type="multipart/form-data")
@blueprint.returns(
    201,
    AttachmentOutputSchema,
    callers=WRITERS,
    refusals=(401, 403, 404, 409, *BODY),
    description="The file, as it is stored: without metadata.",
    scope=TokenScope.WRITE,
)
def add_file(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Attach a file to a case.

    Its content decides what it is. Names, places and dates beside the content are removed. Files that are encrypted,
    active or hide others are refused with the reason.
    """
    caller, platform = actor(), current_platform()
    with platform.work.reading() as session:
        check_allowed_now(caller, find_case(session, caller, reference), Permission.EDIT)
    file = values.pop("file")
    digest = store_upload(platform.work, platform.files, inspect_upload(file.stream.read()))
    with platform.work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        attachment = add_attachment(session, case, caller, digest, name=file.filename or "", **values)
        return serialize_attachment(attachment, reference)


@blueprint.route("/cases/<reference:reference>/attachments/<attachment:attachment_id>")
@open_to_all
@blueprint.returns(
    200,
    {"type": "string", "format": "binary"},
    callers="Everybody who may read the revision and belongs to the audience of the file.",
    token=Token.OPTIONAL,
    refusals=(401, 404, 503),
    content_type="application/octet-stream",
)
def read_file(reference: str, attachment_id: str) -> Response:
    """Download a file."""
    with reading() as session:
        attachment = find_attachment(session, actor(), reference, attachment_id)
        return download(read_stored(attachment.digest), "application/octet-stream", attachment)


@blueprint.route("/cases/<reference:reference>/attachments/<attachment:attachment_id>", methods=["DELETE"])
@signed_in
@blueprint.returns(204, None, callers=WRITERS, refusals=(401, 403, 404, 409), scope=TokenScope.WRITE)
def remove_file(reference: str, attachment_id: str) -> None:
    """Take a file out of the current revision. Earlier revisions keep it."""
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        remove_attachment(session, case, caller, attachment_id)
