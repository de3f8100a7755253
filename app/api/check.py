"""The check before a case leaves: what it finds, and why a finding may stay."""

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import JUSTIFICATION
from app.api.serializers import Json
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.check import FindingSchema, VersionedJustificationSchema
from case_studies.case_findings import CaseFinding
from case_studies.operations.cases.check import find_finding, findings_today, justify
from case_studies.operations.cases.queries import find_case, get_participant_view
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Check", "What does not belong in a case, and why some of it may stay.")


@blueprint.route("/cases/<reference:reference>/check")
@signed_in
@blueprint.returns(
    200,
    FindingSchema(many=True),
    callers="Those who take part: the offices of the submitting delegation and, once submitted, editors and assigned "
    "reviewers without a conflict.",
    refusals=(401, 403, 404),
)
def list_findings(reference: str) -> list[CaseFinding]:
    """List what the check finds in the revision that the caller reads, in the order of the form.

    Clearance can be requested and given, and the case be published, only when every finding is taken out or justified.
    """
    with reading() as session:
        _case, seen = get_participant_view(session, actor(), reference)
        return findings_today(session, seen.revision)


@blueprint.route("/cases/<reference:reference>/check/<finding>", methods=["PUT"])
@signed_in
@blueprint.arguments(VersionedJustificationSchema, example=JUSTIFICATION)
@blueprint.returns(
    200,
    FindingSchema,
    callers="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def justify_finding(values: Json, reference: str, finding: str) -> CaseFinding:
    """Say why a finding may stay.

    The justification stays with the same text in the same section, also in later revisions. When that text changes,
    it is gone. A marking can't be justified.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        justify(session, case, caller, finding, **values)
        return find_finding(session, case.current, finding)
