"""The workflow of adoptions: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Adoption, AdoptionStatement, HistoryEntry
from case_studies.notifications.notify_of_adoptions import notify_of_adoption
from case_studies.policy.actor import Actor
from case_studies.policy.adoptions import ADOPTION_POLICY, RECORDED, STATES
from case_studies.unit_of_work import now
from case_studies.vocabulary import AdoptionAction, AdoptionState, AdoptionUse, HistoryAction
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

S = AdoptionState
STALE = N_("The adoption was changed after you opened this page. Nothing was saved. Open it again to see the change.")
CONFIRM_AFTER = timedelta(days=365)
STATEMENT_TEXTS = ("what_changed", "what_happened", "why_stopped")


def something_is_written(_session: Session, adoption: Adoption, _note: str) -> None:
    """Check that there is a statement which others do not read yet."""
    if adoption.written is None:
        raise Incomplete({"use": [N_("Nothing was changed since it was recorded.")]})


def the_statement_is_complete(_session: Session, adoption: Adoption, _note: str) -> None:
    """Check that a delegation that uses something says what it changed and what happened."""
    statement = adoption.written
    if statement is None or statement.use == AdoptionUse.CONSIDERING:
        return
    missing: dict[str, list[str]] = {}
    if not statement.what_changed:
        missing["what_changed"] = [N_("Say what your delegation changed.")]
    if not statement.what_happened and not statement.not_measured:
        missing["what_happened"] = [N_("Say what happened, or that it was not measured.")]
    if missing:
        raise Incomplete(missing)


def nothing_dangerous_is_in_it(session: Session, adoption: Adoption, _note: str) -> None:
    """Check that nothing in the statement should not leave."""
    if adoption.written is not None:
        texts = {name: getattr(adoption.written, name) for name in STATEMENT_TEXTS}
        check_texts(session, texts, adoption.language)


def clear(session: Session, adoption: Adoption, actor: Actor) -> Adoption:
    """Let others read the statement, and ask again in a year."""
    statement = adoption.written
    if statement is not None:
        statement.cleared_at, statement.cleared_by_id = now(session), actor.account_id
        adoption.recorded_at = statement.cleared_at
        adoption.confirm_on = None if statement.use == AdoptionUse.STOPPED else confirm_day(session)
    return adoption


def withdraw(_session: Session, adoption: Adoption, _actor: Actor) -> Adoption:
    """Ask nothing any more."""
    adoption.confirm_on = None
    return adoption


def next_statement(adoption: Adoption) -> AdoptionStatement:
    """Return the statement that is being written. If there is none, begin one with the words of the last."""
    if adoption.written is None:
        last = adoption.recorded
        names = ("use", "operation", "since", *STATEMENT_TEXTS, "not_measured")
        values = {name: getattr(last, name) for name in names} if last is not None else {}
        adoption.statements.append(AdoptionStatement(number=len(adoption.statements) + 1, **values))
    return adoption.statements[-1]


def confirm_day(session: Session) -> date:
    """Return the day on which the delegation is asked whether its statement still holds."""
    return (now(session) + CONFIRM_AFTER).date()


def _waiting(adoption: Adoption) -> AdoptionState:
    return S.IN_CLEARANCE if adoption.recorded is None else S.CHANGE_IN_CLEARANCE


def _before_waiting(adoption: Adoption) -> AdoptionState:
    return S.DRAFT if adoption.recorded is None else S.RECORDED


def _row(
    action: AdoptionAction,
    *,
    to: AdoptionState | Callable[[Adoption], AdoptionState],
    effect: Effect[Adoption] = no_effect,
    needs: tuple[Guard[Adoption], ...] = (),
    **rest: bool,
) -> Transition[Adoption]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = AdoptionAction
FIT_TO_LEAVE = (the_statement_is_complete, nothing_dangerous_is_in_it)
ADOPTION_TRANSITIONS: dict[AdoptionAction, Transition[Adoption]] = {
    row.action: row
    for row in (
        _row(A.ADOPT_BY_US, to=_waiting, needs=(something_is_written, *FIT_TO_LEAVE)),
        _row(A.STOP_USING, to=_waiting, needs=FIT_TO_LEAVE, reason=True),
        _row(A.TAKE_BACK, to=_before_waiting),
        _row(A.CLEAR, to=S.RECORDED, effect=clear, needs=FIT_TO_LEAVE),
        _row(A.SEND_BACK, to=_before_waiting, reason=True),
        _row(A.WITHDRAW, to=S.WITHDRAWN, effect=withdraw, at_once=True),
    )
}


class AdoptionWorkflow(Workflow[Adoption]):
    """The engine with the table of adoptions."""

    transitions = ADOPTION_TRANSITIONS
    policy = ADOPTION_POLICY
    stale = STALE

    def record(self, session: Session, adoption: Adoption, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        action = HistoryAction(step.action)
        return record_item_event(
            session,
            adoption,
            actor,
            action,
            note=step.note,
            before=step.before,
            after=step.after,
            is_named=step.after in RECORDED,
        )

    def notify(
        self, session: Session, adoption: Adoption, action: AdoptionAction, actor: Actor, entry: HistoryEntry
    ) -> None:
        """Notify those who wait for the step."""
        notify_of_adoption(session, adoption, action, actor, entry.number)


ADOPTIONS = AdoptionWorkflow()
