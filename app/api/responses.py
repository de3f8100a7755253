"""Remarks of reviewers that are open, and the delegation's responses to them."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import REMARK_RESPONSE
from app.api.serializers import Json
from app.current import current_platform
from app.identity import actor
from app.schemas.responses import OpenRemarkSchema, OpenRemarksSchema, RemarkResponseSchema
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.open_remarks import OpenRemark, count_answered, open_remarks, reason_for_revision
from case_studies.operations.review.responses import respond_to_remark

area = ApiBlueprint("Responses", "Responding to the remarks of reviewers.")


@area.route("/cases/<reference:reference>/remarks")
@signed_in
@area.answers(
    200,
    OpenRemarksSchema,
    who="The offices of the submitting delegation, until the revision is cleared.",
    refusals=(401, 403, 404, 409),
)
def list_open_remarks(reference: str) -> Json:
    """Read the open remarks of the round, by section, the musts first."""
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        found = open_remarks(session, who, case)
        reason = reason_for_revision(session, who, case)
        return {
            "revision": case.current.number,
            "reason": reason.note if reason is not None else "",
            "due_on": case.current.revise_by,
            "answered": count_answered(found),
            "remarks": [_remark(remark) for remark in found],
        }


@area.route("/cases/<reference:reference>/remarks/<int(max=2147483647):remark_id>/answer", methods=["PUT"])
@signed_in
@area.arguments(RemarkResponseSchema, example=REMARK_RESPONSE)
@area.answers(
    200,
    OpenRemarkSchema,
    who="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
)
def update_response(values: Json, reference: str, remark_id: int) -> Json:
    """Answer an open remark.

    It can be answered anew until clearance is asked for; `instead_of` then has the text that stood there. Clearance
    waits until every open remark is answered.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        respond_to_remark(session, case, who, remark_id, **values)
        found = open_remarks(session, who, case)
        return next(_remark(remark) for remark in found if remark.remark.id == remark_id)


def _remark(found: OpenRemark) -> Json:
    return {
        **{name: getattr(found.remark, name) for name in ("id", "section", "weight", "text", "quote")},
        "number": found.number,
        "revision": found.revision,
        "answer": asdict(found.answer) if found.answer is not None else None,
        "earlier": [asdict(update_response) for update_response in found.earlier],
    }
