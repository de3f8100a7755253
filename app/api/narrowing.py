"""Narrowing who may read a published case."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import NARROWING
from app.api.serializers.cases import serialize_case
from app.current import current_platform
from app.identity import actor
from app.schemas.case_output import CaseOutputSchema
from app.schemas.narrowing import NarrowingSchema
from case_studies.operations.cases.narrowing import narrow_case
from case_studies.operations.cases.queries import case_view_or_refuse, find_case
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Narrowing", "Fewer readers of a published case, at once.")


@blueprint.route("/cases/<reference:reference>/narrowing", methods=["POST"])
@signed_in
@blueprint.arguments(NarrowingSchema, example=NARROWING)
@blueprint.returns(
    200,
    CaseOutputSchema,
    callers="The offices of the submitting delegation, while a revision of the case is published or archived.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The case, as the delegation sees it.",
    scope=TokenScope.WRITE,
)
def narrow(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Narrow who may read the published case, its name or a part of it.

    It counts from the next request on: pages, search, feeds, the API and files. Earlier published revisions and the
    revision at work are narrowed as well. A text for other readers can be taken out with an empty text in
    `public_sections`. The sources in `narrower_sources` are those that only these read from now on; the others stay
    as they are. More readers need a new revision.
    """
    caller = actor()
    note = values.pop("note")
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        narrow_case(session, case, caller, values, note=note)
        session.flush()
        return serialize_case(session, caller, case, case_view_or_refuse(caller, case))
