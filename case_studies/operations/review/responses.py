"""Responses of the delegation to remarks, and the reviewers' verdicts on them: confirmed or reopened."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import Assignment, Case, Response
from case_studies.operations.review.response_drafts import REPLACES_ANOTHER, drop_response_draft, find_open_thread
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, Section, Verdict, Weight
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import RemarkThread, open_threads, remark_threads

SECTION_ORDER = {section: place for place, section in enumerate(Section)}


def remarks_to_respond_to(actor: Actor, case: Case) -> list[RemarkThread]:
    """Return the open remarks that the current revision has to respond to, by section, the musts first.

    The delegation reads them until the revision is cleared. After that, the open remarks would reveal the verdicts.
    """
    check_allowed_now(actor, case, Permission.READ_OPEN_REMARKS)
    return sorted(open_threads(case), key=lambda t: (SECTION_ORDER[t.remark.section], t.remark.weight != Weight.MUST))


def respond_to_remark(
    session: Session, case: Case, actor: Actor, remark_id: int, *, done: bool, text: str, instead_of: str | None = None
) -> Response:
    """Save the response to an open remark: what was done, or why nothing was. It can be changed until clearance.

    Sending the same response twice changes nothing. `instead_of` is the text of the response that the writer saw,
    empty if there was none. Raises StaleVersion if a colleague has saved another one since.
    """
    check_allowed_now(actor, case, Permission.RESPOND_TO_REMARKS)
    thread = find_open_thread(case, remark_id)
    if not text:
        message = N_("Say in a few words what was changed.") if done else N_("Say why it was not done.")
        raise Incomplete({"text": [message]})
    response = thread.response_in(case.current) or Response(revision_id=case.current.id, remark=thread.remark)
    if (response.done, response.text) == (done, text):
        drop_response_draft(case.current, remark_id)
        return response
    if instead_of is not None and (response.text or "") != instead_of:
        raise StaleVersion(REPLACES_ANOTHER, answer=response.text or "")
    response.done, response.text, response.account_id, response.answered_at = done, text, actor.account, now(session)
    session.add(response)
    drop_response_draft(case.current, remark_id)
    record_case_event(
        session, case, actor, HistoryAction.ANSWER_REMARK, note=text, after="done" if done else "not_done"
    )
    session.flush()
    return response


def answered_remarks(case: Case, assignment: Assignment) -> list[RemarkThread]:
    """Return the reviewer's own remarks to which the assignment's revision responds."""
    own = (thread for thread in remark_threads(case) if thread.assignment.reviewer_id == assignment.reviewer_id)
    return [thread for thread in own if thread.response_in(assignment.revision) is not None]


def missing_verdicts(case: Case, assignment: Assignment) -> dict[int, str]:
    """Return remark id → what the reviewer's verdict on the response still lacks before the review can be submitted."""
    messages = {}
    for thread in answered_remarks(case, assignment):
        response = _response(thread, assignment)
        if response.verdict is None:
            messages[thread.remark.id] = N_("Choose whether this is settled or still open.")
        elif response.verdict == Verdict.REOPENED and not response.verdict_text:
            messages[thread.remark.id] = N_("Say what is still missing. The delegation reads it.")
    return messages


def check_verdicts(case: Case, assignment: Assignment, verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Raise Incomplete for a verdict on anything but a response to one of the reviewer's own remarks."""
    answered = {thread.remark.id for thread in answered_remarks(case, assignment)}
    if any(verdict["remark"] not in answered for verdict in verdicts):
        raise Incomplete({"verdicts": [N_("This revision has no answer to one of these remarks.")]})


def save_verdicts(
    session: Session, case: Case, assignment: Assignment, actor: Actor, verdicts: Sequence[Mapping[str, Any]]
) -> None:
    """Confirm that remarks are settled, or reopen them with a reason. Verdicts can be changed until the decision.

    `check_verdicts` must have accepted the verdicts.
    """
    answered = {thread.remark.id: thread for thread in answered_remarks(case, assignment)}
    for values in verdicts:
        _save_verdict(session, case, actor, _response(answered[values["remark"]], assignment), values)


def _save_verdict(session: Session, case: Case, actor: Actor, response: Response, values: Mapping[str, Any]) -> None:
    """Save one verdict. The history records it if it has changed."""
    if response.verdict != values["verdict"]:
        response.verdict, response.verdict_at = values["verdict"], now(session)
        confirmed = response.verdict == Verdict.CONFIRMED
        record_case_event(
            session,
            case,
            actor,
            HistoryAction.CONFIRM_REMARK if confirmed else HistoryAction.REOPEN_REMARK,
            note=values["text"],
        )
    response.verdict_text = values["text"]


def _response(thread: RemarkThread, assignment: Assignment) -> Response:
    response = thread.response_in(assignment.revision)
    assert response is not None  # noqa: S101 - answered_remarks returns only threads with a response
    return response
