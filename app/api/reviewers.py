"""Finding reviewers, taking requests back, and what reviewers say of themselves."""

from typing import Any

from app.access import only_roles, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.serializers import serialize_account, serialize_assignment
from app.current import current_platform
from app.identity import actor
from app.phrases.reviewers import reason_phrase
from app.schemas.review_responses import AssignmentAnswerSchema
from app.schemas.reviewers import (
    AbsenceAnswerSchema,
    AbsenceSchema,
    CandidatesSchema,
    ProfileAnswerSchema,
    ProfileSchema,
    ReleaseSchema,
    ReplaceSchema,
)
from case_studies.models import Absence, Account
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import check_may_assign, release_reviewer, replace_reviewer
from case_studies.operations.reviewers.profiles import Profile, add_absence, end_absence, profile_of, save_profile
from case_studies.operations.reviewers.recommendation import Recommendations, recommend_reviewers
from case_studies.operations.reviewers.suitability import Reason
from case_studies.vocabulary import Role

area = ApiBlueprint("Reviewers", "Finding reviewers, and what they say of themselves.")

EDITORS = "An editor without a conflict."
REVIEWERS = "A reviewer, for itself."
EXAMPLES: dict[str, dict[str, Any]] = {
    "profile": {"themes": ["EXP-SEARCH", "MED"], "languages": ["en", "fr"], "largest_load": 3},
    "absence": {"first_day": "2027-03-01", "last_day": "2027-03-14"},
    "release": {"note": "Away longer than expected."},
    "replace": {"reviewer": "reviewer.ken@demo.example"},
}


@area.route("/cases/<reference:reference>/candidates")
@signed_in
@area.answers(200, CandidatesSchema, who=EDITORS, refusals=(401, 403, 404, 409))
def candidates(reference: str) -> dict[str, Any]:
    """Rank the reviewers for a case.

    Every reviewer is in the answer once: who can be asked, the best fit first, or who can't be chosen, each with why.
    """
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        check_may_assign(case, who)
        return _tell_match(recommend_reviewers(session, case, who))


@area.route("/cases/<reference:reference>/assignments/<int(max=2147483647):assignment_id>/release", methods=["POST"])
@signed_in
@area.arguments(ReleaseSchema, example=EXAMPLES["release"])
@area.answers(200, AssignmentAnswerSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def release(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Take a request back.

    It can be done as long as no review is in. The reviewer sees no more of the case.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(release_reviewer(session, case, assignment_id, who, note=values["note"]))


@area.route("/cases/<reference:reference>/assignments/<int(max=2147483647):assignment_id>/replace", methods=["POST"])
@signed_in
@area.arguments(ReplaceSchema, example=EXAMPLES["replace"])
@area.answers(201, AssignmentAnswerSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def replace(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Take a request back and ask somebody else, in one step.

    Where the other reviewer can't be asked, the first one stays.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(replace_reviewer(session, case, assignment_id, who, values["reviewer"]))


@area.route("/reviewer-profile")
@only_roles(Role.REVIEWER)
@area.answers(200, ProfileAnswerSchema, who=REVIEWERS, refusals=(401, 403))
def profile() -> dict[str, Any]:
    """Read what the caller says of itself as a reviewer.

    Absences that are over are left out.
    """
    with current_platform().work.reading() as session:
        return _tell_profile(profile_of(session, actor()))


@area.route("/reviewer-profile", methods=["PUT"])
@only_roles(Role.REVIEWER)
@area.arguments(ProfileSchema, example=EXAMPLES["profile"])
@area.answers(200, ProfileAnswerSchema, who=REVIEWERS, refusals=(401, 403, 409, *BODY))
def keep(values: dict[str, Any]) -> dict[str, Any]:
    """Say what the caller knows, reads and takes on at once."""
    with current_platform().work.writing() as session:
        save_profile(session, actor(), **values)
        return _tell_profile(profile_of(session, actor()))


@area.route("/absences", methods=["POST"])
@only_roles(Role.REVIEWER)
@area.arguments(AbsenceSchema, example=EXAMPLES["absence"])
@area.answers(201, AbsenceAnswerSchema, who=REVIEWERS, refusals=(401, 403, 409, *BODY))
def go_away(values: dict[str, Any]) -> dict[str, Any]:
    """Say when the caller is away.

    Dates of what they were asked move by as many days.
    """
    with current_platform().work.writing() as session:
        return _tell_absence(add_absence(session, actor(), **values))


@area.route("/absences/<int(max=2147483647):absence_id>", methods=["DELETE"])
@only_roles(Role.REVIEWER)
@area.answers(
    200,
    ProfileAnswerSchema,
    who="The reviewer whose absence it is.",
    refusals=(401, 403, 404, 409),
    description="The profile with the absences that are left.",
)
def come_back(absence_id: int) -> dict[str, Any]:
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
