"""The workflow of matches: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from case_studies.capacity_states import MatchAction, MatchParty, MatchState, NeedMet
from case_studies.errors import N_, WrongState
from case_studies.models import HistoryEntry, Match
from case_studies.notifications.notify_of_matches import notify_of_match
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import is_open
from case_studies.policy.matches import MATCH_POLICY, STATES
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.capacity_dates import ask_in_a_year
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event

S = MatchState
STALE = N_("The match was changed after you opened this page. Nothing was saved. Open it again to see the change.")
SIDES = frozenset({MatchParty.ASKING, MatchParty.OFFERING})


def it_was_chosen(_session: Session, match: Match, _note: str) -> None:
    """Check that there is something to ask about: a match that ended before was not chosen."""
    if match.chosen_at is None:
        raise WrongState()


def both_are_valid(_session: Session, match: Match, _note: str) -> None:
    """Check that neither the request nor the offer has lapsed or was withdrawn."""
    if not is_open(match.request):
        raise WrongState(N_("The request has lapsed or was withdrawn."))
    if match.offer is not None and not is_open(match.offer):
        raise WrongState(N_("The offer has lapsed or was withdrawn."))


def choose(session: Session, match: Match, _actor: Actor) -> Match:
    """Record when it was chosen, and ask in a year whether the need was met."""
    match.chosen_at = now(session)
    ask_in_a_year(match, match.chosen_at.date())
    return match


def confirm_delivery(session: Session, match: Match, _actor: Actor) -> Match:
    """Record when the other side confirmed the delivery."""
    match.confirmed_at = now(session)
    return match


def ask_year(session: Session, match: Match, _actor: Actor) -> Match:
    """Ask today, and wait for the answer. An earlier answer was that it is too early."""
    match.ask_on, match.asked_on, match.need_met = None, now(session).date(), None
    return match


def answer_year(session: Session, match: Match, _actor: Actor) -> Match:
    """End the question, or ask again in a year if it is too early to say."""
    match.asked_on = None
    if match.need_met == NeedMet.TOO_EARLY:
        ask_in_a_year(match, now(session).date())
    return match


def _when_reported(match: Match) -> MatchState:
    """Return the state after a report: both sides report, each on its own."""
    return S.CLOSED if {report.party for report in match.reports} == SIDES else S.DELIVERED


def _same(match: Match) -> MatchState:
    return match.state


def _row(
    action: MatchAction,
    *,
    to: MatchState | Callable[[Match], MatchState],
    effect: Effect[Match] = no_effect,
    needs: tuple[Guard[Match], ...] = (),
    **rest: bool,
) -> Transition[Match]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = MatchAction
ABOUT_THE_NEED = (A.ASK_YEAR, A.ANSWER_YEAR)
MATCH_TRANSITIONS: dict[MatchAction, Transition[Match]] = {
    row.action: row
    for row in (
        _row(A.CHOOSE, to=S.MATCHED, effect=choose, needs=(both_are_valid,)),
        _row(A.DELIVER, to=S.UNDER_WAY),
        _row(A.CONFIRM_DELIVERY, to=S.DELIVERED, effect=confirm_delivery),
        _row(A.REPORT, to=_when_reported),
        _row(A.ASK_YEAR, to=_same, effect=ask_year, needs=(it_was_chosen,)),
        _row(A.ANSWER_YEAR, to=_same, effect=answer_year),
        _row(A.END, to=S.ENDED),
    )
}


class MatchWorkflow(Workflow[Match]):
    """The engine with the table of matches."""

    transitions = MATCH_TRANSITIONS
    policy = MATCH_POLICY
    stale = STALE

    def _perform(self, session: Session, transition: Transition[Match], match: Match, actor: Actor, note: str) -> None:
        """Perform a row. The question whether the need was met does not make a match that is over last longer."""
        moved_at = match.moved_at
        super()._perform(session, transition, match, actor, note)
        if transition.action in ABOUT_THE_NEED:
            match.moved_at = moved_at

    def record(self, session: Session, match: Match, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history, which never names who takes part in a match."""
        action = HistoryAction(step.action)
        return record_item_event(
            session, match, actor, action, note=step.note, before=step.before, after=step.after, is_named=False
        )

    def notify(self, session: Session, match: Match, action: MatchAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify the other side."""
        notify_of_match(session, match, action, actor, entry.number)


MATCHES = MatchWorkflow()
