"""The workflow of discussions: one row for each action, and what a step records and whom it notifies.

What was said is in no entry of the history, which is kept forever. Of a post that an editor hides, the history keeps
the reason.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from case_studies.errors import N_, WrongState
from case_studies.models import HistoryEntry, Thread
from case_studies.notifications.notify_of_threads import notify_of_thread
from case_studies.policy.actor import Actor
from case_studies.policy.threads import STATES, THREAD_POLICY
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, HistoryAction, SpeaksAs, ThreadAction, ThreadState
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event

S = ThreadState
STALE = N_("The discussion went on after you opened this page. Nothing was saved. Open it again to see what is new.")
OBJECTION_DAYS = 5
QUIET_DAYS = 30


def its_day_has_not_passed(session: Session, thread: Thread, _note: str) -> None:
    """Check that the discussion still takes posts."""
    if now(session).date() > thread.closes_on:
        raise WrongState(N_("This discussion has ended. It waits for its summary."))


def it_was_not_extended(_session: Session, thread: Thread, _note: str) -> None:
    """Check that the convener extends the discussion for the first time."""
    if thread.extended:
        raise WrongState(N_("A discussion can be extended once."))


def one_may_still_object(session: Session, thread: Thread, _note: str) -> None:
    """Check that the days for objections are not over."""
    if thread.objections_until is None or now(session).date() > thread.objections_until:
        raise WrongState(N_("The days in which one could object to the summary are over."))


def somebody_objected(_session: Session, thread: Thread, _note: str) -> None:
    """Check that there is an objection to answer."""
    if not thread.open_objections:
        raise WrongState(N_("Nobody has objected, or the objections are answered."))


def nobody_can_object_any_more(session: Session, thread: Thread, _note: str) -> None:
    """Check that the days for objections are over, and that each objection is answered."""
    until = thread.objections_until
    if until is None or now(session).date() <= until or thread.open_objections:
        raise WrongState()


def it_has_been_quiet(session: Session, thread: Thread, _note: str) -> None:
    """Check that nothing happened for long."""
    if now(session) < thread.moved_at + timedelta(days=QUIET_DAYS):
        raise WrongState()


def its_posts_were_kept_long_enough(session: Session, thread: Thread, _note: str) -> None:
    """Check that the posts were kept as long as they may be."""
    if thread.closed_at is None or now(session) < thread.closed_at + timedelta(days=thread.kept_days):
        raise WrongState()


def summarize(session: Session, thread: Thread, actor: Actor) -> Thread:
    """Set until when who spoke may object. The new summary answers objections to an earlier one."""
    moment = now(session)
    thread.summarized_by_id, thread.summarized_at = actor.account_id, moment
    thread.objections_until = moment.date() + timedelta(days=OBJECTION_DAYS)
    return _answer_objections(session, thread)


def keep_summary(session: Session, thread: Thread, _actor: Actor) -> Thread:
    """Mark the objections as answered."""
    return _answer_objections(session, thread)


def close(session: Session, thread: Thread, _actor: Actor) -> Thread:
    """Give the discussion its last day, from which the posts are kept for a while."""
    thread.closed_at, thread.disputed = now(session), bool(thread.open_objections)
    return thread


def expire(_session: Session, thread: Thread, _actor: Actor) -> Thread:
    """Delete the posts, the objections, and who convened and followed the discussion. Its summary stays."""
    thread.posts, thread.objections, thread.follows = [], [], []
    thread.author_id = thread.summarized_by_id = thread.form_key = None
    if thread.attribution == Attribution.UNNAMED:
        thread.owner = None
    return thread


def _answer_objections(session: Session, thread: Thread) -> Thread:
    moment = now(session)
    for objection in thread.open_objections:
        objection.answered_at = moment
    return thread


def _row(
    action: ThreadAction,
    *,
    to: ThreadState | None = None,
    effect: Effect[Thread] = no_effect,
    needs: tuple[Guard[Thread], ...] = (),
    **rest: bool,
) -> Transition[Thread]:
    return Transition(action, STATES[action], to or _same_state, effect, needs, **rest)


def _same_state(thread: Thread) -> ThreadState:
    return thread.state


A = ThreadAction
THREAD_TRANSITIONS: dict[ThreadAction, Transition[Thread]] = {
    row.action: row
    for row in (
        _row(A.POST, needs=(its_day_has_not_passed,), at_once=True),
        _row(A.TAKE_BACK, at_once=True),
        _row(A.EXTEND, needs=(it_was_not_extended,)),
        _row(A.SUMMARIZE, to=S.CLOSING, effect=summarize),
        _row(A.OBJECT, needs=(one_may_still_object,), at_once=True),
        _row(A.KEEP_SUMMARY, effect=keep_summary, needs=(somebody_objected,)),
        _row(A.HIDE_POST, reason=True, at_once=True),
        _row(A.SHOW_POST, at_once=True),
        _row(A.CLOSE, to=S.CLOSED, effect=close, needs=(nobody_can_object_any_more,)),
        _row(A.CLOSE_SILENT, to=S.CLOSED, effect=close, needs=(it_has_been_quiet,)),
        _row(A.EXPIRE, to=S.EXPIRED, effect=expire, needs=(its_posts_were_kept_long_enough,)),
    )
}


class ThreadWorkflow(Workflow[Thread]):
    """The engine with the table of discussions."""

    transitions = THREAD_TRANSITIONS
    policy = THREAD_POLICY
    stale = STALE

    def record(self, session: Session, thread: Thread, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history, without what was said."""
        return record_item_event(
            session,
            thread,
            actor,
            HistoryAction(step.action),
            note=step.note if step.action == ThreadAction.HIDE_POST else "",
            before=step.before,
            after=step.after,
            is_named=_is_named(thread, step.action),
        )

    def notify(self, session: Session, thread: Thread, action: ThreadAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify those who follow the discussion or have to do something."""
        notify_of_thread(session, thread, action, actor, entry.number)


def _is_named(thread: Thread, action: ThreadAction) -> bool:
    """Whether the history names who acts: an editor who moderates, and a delegation that speaks for itself."""
    if action == ThreadAction.POST:
        return thread.posts[-1].speaks_as == SpeaksAs.DELEGATION
    return action not in (ThreadAction.TAKE_BACK, ThreadAction.OBJECT)


THREADS = ThreadWorkflow()
