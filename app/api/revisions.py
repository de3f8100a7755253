"""Rounds: what has to be answered, the answers, what changed between revisions, earlier revisions."""

from dataclasses import asdict
from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import REMARK_ANSWERED
from app.api.serializers import labelled, serialize_history_entry, serialize_review, serialize_revision
from app.current import current_platform
from app.identity import actor
from app.schemas.revisions import (
    ChangesQuerySchema,
    ChangesSchema,
    OpenRemarkSchema,
    OpenRemarksSchema,
    RemarkAnsweredSchema,
    RevisionSchema,
)
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import Differences, compare_revisions, decisions_on, find_revision
from case_studies.operations.review.open_remarks import OpenRemark, count_answered, open_remarks, reason_for_revision
from case_studies.operations.review.responses import respond_to_remark
from case_studies.operations.review.review_access import visible_reviews

area = ApiBlueprint("Rounds", "Answering remarks, and what changed from one revision to another.")

Told = dict[str, Any]

TAKES_PART = (
    "Whoever takes part: the offices of the submitting delegation, in all of its revisions; editors without a "
    "conflict, in what was submitted; reviewers, up to the last revision that they were asked about."
)


@area.route("/cases/<reference:reference>/remarks")
@signed_in
@area.answers(
    200,
    OpenRemarksSchema,
    who="The offices of the submitting delegation, until the revision is cleared.",
    refusals=(401, 403, 404, 409),
)
def remarks(reference: str) -> Told:
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
@area.arguments(RemarkAnsweredSchema, example=REMARK_ANSWERED)
@area.answers(
    200,
    OpenRemarkSchema,
    who="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
)
def answer(values: Told, reference: str, remark_id: int) -> Told:
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


@area.route("/cases/<reference:reference>/changes")
@signed_in
@area.arguments(ChangesQuerySchema, location="query")
@area.answers(200, ChangesSchema, who=TAKES_PART, refusals=(401, 404, 422))
def changes(values: Told, reference: str) -> Told:
    """Read what changed between two revisions.

    Word by word in the sections, as it was typed; by code in the fields. By default between the last two that the
    caller may read.
    """
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        return _differences(compare_revisions(who, case, values["from"], values["to"]))


@area.route("/cases/<reference:reference>/revisions/<int(max=2147483647):number>")
@signed_in
@area.answers(200, RevisionSchema, who=TAKES_PART, refusals=(401, 404))
def revision(reference: str, number: int) -> Told:
    """Read one revision as it was written, with its reviews and what was decided on it."""
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        found = find_revision(who, case, number)
        return {
            "reference": case.reference,
            "revision": number,
            "state": found.state,
            **serialize_revision(found),
            "reviews": [
                serialize_review(seen) for seen in visible_reviews(session, who, case) if seen.revision == number
            ],
            "decisions": [
                serialize_history_entry(entry, inside=True) for entry in decisions_on(session, who, case, found)
            ],
        }


def _remark(found: OpenRemark) -> Told:
    return {
        **{name: getattr(found.remark, name) for name in ("id", "section", "weight", "text", "quote")},
        "number": found.number,
        "revision": found.revision,
        "answer": asdict(found.answer) if found.answer is not None else None,
        "earlier": [asdict(answer) for answer in found.earlier],
    }


def _differences(found: Differences) -> Told:
    return {
        "from": found.before.number,
        "to": found.after.number,
        "fields": [
            {"field": change.field, "removed": labelled(change.removed), "added": labelled(change.added)}
            for change in found.fields
        ],
        "sections": [
            {"section": change.section, "pieces": [asdict(piece) for piece in change.pieces]}
            for change in found.sections
        ],
        "unchanged": found.unchanged,
    }
