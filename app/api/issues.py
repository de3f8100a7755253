"""Difficult issues: reading, posting, answering, and moving them on."""

from typing import Any

from flask import url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import ANSWER, INVITE, ISSUE, ISSUE_CHANGE, ISSUE_TRANSITION, JUSTIFICATION
from app.api.serializers import Json
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.issues import serialize_issue, serialize_issue_link
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.case import SeenSchema
from app.schemas.check import FindingSchema, VersionedJustificationSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.issue_output import InvitationsSchema, IssueOutputSchema, IssuesSchema
from app.schemas.issues import (
    AnswerSchema,
    InviteSchema,
    IssueChangeSchema,
    IssueListSchema,
    IssueSchema,
    IssueTransitionSchema,
)
from app.schemas.send_once import SendOnceSchema
from case_studies.case_findings import CaseFinding
from case_studies.operations.issues import answers, editing, findings, steps
from case_studies.operations.issues.invitations import suggested_delegations
from case_studies.operations.issues.queries import find_issue, issue_history, list_issues, readable_note
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission
from case_studies.policy.items import is_office_of_owner
from case_studies.vocabulary import Role, TokenScope
from case_studies.workflow.issues import findings_in

blueprint = ApiBlueprint("Issues", "Difficult issues of implementation: asked, answered, summed up, tried.")

ONE = "/issues/<issue:issue_reference>"
READERS = "Everybody who may read the issue: members once it is posted, the public if it is on record and public."
INVITING = "An editor of another delegation than the one that asks."
ASKER = "A focal point of the delegation that asks."


@blueprint.route("/issues")
@open_to_all
@blueprint.arguments(IssueListSchema, location="query")
@blueprint.returns(200, IssuesSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_posted_issues(values: dict[str, Any]) -> Json:
    """List the posted issues, the newest first."""
    with reading() as session:
        page = list_issues(session, actor(), **values)
        items = [serialize_issue_link(issue) for issue in page.issues]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/issues", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(IssueSchema, example=ISSUE)
@blueprint.returns(
    201,
    IssueOutputSchema,
    callers="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the issue in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_issue(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start an issue.

    It is a draft until it is posted. Without further values it is informal, for members, and unnamed.
    """
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        issue = editing.start_issue(session, caller, values, form_key=key)
        body = serialize_issue(session, caller, issue)
    return body, {"Location": url_for(".read_issue", issue_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, IssueOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_issue(issue_reference: str) -> Json:
    """Read an issue."""
    with reading() as session:
        return serialize_issue(session, actor(), find_issue(session, actor(), issue_reference))


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(IssueChangeSchema, example=ISSUE_CHANGE)
@blueprint.returns(200, IssueOutputSchema, callers=ASKER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE)
def update_issue(values: dict[str, Any], issue_reference: str) -> Json:
    """Change a draft.

    Fields that are not sent stay as they are.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        editing.edit_issue(session, issue, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_issue(session, actor(), issue)


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(204, None, callers=ASKER, refusals=(401, 403, 404, 409, 422), scope=TokenScope.WRITE)
def delete_draft_issue(values: dict[str, Any], issue_reference: str) -> None:
    """Delete a draft.

    Its reference is not given to another issue. An issue that is posted can be withdrawn.
    """
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        editing.delete_issue(session, issue, actor(), version=values["version"])


@blueprint.route(f"{ONE}/check")
@signed_in
@blueprint.returns(200, FindingSchema(many=True), callers=ASKER, refusals=(401, 403, 404, 409))
def list_issue_findings(issue_reference: str) -> list[CaseFinding]:
    """List what the check finds in a draft. An issue is posted once each finding is taken out or justified."""
    with reading() as session:
        issue = find_issue(session, actor(), issue_reference)
        ISSUE_POLICY.check_usable(actor(), issue, IssuePermission.EDIT)
        return findings_in(session, issue)


@blueprint.route(f"{ONE}/check/<finding>", methods=["PUT"])
@signed_in
@blueprint.arguments(VersionedJustificationSchema, example=JUSTIFICATION)
@blueprint.returns(200, FindingSchema, callers=ASKER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE)
def justify_issue_finding(values: Json, issue_reference: str, finding: str) -> CaseFinding:
    """Say why a finding may stay.

    A marking can't be justified.
    """
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        reason, version = values["justification"], values.get("version")
        findings.justify_finding(session, issue, actor(), finding, reason, version=version)
        return findings.find_finding(session, issue, finding)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(IssueTransitionSchema, example=ISSUE_TRANSITION)
@blueprint.returns(
    200,
    IssueOutputSchema,
    callers="Callers who find the action in the issue's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The issue after the action.",
    scope=TokenScope.WRITE,
)
def move_issue(values: dict[str, Any], issue_reference: str) -> Json:
    """Perform an action.

    `synthesize` takes a `synthesis`; without answers it says that there is none yet. `take_up` names `answers`, and
    `report_outcome` takes an `outcome`. Some actions need a reason in `note`.
    """
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        steps.move(session, issue, actor(), **values)
        session.flush()  # increments the version
        return serialize_issue(session, actor(), issue)


@blueprint.route(f"{ONE}/answers", methods=["POST"])
@signed_in
@blueprint.arguments(AnswerSchema, example=ANSWER)
@blueprint.returns(
    201,
    IssueOutputSchema,
    callers="Accounts of all delegations but the one that asks.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def answer(values: dict[str, Any], issue_reference: str) -> Json:
    """Answer an issue.

    An answer with a case names the revision that the caller reads now.
    """
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        answers.answer_issue(session, issue, actor(), values)
        session.flush()
        return serialize_issue(session, actor(), issue)


@blueprint.route(f"{ONE}/answers/<id:answer_id>", methods=["DELETE"])
@signed_in
@blueprint.returns(
    204, None, callers="The account that gave the answer.", refusals=(401, 403, 404), scope=TokenScope.WRITE
)
def take_back(issue_reference: str, answer_id: int) -> None:
    """Take an answer back.

    Its text is deleted.
    """
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        answers.take_back_answer(session, issue, actor(), answer_id)


@blueprint.route(f"{ONE}/invitations")
@signed_in
@blueprint.returns(200, InvitationsSchema, callers=INVITING, refusals=(401, 403, 404, 409))
def list_invitations(issue_reference: str) -> Json:
    """List the delegations that were asked to answer, and those whose published cases fit, with the reasons."""
    with reading() as session:
        issue = find_issue(session, actor(), issue_reference)
        ISSUE_POLICY.check_usable(actor(), issue, IssuePermission.INVITE)
        return {
            "invited": [one.delegation_code for one in issue.invitations],
            "suggested": [
                {
                    "delegation": one.code,
                    "cases_on_themes": one.on_themes,
                    "cases_in_operation": one.in_operation,
                    "last_asked": one.last_asked,
                }
                for one in suggested_delegations(session, actor(), issue)
            ],
        }


@blueprint.route(f"{ONE}/invitations", methods=["POST"])
@signed_in
@blueprint.arguments(InviteSchema, example=INVITE)
@blueprint.returns(
    200,
    IssueOutputSchema,
    callers=INVITING,
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def invite(values: dict[str, Any], issue_reference: str) -> Json:
    """Ask delegations to answer, at most five for each issue."""
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), issue_reference, for_change=True)
        answers.invite(session, issue, actor(), values["delegations"], version=values["version"])
        session.flush()
        return serialize_issue(session, actor(), issue)


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_issue_history(issue_reference: str) -> list[Json]:
    """List the history of an issue, the oldest entry first.

    It never names a delegation that speaks unnamed.
    """
    with reading() as session:
        issue = find_issue(session, actor(), issue_reference)
        inside = is_office_of_owner(actor(), issue)
        return [
            {**serialize_history_entry(entry, inside=inside), "note": readable_note(actor(), issue, entry)}
            for entry in issue_history(session, actor(), issue)
        ]
