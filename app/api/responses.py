"""Open remarks of reviewers, and the delegation's responses to them."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import REMARK_RESPONSE
from app.api.serializers import Json
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.responses import OpenRemarkSchema, OpenRemarksSchema, RemarkResponseSchema
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.open_remarks import OpenRemark, count_answered, open_remarks, reason_for_revision
from case_studies.operations.review.responses import respond_to_remark
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Responses", "Responding to remarks of reviewers.")


@blueprint.route("/cases/<reference:reference>/remarks")
@signed_in
@blueprint.returns(
    200,
    OpenRemarksSchema,
    callers="The offices of the submitting delegation, until the revision is cleared.",
    refusals=(401, 403, 404, 409),
)
def list_open_remarks(reference: str) -> Json:
    """List the open remarks of a round, by section, musts first."""
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        remarks = open_remarks(session, caller, case)
        reason = reason_for_revision(session, caller, case)
        return {
            "revision": case.current.number,
            "reason": reason.note if reason is not None else "",
            "due_on": case.current.revise_by,
            "answered": count_answered(remarks),
            "remarks": [_serialize_remark(remark) for remark in remarks],
        }


@blueprint.route("/cases/<reference:reference>/remarks/<id:remark_id>/answer", methods=["PUT"])
@signed_in
@blueprint.arguments(RemarkResponseSchema, example=REMARK_RESPONSE)
@blueprint.returns(
    200,
    OpenRemarkSchema,
    callers="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def update_response(values: Json, reference: str, remark_id: int) -> Json:
    """Respond to an open remark.

    A response can be replaced until clearance is requested; `instead_of` has the text of the response that it replaces.
    Clearance can be requested only when every open remark has a response.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        respond_to_remark(session, case, caller, remark_id, **values)
        remarks = open_remarks(session, caller, case)
        return next(_serialize_remark(remark) for remark in remarks if remark.remark.id == remark_id)


def _serialize_remark(open_remark: OpenRemark) -> Json:
    return {
        **{name: getattr(open_remark.remark, name) for name in ("id", "section", "weight", "text", "quote")},
        "number": open_remark.number,
        "revision": open_remark.revision,
        "answer": asdict(open_remark.answer) if open_remark.answer is not None else None,
        "earlier": [asdict(response) for response in open_remark.earlier],
    }
