"""Good practices: reading, proposing, evidence, confidence, and moving them on."""

from typing import Any

from flask import Response, url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import (
    ASSESSMENT,
    EVIDENCE,
    PRACTICE,
    PRACTICE_CHANGE,
    PRACTICE_TRANSITION,
    REMARK_ANSWER,
)
from app.api.serializers import Json
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.practices import serialize_practice, serialize_practice_link
from app.current import current_platform, reading
from app.exports.find import find_citation
from app.exports.formats import FORMATS, send
from app.exports.negotiation import preferred_suffix
from app.identity import actor
from app.schemas.history import HistoryEntrySchema
from app.schemas.practice_output import PracticeOutputSchema, PracticesSchema
from app.schemas.practices import (
    ConfidenceSchema,
    EvidenceSchema,
    PracticeChangeSchema,
    PracticeEditionSchema,
    PracticeListSchema,
    PracticeSchema,
    PracticeTransitionSchema,
    RemarkAnswerSchema,
)
from app.schemas.send_once import SendOnceSchema
from case_studies.models import Practice
from case_studies.operations.practices import assessing, editing, evidence, steps
from case_studies.operations.practices.queries import (
    edition_for,
    find_practice,
    list_practices,
    practice_history,
)
from case_studies.policy.practices import is_editor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Practices", "Good practices that several cases support, and what speaks against them.")

ONE = "/practices/<practice:practice_reference>"
READERS = (
    "Everybody who may read the practice: members from its consultation on, the public once it is adopted and as long "
    "as public cases support it."
)
WRITERS = "Editors; before the consultation also a focal point of the delegation that proposed it."
EDITORS = "Editors."


@blueprint.route("/practices")
@open_to_all
@blueprint.arguments(PracticeListSchema, location="query")
@blueprint.returns(200, PracticesSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_good_practices(values: dict[str, Any]) -> Json:
    """List practices, those adopted last first."""
    with reading() as session:
        page = list_practices(session, actor(), **values)
        items = [serialize_practice_link(practice) for practice in page.practices]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/practices", methods=["POST"])
@only_roles(Role.EDITOR, Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(PracticeSchema, example=PRACTICE)
@blueprint.returns(
    201,
    PracticeOutputSchema,
    callers="Editors and focal points. What a focal point proposes waits for one of another delegation.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the practice in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def propose_practice(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start a practice."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        practice = editing.start_practice(session, caller, values, form_key=key)
        body = _current(session, practice)
    return body, {"Location": url_for(".read_practice", practice_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.arguments(PracticeEditionSchema, location="query")
@blueprint.returns(200, PracticeOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404, 422))
def read_practice(values: dict[str, Any], practice_reference: str) -> Json | Response:
    """Read a practice: the adopted edition, or the one with this number.

    An edition that was adopted is returned in a form of an export if `Accept` prefers its media type.
    """
    suffix = preferred_suffix(FORMATS)
    with reading() as session:
        if suffix is not None:
            return send(find_citation(session, actor(), practice_reference, values["edition"]), suffix)
        practice = find_practice(session, actor(), practice_reference)
        edition = edition_for(actor(), practice, values["edition"])
        return serialize_practice(session, actor(), practice, edition)


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(PracticeChangeSchema, example=PRACTICE_CHANGE)
@blueprint.returns(
    200, PracticeOutputSchema, callers=WRITERS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_practice(values: dict[str, Any], practice_reference: str) -> Json:
    """Change the edition that is written.

    Fields that are not sent stay as they are. An adopted edition can't be changed.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        editing.edit_practice(session, practice, actor(), values, version=version)
        return _current(session, practice)


@blueprint.route(f"{ONE}/evidence", methods=["POST"])
@signed_in
@blueprint.arguments(EvidenceSchema, example=EVIDENCE)
@blueprint.returns(
    201, PracticeOutputSchema, callers=WRITERS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def add_evidence(values: dict[str, Any], practice_reference: str) -> Json:
    """Add a row of evidence, pinned to a section of the published revision of a case.

    It replaces the row about the same section. During the consultation, its days begin again.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        evidence.add_evidence(session, practice, actor(), values, version=version)
        return _current(session, practice)


@blueprint.route(f"{ONE}/evidence/<id:evidence_id>", methods=["DELETE"])
@signed_in
@blueprint.returns(
    204,
    None,
    callers="Editors while an edition is written; at any time an office of the delegation whose case it is.",
    refusals=(401, 403, 404, 409),
    scope=TokenScope.WRITE,
)
def remove_evidence(practice_reference: str, evidence_id: int) -> None:
    """Remove a row of evidence.

    If the delegation of the case does it, all rows about the case are removed from all editions at once.
    """
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        evidence.remove_evidence(session, practice, actor(), evidence_id)


@blueprint.route(f"{ONE}/confidence", methods=["POST"])
@signed_in
@blueprint.arguments(ConfidenceSchema, example=ASSESSMENT)
@blueprint.returns(
    200, PracticeOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def assess_confidence(values: dict[str, Any], practice_reference: str) -> Json:
    """Assess the confidence, for all members or for the public.

    It is about the rows that these readers read now.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        assessing.assess(session, practice, actor(), values, version=version)
        return _current(session, practice)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(PracticeTransitionSchema, example=PRACTICE_TRANSITION)
@blueprint.returns(
    200,
    PracticeOutputSchema,
    callers="Callers who find the action in the practice’s `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The practice after the action.",
    scope=TokenScope.WRITE,
)
def move_practice(values: dict[str, Any], practice_reference: str) -> Json:
    """Perform an action.

    `adopt` takes two editors of different delegations: the first proposes, the second agrees. `object` and `correct`
    have their text in `note`; `revise`, `retire` and `withdraw` their reason.
    """
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        steps.move(session, practice, actor(), **values)
        return _current(session, practice)


@blueprint.route(f"{ONE}/remarks/<id:remark_id>/answer", methods=["POST"])
@signed_in
@blueprint.arguments(RemarkAnswerSchema, example=REMARK_ANSWER)
@blueprint.returns(
    200, PracticeOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def answer_remark(values: dict[str, Any], practice_reference: str, remark_id: int) -> Json:
    """Answer an objection or a remark."""
    with current_platform().work.writing() as session:
        practice = find_practice(session, actor(), practice_reference, for_change=True)
        steps.answer_remark(session, practice, actor(), remark_id, values["text"])
        return _current(session, practice)


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_practice_history(practice_reference: str) -> list[Json]:
    """List the history of a practice, the oldest entry first."""
    with reading() as session:
        practice = find_practice(session, actor(), practice_reference)
        inside = is_editor(actor(), practice)
        return [serialize_history_entry(entry, inside=inside) for entry in practice_history(session, actor(), practice)]


def _current(session: Session, practice: Practice) -> Json:
    """Return the edition that the caller works on, after a change."""
    session.flush()  # increments the version
    return serialize_practice(session, actor(), practice, edition_for(actor(), practice, practice.current.number))
