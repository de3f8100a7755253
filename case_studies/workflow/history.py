"""Appends to the history. Nothing else writes it. Each entry carries the hash of the entry before."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.event_log import LogEvent, log_after_commit
from case_studies.hash_chain import hash_of
from case_studies.models import Account, Case, Delegation, HistoryEntry, HistoryHead
from case_studies.models.history import chain_fields
from case_studies.models.item import Item
from case_studies.notifications.notify import notify_of_account_event
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.release import NAMED_TO
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, HistoryAction
from case_studies.workflow.index_tasks import queue_item


def record_case_event(
    session: Session,
    case: Case,
    actor: Actor,
    action: HistoryAction,
    *,
    note: str = "",
    subject: Account | None = None,
    revision_number: int | None = None,
    before: str | None = None,
    after: str | None = None,
) -> HistoryEntry:
    """Append what happened to a case; `subject` is the account that it is about, such as an assigned reviewer.

    This also changes the case, so that its version grows and a page opened before is stale. While the text is with its
    delegation, an act of an editor or a reviewer does not change `changed_at`: the delegation would notice it.
    """
    entry = HistoryEntry(
        case_id=case.id,
        reference=case.reference,
        revision_number=revision_number or case.current.number,
        action=action,
        from_state=before,
        to_state=after,
        note=note,
    )
    _append(session, entry, actor, subject)
    if case.current.submitted_at is not None or actor.delegation == case.submitting_code:
        case.changed_at = entry.at
    return entry


def record_item_event(
    session: Session,
    item: Item,
    actor: Actor,
    action: HistoryAction,
    *,
    note: str = "",
    before: str | None = None,
    after: str | None = None,
    is_named: bool = True,
    is_noticed: bool = True,
    edition: int | None = None,
) -> HistoryEntry:
    """Append what happened to a thing beside the cases, which also grows its version, and queue it for the index.

    An act of a delegation that is not named to all members is recorded without account and delegation: the history
    is exported, and administrators read it. The item itself keeps who wrote it. With `is_named` false, the same holds
    for the act of another delegation. With `is_noticed` false, the item and its version stay as they are: they would
    show that something happened to those who do not read the entry.
    """
    is_named = is_named and (actor.delegation != item.owner_code or item.attribution in NAMED_TO[Audience.MEMBERS])
    entry = HistoryEntry(
        reference=item.reference,
        revision_number=edition,
        action=action,
        from_state=before,
        to_state=after,
        note=note,
    )
    _append(session, entry, actor if is_named else NOBODY, None)
    if is_noticed:
        item.changed_at = entry.at
        queue_item(session, item)
    return entry


def record_account_event(
    session: Session,
    account: Account,
    actor: Actor,
    action: HistoryAction,
    *,
    before: str | None = None,
    after: str | None = None,
) -> HistoryEntry:
    """Append what happened to an account, and notify its office if it concerns its security.

    `NOBODY` as the actor means that a command on the server did it.
    """
    entry = HistoryEntry(action=action, from_state=before, to_state=after, note="")
    _append(session, entry, actor, account)
    log_after_commit(session, LogEvent.ACCOUNT, action=action, account=actor.account_id, subject=account.id)
    notify_of_account_event(session, account, action, entry=entry.number, before=before, after=after)
    return entry


def record_delegation_event(
    session: Session,
    delegation: Delegation,
    actor: Actor,
    action: HistoryAction,
    *,
    note: str = "",
    before: str | None = None,
    after: str | None = None,
) -> HistoryEntry:
    """Append what happened to a delegation."""
    entry = HistoryEntry(action=action, from_state=before, to_state=after, note=note, about_delegation=delegation.code)
    _append(session, entry, actor, None)
    return entry


def record_platform_event(
    session: Session,
    actor: Actor,
    action: HistoryAction,
    *,
    note: str,
    before: str | None = None,
    after: str | None = None,
) -> HistoryEntry:
    """Append what an administrator changed of the platform; `note` names what."""
    entry = HistoryEntry(action=action, from_state=before, to_state=after, note=note)
    _append(session, entry, actor, None)
    log_after_commit(session, LogEvent.ADMINISTRATION, action=action, account=actor.account_id)
    return entry


def _append(session: Session, entry: HistoryEntry, actor: Actor, subject: Account | None) -> None:
    """Link the entry to the last one. The next writer waits for the end of this transaction."""
    last = session.execute(select(HistoryHead.number, HistoryHead.hash).with_for_update()).one()
    account = session.get_one(Account, actor.account_id) if actor.account_id is not None else None
    entry.number, entry.previous_hash = last.number + 1, last.hash
    entry.at = now(session)
    entry.account_id, entry.delegation_code = actor.account_id, actor.delegation
    entry.account_email = account.email if account is not None else None
    if subject is not None:
        entry.subject_id, entry.subject_email = subject.id, subject.email
    entry.hash = hash_of(chain_fields(entry))
    session.add(entry)
    session.execute(update(HistoryHead).values(number=entry.number, hash=entry.hash))
