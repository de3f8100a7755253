"""What a delegation says about a case after its publication."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import CONFIRMATION
from app.api.serializers import Json
from app.api.serializers.cases import serialize_case
from app.current import current_platform
from app.identity import actor
from app.schemas.case_output import CaseOutputSchema
from app.schemas.confirmation import ConfirmationSchema
from case_studies.operations.cases.confirmations import confirm
from case_studies.operations.cases.queries import case_view_or_refuse, find_case
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Life after publication", "Whether a published practice is still in use.")


@blueprint.route("/cases/<reference:reference>/confirmation", methods=["POST"])
@signed_in
@blueprint.arguments(ConfirmationSchema, example=CONFIRMATION)
@blueprint.returns(
    200,
    CaseOutputSchema,
    callers="A focal point or clearance officer of the submitting delegation.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The case, with what was said.",
    scope=TokenScope.WRITE,
)
def confirm_case(values: dict[str, Any], reference: str) -> Json:
    """Say what became of a published case.

    Readers see `life` and the day at once. They see the sentence once a clearance officer wrote or confirmed it. The
    last confirmation counts; all of them are in the history.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        confirm(session, case, caller, **values)
        session.flush()  # increments the version
        return serialize_case(session, caller, case, case_view_or_refuse(caller, case))
