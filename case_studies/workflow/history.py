"""Appending to the history: the only place that writes it. Each entry is linked to the one before by its hash."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.hash_chain import hash_of
from case_studies.models import Account, Case, HistoryEntry, HistoryHead
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now


def record_case_event(
    session: Session,
    case: Case,
    actor: Actor,
    action: str,
    *,
    note: str = "",
    revision_number: int | None = None,
    before: str | None = None,
    after: str | None = None,
) -> HistoryEntry:
    """Append what happened to a case, and count the case's version on, so that a page opened before is stale.

    While a text is on its delegation's desk, what judges do with the case does not show there, not even as a moment.
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
    _append(session, entry, actor)
    if case.current.submitted_at is not None or actor.delegation == case.submitting_code:
        case.changed_at = entry.at
    return entry


def record_account_event(
    session: Session, account: Account, actor: Actor, action: str, *, before: str | None, after: str | None
) -> HistoryEntry:
    """Append what happened to an account: `note` names it. Nobody as the actor means: on the server."""
    entry = HistoryEntry(action=action, from_state=before, to_state=after, note=account.email)
    _append(session, entry, actor)
    return entry


def _append(session: Session, entry: HistoryEntry, actor: Actor) -> None:
    """Link the entry to the last one; whoever appends next waits for this transaction's end."""
    last = session.execute(select(HistoryHead.number, HistoryHead.hash).with_for_update()).one()
    account = session.get_one(Account, actor.account_id) if actor.account_id is not None else None
    entry.number, entry.previous_hash = last.number + 1, last.hash
    entry.at = now(session)
    entry.account_id, entry.delegation_code = actor.account_id, actor.delegation
    entry.account_email = account.email if account is not None else None
    entry.hash = hash_of(entry.chain_fields())
    session.add(entry)
    session.execute(update(HistoryHead).values(number=entry.number, hash=entry.hash))
