"""Asking reviewers, their answers, their reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, NotVisible, WrongState
from case_studies.models import Account, Assignment, Case, Remark, Review, Revision
from case_studies.operations.browsing import whole_case
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import is_reviewer_without_conflict, is_withdrawn, live_assignments, parties
from case_studies.policy.visibility import visible_to
from case_studies.unit_of_work import now, terms
from case_studies.vocabulary import AssignmentState, Rating, Section, State
from case_studies.workflow.engine import record
from case_studies.workflow.guards import submitted_reviews

UNRATED = {
    Rating.RELEVANCE: N_("Relevance: choose a number from 1 to 5."),
    Rating.CLARITY: N_("Clarity: choose a number from 1 to 5."),
    Rating.EVIDENCE: N_("Evidence: choose a number from 1 to 5."),
    Rating.TRANSFER: N_("Transferability: choose a number from 1 to 5."),
}
ASSIGNABLE = frozenset({State.SUBMITTED, State.IN_REVIEW})


def candidates(session: Session, case: Case) -> list[Account]:
    """Return who may be asked: reviewers of delegations without an interest in the case, not asked yet."""
    interested = parties(case)
    asked = {assignment.reviewer_id for assignment in case.current.assignments}
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.delegation_code, Account.email))
    return [
        account
        for account in accounts
        if "reviewer" in account.roles and account.delegation_code not in interested and account.id not in asked
    ]


def assign_reviewer(
    session: Session, case: Case, actor: Actor, email: str, *, due_on: date | None = None
) -> Assignment:
    """Ask a reviewer to judge the current revision. The server refuses whoever has an interest in the case."""
    if not may(actor, Permission.ASSIGN, case):
        raise NotAllowed()
    if case.state not in ASSIGNABLE:
        raise WrongState(N_("Reviewers are assigned once a case is submitted, and until the decision."))
    reviewer = _reviewer(session, case, email)
    moment = now(session)
    due = due_on or (moment + timedelta(days=terms(session).review_days)).date()
    if due < moment.date():
        raise Incomplete({"due_on": [N_("This date has passed. Give a later one.")]})
    assignment = Assignment(reviewer=reviewer, state=AssignmentState.INVITED, due_on=due, invited_at=moment)
    case.current.assignments.append(assignment)
    record(session, case, actor, "assign", note=reviewer.email)
    session.flush()
    return assignment


def _reviewer(session: Session, case: Case, email: str) -> Account:
    account = session.scalar(select(Account).where(Account.email == email.lower(), Account.active))
    candidate = Actor.of(account)
    if account is None or "reviewer" not in account.roles:
        raise Incomplete({"reviewer": [N_("No reviewer has this address.")]})
    if not is_reviewer_without_conflict(candidate, case):
        raise Incomplete({"reviewer": [N_("This reviewer's delegation has an interest in the case.")]})
    if any(assignment.reviewer_id == account.id for assignment in case.current.assignments):
        raise WrongState(N_("This reviewer has been asked already."))
    return account


def find_assignment(
    session: Session, actor: Actor, assignment_id: int, *, for_change: bool = False
) -> tuple[Case, Assignment]:
    """Return the actor's own assignment with its case, locked where it is going to be changed.

    For anybody else there is none; nor for whoever declined it, came into conflict since, or whose revision went back
    to its author.
    """
    if not actor.signed_in:
        raise NotSignedIn()
    asked = select(Revision.case_id).join(Revision.assignments)
    case_id = asked.where(Assignment.id == assignment_id, Assignment.reviewer_id == actor.account_id)
    query = whole_case().where(Case.id.in_(case_id), visible_to(actor))
    case = session.scalar(query.with_for_update(of=Case) if for_change else query)
    mine = live_assignments(actor, case) if case is not None and not is_withdrawn(case) else []
    assignment = next((a for a in mine if a.id == assignment_id and a.revision.submitted_at is not None), None)
    if case is None or assignment is None:
        raise NotVisible()
    return case, assignment


def respond(
    session: Session, case: Case, assignment: Assignment, actor: Actor, *, accept: bool, note: str = ""
) -> None:
    """Accept or decline being asked. Whoever declines sees no more of the case than the public."""
    if assignment.state != AssignmentState.INVITED:
        raise WrongState(N_("This invitation has been answered already."))
    _check_current(case, assignment, ASSIGNABLE)
    assignment.state = AssignmentState.ACCEPTED if accept else AssignmentState.DECLINED
    assignment.answered_at = now(session)
    assignment.answer_note = note
    record(session, case, actor, "accept_assignment" if accept else "decline_assignment", note=note)


def write_review(
    session: Session, case: Case, assignment: Assignment, actor: Actor, values: Mapping[str, Any], *, submit: bool
) -> Review:
    """Save a review as far as it is written; with `submit`, hand it in. Until the decision it can be handed in anew.

    Whatever is saved after the first submit counts at once, so it is a submit too. A submit that lacks a rating, the
    recommendation or the overall judgement raises Incomplete and changes nothing.
    """
    if assignment.state not in (AssignmentState.ACCEPTED, AssignmentState.SUBMITTED):
        raise WrongState(N_("Accept the invitation before you write the review."))
    _check_current(case, assignment, frozenset({State.IN_REVIEW}))
    moment = now(session)
    review = assignment.review or Review(assignment=assignment)
    _fill(review, values)
    review.saved_at = moment
    first = review.submitted_at is None
    submit = submit or not first
    gaps = _gaps(review) if submit else {}
    if gaps:
        raise Incomplete(gaps, N_("The review is not complete yet."))
    if submit:
        review.submitted_at = moment
        assignment.state = AssignmentState.SUBMITTED
        record(session, case, actor, "submit_review" if first else "resubmit_review")
    session.add(review)
    session.flush()
    return review


def _check_current(case: Case, assignment: Assignment, states: frozenset[State]) -> None:
    if assignment.revision_id != case.current.id or case.state not in states:
        raise WrongState(N_("This revision is not under review any more, or not yet."))


def _fill(review: Review, values: Mapping[str, Any]) -> None:
    for name, rating in values.get("ratings", {}).items():
        setattr(review, name, rating)
    for name in ("recommendation", "overall", "note_to_editors"):
        if name in values:
            setattr(review, name, values[name])
    if "remarks" in values:
        _set_remarks(review, values["remarks"])


def _set_remarks(review: Review, texts: Mapping[str, str]) -> None:
    before = {remark.section: remark for remark in review.remarks}
    kept = []
    for section in Section:
        text = texts.get(section)
        if text:
            remark = before.get(section) or Remark(section=section)
            remark.text = text
            kept.append(remark)
    review.remarks = kept


def _gaps(review: Review) -> dict[str, list[str]]:
    gaps = {f"ratings.{name}": [message] for name, message in UNRATED.items() if getattr(review, name) is None}
    if review.recommendation is None:
        gaps["recommendation"] = [N_("Choose what you recommend.")]
    if not review.overall:
        gaps["overall"] = [N_("Say in a sentence or two what you think of the case as a whole.")]
    return gaps


@dataclass(frozen=True, slots=True)
class SeenReview:
    """A review as one reader may see it; `reviewer` is empty where the name is not theirs to know."""

    number: int
    revision: int
    review: Review
    reviewer: Account | None
    note_to_editors: str
    own: bool


def reviews_for(session: Session, actor: Actor, case: Case) -> list[SeenReview]:
    """Return the reviews that the actor may read, by revision.

    Editors read all that is handed in, with names. The delegation reads, without names, those of a revision that was
    decided upon. A reviewer reads their own, the unfinished one too.
    """
    everything = may(actor, Permission.READ_ALL_REVIEWS, case)
    unnamed = may(actor, Permission.READ_REVIEWS_UNNAMED, case)
    mine = is_reviewer_without_conflict(actor, case)
    found: list[SeenReview] = []
    for revision in case.revisions:
        decided = revision.state in (State.SUPERSEDED, State.DECLINED) or revision.published_at is not None
        for number, assignment in enumerate(revision.assignments, start=1):
            own = mine and assignment.reviewer_id == actor.account_id
            handed_in = bool(submitted_reviews([assignment]))
            if own or (handed_in and (everything or (unnamed and decided))):
                found.extend(_seen(number, revision, assignment, everything, own))
    return found


def _seen(number: int, revision: Revision, assignment: Assignment, named: bool, own: bool) -> Sequence[SeenReview]:
    review = assignment.review
    if review is None:
        return ()
    reviewer = assignment.reviewer if named or own else None
    note = review.note_to_editors if named or own else ""
    return (SeenReview(number, revision.number, review, reviewer, note, own),)
