"""Conflicts of interest: declaring one, and the exceptions that two editors make."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import DECLARATION, OVERRIDE
from app.api.serializers.accounts import serialize_account
from app.current import current_platform
from app.identity import actor
from app.schemas.conflicts import ConflictsSchema, DeclarationSchema, OverrideOutputSchema, OverrideSchema
from case_studies.errors import NotAllowed
from case_studies.models import Case, ConflictOverride
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.conflicts import declare_conflict, propose_override, second_override
from case_studies.policy.permissions import Permission, may

area = ApiBlueprint(
    "Conflicts", "Conflicts of interest that a State's interest does not make by itself, and exceptions."
)

EDITORS = "An editor without any interest in the case, excepted or not."


@area.route("/cases/<reference:reference>/conflict", methods=["POST"])
@signed_in
@area.arguments(DeclarationSchema, example=DECLARATION)
@area.answers(
    204, None, who="An editor or an assigned reviewer of the case.", refusals=(401, 403, 404, 409, *BODY),
    description="Done: the caller sees no more of the case than the public.",
)  # fmt: skip
def create_declaration(values: dict[str, Any], reference: str) -> None:
    """Step back from a case for good.

    What the caller was asked is taken back; a review that is in stays in the record and counts no more.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        declare_conflict(session, case, who, values["reason"])


@area.route("/cases/<reference:reference>/conflicts")
@signed_in
@area.answers(200, ConflictsSchema, who=EDITORS, refusals=(401, 403, 404))
def list_conflicts(reference: str) -> dict[str, Any]:
    """Read who stepped back, and which exceptions there are."""
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        if not may(who, Permission.OVERRIDE_CONFLICT, case):
            raise NotAllowed()
        return _tell(case)


@area.route("/cases/<reference:reference>/conflicts", methods=["POST"])
@signed_in
@area.arguments(OverrideSchema, example=OVERRIDE)
@area.answers(201, OverrideOutputSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def create_override(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Propose that somebody in conflict takes part all the same.

    It holds once another editor agrees.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return _tell_override(propose_override(session, case, who, values["account"], values["reason"]))


@area.route("/cases/<reference:reference>/conflicts/<int(max=2147483647):override_id>/agreement", methods=["POST"])
@signed_in
@area.answers(200, OverrideOutputSchema, who=f"{EDITORS} Not the one who proposed it.", refusals=(401, 403, 404, 409))
def agree_to_override(reference: str, override_id: int) -> dict[str, Any]:
    """Agree to an exception that another editor proposed."""
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return _tell_override(second_override(session, case, who, override_id))


def _tell(case: Case) -> dict[str, Any]:
    declared = [
        {"account": serialize_account(d.account), "reason": d.reason, "declared_at": d.declared_at}
        for d in case.declared
    ]
    return {"declared": declared, "overrides": [_tell_override(override) for override in case.overrides]}


def _tell_override(override: ConflictOverride) -> dict[str, Any]:
    return {
        "id": override.id,
        "account": serialize_account(override.account),
        "reason": override.reason,
        "holds": override.seconded_at is not None,
        "proposed_at": override.proposed_at,
        "seconded_at": override.seconded_at,
    }
