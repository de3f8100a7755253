"""Revisions of a case, and what changed between two of them."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.api.serializers.cases import serialize_revision
from app.api.serializers.coded_values import serialize_coded_values
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.reviews import serialize_review
from app.current import current_platform
from app.identity import actor
from app.schemas.revisions import ChangesQuerySchema, ChangesSchema, RevisionSchema
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import Differences, compare_revisions, decisions_on, find_revision
from case_studies.operations.review.review_access import visible_reviews

area = ApiBlueprint("Revisions", "Revisions of a case, and what changed between two of them.")
TAKES_PART = (
    "Whoever takes part: the offices of the submitting delegation, in all of its revisions; editors without a "
    "conflict, in what was submitted; reviewers, up to the last revision that they were asked about."
)


@area.route("/cases/<reference:reference>/changes")
@signed_in
@area.arguments(ChangesQuerySchema, location="query")
@area.answers(200, ChangesSchema, who=TAKES_PART, refusals=(401, 404, 422))
def read_changes(values: Json, reference: str) -> Json:
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
def read_revision(reference: str, number: int) -> Json:
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


def _differences(found: Differences) -> Json:
    return {
        "from": found.before.number,
        "to": found.after.number,
        "fields": [
            {
                "field": change.field,
                "removed": serialize_coded_values(change.removed),
                "added": serialize_coded_values(change.added),
            }
            for change in found.fields
        ],
        "sections": [
            {"section": change.section, "pieces": [asdict(piece) for piece in change.pieces]}
            for change in found.sections
        ],
        "unchanged": found.unchanged,
    }
