"""What became of a published case: its delegation says so each year, and at once if it stopped or was harmful.

Every office of the delegation may say it alone, because a warning must not wait. The sentence is text of the delegation
like any other: it passes the check, and it leaves when a clearance officer wrote it or confirmed it.
"""

from sqlalchemy.orm import Session

from case_studies.case_findings import finding_message
from case_studies.check.finder import find
from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import Case, Confirmation, Revision
from case_studies.notifications.notify import mark_handled, notify
from case_studies.notifications.recipients import clearance_officers
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import is_clearance_officer_of_submitter, is_office_of_submitter
from case_studies.taxonomy.mentions import names_a_state
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, HistoryAction, NotificationEvent, SaidLife
from case_studies.workflow.history import record_case_event
from case_studies.workflow.index_tasks import queue_case

ACTIONS = {
    SaidLife.IN_USE: HistoryAction.CONFIRM_IN_USE,
    SaidLife.CHANGED: HistoryAction.CONFIRM_CHANGED,
    SaidLife.STOPPED: HistoryAction.CONFIRM_STOPPED,
    SaidLife.HARMFUL: HistoryAction.CONFIRM_HARMFUL,
}


def confirm(
    session: Session,
    case: Case,
    actor: Actor,
    life: SaidLife,
    note: str,
    *,
    members_only: bool = False,
    last_seen: int | None = None,
) -> Confirmation:
    """Record what the delegation says, for all readers at once. `last_seen` is the id of the last confirmation read.

    Refuses: not allowed, nothing published, another confirmation since, a sentence that is missing or has findings.
    """
    check_allowed_now(actor, case, Permission.CONFIRM)
    if last_seen is not None and last_seen != last_confirmation_id(case):
        raise StaleVersion(
            N_("Your delegation confirmed this case after you opened the page. Open it again to see what it said.")
        )
    published = case.published
    if published is None:
        raise ValueError("allowed without a published revision")
    _check_note(session, published, life, note)
    confirmation = Confirmation(
        case_id=case.id,
        life=life,
        note=note,
        members_only=members_only,
        cleared=not note or clears_sentences(actor, case),
        account_id=actor.account,
        at=now(session),
    )
    case.confirmations.append(confirmation)
    entry = record_case_event(session, case, actor, ACTIONS[life], revision_number=published.number)
    queue_case(session, case)
    _notify(session, case, confirmation, actor, entry.number)
    return confirmation


def last_confirmation_id(case: Case) -> int:
    """Return the id of the last confirmation; 0 if there is none."""
    return case.confirmation.id if case.confirmation is not None else 0


def clears_sentences(actor: Actor, case: Case) -> bool:
    """Whether the sentences that the actor writes or confirms leave the delegation."""
    return is_clearance_officer_of_submitter(actor, case)


def own_waiting_sentence(actor: Actor, case: Case) -> Confirmation | None:
    """Return the confirmation whose sentence waits, for an office of the delegation. Nobody else learns of it."""
    return waiting_sentence(case) if is_office_of_submitter(actor, case) else None


def waiting_sentence(case: Case) -> Confirmation | None:
    """Return the confirmation whose sentence waits for a clearance officer, if there is one."""
    last = case.confirmation
    return last if last is not None and not last.cleared else None


def _check_note(session: Session, published: Revision, life: SaidLife, note: str) -> None:
    if not note and life != SaidLife.IN_USE:
        raise Incomplete({"note": [N_("Say in a sentence what changed or happened.")]})
    submitting = published.case.submitting
    if published.attribution != Attribution.NAMED and names_a_state(note, submitting.code, also=submitting.name):
        raise Incomplete(
            {"note": [N_("Readers don't learn which delegation submitted this case. Leave its name out.")]}
        )
    found = find({"note": note}, language=published.language, today=now(session).date())
    if found:
        template = N_("“%(text)s” looks like %(kind)s. %(reason)s Leave it out.")
        raise Incomplete({"note": [finding_message(one, template) for one in found]})


def _notify(session: Session, case: Case, confirmation: Confirmation, actor: Actor, entry: int) -> None:
    handled = [NotificationEvent.CONFIRMATION_DUE, NotificationEvent.SENTENCE_TO_CLEAR]
    mark_handled(session, case, handled)
    if not confirmation.cleared:
        officers = clearance_officers(session, case)
        notify(session, NotificationEvent.SENTENCE_TO_CLEAR, officers, case, key=f"history:{entry}", actor=actor)
