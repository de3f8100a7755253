"""The workflow of good practices: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from case_studies.errors import N_
from case_studies.models import HistoryEntry, Practice, PracticeEdition, PracticeEvidence
from case_studies.notifications.notify_of_practices import notify_cited, notify_of_practice
from case_studies.policy.actor import Actor
from case_studies.policy.practice_release import ANY_MEMBER, is_named_in, released_rows
from case_studies.policy.practices import PRACTICE_POLICY, STATES
from case_studies.policy.predicates import is_withdrawn
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, PracticeAction, PracticeState
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow
from case_studies.workflow.history import record_item_event
from case_studies.workflow.practice_guards import (
    cited_delegations_had_time,
    each_sentence_has_evidence,
    it_is_assessed_on_its_evidence,
    its_evidence_is_enough,
    objections_are_answered,
    the_search_is_recorded,
    the_text_is_complete,
    unnamed_delegations_stay_unnamed,
)

S = PracticeState
A = PracticeAction
STALE = N_("The practice was changed after you opened this page. Nothing was saved. Open it again to see the change.")
COPIED = (
    "language",
    "title",
    "statement",
    "do",
    "mechanism",
    "fits_where",
    "how_to_start",
    "costs",
    "harms",
    "not_known",
    "search_query",
)
PINNED = (
    "case",
    "revision_number",
    "section",
    "relation",
    "shows",
    "sentences",
    "evidence_kind",
    "readers",
    "added_at",
)
NEXT_LOOK = timedelta(days=365)
"""After the adoption, when editors look again whether the practice still holds."""


def same_edition(_session: Session, practice: Practice, _actor: Actor) -> PracticeEdition:
    """Change only the state of the current edition."""
    return practice.current


def support(_session: Session, practice: Practice, actor: Actor) -> PracticeEdition:
    """Record the second delegation that proposes the practice."""
    practice.supported_by_code = actor.delegation
    return practice.current


def consult(session: Session, practice: Practice, actor: Actor) -> PracticeEdition:
    """Begin the days of the consultation, and ask the cited delegations."""
    edition = practice.current
    edition.consulted_at = now(session)
    notify_cited(session, practice, edition.rows, actor)
    return edition


def adopt(session: Session, practice: Practice, actor: Actor) -> PracticeEdition:
    """Record the first editor, or the second one: then this edition replaces the one before."""
    edition = practice.current
    if edition.adoption_proposed_by_id is None:
        edition.adoption_proposed_by_id, edition.adoption_proposed_code = actor.account_id, actor.delegation
        return edition
    before = practice.lasting
    if before is not None:
        before.state = S.SUPERSEDED
    edition.adopted_by_id, edition.adopted_at = actor.account_id, now(session)
    edition.next_look_on = (now(session) + NEXT_LOOK).date()
    return edition


def open_next_edition(session: Session, practice: Practice, _actor: Actor) -> PracticeEdition:
    """Copy the adopted edition into a draft, with its rows as they are pinned. It needs a new search and assessment."""
    before = practice.current
    edition = PracticeEdition(
        number=practice.editions[-1].number + 1,
        state=S.DRAFT,
        created_at=now(session),
        themes=list(before.themes),
        initiatives=list(before.initiatives),
        **{name: getattr(before, name) for name in COPIED},
    )
    edition.evidence = [_copied(row) for row in before.rows if not is_withdrawn(row.case)]
    practice.editions.append(edition)
    return edition


def _copied(row: PracticeEvidence) -> PracticeEvidence:
    """Return a row for the next edition. Its delegation is asked again."""
    return PracticeEvidence(**{name: getattr(row, name) for name in PINNED})


def _when_adopted(practice: Practice) -> PracticeState:
    return S.ADOPTED if practice.current.adoption_proposed_by_id is not None else S.IN_CONSULTATION


def _row(
    action: PracticeAction,
    *,
    to: PracticeState | Callable[[Practice], PracticeState],
    effect: Effect[Practice] = same_edition,
    needs: tuple[Guard[Practice], ...] = (),
    **rest: bool,
) -> Transition[Practice]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


WHOLE = (
    the_text_is_complete,
    its_evidence_is_enough,
    each_sentence_has_evidence,
    the_search_is_recorded,
    unnamed_delegations_stay_unnamed,
)
PRACTICE_TRANSITIONS: dict[PracticeAction, Transition[Practice]] = {
    row.action: row
    for row in (
        _row(A.SUPPORT, to=S.DRAFT, effect=support),
        _row(A.CONSULT, to=S.IN_CONSULTATION, effect=consult, needs=WHOLE),
        _row(A.OBJECT, to=S.IN_CONSULTATION, reason=True, at_once=True),
        _row(A.CORRECT, to=S.IN_CONSULTATION, reason=True, at_once=True),
        _row(
            A.ADOPT,
            to=_when_adopted,
            effect=adopt,
            needs=(*WHOLE, cited_delegations_had_time, objections_are_answered, it_is_assessed_on_its_evidence),
        ),
        _row(A.REVISE, to=S.DRAFT, effect=open_next_edition, reason=True),
        _row(A.RETIRE, to=S.RETIRED, reason=True),
        _row(A.WITHDRAW, to=S.WITHDRAWN, reason=True),
    )
}
SAID_ELSEWHERE = (A.OBJECT, A.CORRECT)  # the text is kept with the edition, not in the history


class PracticeWorkflow(Workflow[Practice]):
    """The engine with the table of good practices. What has a state is the current edition."""

    transitions = PRACTICE_TRANSITIONS
    policy = PRACTICE_POLICY
    stale = STALE

    def holder(self, thing: Practice) -> PracticeEdition:
        """Return the current edition."""
        return thing.current

    def prepare(self, thing: Practice, step: Step) -> None:
        """Keep the reason with the edition that readers read."""
        if step.action == A.REVISE:
            step.result.revised_because = step.note
        if step.action == A.RETIRE:
            step.result.retired_because = step.note

    def record(self, session: Session, practice: Practice, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        is_proposed = step.action == A.ADOPT and step.after == S.IN_CONSULTATION
        return record_item_event(
            session,
            practice,
            actor,
            HistoryAction.PROPOSE_ADOPTION if is_proposed else HistoryAction(step.action),
            note="" if step.action in SAID_ELSEWHERE else step.note,
            before=step.before,
            after=step.after,
            is_named=step.action != A.OBJECT or is_named_to_members(practice.current, actor.delegation or ""),
            edition=step.result.number,
        )

    def notify(
        self, session: Session, practice: Practice, action: PracticeAction, actor: Actor, entry: HistoryEntry
    ) -> None:
        """Notify those who wait for the step."""
        notify_of_practice(session, practice, HistoryAction(entry.action), actor, entry.number)


def is_named_to_members(edition: PracticeEdition, code: str) -> bool:
    """Whether all members read that a delegation submitted a case that the edition cites."""
    return is_named_in(released_rows(ANY_MEMBER, edition), code)


PRACTICES = PracticeWorkflow()
