"""Conflicts of interest: declaring one, and exceptions that two editors agree on."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import DECLARATION, OVERRIDE
from app.api.serializers.accounts import serialize_account
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.conflicts import ConflictsSchema, DeclarationSchema, OverrideOutputSchema, OverrideSchema
from case_studies.models import Case, ConflictOverride
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.conflicts import declare_conflict, propose_override, second_override
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint(
    "Conflicts", "Declared conflicts of interest, and exceptions that let a person take part despite a conflict."
)

EDITORS = "An editor without any interest in the case, even one that an exception covers."


@blueprint.route("/cases/<reference:reference>/conflict", methods=["POST"])
@signed_in
@blueprint.arguments(DeclarationSchema, example=DECLARATION)
@blueprint.returns(
    204, None, callers="An editor or an assigned reviewer of the case.", refusals=(401, 403, 404, 409, *BODY),
    description="Done. The caller now sees no more of the case than the public.",
    scope=TokenScope.REVIEW,
)  # fmt: skip
def declare_own_conflict(values: dict[str, Any], reference: str) -> None:
    """Declare a conflict of interest.

    It cannot be undone. The caller is released from open assignments. A submitted review stays on record, but no
    longer counts.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        declare_conflict(session, case, caller, values["reason"])


@blueprint.route("/cases/<reference:reference>/conflicts")
@signed_in
@blueprint.returns(200, ConflictsSchema, callers=EDITORS, refusals=(401, 403, 404))
def list_conflicts(reference: str) -> dict[str, Any]:
    """List declared conflicts and exceptions."""
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        check_allowed_now(caller, case, Permission.OVERRIDE_CONFLICT)
        return _serialize_conflicts(case)


@blueprint.route("/cases/<reference:reference>/conflicts", methods=["POST"])
@signed_in
@blueprint.arguments(OverrideSchema, example=OVERRIDE)
@blueprint.returns(
    201, OverrideOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def create_override(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Propose an exception for a person with a conflict.

    It takes effect when another editor agrees.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        return _serialize_override(propose_override(session, case, caller, values["account"], values["reason"]))


@blueprint.route("/cases/<reference:reference>/conflicts/<id:override_id>/agreement", methods=["POST"])
@signed_in
@blueprint.returns(
    200,
    OverrideOutputSchema,
    callers=f"{EDITORS} Not the editor who proposed it.",
    refusals=(401, 403, 404, 409),
    scope=TokenScope.REVIEW,
)
def agree_to_override(reference: str, override_id: int) -> dict[str, Any]:
    """Agree to an exception that another editor proposed."""
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        return _serialize_override(second_override(session, case, caller, override_id))


def _serialize_conflicts(case: Case) -> dict[str, Any]:
    declared = [
        {
            "account": serialize_account(conflict.account),
            "reason": conflict.reason,
            "declared_at": conflict.declared_at,
        }
        for conflict in case.declared
    ]
    return {"declared": declared, "overrides": [_serialize_override(override) for override in case.overrides]}


def _serialize_override(override: ConflictOverride) -> dict[str, Any]:
    return {
        "id": override.id,
        "account": serialize_account(override.account),
        "reason": override.reason,
        "holds": override.seconded_at is not None,
        "proposed_at": override.proposed_at,
        "seconded_at": override.seconded_at,
    }
