"""Saving and submitting a review."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import Assignment, Case, Remark, Review
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.operations.opened_page import OpenedPage
from case_studies.operations.review.responses import (
    SECTION_ORDER,
    answered_remarks,
    check_verdicts,
    save_verdicts,
)
from case_studies.operations.review.review_gaps import review_gaps
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, NotificationEvent, Section, Weight
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import active_assignments


def write_review(
    session: Session,
    case: Case,
    assignment: Assignment,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    submit: bool,
    page: OpenedPage | None = None,
) -> Review:
    """Save an unfinished review, or submit it with `submit`. It can be submitted again until the decision.

    Changes to a submitted review stay with the reviewer until they are submitted too. Raises Incomplete, and changes
    nothing, if something is missing or over a limit on submit. Raises StaleVersion if another page has saved other
    content since `page` was opened. Sending the same review twice submits it once.
    """
    check_allowed_now(actor, case, Permission.REVIEW, assignment)
    is_known = page is None or page.knows(save_time(assignment.review), _page_of(assignment.review))
    is_first, key = assignment.review is None, page.key if page is not None else ""
    review = assignment.review or Review(assignment=assignment, saved_at=now(session))
    session.add(review)
    before, values = _content(case, assignment, review), _merge(review.changes or {}, values)
    check_verdicts(case, assignment, values.get("verdicts", ()))
    if review.submitted_at is not None and not submit:
        review.changes = values
    else:
        _fill(review, values)
        save_verdicts(session, case, assignment, actor, values.get("verdicts", ()))
    changed = is_first or before != _content(case, assignment, review)
    must_submit = submit and (changed or review.submitted_at is None or review.changes is not None)
    if not changed and not must_submit:
        return review
    if not is_known:
        raise StaleVersion(N_("This review was saved on another page after you opened this one. Open it again."))
    review.saved_at, review.saved_on = now(session), key
    if must_submit:
        _submit(session, case, assignment, review, actor)
    session.flush()
    return review


def save_time(review: Review | None) -> str:
    """Return when a review was last saved, in the format of the form; empty if it was never saved."""
    return review.saved_at.isoformat() if review is not None else ""


def _page_of(review: Review | None) -> str:
    return review.saved_on if review is not None else ""


def _content(case: Case, assignment: Assignment, review: Review) -> tuple[object, ...]:
    """Return the whole content of a review, to detect changes."""
    remarks = [(r.section, r.weight, r.text, r.quote) for r in review.remarks]
    responses = [t.response_in(assignment.revision) for t in answered_remarks(case, assignment)]
    verdicts = [(r.id, r.verdict, r.verdict_text) for r in responses if r is not None]
    texts = review.overall or "", review.note_to_editors or ""
    return review.ratings, review.recommendation, texts, remarks, verdicts, review.changes


def _merge(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Merge new values into the saved ones. Saved ratings and verdicts without a new value are kept."""
    both = {**before, **after}
    if "ratings" in both:
        both["ratings"] = {**before.get("ratings", {}), **after.get("ratings", {})}
    if "verdicts" in both:
        verdicts = (*before.get("verdicts", ()), *after.get("verdicts", ()))
        both["verdicts"] = list({verdict["remark"]: verdict for verdict in verdicts}.values())
    return both


def _submit(session: Session, case: Case, assignment: Assignment, review: Review, actor: Actor) -> None:
    """Record the submission, send the reviewer a receipt, and notify the editors if it was the last review."""
    gaps = review_gaps(case, assignment, review)
    if gaps:
        raise Incomplete(gaps, N_("The review is not complete yet."))
    first = review.submitted_at is None
    review.submitted_at, review.changes = review.saved_at, None
    review.saved_on = ""  # an automatic save of the same page that arrives later is stale
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
    """Return the numbers in the receipt. It is sent over open networks, so it contains no text of the review."""
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
    """Replace the remarks of a review. Remarks without text and quote are left out."""
    written = sorted(
        (w for w in wanted if w["text"] or w.get("quote")), key=lambda w: SECTION_ORDER[Section(w["section"])]
    )
    remarks = list(review.remarks[: len(written)])
    remarks += [Remark() for _ in written[len(remarks) :]]
    for position, (remark, values) in enumerate(zip(remarks, written, strict=True)):
        remark.position, remark.section, remark.weight = position, values["section"], values["weight"]
        remark.text, remark.quote = values["text"], values.get("quote", "")
    review.remarks = remarks
