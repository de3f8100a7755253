"""The history of a case, as far as each reader may know it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry
from case_studies.operations.cases.queries import case_view_or_refuse
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import Action, HistoryAction

WORKFLOW = frozenset(HistoryAction(action) for action in Action)
# What the delegation does before it submits a text, and the reasons it gives itself.
INTERNAL = frozenset(
    {
        HistoryAction.START,
        HistoryAction.DELETE,
        HistoryAction.JUSTIFY_FINDING,
        HistoryAction.ANSWER_REMARK,
        HistoryAction.ANSWER_FOR_PARTNERS,
        HistoryAction.CONFIRM_CONSENT,
        HistoryAction.REFUSE_CONSENT,
        HistoryAction.ADD_ATTACHMENT,
        HistoryAction.CHANGE_ATTACHMENT,
        HistoryAction.REMOVE_ATTACHMENT,
        HistoryAction.REQUEST_CLEARANCE,
        HistoryAction.TAKE_BACK,
        HistoryAction.SEND_BACK,
        HistoryAction.REVISE,
    }
)
CONFIRMATIONS = frozenset(
    {
        HistoryAction.CONFIRM_IN_USE,
        HistoryAction.CONFIRM_CHANGED,
        HistoryAction.CONFIRM_STOPPED,
        HistoryAction.CONFIRM_HARMFUL,
    }
)
BESIDE = frozenset(
    {
        HistoryAction.CHANGE_AUDIENCE,
        HistoryAction.NARROW,
        HistoryAction.HIDE_PART,
        HistoryAction.SHOW_PART,
        HistoryAction.WITHDRAW_CONSENT,
    }
)
BACK = (HistoryAction.SEND_BACK, HistoryAction.RETURN_TO_SUBMITTER, HistoryAction.REQUEST_REVISION)
IN_PUBLIC = CONFIRMATIONS | {
    HistoryAction.CLEAR,
    HistoryAction.PUBLISH,
    HistoryAction.ARCHIVE,
    HistoryAction.RESTORE,
}


def case_history(session: Session, actor: Actor, case: Case) -> list[HistoryEntry]:
    """Return the entries that the actor may read, oldest first.

    The delegation reads the steps of the workflow. Editors read everything since the submission, including who was
    invited. Reviewers read the steps since the submission and what they did themselves. Everybody else reads what
    happened in public. Pages and API show only to participants who acted.
    """
    seen = case_view_or_refuse(actor, case)
    if not seen.inside:
        return public_history(session, actor, case)
    return [entry for entry in _entries(session, case) if _may_read(entry, actor, case, seen)]


def reason_for_return(session: Session, cases: Sequence[Case]) -> dict[int, HistoryEntry]:
    """Return case id → the entry that returned the case to its author, for cases that are still with their author."""
    turning_points = (*BACK, HistoryAction.REQUEST_CLEARANCE, HistoryAction.REVISE)
    query = select(HistoryEntry).where(
        HistoryEntry.case_id.in_([case.id for case in cases]), HistoryEntry.action.in_(turning_points)
    )
    last = {entry.case_id: entry for entry in session.scalars(query.order_by(HistoryEntry.number))}
    return {case_id: entry for case_id, entry in last.items() if case_id is not None and entry.action in BACK}


def public_history(session: Session, actor: Actor, case: Case) -> list[HistoryEntry]:
    """Return what a reader may know: when revisions for their audience were submitted, published and archived.

    Revisions that were returned or declined, and everything after the readable revision, are left out.
    """
    last = case.readable.number if case.readable is not None else 0
    known = [r for r in case.revisions if r.published_at is not None and r.audience in actor.audiences]
    published = {r.number for r in known if r.number <= last}
    entries = [e for e in _entries(session, case) if e.action in IN_PUBLIC and e.revision_number in published]
    last_cleared = {e.revision_number: e.number for e in entries if e.action == HistoryAction.CLEAR}
    return [e for e in entries if e.action != HistoryAction.CLEAR or e.number == last_cleared[e.revision_number]]


def _entries(session: Session, case: Case) -> list[HistoryEntry]:
    query = select(HistoryEntry).where(HistoryEntry.case_id == case.id).order_by(HistoryEntry.number)
    return list(session.scalars(query))


def _may_read(entry: HistoryEntry, actor: Actor, case: Case, seen: CaseView) -> bool:
    if (entry.revision_number or 0) > seen.last:
        return False
    if is_office_of_submitter(actor, case):
        return entry.action in WORKFLOW | INTERNAL | CONFIRMATIONS | BESIDE
    if may(actor, Permission.READ_ALL_REVIEWS, case):
        return entry.action not in INTERNAL and not _is_of_a_first_draft(entry)
    return entry.action in (WORKFLOW - INTERNAL) | CONFIRMATIONS or entry.account_id == actor.account_id


def _is_of_a_first_draft(entry: HistoryEntry) -> bool:
    """Whether it is about the audience of a first draft, which no reader has seen."""
    return entry.action == HistoryAction.CHANGE_AUDIENCE and entry.revision_number == 1
