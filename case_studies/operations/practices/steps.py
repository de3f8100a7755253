"""Moving a good practice on: one function for every action, and the answers to what was said about it."""

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotVisible, WrongState
from case_studies.models import Account, Practice, PracticeRemark
from case_studies.notifications.notify_of_practices import notify_about_practice
from case_studies.policy.actor import Actor
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    HistoryAction,
    NotificationEvent,
    PracticeAction,
    PracticeRemarkKind,
)
from case_studies.workflow.history import record_item_event
from case_studies.workflow.practices import PRACTICES

REMARKS = {
    PracticeAction.OBJECT: PracticeRemarkKind.OBJECTION,
    PracticeAction.CORRECT: PracticeRemarkKind.REMARK,
}


def move(
    session: Session, practice: Practice, actor: Actor, *, action: PracticeAction, version: int, note: str = ""
) -> None:
    """Perform an action, or refuse and change nothing."""
    PRACTICE_POLICY.check_usable(actor, practice, action)
    PRACTICES.perform(session, practice, action, actor, note=note, version=version)
    if action in REMARKS:
        practice.current.remarks.append(
            PracticeRemark(
                kind=REMARKS[action],
                delegation_code=actor.delegation,
                account_id=actor.account,
                text=note,
                given_at=now(session),
            )
        )


def answer_remark(session: Session, practice: Practice, actor: Actor, number: int, text: str) -> None:
    """Answer an objection or a remark. What was answered stays as it is."""
    PRACTICE_POLICY.check_usable(actor, practice, PracticePermission.ANSWER_REMARK)
    remark = next((one for one in practice.current.remarks if one.id == number), None)
    if remark is None:
        raise NotVisible()
    if remark.answered_at is not None:
        raise WrongState(N_("This was answered already."))
    if not text:
        raise Incomplete({"text": [N_("Write the answer.")]})
    remark.answer, remark.answered_at, remark.answered_by_id = text, now(session), actor.account_id
    action = HistoryAction.ANSWER_OBJECTION
    entry = record_item_event(session, practice, actor, action, edition=practice.current.number)
    writer = [session.get_one(Account, remark.account_id)]
    event = NotificationEvent.PRACTICE_ANSWERED
    notify_about_practice(session, event, writer, practice, key=f"history:{entry.number}", actor=actor)
