"""Sentences about an actor and a case. Each answers one question; the rules are made of them."""

from case_studies.models import Assignment, Case
from case_studies.policy.actor import Actor
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, Role, State

OFFICE_ROLES = (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def parties(case: Case) -> set[str]:
    """Return the codes of every delegation and State that has an interest in the case, by what was ever submitted.

    Submitting delegation, co-submitters, implementing States, host States: who belongs to one of them can neither
    judge the case nor see it before publication as an editor or reviewer. What a draft names is nobody's to infer.
    """
    codes = {case.submitting_code}
    for revision in (r for r in case.revisions if r.submitted_at is not None):
        codes.update(delegation.code for delegation in revision.co_submitters)
        codes.update(place.code for place in (*revision.implemented_by, *revision.host_states))
    return codes


def is_in_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor's delegation has an interest in the case, or they declared one; two editors may except them."""
    return has_an_interest(actor, case) and not is_excepted(actor, case)


def has_an_interest(actor: Actor, case: Case) -> bool:
    """Whether there is an interest, excepted or not."""
    declared = any(found.account_id == actor.account_id for found in case.declared)
    return declared or actor.delegation in parties(case)


def has_no_interest(actor: Actor, case: Case) -> bool:
    """Whether there is no interest that had to be excepted."""
    return not has_an_interest(actor, case)


def is_excepted(actor: Actor, case: Case) -> bool:
    """Whether one editor proposed and another one agreed that the actor takes part all the same.

    A conflict that they declare after that is a new one, which nobody has excepted.
    """
    agreed = [o.seconded_at for o in case.overrides if o.account_id == actor.account_id and o.seconded_at is not None]
    declared = [found.declared_at for found in case.declared if found.account_id == actor.account_id]
    return bool(agreed) and not any(moment > max(agreed) for moment in declared)


def is_office_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor writes or clears for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(*OFFICE_ROLES)


def is_focal_point_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor writes for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(Role.FOCAL_POINT)


def is_clearance_officer_of_submitter(actor: Actor, case: Case) -> bool:
    """Whether the actor releases for the submitting delegation."""
    return actor.delegation == case.submitting_code and actor.is_a(Role.CLEARANCE_OFFICER)


def did_not_write_it(actor: Actor, case: Case) -> bool:
    """Whether no word of the current revision is the actor's, or the delegation is set to clear its own cases."""
    return case.submitting.clears_itself or actor.account_id not in case.current.writer_ids


def is_editor_without_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor is an editor who need not recuse themselves."""
    return actor.is_a(Role.EDITOR) and not is_in_conflict(actor, case)


def is_reviewer_without_conflict(actor: Actor, case: Case) -> bool:
    """Whether the actor may be asked to review the case."""
    return actor.is_a(Role.REVIEWER) and not is_in_conflict(actor, case)


def active_assignments(actor: Actor, case: Case) -> list[Assignment]:
    """Return what the actor was asked to review and is still asked, the latest revision first."""
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
    """Whether the actor is, or was, asked to review the case and has not left."""
    return bool(active_assignments(actor, case))


def is_withdrawn(case: Case) -> bool:
    """Whether the submitting delegation has stood the case down."""
    return case.state == State.WITHDRAWN
