"""Cases: starting, reading and changing them, actions of the workflow, and the history."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import Response, url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import EDIT, TRANSITION, WHOLE_CASE
from app.api.serializers.cases import serialize_case, serialize_revision, serialize_submitter
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.lives import serialize_life
from app.current import current_platform, reading
from app.exports.find import find_citation
from app.exports.formats import FORMATS, send
from app.exports.negotiation import preferred_suffix
from app.identity import actor
from app.schemas.case import CaseSchema, EditSchema, ReadAsSchema, SeenSchema, TransitionSchema
from app.schemas.case_output import CaseOutputSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from case_studies.errors import NotVisible
from case_studies.operations.cases.deletion import delete_draft
from case_studies.operations.cases.editing import edit_case, start_case
from case_studies.operations.cases.history import case_history
from case_studies.operations.cases.queries import case_view_or_refuse, find_case, get_case_view
from case_studies.operations.cases.reading_as import read_as
from case_studies.policy.visibility import CaseView, case_view
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope
from case_studies.workflow.cases import CASES

blueprint = ApiBlueprint("Cases", "Writing a case, and taking it through the workflow.")

READERS = (
    "Everybody reads published cases of the public; members' cases need a token. Unpublished cases: the offices of the "
    "submitting delegation and, once submitted, editors and assigned reviewers without a conflict."
)


@blueprint.route("/cases", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(CaseSchema, example=WHOLE_CASE)
@blueprint.returns(
    201,
    CaseOutputSchema,
    callers="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    description="The case, as a draft.",
    headers={"Location": {"description": "The address of the case in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_case(headers: dict[str, str], values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Start a case.

    A draft may be incomplete, but every value in it must be valid. Without an `audience`, the case is for members.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = start_case(session, caller, values, form_key=_form_key(caller.account, headers["key"]))
        body = serialize_case(session, caller, case, case_view_or_refuse(caller, case))
    return body, {"Location": url_for(".read_case", reference=body["reference"], _external=True)}


def _form_key(account: int, key: str) -> str | None:
    """Return the key by which a case that is sent again is recognized. Offices do not share keys."""
    return f"api-{account}-{sha256(key.encode()).hexdigest()}" if key else None


@blueprint.route("/cases/<reference:reference>")
@open_to_all
@blueprint.arguments(ReadAsSchema, location="query")
@blueprint.returns(200, CaseOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 403, 404, 422))
def read_case(values: dict[str, Any], reference: str) -> dict[str, Any] | Response:
    """Read a case.

    Those who take part read the revision that they write, clear or review. Everybody else reads the published one.
    Those who take part can ask what another reader gets with `as`. A published case is returned in a form of an export
    if `Accept` prefers its media type.
    """
    caller = actor()
    suffix = preferred_suffix(FORMATS)
    with reading() as session:
        if suffix is not None:
            return send(find_citation(session, caller, reference), suffix)
        case, view = get_case_view(session, caller, reference)
        body = serialize_case(session, caller, case, view)
        return {**body, **_as_read_by(session, view, values["reader"])} if values["reader"] else body


def _as_read_by(session: Session, view: CaseView, name: str) -> dict[str, Any]:
    """Return what of a case differs for another reader. Raises NotVisible if they read nothing of it."""
    read = read_as(session, view.revision, name).revision
    if read is None:
        raise NotVisible()
    return {**serialize_submitter(read), **serialize_life(session, read.life), **serialize_revision(read)}


@blueprint.route("/cases/<reference:reference>", methods=["PATCH"])
@signed_in
@blueprint.arguments(EditSchema, example=EDIT)
@blueprint.returns(
    200,
    CaseOutputSchema,
    callers="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def update_case(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Change the text and the fields of a case.

    Fields and sections that are not sent stay as they are. `version` is the version that the caller last read.
    """
    caller = actor()
    version = values.pop("version")
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        edit_case(session, case, caller, values, version=version)
        session.flush()  # increments the version
        return serialize_case(session, caller, case, case_view_or_refuse(caller, case))


@blueprint.route("/cases/<reference:reference>", methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(
    204,
    None,
    callers="A focal point of the submitting delegation, while the case is a draft that was never submitted.",
    refusals=(401, 403, 404, 409, 422),
    scope=TokenScope.WRITE,
)
def delete_case(values: dict[str, Any], reference: str) -> None:
    """Delete a draft that was never submitted.

    Its reference is not given to another case. Other cases can be withdrawn, with the action `withdraw`.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        delete_draft(session, case, caller, version=values["version"])


@blueprint.route("/cases/<reference:reference>/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(TransitionSchema, example=TRANSITION)
@blueprint.returns(
    200,
    CaseOutputSchema,
    callers="Callers who find the action in the case's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The case after the action. If the caller no longer sees it: as they saw it last.",
    scope=TokenScope.WRITE,
)
def perform_transition(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Perform an action of the workflow.

    Some actions need a reason in `note`. `version` is the version that the caller last read.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        before = case_view_or_refuse(caller, case)
        CASES.perform(session, case, values["action"], caller, note=values["note"], version=values["version"])
        session.flush()  # increments the version
        view = case_view(caller, case) or replace(before, state=case.state)
        return serialize_case(session, caller, case, view)


@blueprint.route("/cases/<reference:reference>/history")
@open_to_all
@blueprint.returns(
    200,
    HistoryEntrySchema(many=True),
    callers="Everybody who may read the case. Only those who take part see names and reasons; only editors see all.",
    token=Token.OPTIONAL,
    refusals=(401, 404),
)
def list_history(reference: str) -> list[dict[str, Any]]:
    """List the history of a case, the oldest entry first."""
    caller = actor()
    with reading() as session:
        case, view = get_case_view(session, caller, reference)
        return [serialize_history_entry(entry, inside=view.inside) for entry in case_history(session, caller, case)]
