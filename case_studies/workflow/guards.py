"""What a transition needs beyond person and state. A guard raises Incomplete or WrongState if it is not met."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_findings import CaseFinding, case_findings, finding_message, unsettled
from case_studies.case_problems import case_problems
from case_studies.errors import N_, Incomplete, NobodyThere, Unsettled, WrongState
from case_studies.models import Account, Case
from case_studies.notifications.recipients import clearance_officers, officers_of
from case_studies.policy.actor import Actor
from case_studies.policy.consents import unconfirmed
from case_studies.policy.permissions import may
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import Action, Recommendation, Role
from case_studies.workflow.remarks import active_assignments, open_musts, open_threads, submitted_reviews


def somebody_can_clear(session: Session, case: Case, _note: str) -> None:
    """Check that the delegation has an account that may clear this text, so that the request is not a dead end."""
    officers = clearance_officers(session, case)
    if any(may(Actor.of(officer), Action.CLEAR, case) for officer in officers):
        return
    ask = administrators(session)
    if officers:
        raise NobodyThere(
            N_(
                "Nobody in your delegation can clear this text: every clearance officer wrote part of it, and nobody "
                "clears their own text. Ask an administrator to add another account with the role clearance officer: "
                "%(administrators)s."
            ),
            administrators=ask,
        )
    raise NobodyThere(
        N_(
            "Nobody in your delegation can clear a case: it has no account with the role clearance officer. "
            "Ask an administrator to add one: %(administrators)s."
        ),
        administrators=ask,
    )


def every_co_submitter_can_answer(session: Session, case: Case, _note: str) -> None:
    """Check that each co-submitter has a clearance officer who can confirm, so that the request is not a dead end."""
    asked = unconfirmed(case)
    able = {officer.delegation_code for officer in officers_of(session, [delegation.code for delegation in asked])}
    unable = [delegation.name for delegation in asked if delegation.code not in able]
    if unable:
        raise NobodyThere(
            N_(
                "Nobody can confirm the case for a co-submitter, which has no account with the role clearance officer: "
                "%(delegations)s. Take it out, or ask an administrator to add an account: %(administrators)s."
            ),
            delegations=", ".join(unable),
            administrators=administrators(session),
        )


def every_co_submitter_has_confirmed(_session: Session, case: Case, _note: str) -> None:
    """Check that each co-submitter has confirmed the text as it is."""
    awaited = [delegation.name for delegation in unconfirmed(case)]
    if awaited:
        raise WrongState(
            N_("Not every co-submitter has confirmed the text. Missing: %(delegations)s."),
            delegations=", ".join(awaited),
        )


def administrators(session: Session) -> str:
    """Return the addresses of the administrators."""
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.id))
    return ", ".join(account.email for account in accounts if Role.ADMINISTRATOR in account.roles)


def no_editor_has_acted(_session: Session, case: Case, _note: str) -> None:
    """Check that editors have asked nobody to review the submission."""
    if case.current.assignments:
        raise WrongState(
            N_("An editor has already asked reviewers. Write to the editors, who can return the case, or withdraw it.")
        )


def the_text_is_complete(_session: Session, case: Case, _note: str) -> None:
    """Check that every required field has content, and that nothing is over its limit or not valid."""
    problems = case_problems(case.current)
    if problems:
        fields = {problem.field: [problem.message] for problem in problems}
        raise Incomplete(fields, N_("Something has to be filled or corrected before clearance."))


def every_finding_is_settled(session: Session, case: Case, _note: str) -> None:
    """Check that whatever the check finds today in the text is justified, and that the text carries no marking."""
    findings = unsettled(case_findings(case.current, now(session).date()))
    if not findings:
        return
    fields: dict[str, list[str]] = {}
    for one in findings:
        fields.setdefault(one.finding.section, []).append(_what_was_found(one))
    is_marked = any(not one.can_be_justified for one in findings)
    raise Unsettled(fields, MARKED if is_marked else TO_SETTLE, findings=findings)


MARKED = N_(
    "The text carries a marking above TLP:GREEN, or that of a State. Leave out what comes from the marked paper, or "
    "ask its owner for a version that is unclassified and TLP:CLEAR or TLP:GREEN. Then take the marking out."
)
TO_SETTLE = N_("The check found something in the text. Take it out, or say why it may stay.")


def _what_was_found(one: CaseFinding) -> str:
    template = N_("“%(text)s” looks like %(kind)s. Take it out, or say why it may stay.")
    if not one.can_be_justified:
        template = N_("“%(text)s” looks like %(kind)s. Take it out, with what comes from the marked paper.")
    return finding_message(one.finding, template)


def enough_reviewers_are_assigned(session: Session, case: Case, _note: str) -> None:
    """Check that at least REVIEWS_REQUIRED reviewers are assigned and have not declined."""
    required = settings_of(session).reviews_required
    if len(active_assignments(case)) < required:
        raise WrongState(N_("Assign at least %(count)s reviewers first."), count=required)


def a_review_is_in(_session: Session, case: Case, _note: str) -> None:
    """Check that there is a review to respond to."""
    if not submitted_reviews(active_assignments(case)):
        raise WrongState(N_("No review has been submitted yet. The delegation has nothing to respond to."))


def every_remark_is_answered(_session: Session, case: Case, _note: str) -> None:
    """Check that, in an open round, the delegation has answered each open remark."""
    unanswered = [thread for thread in open_threads(case) if not thread.is_answered_in(case.current)]
    if unanswered:
        raise WrongState(N_("Answer every remark first: %(count)s are not answered yet."), count=len(unanswered))


def enough_reviewers_approve(session: Session, case: Case, _note: str) -> None:
    """Check that REVIEWS_REQUIRED reviewers of this revision recommend to approve it."""
    reviews = submitted_reviews(active_assignments(case))
    approvals = sum(review.recommendation == Recommendation.APPROVE for review in reviews)
    required = settings_of(session).reviews_required
    if approvals < required:
        raise WrongState(
            N_("This revision has %(approvals)s of the %(required)s approvals that it needs."),
            approvals=approvals,
            required=required,
        )


def an_open_must_is_answered(_session: Session, case: Case, note: str) -> None:
    """Check that the editor gives a reason for publishing with an open remark that is a must."""
    if open_musts(case) and not note:
        raise Incomplete({"note": [N_("A remark that is a must is still open. Say why the case is published.")]})


def a_decline_is_answered(_session: Session, case: Case, note: str) -> None:
    """Check that the editor gives a reason for publishing although a reviewer recommends to decline."""
    declines = [r for r in submitted_reviews(active_assignments(case)) if r.recommendation == Recommendation.DECLINE]
    if declines and not note:
        raise Incomplete({"note": [N_("A reviewer recommends to decline. Say why the case is published.")]})
