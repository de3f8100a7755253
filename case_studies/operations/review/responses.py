"""The second half of a round: the delegation answers each remark, the reviewer confirms or reopens it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotVisible, StaleVersion
from case_studies.models import Assignment, Case, Response
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, Section, Verdict, Weight
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import RemarkThread, open_threads, remark_threads

ANSWERED_MEANWHILE = N_("A colleague has just answered this: “%(answer)s” Save again to replace it with yours.")
IN_ORDER = {section: place for place, section in enumerate(Section)}


def remarks_to_respond_to(actor: Actor, case: Case) -> list[RemarkThread]:
    """Return the open remarks of the round that the delegation has to answer, by section, the musts first.

    Its offices read them until the revision is cleared: which ones are open after that would tell the verdicts.
    """
    check_allowed_now(actor, case, Permission.READ_OPEN_REMARKS)
    return sorted(open_threads(case), key=lambda t: (IN_ORDER[t.remark.section], t.remark.weight != Weight.MUST))


def respond_to_remark(
    session: Session, case: Case, actor: Actor, remark_id: int, *, done: bool, text: str, instead_of: str | None = None
) -> Response:
    """Say of one open remark what was done about it and why, or why not. It can be said anew until clearance.

    The same answer sent again changes nothing. `instead_of` is the text that the writer saw in its place, empty where
    there was none: a colleague's answer that they have not read is not written over.
    """
    check_allowed_now(actor, case, Permission.RESPOND_TO_REMARKS)
    thread = next((thread for thread in open_threads(case) if thread.remark.id == remark_id), None)
    if thread is None:
        raise NotVisible()
    if not text:
        asked = N_("Say in a few words what was changed.") if done else N_("Say why it was not done.")
        raise Incomplete({"text": [asked]})
    answer = thread.answer_in(case.current) or Response(revision_id=case.current.id, remark=thread.remark)
    if (answer.done, answer.text) == (done, text):
        return answer
    if instead_of is not None and (answer.text or "") != instead_of:
        raise StaleVersion(ANSWERED_MEANWHILE, answer=answer.text or "")
    answer.done, answer.text, answer.account_id, answer.answered_at = done, text, actor.account, now(session)
    session.add(answer)
    record_case_event(
        session, case, actor, HistoryAction.ANSWER_REMARK, note=text, after="done" if done else "not_done"
    )
    session.flush()
    return answer


def responses_to_judge(case: Case, assignment: Assignment) -> list[RemarkThread]:
    """Return the reviewer's own remarks that this revision answers."""
    own = (thread for thread in remark_threads(case) if thread.assignment.reviewer_id == assignment.reviewer_id)
    return [thread for thread in own if thread.answer_in(assignment.revision) is not None]


def unjudged_remarks(case: Case, assignment: Assignment) -> dict[int, str]:
    """Return remark → what the reviewer still has to say of its answer before handing the review in."""
    found = {}
    for thread in responses_to_judge(case, assignment):
        answer = _answer(thread, assignment)
        if answer.verdict is None:
            found[thread.remark.id] = N_("Choose whether this is settled or still open.")
        elif answer.verdict == Verdict.REOPENED and not answer.verdict_text:
            found[thread.remark.id] = N_("Say what is still missing. The delegation reads it.")
    return found


def check_response(case: Case, assignment: Assignment, verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a verdict on anything but an answer to one of the reviewer's own remarks."""
    answered = {thread.remark.id for thread in responses_to_judge(case, assignment)}
    if any(found["remark"] not in answered for found in verdicts):
        raise Incomplete({"verdicts": [N_("This revision has no answer to one of these remarks.")]})


def judge_responses(
    session: Session, case: Case, assignment: Assignment, actor: Actor, verdicts: Sequence[Mapping[str, Any]]
) -> None:
    """Confirm that remarks are settled, or reopen them with a reason. It can be changed until the decision.

    `check_answered` has let the verdicts pass.
    """
    answered = {thread.remark.id: thread for thread in responses_to_judge(case, assignment)}
    for found in verdicts:
        _judge(session, case, actor, _answer(answered[found["remark"]], assignment), found)


def _judge(session: Session, case: Case, actor: Actor, answer: Response, found: Mapping[str, Any]) -> None:
    """Keep one verdict; the history has it where it is another one than before."""
    if answer.verdict != found["verdict"]:
        answer.verdict, answer.verdict_at = found["verdict"], now(session)
        confirmed = answer.verdict == Verdict.CONFIRMED
        record_case_event(
            session,
            case,
            actor,
            HistoryAction.CONFIRM_REMARK if confirmed else HistoryAction.REOPEN_REMARK,
            note=found["text"],
        )
    answer.verdict_text = found["text"]


def _answer(thread: RemarkThread, assignment: Assignment) -> Response:
    answer = thread.answer_in(assignment.revision)
    assert answer is not None  # noqa: S101 - answers_to_judge has only threads that this revision answers
    return answer
