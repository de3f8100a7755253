"""Profiles and absences of reviewers, and the reviewers recommended for a case."""

from typing import Any

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import ABSENCE, PROFILE
from app.api.serializers.accounts import serialize_account
from app.current import current_platform
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
from case_studies.operations.review.assignments import check_may_assign
from case_studies.operations.reviewers.profiles import Profile, add_absence, end_absence, profile_of, save_profile
from case_studies.operations.reviewers.recommendation import Recommendations, recommend_reviewers
from case_studies.operations.reviewers.suitability import Reason
from case_studies.vocabulary import Role

area = ApiBlueprint("Reviewers", "Profiles and absences of reviewers, and recommended reviewers.")

EDITORS = "An editor without a conflict."
REVIEWERS = "A reviewer, for itself."


@area.route("/cases/<reference:reference>/candidates")
@signed_in
@area.answers(200, CandidatesSchema, who=EDITORS, refusals=(401, 403, 404, 409))
def list_candidates(reference: str) -> dict[str, Any]:
    """Rank the reviewers for a case.

    Every reviewer is in the answer once: who can be asked, the best fit first, or who can't be chosen, each with why.
    """
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        check_may_assign(case, who)
        return _tell_match(recommend_reviewers(session, case, who))


@area.route("/reviewer-profile")
@only_roles(Role.REVIEWER)
@area.answers(200, ProfileOutputSchema, who=REVIEWERS, refusals=(401, 403))
def read_profile() -> dict[str, Any]:
    """Read what the caller says of itself as a reviewer.

    Absences that are over are left out.
    """
    with current_platform().work.reading() as session:
        return _tell_profile(profile_of(session, actor()))


@area.route("/reviewer-profile", methods=["PUT"])
@only_roles(Role.REVIEWER)
@area.arguments(ProfileSchema, example=PROFILE)
@area.answers(200, ProfileOutputSchema, who=REVIEWERS, refusals=(401, 403, 409, *BODY))
def update_profile(values: dict[str, Any]) -> dict[str, Any]:
    """Say what the caller knows, reads and takes on at once."""
    with current_platform().work.writing() as session:
        save_profile(session, actor(), **values)
        return _tell_profile(profile_of(session, actor()))


@area.route("/absences", methods=["POST"])
@only_roles(Role.REVIEWER)
@area.arguments(AbsenceSchema, example=ABSENCE)
@area.answers(201, AbsenceOutputSchema, who=REVIEWERS, refusals=(401, 403, 409, *BODY))
def create_absence(values: dict[str, Any]) -> dict[str, Any]:
    """Say when the caller is away.

    Dates of what they were asked move by as many days.
    """
    with current_platform().work.writing() as session:
        return _tell_absence(add_absence(session, actor(), **values))


@area.route("/absences/<int(max=2147483647):absence_id>", methods=["DELETE"])
@only_roles(Role.REVIEWER)
@area.answers(
    200,
    ProfileOutputSchema,
    who="The reviewer whose absence it is.",
    refusals=(401, 403, 404, 409),
    description="The profile with the absences that are left.",
)
def delete_absence(absence_id: int) -> dict[str, Any]:
    """Take an absence back from today on.

    One that has begun ends yesterday; one that is over stays.
    """
    with current_platform().work.writing() as session:
        end_absence(session, actor(), absence_id)
        return _tell_profile(profile_of(session, actor()))


def _tell_match(found: Recommendations) -> dict[str, Any]:
    return {
        "candidates": [
            {**_tell(one.account, one.reasons), "score": one.score, "full": one.full} for one in found.candidates
        ],
        "barred": [_tell(one.account, one.reasons) for one in found.barred],
    }


def _tell(account: Account, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    return {
        "reviewer": serialize_account(account),
        "reasons": [{"ground": reason.ground, "text": reason_phrase(reason)} for reason in reasons],
    }


def _tell_profile(profile: Profile) -> dict[str, Any]:
    return {
        "themes": profile.themes,
        "languages": profile.languages,
        "largest_load": profile.largest_load,
        "absences": [_tell_absence(absence) for absence in profile.absences],
    }


def _tell_absence(absence: Absence) -> dict[str, Any]:
    return {"id": absence.id, "first_day": absence.first_day, "last_day": absence.last_day}
