"""Consent to be named: answers of authors about partners, and of named delegations themselves."""

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import CONSENT_ANSWER, PARTNER_ANSWERS
from app.api.serializers import Json
from app.api.serializers.cases import serialize_revision
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.consents import ConsentAnswerSchema, ConsentOutputSchema, ConsentsSchema, PartnerAnswersSchema
from case_studies.models import Case, Revision
from case_studies.operations.cases.consents import (
    answer_consent,
    answer_for_partners,
    consents_of,
    find_consent,
    withdraw_consent,
)
from case_studies.operations.cases.queries import find_case, get_participant_view
from case_studies.policy.consents import ConsentView, text_mark
from case_studies.vocabulary import ConsentAnswer, Role, TokenScope

blueprint = ApiBlueprint("Consents", "Whether those that a case names as taking part agreed.")

OFFICERS = "A clearance officer of a delegation that the case names as a co-submitter or implementing State."


@blueprint.route("/cases/<reference:reference>/consents")
@signed_in
@blueprint.returns(
    200,
    ConsentsSchema,
    callers="Those who take part: the offices of the submitting delegation and, once submitted, editors and assigned "
    "reviewers without a conflict.",
    refusals=(401, 403, 404),
)
def list_consents(reference: str) -> Json:
    """List who is named in the revision that the caller reads, and whether they agreed."""
    with reading() as session:
        case, seen = get_participant_view(session, actor(), reference)
        return _serialize_consents(case, seen.revision)


@blueprint.route("/cases/<reference:reference>/consents", methods=["PUT"])
@signed_in
@blueprint.arguments(PartnerAnswersSchema, example=PARTNER_ANSWERS)
@blueprint.returns(
    200,
    ConsentsSchema,
    callers="A focal point of the submitting delegation, while the revision is on its desk.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def answer_for_others(values: Json, reference: str) -> Json:
    """Say whether implementing States and partners agreed to be named.

    Those that are not sent keep their answer. Readers see the names of those that agreed, and of no others.
    """
    caller = actor()
    answers = {one["partner"]: (one["answer"], one["note"]) for one in values["consents"]}
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        answer_for_partners(session, case, caller, answers, version=values["version"])
        return _serialize_consents(case, case.current)


def _serialize_consents(case: Case, revision: Revision) -> Json:
    consents = consents_of(case, revision)
    co_submitters = [
        {
            "delegation": one.delegation,
            "state": one.state,
            "reason": one.consent.reason if one.consent is not None else "",
            "answered_at": one.consent.answered_at if one.consent is not None else None,
        }
        for one in consents.co_submitters
    ]
    return {
        "partners": consents.partners,
        "co_submitters": co_submitters,
        "withdrawn": consents.withdrawn,
        "mentions": consents.mentions,
    }


@blueprint.route("/cases/<reference:reference>/consent")
@only_roles(Role.CLEARANCE_OFFICER)
@blueprint.returns(200, ConsentOutputSchema, callers=OFFICERS, refusals=(401, 403, 404))
def read_consent(reference: str) -> Json:
    """Read the text to which the consent of the caller's delegation is asked or given.

    A co-submitter reads all of it, from the request for clearance on.
    """
    with reading() as session:
        case, view = find_consent(session, actor(), reference)
        return _serialize_consent(case, view)


@blueprint.route("/cases/<reference:reference>/consent", methods=["PUT"])
@only_roles(Role.CLEARANCE_OFFICER)
@blueprint.arguments(ConsentAnswerSchema, example=CONSENT_ANSWER)
@blueprint.returns(
    204,
    None,
    callers="A clearance officer of a co-submitter, while the case is in clearance.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The answer is stored. The submitting delegation is notified.",
    scope=TokenScope.WRITE,
)
def answer(values: Json, reference: str) -> None:
    """Confirm the text as a co-submitter, or refuse it.

    The case can't be submitted before every co-submitter has confirmed. When the text changes, they are asked again.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        confirmed = values.pop("answer") == ConsentAnswer.CONFIRMED
        answer_consent(session, reference, caller, confirmed=confirmed, **values)


def _serialize_consent(case: Case, view: ConsentView) -> Json:
    return {
        "reference": case.reference,
        "state": view.state,
        "mark": text_mark(view.stored) if view.may_answer else "",
        "may_answer": view.may_answer,
        "may_withdraw": view.may_withdraw,
        "case": serialize_revision(view.released),
    }


@blueprint.route("/cases/<reference:reference>/consent", methods=["DELETE"])
@only_roles(Role.CLEARANCE_OFFICER)
@blueprint.returns(
    204,
    None,
    callers=OFFICERS,
    refusals=(401, 403, 404, 409),
    description="Done. Nothing names the delegation in this case any more.",
    scope=TokenScope.WRITE,
)
def withdraw(reference: str) -> None:
    """Withdraw the consent of the caller's delegation to be named.

    It can't be undone. The name disappears from all readers' pages, lists, feeds and files at once. The submitting
    delegation and the editors are notified.
    """
    with current_platform().work.writing() as session:
        withdraw_consent(session, reference, actor())
