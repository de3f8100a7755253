"""Long documents of the caller, which the worker makes."""

from typing import Any

from flask import Response, url_for

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.current import current_platform, reading
from app.exports.long import ask, send_export
from app.exports.volume_formats import DOCUMENT_TYPES
from app.identity import actor
from app.schemas.exports import ExportOutputSchema, WantedExportSchema
from case_studies.models import Export
from case_studies.operations.exports.ending import remove_export
from case_studies.operations.exports.queries import find_export, list_exports
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Long exports", "Documents of up to 100 things, which are made in the background.")

THE_CALLER = "Everybody with a token, for themselves."
ONE = "/exports/<export_id>"
EXAMPLE = {"source": "search", "about": "q=convoy&sort=newest", "form": "pdf"}
COPIED = ("source", "about", "name", "form", "things", "done", "state", "failure", "asked_at", "expires_at")


@blueprint.route("/exports")
@signed_in
@blueprint.returns(200, ExportOutputSchema(many=True), callers=THE_CALLER, refusals=(401,))
def list_long_exports() -> list[dict[str, Any]]:
    """List the caller's long exports that did not expire, the newest first."""
    with reading() as session:
        return [_serialize(one) for one in list_exports(session, actor())]


@blueprint.route("/exports", methods=["POST"])
@signed_in
@blueprint.arguments(WantedExportSchema, example=EXAMPLE)
@blueprint.returns(
    202,
    ExportOutputSchema,
    callers=THE_CALLER,
    refusals=(401, 404, 409, 503, *BODY),
    headers={"Location": {"description": "The address of the export in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def ask_for_export(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Ask for a document of up to 100 things.

    It is made with the caller's rights. Read it again until its `state` is `ready`; then `file` has its address, for
    24 hours. Three of an account can wait or be under way at once. Asking for one that is being made returns that one.
    """
    body = _serialize(ask(actor(), **values))
    return body, {"Location": url_for(".read_export", export_id=body["id"], _external=True)}


@blueprint.route(ONE)
@signed_in
@blueprint.returns(200, ExportOutputSchema, callers=THE_CALLER, refusals=(401, 404))
def read_export(export_id: str) -> dict[str, Any]:
    """Read where a long export is."""
    with reading() as session:
        return _serialize(find_export(session, actor(), export_id))


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.returns(204, None, callers=THE_CALLER, refusals=(401, 404), scope=TokenScope.WRITE)
def delete_export(export_id: str) -> None:
    """Stop a long export if it is being made, and delete its file."""
    platform = current_platform()
    with platform.work.writing() as session:
        remove_export(session, platform.exports, actor(), export_id)


@blueprint.route(f"{ONE}/file")
@signed_in
@blueprint.returns_file(sorted(DOCUMENT_TYPES), callers=THE_CALLER, refusals=(401, 404, 409))
def read_export_file(export_id: str) -> Response:
    """Read the file of a long export.

    If the caller does not read the same any more, the answer is 409, and the file is deleted: ask for it again.
    """
    return send_export(actor(), export_id)


def _serialize(export: Export) -> dict[str, Any]:
    address = url_for(".read_export_file", export_id=export.token, _external=True) if export.is_ready else None
    return {"id": export.token, "file": address, **{name: getattr(export, name) for name in COPIED}}
