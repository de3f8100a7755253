"""Revisions of a case, and what changed between two of them."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.api.serializers.attachments import serialize_file_change
from app.api.serializers.cases import serialize_revision
from app.api.serializers.coded_values import serialize_coded_values
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.reviews import serialize_review
from app.current import reading
from app.identity import actor
from app.phrases.markings import marking
from app.schemas.revisions import ChangesQuerySchema, ChangesSchema, RevisionSchema
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import Differences, compare_revisions, decisions_on, find_revision
from case_studies.operations.review.review_access import visible_reviews
from case_studies.policy.release import whole

blueprint = ApiBlueprint("Revisions", "Revisions of a case, and what changed between two of them.")
TAKES_PART = (
    "Those who take part. The offices of the submitting delegation: all revisions. Editors without a conflict: those "
    "that were submitted. Reviewers: those up to the last one that they were invited to review."
)


@blueprint.route("/cases/<reference:reference>/changes")
@signed_in
@blueprint.arguments(ChangesQuerySchema, location="query")
@blueprint.returns(200, ChangesSchema, callers=TAKES_PART, refusals=(401, 404, 422))
def read_changes(values: Json, reference: str) -> Json:
    """Read what changed between two revisions.

    Sections are compared word by word, in Markdown; fields are compared by code. By default, the last two revisions
    that the caller may read are compared.
    """
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        return _serialize_changes(compare_revisions(caller, case, values["from"], values["to"]))


@blueprint.route("/cases/<reference:reference>/revisions/<id:number>")
@signed_in
@blueprint.returns(200, RevisionSchema, callers=TAKES_PART, refusals=(401, 404))
def read_revision(reference: str, number: int) -> Json:
    """Read a revision with its reviews and the decisions on it."""
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        revision = find_revision(caller, case, number)
        reviews = visible_reviews(session, caller, case)
        return {
            "reference": case.reference,
            "revision": number,
            "state": revision.state,
            "marking": marking([whole(revision)]),
            **serialize_revision(revision),
            "reviews": [serialize_review(review) for review in reviews if review.revision == number],
            "decisions": [
                serialize_history_entry(entry, inside=True) for entry in decisions_on(session, caller, case, revision)
            ],
        }


def _serialize_changes(differences: Differences) -> Json:
    return {
        "from": differences.before.number,
        "to": differences.after.number,
        "marking": marking([whole(differences.before), whole(differences.after)], differences.attachments),
        "fields": [
            {
                "field": change.field,
                "removed": serialize_coded_values(change.removed),
                "added": serialize_coded_values(change.added),
            }
            for change in differences.fields
        ],
        "sections": [
            {"section": change.section, "pieces": [asdict(piece) for piece in change.pieces]}
            for change in differences.sections
        ],
        "files": [serialize_file_change(change) for change in differences.files],
        "unchanged": differences.unchanged,
    }
