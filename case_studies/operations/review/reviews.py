"""Writing a review, handing it in, and reading reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import Assignment, Case, Remark, Review
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.operations.review.responses import (
    IN_ORDER,
    check_response,
    judge_responses,
    responses_to_judge,
    unjudged_remarks,
)
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, NotificationEvent, Rating, Section, Weight
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import active_assignments

UNRATED = {
    Rating.RELEVANCE: N_("Relevance: choose a number from 1 to 5."),
    Rating.CLARITY: N_("Clarity: choose a number from 1 to 5."),
    Rating.EVIDENCE: N_("Evidence: choose a number from 1 to 5."),
    Rating.TRANSFER: N_("Transferability: choose a number from 1 to 5."),
}


def write_review(
    session: Session,
    case: Case,
    assignment: Assignment,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    submit: bool,
    page: "OpenedPage | None" = None,
) -> Review:
    """Save a review as far as it is written; with `submit`, hand it in. Until the decision it can be handed in anew.

    What is saved over a review that is in stays with the reviewer until it is handed in too. A submit that lacks a
    rating, the recommendation, the overall judgement or a word on an answer raises Incomplete and changes nothing.
    A `page` that was opened before another one saved the review is stale, also where it saves by itself. The same
    review sent twice is handed in once.
    """
    check_allowed_now(actor, case, Permission.REVIEW, assignment)
    is_known = page is None or page.knows(assignment.review)
    review = assignment.review or Review(assignment=assignment)
    review.saved_at, review.saved_on = now(session), page.key if page is not None else ""
    session.add(review)
    before, values = _said(case, assignment, review), _merged(review.changes or {}, values)
    check_response(case, assignment, values.get("verdicts", ()))
    if review.submitted_at is not None and not submit:
        review.changes = values
    else:
        _fill(review, values)
        judge_responses(session, case, assignment, actor, values.get("verdicts", ()))
    is_new = not submit or review.submitted_at is None or review.changes or before != _said(case, assignment, review)
    if is_new and not is_known:
        raise StaleVersion(N_("This review was saved on another page after you opened this one. Open it again."))
    if submit and is_new:
        _hand_in(session, case, assignment, review, actor)
    session.flush()
    return review


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page of the review form: its key, and when the review had been saved last as it was opened."""

    key: str
    opened: str

    def knows(self, review: Review | None) -> bool:
        """Whether nobody but this page has saved the review since."""
        own = review is not None and bool(self.key) and review.saved_on == self.key
        return own or saved_values(review) == self.opened


def saved_values(review: Review | None) -> str:
    """Return when a review was saved last, as a page carries it; empty where nothing is saved."""
    return review.saved_at.isoformat() if review is not None else ""


def _said(case: Case, assignment: Assignment, review: Review) -> tuple[object, ...]:
    """Return all that a review says, to tell whether it says something else."""
    remarks = [(r.section, r.weight, r.text, r.quote) for r in review.remarks]
    answers = [t.answer_in(assignment.revision) for t in responses_to_judge(case, assignment)]
    verdicts = [(a.id, a.verdict, a.verdict_text) for a in answers if a is not None]
    return review.ratings, review.recommendation, review.overall, review.note_to_editors, remarks, verdicts


def _merged(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was saved over a review with what is said now; a rating or a verdict that isn't named stays."""
    both = {**before, **after}
    if "ratings" in both:
        both["ratings"] = {**before.get("ratings", {}), **after.get("ratings", {})}
    if "verdicts" in both:
        said = (*before.get("verdicts", ()), *after.get("verdicts", ()))
        both["verdicts"] = list({found["remark"]: found for found in said}.values())
    return both


def _hand_in(session: Session, case: Case, assignment: Assignment, review: Review, actor: Actor) -> None:
    """Write it into the history, send the reviewer a receipt, and tell the editors once the last review is in."""
    gaps = {**_silences(case, assignment), **_gaps(review)}
    if gaps:
        raise Incomplete(gaps, N_("The review is not complete yet."))
    first = review.submitted_at is None
    review.submitted_at, review.changes = review.saved_at, None
    review.saved_on = ""  # what the same page saves by itself and arrives only now is late
    assignment.state = AssignmentState.SUBMITTED
    session.flush()
    entry = record_case_event(
        session, case, actor, HistoryAction.SUBMIT_REVIEW if first else HistoryAction.RESUBMIT_REVIEW
    )
    key = f"history:{entry.number}"
    mark_handled(session, case, (NotificationEvent.REVIEW_STARTED, NotificationEvent.REVIEW_REMINDER), actor.account)
    notify(
        session,
        NotificationEvent.REVIEW_RECEIVED,
        [assignment.reviewer],
        case,
        key=key,
        facts=_receipt(assignment, review),
    )
    if first and all(other.state == AssignmentState.SUBMITTED for other in active_assignments(case)):
        notify(session, NotificationEvent.LAST_REVIEW_IN, recipients.editors(session, case), case, key=key, actor=actor)


def _receipt(assignment: Assignment, review: Review) -> dict[str, int]:
    """Return what a receipt may say on open roads: how much was handed in, not a word of it."""
    musts = sum(remark.weight == Weight.MUST for remark in review.remarks)
    return {
        "assignment": assignment.id,
        "musts": musts,
        "suggestions": len(review.remarks) - musts,
    }


def _fill(review: Review, values: Mapping[str, Any]) -> None:
    for name, rating in values.get("ratings", {}).items():
        setattr(review, name, rating)
    for name in ("recommendation", "overall", "note_to_editors"):
        if name in values:
            setattr(review, name, values[name])
    if "remarks" in values:
        _set_remarks(review, values["remarks"])


def _set_remarks(review: Review, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Put these remarks in place of what stood there; one without words is none."""
    said = sorted((w for w in wanted if w["text"]), key=lambda w: IN_ORDER[Section(w["section"])])
    kept = list(review.remarks[: len(said)])
    kept += [Remark() for _ in said[len(kept) :]]
    for position, (remark, values) in enumerate(zip(kept, said, strict=True)):
        remark.position, remark.section, remark.weight = position, values["section"], values["weight"]
        remark.text, remark.quote = values["text"], values.get("quote", "")
    review.remarks = kept


def _silences(case: Case, assignment: Assignment) -> dict[str, list[str]]:
    """Return the answers of the delegation on which the reviewer still has to say something."""
    return {f"verdicts.{remark}": [message] for remark, message in unjudged_remarks(case, assignment).items()}


def _gaps(review: Review) -> dict[str, list[str]]:
    gaps = {f"ratings.{name}": [message] for name, message in UNRATED.items() if getattr(review, name) is None}
    if review.recommendation is None:
        gaps["recommendation"] = [N_("Choose what you recommend.")]
    if not review.overall:
        gaps["overall"] = [N_("Give your overall opinion of the case in a sentence or two.")]
    return gaps
