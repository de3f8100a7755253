"""Provisions: paragraphs of the texts of the field, and the evidence that is linked to them."""

from typing import Any

from flask import url_for

from app.access import only_roles, open_to_all
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples_of_provisions import PROVISION, PROVISION_CHANGE, PROVISION_LINK
from app.api.serializers import Json
from app.api.serializers.provisions import serialize_evidence, serialize_provision, serialize_provision_row
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.provisions import (
    LinkedReferenceSchema,
    ProvisionChangeSchema,
    ProvisionEvidenceSchema,
    ProvisionLinkSchema,
    ProvisionListSchema,
    ProvisionOutputSchema,
    ProvisionSchema,
    ProvisionsSchema,
)
from app.schemas.send_once import SendOnceSchema
from case_studies.operations.provisions.editing import add_provision, change_provision
from case_studies.operations.provisions.linking import link_thing, unlink_thing
from case_studies.operations.provisions.queries import find_provision, list_provisions
from case_studies.policy.provisions import LINKING, WRITING
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint(
    "Provisions", "Paragraphs of the texts of the field, with the cases, practices and issues that are evidence."
)

ONE = "/provisions/<id:provision_id>"
EVERYBODY = "Everybody. Evidence is counted and listed as far as the caller may read it."
EDITORS = "Editors."
LINKERS = "Editors and focal points."


@blueprint.route("/provisions")
@open_to_all
@blueprint.arguments(ProvisionListSchema, location="query")
@blueprint.returns(200, ProvisionsSchema, callers=EVERYBODY, token=Token.OPTIONAL, refusals=(401, 422))
def list_all_provisions(values: dict[str, Any]) -> Json:
    """List provisions, by initiative and paragraph."""
    with reading() as session:
        page = list_provisions(session, actor(), **values)
        items = [serialize_provision_row(actor(), row) for row in page.rows]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/provisions", methods=["POST"])
@only_roles(*WRITING)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(ProvisionSchema, example=PROVISION)
@blueprint.returns(
    201,
    ProvisionOutputSchema,
    callers=EDITORS,
    refusals=(401, 403, *BODY),
    headers={"Location": {"description": "The address of the provision in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_provision(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Add a provision. A status needs what is reported, by whom and when."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        body = serialize_provision(session, caller, add_provision(session, caller, values, form_key=key))
    return body, {"Location": url_for(".read_provision", provision_id=body["id"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, ProvisionOutputSchema, callers=EVERYBODY, token=Token.OPTIONAL, refusals=(401, 404))
def read_provision(provision_id: int) -> Json:
    """Read a provision."""
    with reading() as session:
        return serialize_provision(session, actor(), find_provision(session, provision_id))


@blueprint.route(ONE, methods=["PATCH"])
@only_roles(*WRITING)
@blueprint.arguments(ProvisionChangeSchema, example=PROVISION_CHANGE)
@blueprint.returns(
    200, ProvisionOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_provision(values: dict[str, Any], provision_id: int) -> Json:
    """Change a provision.

    Fields that are not sent stay as they are.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        provision = find_provision(session, provision_id, for_change=True)
        change_provision(session, provision, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_provision(session, actor(), provision)


@blueprint.route(f"{ONE}/evidence")
@open_to_all
@blueprint.returns(200, ProvisionEvidenceSchema, callers=EVERYBODY, token=Token.OPTIONAL, refusals=(401, 404))
def read_evidence(provision_id: int) -> Json:
    """Read what is linked to a provision: the cases, practices and issues that the caller may read, with counts."""
    with reading() as session:
        return serialize_evidence(session, actor(), find_provision(session, provision_id))


@blueprint.route(f"{ONE}/evidence", methods=["POST"])
@only_roles(*LINKING)
@blueprint.arguments(ProvisionLinkSchema, example=PROVISION_LINK)
@blueprint.returns(
    201, ProvisionEvidenceSchema, callers=LINKERS, refusals=(401, 403, 404, *BODY), scope=TokenScope.WRITE
)
def link_evidence(values: dict[str, Any], provision_id: int) -> Json:
    """Link something that the caller may read. Linking it again changes nothing."""
    with current_platform().work.writing() as session:
        provision = find_provision(session, provision_id, for_change=True)
        link_thing(session, provision, actor(), values["reference"], values["reason"])
        session.flush()  # the link is counted
        return serialize_evidence(session, actor(), provision)


@blueprint.route(f"{ONE}/evidence", methods=["DELETE"])
@only_roles(*LINKING)
@blueprint.arguments(LinkedReferenceSchema, location="query")
@blueprint.returns(
    204,
    None,
    callers="Editors, and focal points of the delegation that added the link.",
    refusals=(401, 403, 404, 422),
    scope=TokenScope.WRITE,
)
def unlink_evidence(values: dict[str, Any], provision_id: int) -> None:
    """Take a link away."""
    with current_platform().work.writing() as session:
        provision = find_provision(session, provision_id, for_change=True)
        unlink_thing(session, provision, actor(), values["reference"])
