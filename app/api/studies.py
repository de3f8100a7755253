"""Studies: what others published, with one finding each."""

from typing import Any

from flask import url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples_of_studies import STUDY, STUDY_CHANGE, STUDY_TRANSITION
from app.api.serializers import Json
from app.api.serializers.studies import serialize_study
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.send_once import SendOnceSchema
from app.schemas.studies import (
    StudiesSchema,
    StudyChangeSchema,
    StudyListSchema,
    StudyOutputSchema,
    StudySchema,
    StudyTransitionSchema,
)
from case_studies.operations.studies.editing import edit_study, list_study
from case_studies.operations.studies.queries import find_study, list_studies
from case_studies.policy.studies import LISTING
from case_studies.vocabulary import TokenScope
from case_studies.workflow.studies import STUDIES

blueprint = ApiBlueprint("Studies", "What others published, with one finding each, and the cases beside it.")

ONE = "/studies/<study:study_reference>"
READERS = "Everybody, once it is checked; members as soon as it is listed."


@blueprint.route("/studies")
@open_to_all
@blueprint.arguments(StudyListSchema, location="query")
@blueprint.returns(200, StudiesSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_all_studies(values: dict[str, Any]) -> Json:
    """List studies, the newest first."""
    with reading() as session:
        page = list_studies(session, actor(), **values)
        items = [serialize_study(session, actor(), study) for study in page.studies]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/studies", methods=["POST"])
@only_roles(*LISTING)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(StudySchema, example=STUDY)
@blueprint.returns(
    201,
    StudyOutputSchema,
    callers="Editors and focal points.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the study in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def add_study(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Add a study to the list. Members read it; the public does once an editor of another delegation has checked it."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        study = list_study(session, caller, values, form_key=key)
        session.flush()  # increments the version
        body = serialize_study(session, caller, study)
    return body, {"Location": url_for(".read_study", study_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, StudyOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_study(study_reference: str) -> Json:
    """Read a study."""
    with reading() as session:
        return serialize_study(session, actor(), find_study(session, actor(), study_reference))


@blueprint.route(ONE, methods=["PUT"])
@signed_in
@blueprint.arguments(StudyChangeSchema, example=STUDY_CHANGE)
@blueprint.returns(
    200,
    StudyOutputSchema,
    callers="Editors and focal points of the delegation that listed it.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def replace_study(values: dict[str, Any], study_reference: str) -> Json:
    """Write the entry of a study again, until it is checked."""
    version = values.pop("version")
    with current_platform().work.writing() as session:
        study = find_study(session, actor(), study_reference, for_change=True)
        edit_study(session, study, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_study(session, actor(), study)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(StudyTransitionSchema, example=STUDY_TRANSITION)
@blueprint.returns(
    200,
    StudyOutputSchema,
    callers="Callers who find the action in the study's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The study after the action.",
    scope=TokenScope.WRITE,
)
def move_study(values: dict[str, Any], study_reference: str) -> Json:
    """Perform an action. `supersede` needs in `note` which study replaces it."""
    with current_platform().work.writing() as session:
        study = find_study(session, actor(), study_reference, for_change=True)
        STUDIES.perform(session, study, values["action"], actor(), note=values["note"], version=values["version"])
        session.flush()  # increments the version
        return serialize_study(session, actor(), study)
