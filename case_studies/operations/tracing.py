"""The history of a case as each reader may know it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry
from case_studies.operations.browsing import sight_or_refuse
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.visibility import Sight
from case_studies.vocabulary import Action

IN_PUBLIC = frozenset({Action.CLEAR, Action.PUBLISH, Action.ARCHIVE, Action.RESTORE})
WORKFLOW = frozenset(Action)


def history(session: Session, actor: Actor, case: Case) -> list[HistoryEntry]:
    """Return the entries that the actor may read, oldest first.

    Editors read all, who was asked included; the delegation and the reviewers the workflow and what they did
    themselves; everybody else what happened in public, up to the revision they can read. Who acted is for the
    delivery to show to those inside alone.
    """
    seen = sight_or_refuse(actor, case)
    entries = session.scalars(select(HistoryEntry).where(HistoryEntry.case_id == case.id).order_by(HistoryEntry.id))
    return [entry for entry in entries if _may_read(entry, actor, case, seen)]


def _may_read(entry: HistoryEntry, actor: Actor, case: Case, seen: Sight) -> bool:
    if entry.revision_number > seen.last:
        return False
    if may(actor, Permission.READ_ALL_REVIEWS, case):
        return True
    if seen.inside:
        return entry.action in WORKFLOW or entry.account_id == actor.account_id
    return entry.action in IN_PUBLIC
