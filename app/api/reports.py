"""Reports that a part of a published case should not be there, with the same rules as on the pages."""

from typing import Any

from app.access import open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import REPORT, REPORT_ANSWER, REPORT_DECISION
from app.api.serializers import Json
from app.api.serializers.accounts import serialize_office
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.reports import ReportAnswerSchema, ReportDecisionSchema, ReportedPartSchema, ReportSchema
from case_studies.models import PartReport
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.reports import ReportedPart, answer, decide, report_part, reported_parts
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Reports", "Parts of published cases that should not be there, as readers say.")

EDITORS = "Editors without a conflict."
DELEGATION = "The offices of the submitting delegation."


@blueprint.route("/cases/<reference:reference>/reports", methods=["POST"])
@open_to_all
@blueprint.arguments(ReportSchema, example=REPORT)
@blueprint.returns(
    204,
    None,
    callers="Everybody who reads the part, but for the delegation of the case, which can narrow its readers.",
    token=Token.OPTIONAL,
    refusals=(401, 403, 404, *BODY),
    scope=TokenScope.WRITE,
)
def report(values: dict[str, Any], reference: str) -> None:
    """Report a part of a published case to the editors.

    The delegation never learns who sent a report, when, or in which words. Without a token, nothing is kept of the
    caller.
    """
    with current_platform().work.writing() as session:
        report_part(session, find_case(session, actor(), reference), actor(), **values)


@blueprint.route("/cases/<reference:reference>/reports")
@signed_in
@blueprint.returns(200, ReportedPartSchema(many=True), callers=f"{EDITORS} {DELEGATION}", refusals=(401, 403, 404))
def list_reports(reference: str) -> list[Json]:
    """List the parts with reports that wait for the caller, in the order of the case.

    Editors read each report, and decide. The delegation reads why parts are hidden, and answers.
    """
    with reading() as session:
        parts = reported_parts(session, actor(), find_case(session, actor(), reference))
        return [_serialize_part(one) for one in parts]


@blueprint.route("/cases/<reference:reference>/reports/decision", methods=["POST"])
@signed_in
@blueprint.arguments(ReportDecisionSchema, example=REPORT_DECISION)
@blueprint.returns(204, None, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE)
def decide_on_reports(values: dict[str, Any], reference: str) -> None:
    """Hide a part until its delegation answers, or leave it as it is."""
    with current_platform().work.writing() as session:
        decide(session, find_case(session, actor(), reference, for_change=True), actor(), **values)


@blueprint.route("/cases/<reference:reference>/reports/answer", methods=["POST"])
@signed_in
@blueprint.arguments(ReportAnswerSchema, example=REPORT_ANSWER)
@blueprint.returns(204, None, callers=DELEGATION, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE)
def answer_reports(values: dict[str, Any], reference: str) -> None:
    """Show a hidden part again, as it was or to fewer readers. A new revision answers with another text."""
    with current_platform().work.writing() as session:
        answer(session, find_case(session, actor(), reference, for_change=True), actor(), **values)


def _serialize_part(reported: ReportedPart) -> Json:
    return {
        "part": reported.part,
        "kinds": reported.kinds,
        "reports": [_serialize_report(one) for one in reported.for_editor],
        "editor_note": reported.editor_note,
        "readers": reported.narrower_audiences,
    }


def _serialize_report(one: PartReport) -> Json:
    reporter = serialize_office(one.reporter) if one.reporter is not None else None
    return {"kind": one.kind, "text": one.text, "reporter": reporter, "reported_at": one.reported_at}
