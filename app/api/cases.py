"""Cases: starting, reading and changing them, the workflow's actions, the history."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import url_for
from marshmallow import Schema

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import EDIT, TRANSITION, WHOLE_CASE
from app.api.serializers.cases import serialize_case
from app.api.serializers.history import serialize_history_entry
from app.current import current_platform
from app.identity import actor
from app.schemas.case import CaseSchema, EditSchema, TransitionSchema
from app.schemas.case_output import CaseOutputSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.input_fields import Text
from case_studies.operations.cases.editing import edit_case, start_case
from case_studies.operations.cases.history import case_history
from case_studies.operations.cases.queries import case_view_or_refuse, find_case, get_case_view
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import Action, Role
from case_studies.workflow.engine import perform

area = ApiBlueprint("Cases", "Writing a case and taking it through the workflow.")

READERS = (
    "What is published: everybody, or with a token for members' cases. Before that: the offices of the submitting "
    "delegation, then the editors and assigned reviewers without a conflict."
)


class SendOnceSchema(Schema):
    """What makes a repeated send harmless."""

    key = Text(
        longest=200,
        one_line=True,
        load_default="",
        data_key="Idempotency-Key",
        metadata={"description": "Any word of the caller's. Sent again by the same office, it starts no second case."},
    )


@area.route("/cases", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@area.arguments(SendOnceSchema, location="headers")
@area.arguments(CaseSchema, example=WHOLE_CASE)
@area.answers(
    201,
    CaseOutputSchema,
    who="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    description="The case, as a draft.",
    headers={"Location": {"description": "Where the API has the case.", "schema": {"type": "string"}}},
)
def create_case(headers: dict[str, str], values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Start a case.

    A draft may be incomplete; what is there must be valid. Left away, the audience is the members.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = start_case(session, who, values, form_key=_form_key(who.account, headers["key"]))
        told = serialize_case(session, who, case, case_view_or_refuse(who, case))
    return told, {"Location": url_for(".read_case", reference=told["reference"], _external=True)}


def _form_key(account: int, key: str) -> str | None:
    """Return what tells a repeated send; each office's keys are its own."""
    return f"api-{account}-{sha256(key.encode()).hexdigest()}" if key else None


@area.route("/cases/<reference:reference>")
@open_to_all
@area.answers(200, CaseOutputSchema, who=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_case(reference: str) -> dict[str, Any]:
    """Read a case.

    Who takes part reads the revision that is theirs to judge or write; everybody else the published one.
    """
    who = actor()
    with current_platform().work.reading() as session:
        case, seen = get_case_view(session, who, reference)
        return serialize_case(session, who, case, seen)


@area.route("/cases/<reference:reference>", methods=["PATCH"])
@signed_in
@area.arguments(EditSchema, example=EDIT)
@area.answers(
    200,
    CaseOutputSchema,
    who="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
)
def update_case(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Change what is written.

    What isn't sent stays as it is, section by section. `version` is the one that the writer saw.
    """
    who = actor()
    version = values.pop("version")
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        edit_case(session, case, who, values, version=version)
        session.flush()  # counts the version on
        return serialize_case(session, who, case, case_view_or_refuse(who, case))


@area.route("/cases/<reference:reference>/transitions", methods=["POST"])
@signed_in
@area.arguments(TransitionSchema, example=TRANSITION)
@area.answers(
    200,
    CaseOutputSchema,
    who="Whoever finds the action in the case's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The case after the action; for who no longer sees it, as they saw it last.",
)
def perform_transition(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Perform an action of the workflow.

    Some actions ask for a reason in `note`. `version` is the one that the caller saw.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        before = case_view_or_refuse(who, case)
        perform(session, case, Action(values["action"]), who, note=values["note"], version=values["version"])
        session.flush()  # counts the version on
        seen = case_view(who, case) or replace(before, state=case.state)
        return serialize_case(session, who, case, seen)


@area.route("/cases/<reference:reference>/history")
@open_to_all
@area.answers(
    200,
    HistoryEntrySchema(many=True),
    who="Whoever sees the case; in full the editors, without names and reasons who only reads what is published.",
    token=Token.OPTIONAL,
    refusals=(401, 404),
)
def list_history(reference: str) -> list[dict[str, Any]]:
    """Read the history of a case, oldest first."""
    who = actor()
    with current_platform().work.reading() as session:
        case, seen = get_case_view(session, who, reference)
        return [serialize_history_entry(entry, inside=seen.inside) for entry in case_history(session, who, case)]
