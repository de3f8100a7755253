"""Deleting a draft that was never submitted: its text and everything that refers to it.

The row of the case remains, without a revision: its reference is not used again, and the history refers to it.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, StaleVersion, WrongState
from case_studies.models import Case, HistoryEntry, IndexTask, Mail, Notification, Upload
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now, check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import HistoryAction, State
from case_studies.workflow.history import record_case_event


def can_delete(session: Session, case: Case, actor: Actor) -> bool:
    """Return whether the actor may delete the case now."""
    return Permission.DELETE in allowed_now(actor, case) and not was_submitted(session, case)


def was_submitted(session: Session, case: Case) -> bool:
    """Return whether the case was ever submitted, even if it was returned or taken back since."""
    query = select(HistoryEntry.id).where(HistoryEntry.case_id == case.id, HistoryEntry.action == HistoryAction.CLEAR)
    return session.scalar(query.limit(1)) is not None


def check_can_delete(session: Session, case: Case, actor: Actor) -> None:
    """Refuse: not visible, not allowed, no draft, submitted once."""
    check_allowed_now(actor, case, Permission.DELETE)
    if was_submitted(session, case):
        raise WrongState(N_("This case was submitted once, so its record is kept. You can withdraw it instead."))


def delete_draft(session: Session, case: Case, actor: Actor, *, version: int) -> None:
    """Delete a draft that was never submitted. Refuses what `check_can_delete` refuses, then a stale version."""
    check_can_delete(session, case, actor)
    if case.version != version:
        raise StaleVersion()
    entry = record_case_event(session, case, actor, HistoryAction.DELETE, before=State.DRAFT)
    _delete_notifications(session, case)
    session.execute(delete(IndexTask).where(IndexTask.reference == case.reference))
    session.execute(delete(Upload).where(Upload.case_id == case.id))
    case.revisions.clear()
    case.consents.clear()
    case.form_key = case.form_digest = None
    case.deleted_at = entry.at


def _delete_notifications(session: Session, case: Case) -> None:
    """Delete what accounts were notified of, and the mails that were about nothing else."""
    about_it = Notification.case_id == case.id
    mails = session.scalars(select(Notification.mail_id).where(about_it, Notification.mail_id.is_not(None))).all()
    session.execute(delete(Notification).where(about_it))
    others = select(Notification.id).where(Notification.mail_id == Mail.id).exists()
    session.execute(delete(Mail).where(Mail.id.in_(mails), ~others))
