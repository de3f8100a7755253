"""The records of delegations, with their offices, the chair, and applications to join the Group.

Inviting an office, changing its roles, handing over an office or the chair, and leaving are done on the pages only:
they need a fresh sign-in. A token that somebody copied would otherwise open an office for them, or close all offices.
"""

from collections.abc import Callable
from typing import Any

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import DEFERRAL, DELEGATION, DELEGATION_CHANGE, QUESTION
from app.api.serializers import Json
from app.api.serializers.delegations import serialize_application, serialize_chair, serialize_record
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.delegation_output import (
    ApplicationOutputSchema,
    ApplicationsSchema,
    ChairOutputSchema,
    DelegationRecordSchema,
)
from app.schemas.delegations import DeferralSchema, DelegationChangeSchema, NewDelegationSchema, QuestionSchema
from case_studies.models import Application
from case_studies.operations.delegations import applications
from case_studies.operations.delegations.chair import open_handovers, read_co_chairs
from case_studies.operations.delegations.records import add_delegation, change_delegation, delegation_record
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Delegations", "Records of delegations, the chair, and applications to join.")

READERS = "An administrator, an editor of a co-chair, or an office of the delegation."
CO_CHAIRS = "An editor of a co-chair."
RECORD = "/delegations/<string(maxlength=20):code>/record"
ONE = "/applications/<id:application_id>"


@blueprint.route("/delegations", methods=["POST"])
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
@blueprint.arguments(NewDelegationSchema, example=DELEGATION)
@blueprint.returns(
    201,
    DelegationRecordSchema,
    callers="An administrator, or an editor of a co-chair.",
    refusals=(401, 403, *BODY),
    scope=TokenScope.WRITE,
)
def create_delegation(values: dict[str, Any]) -> Json:
    """Add a delegation, or take one up again that left."""
    with current_platform().work.writing() as session:
        added = add_delegation(session, actor(), **values)
        return serialize_record(delegation_record(session, actor(), added.code))


@blueprint.route(RECORD)
@signed_in
@blueprint.returns(200, DelegationRecordSchema, callers=READERS, refusals=(401, 404))
def read_record(code: str) -> Json:
    """Read the record of a delegation.

    Its offices are listed for those who look after it. `rights` says what the caller may do.
    """
    with reading() as session:
        return serialize_record(delegation_record(session, actor(), code))


@blueprint.route(RECORD, methods=["PATCH"])
@signed_in
@blueprint.arguments(DelegationChangeSchema, example=DELEGATION_CHANGE)
@blueprint.returns(
    200,
    DelegationRecordSchema,
    callers="A focal point of the delegation or an administrator; `standing`, `joined_on` and `clears_itself`: an "
    "editor of a co-chair that is another delegation, or an administrator.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def update_record(values: dict[str, Any], code: str) -> Json:
    """Change what a record states.

    Fields that are not sent stay as they are. `contributions` replaces the whole list. The history has each change.
    """
    with current_platform().work.writing() as session:
        changed = change_delegation(session, actor(), code, **values)
        return serialize_record(delegation_record(session, actor(), changed.code))


@blueprint.route("/chair")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
@blueprint.returns(200, ChairOutputSchema, callers="An editor of a co-chair, or an administrator.", refusals=(401, 403))
def read_chair() -> Json:
    """Read who chairs the Group, and which hand-overs are proposed.

    A hand-over is proposed and confirmed on the pages, by editors of two co-chairs.
    """
    with reading() as session:
        return serialize_chair(read_co_chairs(session, actor()), open_handovers(session, actor()))


@blueprint.route("/applications")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
@blueprint.returns(
    200, ApplicationsSchema, callers="An editor of a co-chair, or an administrator.", refusals=(401, 403)
)
def list_all_applications() -> Json:
    """List the applications to join the Group."""
    with reading() as session:
        waiting, decided = applications.list_applications(session, actor())
        return {
            "open": [serialize_application(seen) for seen in waiting],
            "decided": [serialize_application(seen) for seen in decided],
        }


@blueprint.route(f"{ONE}/support", methods=["POST"])
@only_roles(Role.EDITOR)
@blueprint.returns(
    200, ApplicationOutputSchema, callers=CO_CHAIRS, refusals=(401, 403, 404, 409), scope=TokenScope.WRITE
)
def support_application(application_id: int) -> Json:
    """Support an application for the caller's co-chair.

    When all co-chairs support it, the delegation takes part and its office is invited.
    """
    return _answer(lambda session: applications.support(session, actor(), application_id))


@blueprint.route(f"{ONE}/question", methods=["POST"])
@only_roles(Role.EDITOR)
@blueprint.arguments(QuestionSchema, example=QUESTION)
@blueprint.returns(
    200, ApplicationOutputSchema, callers=CO_CHAIRS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def ask_applicant(values: dict[str, Any], application_id: int) -> Json:
    """Ask the applicant a question.

    The application waits until it is answered.
    """
    return _answer(lambda session: applications.ask(session, actor(), application_id, values["question"]))


@blueprint.route(f"{ONE}/deferral", methods=["POST"])
@only_roles(Role.EDITOR)
@blueprint.arguments(DeferralSchema, example=DEFERRAL)
@blueprint.returns(
    200, ApplicationOutputSchema, callers=CO_CHAIRS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def defer_application(values: dict[str, Any], application_id: int) -> Json:
    """Defer an application.

    The applicant gets a mail without the reason. Only editors of the co-chairs read it.
    """
    return _answer(lambda session: applications.defer(session, actor(), application_id, values["reason"]))


def _answer(operation: Callable[[Session], Application]) -> Json:
    with current_platform().work.writing() as session:
        answered = operation(session)
        return serialize_application(applications.see_application(session, actor(), answered))
