"""The workflow: one row for each action. It shows everything that can happen to a case.

Who may perform an action, and in which states of the case, is in `policy/permissions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from case_studies.models import Revision
from case_studies.policy.permissions import STATES
from case_studies.vocabulary import Action, State
from case_studies.workflow import effects, guards
from case_studies.workflow.effects import Effect
from case_studies.workflow.guards import Guard

S = State


def _after_clearance(revision: Revision) -> State:
    """Return the state after clearance: in an open round the reviewers continue; otherwise an editor decides."""
    return S.IN_REVIEW if revision.round_open else S.SUBMITTED


def _before_clearance(revision: Revision) -> State:
    return S.REVISION_REQUESTED if revision.round_open else S.DRAFT


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from which states, to which state, what it needs, what it does.

    With `reason`, a note is required. With `shows`, readers find something else afterwards, so the index is updated.
    With `at_once`, the action is performed even if the case changed after the page was opened.
    """

    action: Action
    sources: frozenset[State]
    target: State | Callable[[Revision], State]
    effect: Effect = effects.no_effect
    needs: tuple[Guard, ...] = ()
    reason: bool = False
    shows: bool = False
    at_once: bool = False

    def target_for(self, revision: Revision) -> State:
        """Return the new state of a revision."""
        return self.target if isinstance(self.target, State) else self.target(revision)


def _row(action: Action, *, to: State | Callable[[Revision], State], **rest: object) -> Transition:
    return Transition(action, STATES[action], to, **rest)  # type: ignore[arg-type]


TRANSITIONS: dict[Action, Transition] = {
    row.action: row
    for row in (
        _row(
            Action.REQUEST_CLEARANCE, to=S.IN_CLEARANCE,
            needs=(
                guards.somebody_can_clear, guards.the_text_is_complete, guards.every_finding_is_settled,
                guards.every_remark_is_answered,
            ),
        ),
        _row(Action.TAKE_BACK, to=_before_clearance),
        _row(
            Action.CLEAR, to=_after_clearance, effect=effects.release, needs=(guards.every_finding_is_settled,),
        ),
        _row(Action.SEND_BACK, to=_before_clearance, reason=True),
        _row(
            Action.RECALL, to=S.DRAFT, effect=effects.unrelease, at_once=True,
            needs=(guards.no_editor_has_acted,),
        ),
        _row(Action.RETURN_TO_SUBMITTER, to=S.DRAFT, reason=True, effect=effects.unrelease),
        _row(
            Action.START_REVIEW, to=S.IN_REVIEW, effect=effects.open_round,
            needs=(guards.enough_reviewers_are_assigned,),
        ),
        _row(
            Action.REQUEST_REVISION, to=S.REVISION_REQUESTED, effect=effects.open_next_for_round,
            reason=True, needs=(guards.a_review_is_in,),
        ),
        _row(
            Action.PUBLISH, to=S.PUBLISHED, effect=effects.make_public, shows=True,
            needs=(
                guards.every_finding_is_settled, guards.enough_reviewers_approve, guards.a_decline_is_answered,
                guards.an_open_must_is_answered,
            ),
        ),
        _row(
            Action.DECLINE, to=S.DECLINED, effect=effects.fall_back_to_published, reason=True
        ),
        _row(Action.REVISE, to=S.DRAFT, effect=effects.open_next_draft),
        _row(Action.ARCHIVE, to=S.ARCHIVED, reason=True, shows=True),
        _row(Action.RESTORE, to=S.PUBLISHED, reason=True, shows=True),
        _row(
            Action.WITHDRAW, to=S.WITHDRAWN, effect=effects.withdraw, shows=True, at_once=True,
        ),
    )
}  # fmt: skip
