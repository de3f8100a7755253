"""Profiles and absences of reviewers, and the reviewers recommended for a case."""

from typing import Any

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import ABSENCE, PROFILE
from app.api.serializers.accounts import serialize_account
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.reviewers import reason_phrase
from app.schemas.reviewers import (
    AbsenceOutputSchema,
    AbsenceSchema,
    CandidatesSchema,
    ProfileOutputSchema,
    ProfileSchema,
)
from case_studies.models import Absence, Account
from case_studies.operations.cases.queries import find_case
from case_studies.operations.reviewers.profiles import Profile, add_absence, end_absence, profile_of, save_profile
from case_studies.operations.reviewers.recommendation import Recommendations, recommend_reviewers
from case_studies.operations.reviewers.suitability import Reason
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Reviewers", "Recommended reviewers, and the profiles and absences of reviewers.")

EDITORS = "An editor without a conflict."
REVIEWERS = "A reviewer, for their own profile."


@blueprint.route("/cases/<reference:reference>/candidates")
@signed_in
@blueprint.returns(200, CandidatesSchema, callers=EDITORS, refusals=(401, 403, 404, 409))
def list_candidates(reference: str) -> dict[str, Any]:
    """List reviewers for a case, the most suitable first.

    Every reviewer is listed once, with reasons: either as a candidate, or as one who can't be invited.
    """
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        check_allowed_now(caller, case, Permission.ASSIGN)
        return _serialize_recommendations(recommend_reviewers(session, case, caller))


@blueprint.route("/reviewer-profile")
@only_roles(Role.REVIEWER)
@blueprint.returns(200, ProfileOutputSchema, callers=REVIEWERS, refusals=(401, 403))
def read_profile() -> dict[str, Any]:
    """Read the caller's profile as a reviewer.

    Past absences are left out.
    """
    with reading() as session:
        return _serialize_profile(profile_of(session, actor()))


@blueprint.route("/reviewer-profile", methods=["PUT"])
@only_roles(Role.REVIEWER)
@blueprint.arguments(ProfileSchema, example=PROFILE)
@blueprint.returns(
    200, ProfileOutputSchema, callers=REVIEWERS, refusals=(401, 403, 409, *BODY), scope=TokenScope.REVIEW
)
def update_profile(values: dict[str, Any]) -> dict[str, Any]:
    """Replace the caller's profile as a reviewer."""
    with current_platform().work.writing() as session:
        save_profile(session, actor(), **values)
        return _serialize_profile(profile_of(session, actor()))


@blueprint.route("/absences", methods=["POST"])
@only_roles(Role.REVIEWER)
@blueprint.arguments(AbsenceSchema, example=ABSENCE)
@blueprint.returns(
    201, AbsenceOutputSchema, callers=REVIEWERS, refusals=(401, 403, 409, *BODY), scope=TokenScope.REVIEW
)
def create_absence(values: dict[str, Any]) -> dict[str, Any]:
    """Add an absence of the caller.

    Due dates of the caller's assignments move by the same number of days.
    """
    with current_platform().work.writing() as session:
        return _serialize_absence(add_absence(session, actor(), **values))


@blueprint.route("/absences/<id:absence_id>", methods=["DELETE"])
@only_roles(Role.REVIEWER)
@blueprint.returns(
    200,
    ProfileOutputSchema,
    callers="The reviewer whose absence it is.",
    refusals=(401, 403, 404, 409),
    description="The profile with the remaining absences.",
    scope=TokenScope.REVIEW,
)
def delete_absence(absence_id: int) -> dict[str, Any]:
    """End or delete an absence.

    An absence that has begun ends yesterday. A future absence is deleted. A past absence stays.
    """
    with current_platform().work.writing() as session:
        end_absence(session, actor(), absence_id)
        return _serialize_profile(profile_of(session, actor()))


def _serialize_recommendations(recommendations: Recommendations) -> dict[str, Any]:
    return {
        "candidates": [
            {
                **_serialize_reviewer(candidate.account, candidate.reasons),
                "score": candidate.score,
                "full": candidate.full,
            }
            for candidate in recommendations.candidates
        ],
        "barred": [_serialize_reviewer(one.account, one.reasons) for one in recommendations.excluded],
    }


def _serialize_reviewer(account: Account, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    return {
        "reviewer": serialize_account(account),
        "reasons": [{"ground": reason.ground, "text": reason_phrase(reason)} for reason in reasons],
    }


def _serialize_profile(profile: Profile) -> dict[str, Any]:
    return {
        "themes": profile.themes,
        "languages": profile.languages,
        "largest_load": profile.largest_load,
        "absences": [_serialize_absence(absence) for absence in profile.absences],
    }


def _serialize_absence(absence: Absence) -> dict[str, Any]:
    return {"id": absence.id, "first_day": absence.first_day, "last_day": absence.last_day}
