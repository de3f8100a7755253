"""Study proposals: a question and the gap that it would close, for delegations to join."""

from typing import Any

from flask import url_for

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples_of_proposals import PROPOSAL, PROPOSAL_CHANGE, PROPOSAL_TRANSITION
from app.api.serializers import Json
from app.api.serializers.proposals import serialize_proposal
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.proposals import (
    ProposalChangeSchema,
    ProposalListSchema,
    ProposalOutputSchema,
    ProposalSchema,
    ProposalsSchema,
    ProposalTransitionSchema,
)
from app.schemas.send_once import SendOnceSchema
from case_studies.operations.proposals.editing import edit_proposal, move_proposal, propose_study
from case_studies.operations.proposals.queries import find_proposal, list_proposals
from case_studies.policy.studies import LISTING
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Study proposals", "Studies that delegations propose, lead and join. For members.")

ONE = "/study-proposals/<proposal:proposal_reference>"
MEMBERS = "Members."


@blueprint.route("/study-proposals")
@signed_in
@blueprint.arguments(ProposalListSchema, location="query")
@blueprint.returns(200, ProposalsSchema, callers=MEMBERS, refusals=(401, 422))
def list_all_proposals(values: dict[str, Any]) -> Json:
    """List study proposals, the next due first."""
    with reading() as session:
        page = list_proposals(session, actor(), **values)
        items = [serialize_proposal(session, actor(), proposal) for proposal in page.proposals]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/study-proposals", methods=["POST"])
@only_roles(*LISTING)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(ProposalSchema, example=PROPOSAL)
@blueprint.returns(
    201,
    ProposalOutputSchema,
    callers="Editors and focal points.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the proposal in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def propose(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Propose a study. The caller's delegation leads it; the delegations in `asked` are asked to join."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        proposal = propose_study(session, caller, values, form_key=key)
        session.flush()  # increments the version
        body = serialize_proposal(session, caller, proposal)
    return body, {"Location": url_for(".read_proposal", proposal_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@signed_in
@blueprint.returns(200, ProposalOutputSchema, callers=MEMBERS, refusals=(401, 404))
def read_proposal(proposal_reference: str) -> Json:
    """Read a study proposal."""
    with reading() as session:
        return serialize_proposal(session, actor(), find_proposal(session, actor(), proposal_reference))


@blueprint.route(ONE, methods=["PUT"])
@signed_in
@blueprint.arguments(ProposalChangeSchema, example=PROPOSAL_CHANGE)
@blueprint.returns(
    200,
    ProposalOutputSchema,
    callers="Editors and focal points of the delegation that leads.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def replace_proposal(values: dict[str, Any], proposal_reference: str) -> Json:
    """Write a proposal again while delegations join. Who was asked stays asked."""
    version = values.pop("version")
    with current_platform().work.writing() as session:
        proposal = find_proposal(session, actor(), proposal_reference, for_change=True)
        edit_proposal(session, proposal, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_proposal(session, actor(), proposal)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(ProposalTransitionSchema, example=PROPOSAL_TRANSITION)
@blueprint.returns(
    200,
    ProposalOutputSchema,
    callers="Callers who find the action in the proposal's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The proposal after the action.",
    scope=TokenScope.WRITE,
)
def move(values: dict[str, Any], proposal_reference: str) -> Json:
    """Perform an action. `deliver_study` needs the `study`, `drop_study` a reason in `note`."""
    with current_platform().work.writing() as session:
        proposal = find_proposal(session, actor(), proposal_reference, for_change=True)
        move_proposal(session, proposal, actor(), **values)
        session.flush()  # increments the version
        return serialize_proposal(session, actor(), proposal)
