"""Statements about an actor and a case that are true or false. The rules in `permissions.py` are made of them."""

from case_studies.models import Assignment, Case
from case_studies.policy.actor import Actor
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, ConsentAnswer, Role, State

OFFICE_ROLES = (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def parties(case: Case) -> set[str]:
    """Return the codes of all delegations and States with an interest in the case.

    These are the submitting delegation, and the co-submitters, implementing States and host States of every revision
    that was ever submitted. Editors and reviewers from there can neither handle the case nor see it before
    publication. Drafts do not count, so that nobody can infer what a draft names. A delegation that withdrew
    its consent is not named any more, but keeps its interest.
    """
    codes = {case.submitting_code, *withdrawn(case)}
    for revision in (r for r in case.revisions if r.submitted_at is not None):
        codes.update(delegation.code for delegation in revision.co_submitters)
        codes.update(place.code for place in (*revision.implemented_by, *revision.host_states))
    return codes


def withdrawn(case: Case) -> set[str]:
    """Return the codes of the delegations that withdrew their consent to be named."""
    return {consent.delegation_code for consent in case.consents if consent.answer == ConsentAnswer.WITHDRAWN}


def is_in_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor has an interest in the case and no exception from it."""
    return has_an_interest(actor, case) and not is_excepted(actor, case)


def has_an_interest(actor: Actor, case: Case) -> bool:
    """Whether the actor's delegation has an interest in the case, or the actor declared one, excepted or not."""
    declared = any(conflict.account_id == actor.account_id for conflict in case.declared)
    return declared or actor.delegation in parties(case)


def has_no_interest(actor: Actor, case: Case) -> bool:
    """Whether the actor has no interest in the case, so that they need no exception."""
    return not has_an_interest(actor, case)


def is_excepted(actor: Actor, case: Case) -> bool:
    """Whether two editors agreed that the actor takes part despite a conflict.

    The exception does not cover a conflict that the actor declares later.
    """
    own = [override for override in case.overrides if override.account_id == actor.account_id]
    agreed = max((override.seconded_number or 0 for override in own), default=0)
    declared = [conflict.declared_number for conflict in case.declared if conflict.account_id == actor.account_id]
    return agreed > max(declared, default=0)


def is_office_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor writes or clears cases for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(*OFFICE_ROLES)


def is_focal_point_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor writes cases for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(Role.FOCAL_POINT)


def is_clearance_officer_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor clears cases for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(Role.CLEARANCE_OFFICER)


def did_not_write_it(actor: Actor, case: Case) -> bool:
    """Whether the actor did not write in the current revision, or the delegation is set to clear its own cases."""
    return case.submitting.clears_itself or actor.account_id not in case.current.writer_ids


def is_editor_without_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor is an editor and has no conflict of interest in the case."""
    return actor.is_a(Role.EDITOR) and not is_in_conflict(actor, case)


def is_reviewer_without_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor is a reviewer and has no conflict of interest in the case."""
    return actor.is_a(Role.REVIEWER) and not is_in_conflict(actor, case)


def active_assignments(actor: Actor, case: Case) -> list[Assignment]:
    """Return the actor's assignments that they have not left, the latest revision first."""
    if not is_reviewer_without_conflict(actor, case):
        return []
    return [
        assignment
        for revision in reversed(case.revisions)
        for assignment in revision.assignments
        if assignment.reviewer_id == actor.account_id and assignment.state not in INACTIVE_ASSIGNMENT_STATES
    ]


def latest_assignment(actor: Actor, case: Case) -> Assignment | None:
    """Return the actor's latest assignment to a revision that has not gone back to its author."""
    return next((a for a in active_assignments(actor, case) if a.revision.submitted_at is not None), None)


def is_asked_to_review(actor: Actor, case: Case) -> bool:
    """Whether the actor has an assignment to the case that they have not left."""
    return bool(active_assignments(actor, case))


def is_withdrawn(case: Case) -> bool:
    """Whether the submitting delegation has withdrawn the case."""
    return case.state == State.WITHDRAWN
