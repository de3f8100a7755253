"""The proof that nobody changed the history, for administrators, who don't read what it says about cases.

The hash of an entry covers all entries before it. So the number and the hash of the last entry, kept somewhere else,
prove later that everything up to it is unchanged. The whole history names reviewers: it is exported on the server only.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.hash_chain import ChainEnd
from case_studies.models import HistoryEntry, HistoryHead
from case_studies.operations.audit import verify_history
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator


def end_of_history(session: Session, actor: Actor) -> ChainEnd:
    """Return the number and the hash of the last entry."""
    check_administrator(actor)
    head = session.execute(select(HistoryHead.number, HistoryHead.hash)).one()
    return ChainEnd(head.number, head.hash)


def is_history_unchanged(session: Session, actor: Actor, kept: ChainEnd | None = None) -> bool:
    """Return whether the history is whole, and whether it still has an end that was kept earlier."""
    check_administrator(actor)
    if kept is not None:
        stored = session.scalar(select(HistoryEntry.hash).where(HistoryEntry.number == kept.number))
        if stored != kept.hash:
            return False
    return not verify_history(session)
