"""The workflow of offers and requests: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityAction, CapacityState
from case_studies.errors import N_, Incomplete, Message, WrongState
from case_studies.models import Capacity, HistoryEntry
from case_studies.notifications.notify_of_capacity import notify_of_capacity
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import CAPACITY_POLICY, STATES, is_shown
from case_studies.policy.readers import NAMED_TO
from case_studies.taxonomy.mentions import names_a_state
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.capacity_dates import earliest_last_day, hold, latest_last_day, set_reminder
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

S = CapacityState
STALE = N_("It was changed after you opened this page. Nothing was saved. Open it again to see the change.")
TEXTS = ("title", "details", "conditions", "support_after")
NEEDED = ("title", "details", "support_kind", "themes", "valid_until")


def it_is_complete(_session: Session, capacity: Capacity, _note: str) -> None:
    """Check that a reader learns what it is, and until when it holds."""
    empty = N_("This is empty. Fill it before you post it.")
    missing = {name: [empty] for name in NEEDED if not getattr(capacity, name)}
    if missing:
        raise Incomplete(missing)


def nothing_dangerous_is_in_it(session: Session, capacity: Capacity, _note: str) -> None:
    """Check that nothing in the texts should not leave."""
    check_texts(session, {name: getattr(capacity, name) for name in TEXTS}, capacity.language)


def it_is_valid_for_a_year_at_most(session: Session, capacity: Capacity, _note: str) -> None:
    """Check that the last day is ahead, and no more than twelve months."""
    if capacity.valid_until is not None:
        check_last_day(session, capacity, capacity.valid_until)


def it_does_not_name_who_posts_it(_session: Session, capacity: Capacity, _note: str) -> None:
    """Check that what is not named to all who read it does not name its delegation itself."""
    if capacity.attribution in NAMED_TO[capacity.audience]:
        return
    owner = capacity.owner
    fields: dict[str, list[str]] = {}
    refused = Message(N_("This names %(name)s, which is not to be named. Take it out."), name=owner.name)
    for name in TEXTS:
        if names_a_state(getattr(capacity, name), owner.code, also=owner.name):
            fields[name] = [refused]
    for name in ("places", "recipients"):
        if owner.code in getattr(capacity, name):
            fields[name] = [refused]
    if fields:
        raise Incomplete(fields)


def nobody_objected(session: Session, capacity: Capacity, _note: str) -> None:
    """Check that the days have passed in which a request can be held back."""
    until = capacity.objections_until
    if not capacity.is_request or until is None or until >= now(session).date():
        raise WrongState()


def check_last_day(session: Session, capacity: Capacity, last: date) -> None:
    """Refuse a last day that has passed, is too far ahead, or comes before a request is circulated."""
    today = now(session).date()
    first, latest = earliest_last_day(capacity, today), latest_last_day(today)
    if not first <= last <= latest:
        refused = N_("Choose a day from %(first)s to %(latest)s: it is valid for twelve months at most.")
        held = N_("Choose a day from %(first)s, when it is circulated, to %(latest)s: twelve months at most.")
        days = {"first": first.isoformat(), "latest": latest.isoformat()}
        raise Incomplete({"valid_until": [Message(refused if first == today else held, **days)]})


def clear(session: Session, capacity: Capacity, actor: Actor) -> Capacity:
    """Record who cleared it. An offer is shown at once; a request is held for some days first."""
    moment = now(session)
    capacity.posted_at, capacity.cleared_by_id = moment, actor.account_id
    if capacity.is_request:
        hold(capacity, moment.date())
    else:
        capacity.shown_at = moment
    set_reminder(capacity, moment.date())
    return capacity


def hold_back(_session: Session, capacity: Capacity, _actor: Actor) -> Capacity:
    """Forget the days of a request that becomes a draft again."""
    capacity.posted_at = capacity.objections_until = capacity.remind_on = None
    return capacity


def circulate(session: Session, capacity: Capacity, _actor: Actor) -> Capacity:
    """Show a request to all members."""
    capacity.shown_at, capacity.objections_until = now(session), None
    return capacity


def renew(session: Session, capacity: Capacity, _actor: Actor) -> Capacity:
    """Set the next reminder. A request that lapsed before it was circulated is held again."""
    today = now(session).date()
    if capacity.is_request and capacity.shown_at is None:
        hold(capacity, today)
    set_reminder(capacity, today)
    return capacity


def end(_session: Session, capacity: Capacity, _actor: Actor) -> Capacity:
    """Remind nobody any more."""
    capacity.remind_on = capacity.objections_until = None
    return capacity


def current_state(capacity: Capacity) -> CapacityState:
    """Return the state of what is posted and valid."""
    return S.CIRCULATED if capacity.is_request and capacity.shown_at is not None else S.POSTED


def _row(
    action: CapacityAction,
    *,
    to: CapacityState | Callable[[Capacity], CapacityState],
    effect: Effect[Capacity] = no_effect,
    needs: tuple[Guard[Capacity], ...] = (),
    **rest: bool,
) -> Transition[Capacity]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = CapacityAction
BEFORE_POSTING = (
    it_is_complete,
    it_is_valid_for_a_year_at_most,
    nothing_dangerous_is_in_it,
    it_does_not_name_who_posts_it,
)
CAPACITY_TRANSITIONS: dict[CapacityAction, Transition[Capacity]] = {
    row.action: row
    for row in (
        _row(A.POST, to=S.IN_CLEARANCE, needs=BEFORE_POSTING),
        _row(A.TAKE_BACK, to=S.DRAFT),
        _row(A.CLEAR, to=S.POSTED, effect=clear, needs=BEFORE_POSTING),
        _row(A.SEND_BACK, to=S.DRAFT, reason=True),
        _row(A.HOLD_BACK, to=S.DRAFT, effect=hold_back, at_once=True),
        _row(A.CIRCULATE, to=S.CIRCULATED, effect=circulate, needs=(nobody_objected,)),
        _row(A.RENEW, to=current_state, effect=renew),
        _row(A.LAPSE, to=S.LAPSED, effect=end),
        _row(A.WITHDRAW, to=S.WITHDRAWN, effect=end, at_once=True),
    )
}


class CapacityWorkflow(Workflow[Capacity]):
    """The engine with the table of offers and requests."""

    transitions = CAPACITY_TRANSITIONS
    policy = CAPACITY_POLICY
    stale = STALE

    def record(self, session: Session, capacity: Capacity, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        before = current_state(capacity) if step.action == A.LAPSE else step.before
        return record_item_event(
            session,
            capacity,
            actor,
            HistoryAction(step.action),
            note=step.note,
            before=before,
            after=step.after,
            is_named=is_shown(capacity),
        )

    def notify(
        self, session: Session, capacity: Capacity, action: CapacityAction, actor: Actor, entry: HistoryEntry
    ) -> None:
        """Notify those who wait for the step."""
        notify_of_capacity(session, capacity, action, actor, entry.number)


CAPACITY = CapacityWorkflow()
