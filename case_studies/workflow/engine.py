"""The only function that changes the state of a case."""

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Refusal, StaleVersion
from case_studies.models import Case, IndexTask
from case_studies.notifications.notify import notify_of_action
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now, check_allowed_now
from case_studies.rendered_texts import store_rendered_texts
from case_studies.unit_of_work import now
from case_studies.vocabulary import WITH_AUTHOR, Action, HistoryAction, State
from case_studies.workflow.history import record_case_event
from case_studies.workflow.transitions import TRANSITIONS, Transition


def perform(session: Session, case: Case, action: Action, actor: Actor, *, note: str = "", version: int) -> None:
    """Perform one row of the transitions table, or refuse and change nothing.

    Refuses in this order: not visible, not allowed, wrong state, stale version, reason or content missing.
    """
    transition = TRANSITIONS[action]
    check_allowed_now(actor, case, action)
    _check_version(transition, case, version)
    _check_needs(session, transition, case, note)
    revision, before = case.current, case.state
    with session.no_autoflush:  # the database checks the complete change
        target = transition.target_for(revision)
        carrier = transition.effect(session, case, revision, actor)
        carrier.state = target
    if before in WITH_AUTHOR and carrier.state not in WITH_AUTHOR:
        store_rendered_texts(carrier)
    session.flush()
    # only its own delegation knows of a draft, so only entries about the draft have its number
    number = carrier.number if target == State.DRAFT else revision.number
    entry = record_case_event(
        session,
        case,
        actor,
        HistoryAction(action),
        note=note,
        revision_number=number,
        before=before,
        after=carrier.state,
    )
    case.moved_at = entry.at
    notify_of_action(session, case, action, actor, entry.number)
    if transition.shows:
        session.add(IndexTask(case_id=case.id, queued_at=now(session)))


def possible_actions(session: Session, case: Case, actor: Actor) -> list[Action]:
    """Return what the actor may do next. Pages show these buttons, the API these `actions`."""
    allowed = allowed_now(actor, case).actions
    return [action for action in allowed if _obstacle(session, TRANSITIONS[action], case) is None]


def obstacles(session: Session, case: Case, actor: Actor) -> dict[Action, Refusal]:
    """Return the actions that the actor may perform in this state once something is completed, with what is missing."""
    refusals = {action: _obstacle(session, TRANSITIONS[action], case) for action in allowed_now(actor, case).actions}
    return {action: refusal for action, refusal in refusals.items() if refusal is not None}


def why_reason_is_needed(session: Session, case: Case, action: Action) -> list[str]:
    """Return why an action that usually needs no reason needs one for this case."""
    explanations: list[str] = []
    for guard in TRANSITIONS[action].needs:
        try:
            guard(session, case, "")
        except Incomplete as refusal:
            explanations += refusal.fields.get("note", [])
        except Refusal:  # another obstacle, which `obstacles` reports
            continue
    return explanations


def _obstacle(session: Session, transition: Transition, case: Case) -> Refusal | None:
    """Return why a transition is refused even if a reason is given, or None."""
    try:
        for guard in transition.needs:
            guard(session, case, "given")
    except Refusal as refusal:
        return refusal
    return None


def _check_version(transition: Transition, case: Case, version: int) -> None:
    if case.version != version and not transition.at_once:
        raise StaleVersion()


def _check_needs(session: Session, transition: Transition, case: Case, note: str) -> None:
    if transition.reason and not note:
        raise Incomplete({"note": [N_("Give a reason. The next person who works on the case reads it.")]})
    for guard in transition.needs:
        guard(session, case, note)
