"""The workflow of cases: one row for each action. It shows everything that can happen to a case.

Who may perform an action, and in which states of the case, is in `policy/permissions.py`.
"""

from collections.abc import Callable

from case_studies.models import Case
from case_studies.policy.permissions import STATES
from case_studies.vocabulary import Action, State
from case_studies.workflow import effects, guards
from case_studies.workflow.engine import Effect, Guard, Transition

S = State


def _after_clearance(case: Case) -> State:
    """Return the state after clearance: in an open round the reviewers continue; otherwise an editor decides."""
    return S.IN_REVIEW if case.current.round_open else S.SUBMITTED


def _before_clearance(case: Case) -> State:
    return S.REVISION_REQUESTED if case.current.round_open else S.DRAFT


def _row(
    action: Action,
    *,
    to: State | Callable[[Case], State],
    effect: Effect[Case] = effects.no_effect,
    needs: tuple[Guard[Case], ...] = (),
    **rest: bool,
) -> Transition[Case]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


TRANSITIONS: dict[Action, Transition[Case]] = {
    row.action: row
    for row in (
        _row(
            Action.REQUEST_CLEARANCE, to=S.IN_CLEARANCE, effect=effects.name_readers,
            needs=(
                guards.somebody_can_clear, guards.every_co_submitter_can_answer, guards.the_text_is_complete,
                guards.every_finding_is_settled, guards.every_remark_is_answered,
            ),
        ),
        _row(Action.TAKE_BACK, to=_before_clearance),
        _row(
            Action.CLEAR, to=_after_clearance, effect=effects.release,
            needs=(guards.every_finding_is_settled, guards.every_co_submitter_has_confirmed),
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
